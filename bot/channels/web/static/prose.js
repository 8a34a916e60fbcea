// Plain text of an answer → elements: paragraphs, lists, links and phone numbers. Never markup.

import { element } from "./words.js";

const LINKED = /(https?:\/\/[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+|0\d{2,3}-\d{7,8})/g;
const TRAILING = /[.,;:!?)']+$/;

/** Text with its addresses and phone numbers made to be tapped. */
export function linked(text) {
  const parts = [];
  for (const part of text.split(LINKED)) {
    if (/^https?:/.test(part)) {
      const address = part.replace(TRAILING, "");
      parts.push(element("a", { text: address, href: address, rel: "noopener noreferrer", target: "_blank" }));
      parts.push(part.slice(address.length));
    } else if (/^0\d{2,3}-\d{7,8}$/.test(part)) {
      parts.push(element("a", { text: part, href: `tel:${part}`, name: "phone" }));
    } else if (part) {
      parts.push(part);
    }
  }
  return parts;
}

/** One line as an element: a list row, an explanation in brackets, a heading, or a paragraph. */
function line(text) {
  if (text.startsWith("· ")) return element("li", {}, ...linked(text.slice(2)));
  if (/^（[^]*）$/.test(text)) return element("p", { name: "aside" }, ...linked(text.slice(1, -1)));
  const verdict = /^(【[^】]+】)([^]*)$/.exec(text);
  if (verdict) {
    return element("p", {}, element("strong", { name: "verdict", text: verdict[1].slice(1, -1) }), ...linked(verdict[2]));
  }
  const numbered = /^(\d+\.) ([^]*)$/.exec(text);
  if (numbered) {
    return element("p", { name: "numbered" }, element("span", { text: numbered[1] }), element("span", {}, ...linked(numbered[2])));
  }
  return element("p", {}, ...linked(text));
}

/** All lines of a text; rows that belong together stand in one list. */
export function prose(text) {
  const made = [];
  for (const part of text.split("\n")) {
    if (!part.trim()) continue;
    const next = line(part.trim());
    const last = made[made.length - 1];
    if (next.tagName !== "LI") made.push(next);
    else if (last && last.tagName === "UL") last.append(next);
    else made.push(element("ul", {}, next));
  }
  return made;
}
