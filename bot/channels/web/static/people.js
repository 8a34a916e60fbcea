// The people for whom somebody asks: how each stands, beside each other; to switch, rename, delete, print, copy, take along.

import { follow } from "./people_kept.js";
import { linked } from "./prose.js";
import { copyTable, give, inWeChat } from "./share.js";
import { inWidget, pageAt, shelf } from "./shelf.js";
import { tokenFromAround } from "./token.js";
import { Transcript } from "./transcript.js";
import { call, fetched } from "./wire.js";
import boot, { element, fill, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const transcript = new Transcript(shelf);
/** The colour of a verdict says again what its words say. */
const REFUSED = ["not_eligible", "late"];
let shown = null;

// ── drawing ──

function list(items, name) {
  return items.length ? element("ul", { name }, ...items.map((text) => element("li", { text }))) : null;
}

function cell(name, label, ...inside) {
  const parts = inside.filter(Boolean);
  return element("td", { name: parts.length ? name : `${name} nothing`, role: "cell" }, element("span", { name: "of", text: label }), ...parts);
}

function deadline({ next }) {
  if (!next) return null;
  const about = word("person_deadline", { name: next.name, count: next.what.length });
  return element("span", {}, element("time", { datetime: next.day, text: next.spoken }), element("span", { name: "detail" }, ...linked(about)));
}

function actions(person) {
  const result = person.verdict
    ? element("a", { name: "button small", href: `${pageAt("/result")}?name=${encodeURIComponent(person.name)}`, text: word("people_result") })
    : null;
  const on = button("people_go_on", () => say(`iv:name:${person.name}`, word("people_go_on_with", person)));
  const rename = button("people_rename", () => askName(person));
  const drop = button("people_drop", () => askToDrop(person));
  for (const [made, text] of [[on, "people_go_on_with"], [rename, "people_rename_whom"], [drop, "people_drop_whom"]]) {
    made.setAttribute("aria-label", word(text, person));
  }
  return element("td", { name: "actions screen", role: "cell" }, result, on, rename, drop);
}

function button(name, act) {
  const made = element("button", { type: "button", name: "button small", text: word(name) });
  made.addEventListener("click", act);
  return made;
}

function row(person) {
  const state = REFUSED.includes(person.verdict) ? "refused" : person.verdict || "open";
  return element(
    "tr",
    { name: `person ${state}`, role: "row", "data-name": person.name },
    element("th", { scope: "row", role: "rowheader", text: person.shown }),
    cell("standing", word("people_column_verdict"), element("strong", { text: person.standing })),
    cell("missing", word("people_column_missing"), list(person.missing, "lacks")),
    cell("unclear", word("people_column_unclear"), list(person.unclear, "lacks")),
    cell("next", word("people_column_day"), deadline(person)),
    cell("against", word("people_column_against"), list(person.against, "lacks")),
    actions(person),
  );
}

/** Of how many persons each verdict is, in the order in which they come. */
function counted(people) {
  const counts = new Map();
  for (const { verdict, standing } of people) {
    const name = verdict ? standing : word("people_unfinished");
    counts.set(name, (counts.get(name) || 0) + 1);
  }
  return [...counts].map(([name, count]) => word("people_count", { name, count })).join(word("between_words"));
}

function table({ people, note }) {
  const columns = ["name", "verdict", "missing", "unclear", "day", "against"];
  const used = (column) => !["unclear", "against"].includes(column) || people.some((one) => one[column].length);
  const heads = columns.map((column) => element("th", { scope: "col", role: "columnheader", name: column, text: word(`people_column_${column}`) }));
  const made = element(
    "table",
    { role: "table", "aria-label": word("people_title") },
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads, element("th", { name: "screen", scope: "col", role: "columnheader", text: word("people_column_do") }))),
    element("tbody", { role: "rowgroup" }, ...people.map(row)),
  );
  for (const column of columns.filter((one) => !used(one))) made.classList.add(`without-${column}`);
  return [element("p", { name: "counted" }, ...linked(word("people_counted", { count: people.length, told: counted(people) }))), made, element("p", { name: "note" }, ...linked(note))];
}

function draw(found) {
  shown = found;
  const several = found.people.length > 0;
  fill(byId("people"), ...(several ? table(found) : [element("p", { name: "paper", text: word("people_none") })]));
  byId("tools").hidden = false;
  for (const id of ["xlsx", "print", "copy", "csv"]) byId(id).hidden = !several;
}

async function load() {
  try {
    draw(await call("/api/people"));
  } catch {
    const again = element("button", { type: "button", name: "button", text: word("page_retry") });
    again.addEventListener("click", load);
    fill(byId("people"), element("p", { name: "paper", role: "alert", text: word("people_failed") }), again);
  }
  byId("people").removeAttribute("aria-busy");
}

// ── doing something about one ──

/** Goes to the talk and says something there, so that it stands in the transcript. */
async function say(choice, text) {
  if (shelf.lasting) transcript.say(text, choice);
  else await call("/api/messages", { choice });
  window.location.assign(pageAt("/"));
}

/** Tells the server a choice about a person; then this device and the page follow. Returns what was answered. */
async function tell(choice, name, to) {
  const answered = await call("/api/messages", { choice });
  const names = answered.interviews.map((one) => one.name);
  if (!names.includes(name)) follow(shelf, transcript, name, names.includes(to) ? to : "");
  const { interview, interviews } = answered;
  const offered = answered.replies[answered.replies.length - 1].choices;
  shelf.set("state", { interview, interviews, choices: offered });
  return answered;
}

function askName(person) {
  byId("renaming-title").textContent = word("people_rename_whom", person);
  byId("renaming-why").textContent = "";
  byId("new-name").value = person.me ? "" : person.name;
  byId("renaming").dataset.name = person.name;
  byId("renaming").showModal();
  byId("new-name").select();
}

async function rename(event) {
  event.preventDefault();
  const { name } = byId("renaming").dataset;
  const to = byId("new-name").value.trim().replace(/:/g, "\uff1a");
  if (!to) return;
  try {
    const { replies } = await tell(`pp:renamed:${name}:${to}`, name, to);
    if (replies[0].kind === "name_wanted" || replies[0].kind === "stale") byId("renaming-why").textContent = replies[0].body;
    else done(replies[0].body, "renaming");
  } catch (trouble) {
    byId("renaming-why").textContent = trouble.seconds === undefined ? trouble.message : word("people_failed");
  }
}

function askToDrop(person) {
  byId("dropping-title").textContent = word("people_drop_ask", person);
  byId("dropping-yes").textContent = word("people_drop_whom", person);
  byId("dropping").dataset.name = person.name;
  byId("dropping").returnValue = "no";
  byId("dropping").showModal();
}

async function drop() {
  const { name } = byId("dropping").dataset;
  if (byId("dropping").returnValue !== "yes") return;
  try {
    const { replies } = await tell(`pp:dropped:${name}`, name, "");
    done(replies[0].body, "dropping");
  } catch {
    byId("told").textContent = word("people_failed");
  }
}

function done(text, dialog) {
  if (byId(dialog).open) byId(dialog).close();
  byId("told").textContent = text;
  load();
}

// ── taking it along ──

async function copyAll() {
  const lines = [boot.title, ...shown.people.map((one, index) => `${index + 1}. ${one.line}`), shown.note];
  const copied = await copyTable([...shown.table, [shown.note]], lines.join("\n"));
  const said = byId("said");
  said.textContent = word(copied ? "people_copied" : "page_copy_failed");
  if (!copied) said.append(element("textarea", { name: "by-hand", rows: "8", readonly: true, text: lines.join("\n"), "aria-label": word("people_copy") }));
}

async function take(event) {
  event.preventDefault();
  const link = event.currentTarget;
  try {
    give(await fetched(link.getAttribute("href")), `${word("people_file")}.${link.id}`);
  } catch {
    byId("said").textContent = word("people_failed");
  }
}

document.documentElement.classList.toggle("wechat", inWeChat);
byId("renaming-form").addEventListener("submit", rename);
byId("renaming").querySelector("[data-close]").addEventListener("click", () => byId("renaming").close());
byId("dropping").addEventListener("close", drop);
byId("print").addEventListener("click", () => window.print());
byId("copy").addEventListener("click", copyAll);
byId("another").addEventListener("click", () => say("iv:other", word("page_other_say")));
if (inWidget) for (const id of ["xlsx", "csv"]) byId(id).addEventListener("click", take);
tokenFromAround().then(load);
