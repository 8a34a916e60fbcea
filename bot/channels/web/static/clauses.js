// The notice's own words, fetched when somebody first unfolds one.

import boot, { element, fill, word } from "./words.js";
import { ofPage } from "./notices.js";
import { inNotice, linked } from "./prose.js";
import { call } from "./wire.js";

const fetched = new Map();

/** {id: {shown, name, text}} of all clauses of a notice (default: the page's); asked for once. */
async function texts(notice) {
  const path = notice ? `/api/notices/${encodeURIComponent(notice)}/clauses` : ofPage("/api/clauses");
  const asked = fetched.get(path) || call(path).then(({ clauses }) => new Map(clauses.map((clause) => [clause.id, clause])));
  fetched.set(path, asked);
  try {
    return await asked;
  } catch (trouble) {
    fetched.delete(path);
    throw trouble;
  }
}

/** How a notice (default: the page's) prints the name of a clause. */
export function shown(id, notice) {
  return ((notice && boot.shown && boot.shown[notice]) || boot.clauses)[id] || id;
}

/** The line that names the clauses; each opens the notice there, at the words that the answer of `entry` rests on. */
export function basisLine(ids, entry, notice = "") {
  const links = ids.flatMap((id, index) => [
    index ? "\uff1b" : word("result_basis"),
    element("a", { href: inNotice(id, entry, notice), text: shown(id, notice) }),
  ]);
  return element("span", { name: "basis-line" }, ...links);
}

/** The words of a clause under its name. */
export function quoted(clause) {
  return element(
    "blockquote",
    { name: "clause" },
    element("strong", { text: clause.shown }),
    ...clause.text.split("\n").filter(Boolean).map((text) => element("p", {}, ...linked(text))),
  );
}

/** Something to unfold that shows the words of the clauses `ids`; null if there are none. */
export function unfolding(ids, label, notice = "") {
  if (!ids.length) return null;
  const inside = element("div", { name: "quotes" });
  const whole = element("details", { name: "basis" }, element("summary", { text: label }), inside);
  whole.addEventListener("toggle", async () => {
    if (!whole.open || inside.dataset.full) return;
    try {
      const all = await texts(notice);
      inside.dataset.full = "yes";
      fill(inside, ...ids.filter((id) => all.has(id)).map((id) => quoted(all.get(id))));
    } catch {
      fill(inside, element("p", { text: word("page_clause_failed") }));
    }
  });
  return whole;
}
