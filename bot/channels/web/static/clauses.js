// The notice's own words, fetched when somebody first unfolds one.

import boot, { element, fill, word } from "./words.js";
import { inNotice, linked } from "./prose.js";
import { call } from "./wire.js";

let fetched = null;

/** {id: {shown, name, text}} of all clauses; asked for once. */
async function texts() {
  fetched = fetched || call("/api/clauses").then(({ clauses }) => new Map(clauses.map((clause) => [clause.id, clause])));
  try {
    return await fetched;
  } catch (trouble) {
    fetched = null;
    throw trouble;
  }
}

/** How the notice prints the name of a clause. */
export function shown(id) {
  return boot.clauses[id] || id;
}

/** The line that names the clauses; each opens the notice there, at the words that the answer of `entry` rests on. */
export function basisLine(ids, entry) {
  const links = ids.flatMap((id, index) => [
    index ? "\uff1b" : word("result_basis"),
    element("a", { href: inNotice(id, entry), text: shown(id) }),
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
export function unfolding(ids, label) {
  if (!ids.length) return null;
  const inside = element("div", { name: "quotes" });
  const whole = element("details", { name: "basis" }, element("summary", { text: label }), inside);
  whole.addEventListener("toggle", async () => {
    if (!whole.open || inside.dataset.full) return;
    try {
      const all = await texts();
      inside.dataset.full = "yes";
      fill(inside, ...ids.filter((id) => all.has(id)).map((id) => quoted(all.get(id))));
    } catch {
      fill(inside, element("p", { text: word("page_clause_failed") }));
    }
  });
  return whole;
}
