// The result of an interview, to be read, ticked off, printed, copied or kept as a picture.

import { basisLine, quoted } from "./clauses.js";
import { linked } from "./prose.js";
import { copy, inWeChat, pictures } from "./share.js";
import { inWidget, shelf } from "./shelf.js";
import { tokenFromAround } from "./token.js";
import { Refused, call } from "./wire.js";
import boot, { element, fill, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const HEADINGS = { stop: "result_stop", need: "result_need", mind: "result_mind", pass: "result_pass" };

/** The clauses that a row rests on; each leads to its words in the notice. */
function basis(clauses) {
  return clauses.length ? basisLine(clauses) : null;
}

function section(name, title, ...inside) {
  const heading = element("h2", { text: title });
  return element("section", { name: `paper ${name}` }, heading, ...inside);
}

function verdict(result) {
  return element(
    "section",
    { name: `paper verdict-card ${result.verdict}` },
    element("p", { name: "note", text: `${word("result_name", { name: result.name })} · ${word("result_made", { date: spoken(result.today) })}` }),
    element("h2", {}, ...linked(result.title)),
    element("p", {}, ...linked(result.text)),
    result.open.length ? element("p", { name: "note", text: word("result_open", { names: result.open.join("、") }) }) : null,
  );
}

function spoken(date) {
  const [year, month, day] = date.split("-").map(Number);
  return word("result_day", { year, month, day });
}

/** The checklist, with boxes that this device remembers. */
function checklist(result) {
  if (!result.checklist.length) return null;
  const key = `ticks:${result.name}`;
  const ticked = new Set(shelf.get(key) || []);
  const rows = result.checklist.map((item, index) => {
    const box = element("input", { type: "checkbox", id: `tick-${index}` });
    box.checked = ticked.has(item.text);
    box.addEventListener("change", () => {
      if (box.checked) ticked.add(item.text);
      else ticked.delete(item.text);
      shelf.set(key, [...ticked]);
    });
    const details = places(item).map(([label, text]) => element("span", { name: "detail" }, word(label), ...linked(text)));
    return element(
      "li",
      {},
      box,
      element("div", {}, element("label", { for: box.id, text: item.text }), ...details, basis(item.clauses)),
    );
  });
  return section("checklist", word("result_checklist"), element("p", { name: "note screen", text: word("result_checklist_note") }), element("ul", { name: "ticks" }, ...rows));
}

/** Where a paper is had and where it goes; once if that is the same place. */
function places({ obtain, where }) {
  const both = [["result_obtain", obtain === where ? "" : obtain], ["result_where", where]];
  return both.filter(([, text]) => text);
}

function rows(list) {
  return element("ul", {}, ...list.map((row) => element("li", {}, ...linked(row.text), basis(row.clauses))));
}

/** The reasons under their headings, in the order in which they come. */
function reasons(result) {
  const groups = [...new Set(result.reasons.map((reason) => reason.group))];
  const made = groups.map((group) => {
    const list = result.reasons.filter((reason) => reason.group === group);
    return element("div", { name: `group ${group}` }, element("h3", { text: word(HEADINGS[group]) }), rows(list));
  });
  return made.length ? section("reasons", word("result_reasons"), ...made) : null;
}

function answers(result) {
  if (!result.answers.length) return null;
  const list = result.answers.flatMap(({ name, value }) => [element("dt", { text: name }), element("dd", { text: value })]);
  return element("details", { name: "paper answers" }, element("summary", { text: word("result_answers") }), element("dl", {}, ...list));
}

/** The notice's own words, one to unfold for each clause. */
function clauses(result) {
  const list = Object.entries(result.clauses).map(([id, clause]) =>
    element("details", { name: "clause-fold" }, element("summary", { text: `${clause.shown} ${clause.name}` }), quoted(clause)),
  );
  return list.length ? section("clauses", word("result_clauses"), ...list) : null;
}

function draw(result) {
  document.title = `${word("result_name", { name: result.name })} · ${result.title}`;
  const unfinished = !result.checklist.length && ["eligible", "needs_more", "check_12"].includes(result.verdict);
  const parts = [
    verdict(result),
    checklist(result) || (unfinished ? element("p", { name: "note", text: word("result_checklist_open") }) : null),
    result.route.length ? section("route", word("result_route"), rows(result.route)) : null,
    reasons(result),
    answers(result),
    clauses(result),
    element("p", { name: "paper disclaimer" }, ...linked(result.disclaimer)),
  ];
  fill(byId("result"), ...parts.filter(Boolean));
}

/** The whole result as plain text. */
function plain(result) {
  return result.document.flatMap(({ heading, rows }) => [heading, ...rows]).filter(Boolean).join("\n");
}

const headings = (result) => result.document.map(({ heading }) => heading).filter(Boolean);

async function copyText(result) {
  const text = plain(result);
  const done = await copy(text);
  const said = byId("said");
  said.textContent = word(done ? "page_copied" : "page_copy_failed");
  if (!done) said.append(element("textarea", { name: "by-hand", rows: "8", readonly: true, text, "aria-label": word("result_copy") }));
}

function showPictures(result) {
  const made = pictures(boot.title, plain(result), headings(result));
  fill(
    byId("pictures"),
    element("p", { name: "note", role: "status", text: word("result_picture_note") }),
    ...made.map((address, index) =>
      element("img", { src: address, name: "keepsake", alt: word("result_picture_part", { number: index + 1, count: made.length }) }),
    ),
  );
  byId("pictures").scrollIntoView({ block: "start" });
}

/** Folded parts do not print: those that were asked for are unfolded while printing. */
function printing() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    const wanted = byId("print-clauses").checked ? document.querySelectorAll(".clause-fold:not([open])") : [];
    opened = [...wanted];
    opened.forEach((fold) => fold.setAttribute("open", ""));
    document.body.classList.toggle("print-clauses", byId("print-clauses").checked);
  });
  window.addEventListener("afterprint", () => opened.forEach((fold) => fold.removeAttribute("open")));
}

function offer(result) {
  for (const id of ["print", "copy", "picture", "calendar", "with-clauses"]) byId(id).hidden = false;
  byId("print").addEventListener("click", () => window.print());
  byId("copy").addEventListener("click", () => copyText(result));
  byId("picture").addEventListener("click", () => showPictures(result));
  printing();
}

async function show() {
  const query = new URLSearchParams(window.location.search);
  const name = query.get("name");
  await tokenFromAround();
  try {
    const result = await call(`/api/result${name ? `?name=${encodeURIComponent(name)}` : ""}`);
    draw(result);
    offer(result);
  } catch (trouble) {
    const why = trouble instanceof Refused && trouble.status === 404 ? word("result_none") : word("result_failed");
    fill(byId("result"), element("p", { name: "paper", role: "alert", text: why }));
  }
  byId("result").removeAttribute("aria-busy");
}

document.documentElement.classList.toggle("wechat", inWeChat);
document.documentElement.classList.toggle("widget", inWidget);
if (inWidget) byId("back").href = "/widget";
const arrived = window.history.length;
if (inWidget && !shelf.lasting && arrived > 1) {
  // What the chat keeps stands in its own entry of the history, before this one and those of links to clauses.
  byId("back").addEventListener("click", (event) => {
    event.preventDefault();
    window.history.go(arrived - window.history.length - 1);
  });
}
show();
