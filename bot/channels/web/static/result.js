// The result of an interview, to be read, ticked off, printed, copied or kept as a picture.

import { basisLine, quoted } from "./clauses.js";
import { linked } from "./prose.js";
import { copy, give, inWeChat, pictures } from "./share.js";
import { inWidget, pageAt, root, shelf } from "./shelf.js";
import { tokenFromAround } from "./token.js";
import { Transcript } from "./transcript.js";
import { Refused, call, fetched } from "./wire.js";
import boot, { element, fill, word } from "./words.js";

const CLOSED = ["not_eligible", "late"];
const MANY = 10;
const byId = (id) => document.getElementById(id);
/** The notice of the result, where this server speaks of several. */
let resultOf = "";

/** The clauses that a row rests on; each leads to its words in the notice. */
function basis(clauses) {
  return clauses.length ? basisLine(clauses, "", resultOf) : null;
}

function section(name, title, ...inside) {
  const heading = element("h2", { text: title });
  return element("section", { name: `paper ${name}` }, heading, ...inside);
}

function verdict(result) {
  return element(
    "section",
    { name: `paper verdict-card ${result.verdict}` },
    result.page.over ? element("p", { name: "over" }, ...linked(result.page.over)) : null,
    element("p", { name: "note" }, ...linked(word("result_made", { date: spoken(result.today) }))),
    element("h2", {}, ...(result.name === boot.me ? [] : [element("span", { name: "whose-result", text: word("result_whose", { name: result.name }) })]), ...linked(result.title)),
    element("p", {}, ...linked(result.page.said)),
    result.open.length ? element("p", { name: "note", text: word("result_open", { names: result.open.join("、") }) }) : null,
  );
}

function spoken(date) {
  const [year, month, day] = date.split("-").map(Number);
  return word("result_day", { year, month, day });
}

/** What is missing or to be done, with boxes that this device remembers; how to come by it is folded unless `open`. */
function ticks(result, list, open = false) {
  const key = `ticks:${result.name}`;
  const rows = list.map((item) => {
    const box = element("input", { type: "checkbox", id: `tick-${(boxes += 1)}` });
    box.checked = (shelf.get(key) || []).includes(item.text);
    box.addEventListener("change", () => {
      const others = (shelf.get(key) || []).filter((text) => text !== item.text);
      shelf.set(key, box.checked ? [...others, item.text] : others);
    });
    const gaps = item.gaps ? element("strong", { name: "gaps", text: word("result_gaps", { gaps: item.gaps }) }) : null;
    const advice = item.advice.map((text) => element("span", { name: "detail" }, ...linked(text)));
    const places = item.places.map(({ label, place }) => element("span", { name: "detail" }, ...linked(word("result_place", { label, place }))));
    const how = element("details", { name: "how", open }, element("summary", { text: word("result_how") }), ...advice, ...places, basis(item.clauses));
    return element("li", {}, box, element("div", {}, element("label", { for: box.id, text: item.text }), gaps, how));
  });
  return element("ul", { name: "ticks" }, ...rows);
}

let boxes = 0;

/** What is still to be done: the next day first, each day with how long it is off, which paper leaves out. */
function toDo(result) {
  const made = result.page.to_do.flatMap(({ day, heading, left, rows: list }) => [
    element("h3", {}, day ? element("time", { datetime: day }, ...linked(heading)) : heading, left ? element("span", { name: "left screen", text: left }) : null),
    ticks(result, list),
  ]);
  return made.length ? section("to-do", word("result_to_do"), element("p", { name: "note screen", text: word("result_checklist_note") }), ...made) : null;
}

function rows(list) {
  return element("ul", {}, ...list.map((row) => element("li", {}, ...linked(row.text), basis(row.clauses))));
}

function told(name, title, list) {
  return list.length ? section(name, title, rows(list)) : null;
}

/** For the next time: what the other rules come to for somebody who is late, and the way to the questions that are open. */
function inTime(result) {
  const found = result.page.in_time;
  if (!found) return null;
  const onward = element("button", { type: "button", name: "button screen", text: word("interview_do_in_time") });
  onward.addEventListener("click", () => askOn(result));
  return section("in-time", word("result_in_time"), element("p", { text: found.said }), rows(found.rows), found.open ? onward : null);
}

/** Back in the talk, about whom the result is, and on with what is open if the call were too. */
async function askOn({ name }) {
  const choice = "iv:do:in_time";
  const talked = (shelf.get("state") || {}).interview;
  if (!talked || talked.name !== name) await call("/api/messages", { choice: `iv:name:${name}` });
  if (shelf.lasting) new Transcript(shelf).say(word("interview_do_in_time"), choice);
  else await call("/api/messages", { choice });
  window.location.assign(pageAt("/"));
}

function boxed(name, title, result, list, open = false) {
  return list.length ? section(name, title, ticks(result, list, open)) : null;
}

function folded(name, title, ...inside) {
  return element("details", { name: `paper ${name}` }, element("summary", { text: title }), ...inside);
}

/** What is there already and what is fulfilled. */
function had({ page }) {
  if (!page.had.length && !page.fulfilled.length) return null;
  const parts = [
    page.had.length ? rows(page.had) : null,
    page.had.length && page.fulfilled.length ? element("h3", { text: word("result_pass") }) : null,
    page.fulfilled.length ? rows(page.fulfilled) : null,
  ];
  const title = page.had.length ? word("result_had", { count: page.had.length }) : word("result_pass");
  return folded("had", title, ...parts);
}

/** The addresses, each once and on a line of its own. */
function links({ page }) {
  if (!page.links.length) return null;
  const list = page.links.map(({ name, address }) => element("li", {}, name, element("span", { name: "address" }, ...linked(address))));
  return section("links", word("result_links"), element("ul", {}, ...list));
}

function answers(result) {
  if (!result.answers.length) return null;
  const list = result.answers.flatMap(({ name, value }) => [element("dt", { text: name }), element("dd", { text: value })]);
  return folded("answers", word("result_answers"), element("dl", {}, ...list));
}

/** The notice's own words, one to unfold for each clause. */
function clauses(result) {
  const list = Object.entries(result.clauses).map(([id, clause]) =>
    element("details", { name: "clause-fold" }, element("summary", { text: `${clause.shown} ${clause.name}` }), quoted(clause)),
  );
  return list.length ? folded("clauses", word("result_clauses"), ...list) : null;
}

function draw(result) {
  document.title = `${word("result_name", { name: result.name })} · ${result.title}`;
  const unfinished = !result.checklist.length && !CLOSED.includes(result.verdict);
  const { page } = result;
  const closed = CLOSED.includes(result.verdict);
  const parts = [
    verdict(result),
    told("stop", word("result_stop"), page.stop),
    inTime(result),
    boxed("lacking", word("result_lacking"), result, page.lacking),
    boxed("unclear", word("result_unclear"), result, page.unclear, true),
    closed ? byId("whom") : null,
    byId("tools"),
    toDo(result) || (unfinished ? element("p", { name: "note", text: word("result_checklist_open") }) : null),
    told("mind", word("result_mind"), page.mind),
    told("route", word("result_route"), page.route),
    links(result),
    had(result),
    answers(result),
    clauses(result),
    element("p", { name: "paper disclaimer" }, ...linked(result.disclaimer)),
  ];
  // A long list is set smaller on paper, so that it stays on one sheet.
  byId("result").classList.toggle("many", page.to_do.reduce((sum, due) => sum + due.rows.length, 0) > MANY);
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
  const made = pictures(result.notice_title, plain(result), headings(result));
  fill(
    byId("pictures"),
    element("p", { name: "note", role: "status", text: word("result_picture_note") }),
    ...made.map((address, index) =>
      element("img", { src: address, name: "keepsake", alt: word("result_picture_part", { number: index + 1, count: made.length }) }),
    ),
  );
  byId("pictures").scrollIntoView({ block: "start" });
}

async function takeDocument(event, result) {
  event.preventDefault();
  try {
    give(await fetched(event.currentTarget.getAttribute("href")), `${word("result_name", result)}.docx`);
  } catch {
    byId("said").textContent = word("result_failed");
  }
}

/** Folded parts do not print: those that were asked for are unfolded while printing. */
function printing() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    const wanted = byId("print-clauses").checked ? ", details.clauses:not([open]), .clause-fold:not([open])" : "";
    opened = [...document.querySelectorAll(`.how:not([open])${wanted}`)];
    opened.forEach((fold) => fold.setAttribute("open", ""));
    document.body.classList.toggle("print-clauses", byId("print-clauses").checked);
  });
  window.addEventListener("afterprint", () => opened.forEach((fold) => fold.removeAttribute("open")));
}

function offer(result) {
  const shown = ["print", "docx", "copy", "picture", "carry", "with-clauses", ...(result.page.ahead && !CLOSED.includes(result.verdict) ? ["calendar"] : [])];
  for (const id of shown) byId(id).hidden = false;
  if (inWeChat) byId("carry").textContent = word("page_carry_browser");
  byId("print").addEventListener("click", () => window.print());
  byId("docx").href = `${root}/api/result.docx?name=${encodeURIComponent(result.name)}`;
  if (inWidget) byId("docx").addEventListener("click", (event) => takeDocument(event, result));
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
    if (boot.notice) resultOf = result.notice;
    draw(result);
    offer(result);
  } catch (trouble) {
    const why = trouble instanceof Refused && trouble.status === 404 ? word("result_none") : word("result_failed");
    fill(byId("result"), element("p", { name: "paper", role: "alert", text: why }));
  }
  byId("result").removeAttribute("aria-busy");
}

const others = ((shelf.get("state") || {}).interviews || []).some((one) => one.name !== boot.me);
byId("people").hidden = !others;
document.documentElement.classList.toggle("wechat", inWeChat);
document.documentElement.classList.toggle("widget", inWidget);
if (inWidget) byId("back").href = pageAt("/");
const arrived = window.history.length;
if (inWidget && !shelf.lasting && arrived > 1) {
  // What the chat keeps stands in its own entry of the history, before this one and those of links to clauses.
  byId("back").addEventListener("click", (event) => {
    event.preventDefault();
    window.history.go(arrived - window.history.length - 1);
  });
}
show();
