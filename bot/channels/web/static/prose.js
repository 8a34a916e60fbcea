// Plain text of an answer → elements: paragraphs, lists, links and phone numbers. Never markup.

import { pageAt } from "./shelf.js";
import boot, { element, word } from "./words.js";

/** Addresses, phone numbers, and numbers with what they count, which stand on one line. */
const LINKED = /https?:\/\/[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+|0\d{2,3}-\d{7,8}|\u3014\d+\u3015\d+[\u4e00-\u9fff]|(?:\d[\d.:]*[\u4e00-\u9fff])+/;
const TERMS = Object.keys(boot.terms).sort((one, other) => other.length - one.length);
const DECIDES = word("page_decides");
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const LIVE = new RegExp(`(${[...TERMS, DECIDES].map(escaped).join("|")}|${LINKED.source})`, "g");
/** So many signs of a number stand on any line, however large. */
const SHORT = 6;
const TRAILING = /[.,;:!?)']+$/;
/** What may not end a line, and what may not begin one: it stays with the number beside it. */
const OPENING = /[\u3008\u300a\u300c\u300e\u3010\u3014\u201c\u2018\uff08(]+$/;
const CLOSING = /^[\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09\u300d\u300f\u300b\u201d\u2019%,.;:!?)]+/;

/** Where the notice can be read: at the clause `id`, with the words marked that the answer of `entry` rests on. */
export function inNotice(id = "", entry = "", notice = boot.notice ? boot.notice.id : "") {
  const asked = [notice && `notice=${encodeURIComponent(notice)}`, entry && `entry=${encodeURIComponent(entry)}`].filter(Boolean);
  const query = asked.length ? `?${asked.join("&")}` : "";
  return `${pageAt("/notice")}${query}${id ? `#${encodeURIComponent(id)}` : ""}`;
}

/** A word that not everybody knows: a tap tells under it what it means. */
export function term(name) {
  const made = element("button", { type: "button", name: "term", text: name, "aria-expanded": "false" });
  let meaning = null;
  made.addEventListener("click", () => {
    if (meaning) meaning.remove();
    else made.after(element("span", { name: "meaning", role: "note" }, ...linked(boot.terms[name], new Set(TERMS))));
    meaning = meaning ? null : made.nextElementSibling;
    made.setAttribute("aria-expanded", String(Boolean(meaning)));
  });
  return made;
}

/** The words in a text that are explained. */
export function termsIn(text) {
  return TERMS.filter((name) => text.includes(name));
}

/** Text with its addresses, phone numbers and words to explain made to be tapped; those in `told` were explained before. */
export function linked(text, told = new Set()) {
  const parts = [];
  for (const part of text.split(LIVE)) {
    if (TERMS.includes(part) && !told.has(part)) {
      told.add(part);
      parts.push(term(part));
    } else if (part === DECIDES) {
      parts.push(element("a", { text: part, href: inNotice() }));
    } else if (/^https?:/.test(part)) {
      const address = part.replace(TRAILING, "");
      parts.push(element("a", { text: address, href: address, rel: "noopener noreferrer", target: "_blank" }));
      parts.push(part.slice(address.length));
    } else if (/^0\d{2,3}-\d{7,8}$/.test(part)) {
      parts.push(element("a", { text: part, href: `tel:${part}`, name: "phone" }));
    } else if (LINKED.test(part) && LINKED.exec(part)[0] === part) {
      parts.push(element("span", { text: part, name: part.length > SHORT ? "whole" : "whole short" }));
    } else if (part) {
      parts.push(part);
    }
  }
  return parts.reduce(withSigns, []).filter(Boolean);
}

const isNumber = (part) => part instanceof Element && (part.classList.contains("phone") || part.classList.contains("whole"));

/** Adds a part; a number keeps on its line what may not begin or end one beside it. */
function withSigns(parts, part) {
  const last = parts[parts.length - 1];
  if (isNumber(part)) {
    const opening = (typeof last === "string" && OPENING.exec(last)) || { 0: "", index: undefined };
    const before = opening.index === undefined ? parts : [...parts.slice(0, -1), last.slice(0, opening.index)];
    return [...before, element("span", { name: "kept" }, opening[0], part)];
  }
  const signs = (last instanceof Element && last.className === "kept" && CLOSING.exec(part)) || [""];
  if (signs[0]) last.append(signs[0]);
  return [...parts, typeof part === "string" ? part.slice(signs[0].length) : part];
}

/** One line as an element: a list row, an explanation in brackets, a heading, or a paragraph. */
function line(text, told) {
  if (text.startsWith("· ")) return element("li", {}, ...linked(text.slice(2), told));
  if (/^（[^]*）$/.test(text)) return element("p", { name: "aside" }, ...linked(text.slice(1, -1), told));
  const verdict = /^(【[^】]+】)([^]*)$/.exec(text);
  if (verdict) {
    return element("p", {}, element("strong", { name: "verdict" }, ...linked(verdict[1].slice(1, -1), told)), ...linked(verdict[2], told));
  }
  const numbered = /^(\d+\.) ([^]*)$/.exec(text);
  if (numbered) {
    return element("p", { name: "numbered" }, element("span", { text: numbered[1] }), element("span", {}, ...linked(numbered[2], told)));
  }
  return element("p", {}, ...linked(text, told));
}

/** All lines of a text; rows that belong together stand in one list. */
export function prose(text) {
  const made = [];
  const told = new Set();
  for (const part of text.split("\n")) {
    if (!part.trim()) continue;
    const next = line(part.trim(), told);
    const last = made[made.length - 1];
    if (next.tagName !== "LI") made.push(next);
    else if (last && last.tagName === "UL") last.append(next);
    else made.push(element("ul", {}, next));
  }
  return made;
}
