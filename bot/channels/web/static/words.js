// The texts of the page: the server puts them into the document, from one file of messages.

const boot = JSON.parse(document.getElementById("boot").textContent);

/** What the server knew when it made this document: words, clauses ({id: shown}), and how it was asked. */
export default boot;

/** The text called `name` with its {placeholders} filled. */
export function word(name, values = {}) {
  const text = boot.words[name];
  if (text === undefined) throw new Error(`no text called ${name}`);
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

/** A new element with its text, class and attributes; text is never read as markup. */
export function element(tag, { text, name, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

/** Puts `children` in place of whatever an element holds. (Phones that are a few years old know no replaceChildren.) */
export function fill(parent, ...children) {
  parent.textContent = "";
  parent.append(...children);
}
