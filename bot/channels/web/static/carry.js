// Carrying a talk to another browser: the code on the side that gives, typed on the side that takes, confirmed on both.

import { copy, inWeChat } from "./copy.js";
import { inWidget, pageAt, root, shelf } from "./shelf.js";
import { tokenFromAround } from "./token.js";
import { Transcript } from "./transcript.js";
import { Refused, Unreachable, call } from "./wire.js";
import boot, { element, fill, word } from "./words.js";

const PAUSE = 2000;
const TOO_MANY_SECONDS = 60;
const byId = (id) => document.getElementById(id);
/** The code that this page shows; it is nowhere else, and gone with the page. */
let code = "";
let given = false;
let stopped = false;
let drawn = { give: "", take: "" };

const paragraph = (text, name = "") => element("p", { text, name });

function button(text, act, name = "button") {
  const made = element("button", { type: "button", name, text });
  made.addEventListener("click", async () => {
    made.disabled = true;
    const box = made.closest("#giving, #taking");
    try {
      await act();
      // The button is gone: a keyboard goes on from what took its place.
      if (!made.isConnected) box.focus();
    } catch (trouble) {
      tellIn(made.closest("div"), why(trouble));
    }
    made.disabled = false;
  });
  return made;
}

const row = (...inside) => element("p", { name: "row" }, ...inside);

/** Why something did not work, in words. */
function why(trouble) {
  if (trouble instanceof Refused) return trouble.message;
  if (!(trouble instanceof Unreachable)) throw trouble;
  if (!trouble.busy) return word("carry_away");
  if (trouble.seconds < TOO_MANY_SECONDS) return word("carry_busy", { seconds: Math.ceil(trouble.seconds) });
  return word("carry_wait_minutes", { minutes: Math.ceil(trouble.seconds / 60) });
}

function tellIn(box, text) {
  box.querySelectorAll(".wrong").forEach((old) => {
    old.textContent = "";
  });
  const found = box.querySelector(".wrong") || box.appendChild(element("p", { name: "wrong", role: "alert" }));
  found.textContent = text;
}

/** What a talk holds, in words; empty if it holds nothing. */
function told({ names, wishes }) {
  const parts = [
    names.length && word("carry_names", { names: names.join("、") }),
    wishes && word("carry_wishes", { count: wishes }),
  ];
  return parts.filter(Boolean).join("，");
}

// ── the side that gives ──

async function make() {
  const made = await call("/api/carry/offer", {});
  ({ code } = made);
  given = true;
  await look();
}

/** A link that no server sees the code of: what stands behind # is not sent. */
const link = () => `${window.location.origin}${root}/carry#${code}`;

async function copyLink(box) {
  const done = await copy(link());
  const note = box.querySelector(".copied");
  note.textContent = word(done ? "carry_copied" : "carry_copy_failed");
  if (!done) note.append(element("textarea", { name: "by-hand", rows: "2", readonly: true, text: link() }));
}

function offered(giving) {
  const stop = button(word("carry_stop"), withdraw, "button quiet");
  if (!code) return [paragraph(word("carry_wait_other")), row(button(word("carry_make_new"), make), stop)];
  const parts = [code.slice(0, 4), code.slice(4, 8), code.slice(8)].map((part) => element("span", { text: part }));
  const address = element("span", { name: "address", text: `${window.location.host}${root}/carry` });
  const [before, after] = word("carry_how").split("{address}");
  const copied = element("p", { name: "note copied", role: "status" });
  const box = byId("giving");
  return [
    element("p", { name: "code", "aria-label": word("carry_code_name") }, ...parts),
    paragraph(word("carry_secret", { minutes: Math.ceil(giving.seconds / 60) })),
    element("p", {}, before, address, after),
    row(button(word("carry_copy"), () => copyLink(box), "button main"), stop),
    copied,
    paragraph(word("carry_wait_other"), "note"),
  ];
}

function drawGiving({ holds, giving }) {
  const state = giving ? `${giving.state} ${giving.check}` : given ? "gone" : told(holds);
  if (drawn.give === `${state} ${code}`) return;
  drawn.give = `${state} ${code}`;
  const have = told(holds);
  const begin = have
    ? [paragraph(word("carry_have", { what: have })), row(button(word("carry_make"), make, "button main"))]
    : [paragraph(word("carry_have_nothing"))];
  if (!giving) {
    code = "";
    fill(byId("giving"), ...(given ? [paragraph(word("carry_gone"))] : []), ...begin);
    return;
  }
  given = true;
  const check = element("p", { name: "check", text: giving.check });
  const parts = {
    offered: () => offered(giving),
    claimed: () => [
      paragraph(word("carry_check_this")),
      check,
      paragraph(word("carry_check_ask")),
      row(
        button(word("carry_allow"), () => post("allow", { check: giving.check }), "button main"),
        button(word("carry_refuse"), withdraw),
      ),
    ],
    allowed: () => [paragraph(word("carry_wait_taken")), check, row(button(word("carry_stop"), withdraw, "button quiet"))],
    taken: () => [paragraph(word("carry_given"))],
  };
  if (giving.state !== "offered") code = "";
  if (giving.state === "taken") {
    given = false;
    shelf.set("shared", true);
  }
  fill(byId("giving"), ...parts[giving.state]());
}

// ── the side that takes ──

async function claim(event) {
  event.preventDefault();
  const field = byId("code");
  if (new Transcript(shelf).waiting().length) {
    tellIn(byId("typing"), word("carry_unsent"));
    return;
  }
  try {
    draw(await call("/api/carry/claim", { code: field.value }));
    tellIn(byId("typing"), "");
    field.value = "";
    byId("taking").focus();
    watch();
  } catch (trouble) {
    tellIn(byId("typing"), why(trouble));
    field.focus();
  }
}

function drawTaking({ holds, taking }) {
  const state = taking ? `${taking.state} ${taking.check}` : "";
  if (drawn.take === state) return;
  if (!taking && !stopped) tellIn(byId("typing"), word("carry_over"));
  stopped = false;
  drawn.take = state;
  byId("take").querySelectorAll(".step").forEach((old) => old.remove());
  byId("typing").hidden = Boolean(taking);
  if (!taking) return;
  const stop = button(word("carry_stop_taking"), withdraw, "button quiet");
  const mine = told(holds);
  const waits = () => [
    paragraph(word("carry_wait_check")),
    element("p", { name: "check", text: taking.check }),
    paragraph(word("carry_wait_note"), "note"),
    row(button(word("carry_look"), look), stop),
  ];
  const asks = () => [
    paragraph(told(taking.what) ? word("carry_brings", { what: told(taking.what) }) : word("carry_brings_nothing")),
    mine ? paragraph(word("carry_own", { what: mine })) : null,
    mine ? paragraph(word("carry_own_kept_note"), "note") : null,
    mine
      ? row(button(word("carry_own_kept"), () => take("kept")), button(word("carry_own_deleted"), () => take("deleted"), "button danger"), stop)
      : row(button(word("carry_accept"), () => take(""), "button main"), stop),
  ];
  const step = element("div", { name: "step" });
  fill(step, ...(taking.what ? asks() : waits()).filter(Boolean));
  byId("taking").append(step);
}

async function take(choice) {
  await call("/api/carry/take", { own: choice });
  clearInterval(timer);
  if (choice === "deleted") shelf.clear("session");
  shelf.remove("state");
  shelf.set("shared", true);
  byId("give").hidden = true;
  const { interviews } = await call("/api/conversation");
  const results = interviews.filter((one) => one.verdict && !one.asking).map(({ name }) =>
    element("a", { name: "button", href: `${pageAt("/result")}?name=${encodeURIComponent(name)}`, text: word(name === boot.me ? "carry_open_result" : "carry_open_result_of", { name }) }),
  );
  fill(
    byId("taking"),
    paragraph(word("carry_taken")),
    row(element("a", { name: "button main", href: pageAt("/"), text: word("carry_open") }), ...results),
    paragraph(word("carry_same"), "note"),
    paragraph(word("carry_leave"), "note"),
  );
}

// ── both ──

function draw(standing) {
  byId("take").hidden = Boolean(standing.giving && standing.giving.state !== "taken");
  drawGiving(standing);
  drawTaking(standing);
}

async function post(step, body) {
  draw(await call(`/api/carry/${step}`, body));
}

async function withdraw() {
  given = false;
  stopped = true;
  await post("withdraw", {});
}

let timer = 0;

async function look() {
  const standing = await call("/api/carry");
  draw(standing);
  const going = [standing.giving, standing.taking].some((one) => one && one.state !== "taken");
  if (going) watch();
  else clearInterval(timer);
}

/** Looks again and again while something is on its way; what fails is tried the next time. */
function watch() {
  clearInterval(timer);
  timer = setInterval(() => {
    if (document.visibilityState === "visible") look().catch(quietly);
  }, PAUSE);
}

function quietly(trouble) {
  if (!(trouble instanceof Unreachable)) throw trouble;
}

async function begin() {
  const brought = window.location.hash.slice(1);
  if (brought) {
    // Not in the history, and not in what is shared of this page.
    window.history.replaceState(window.history.state, "", window.location.pathname);
    byId("code").value = brought.replace(/\D/g, "");
    byId("give").hidden = true;
    byId("take").scrollIntoView({ block: "center" });
  }
  byId("typing").addEventListener("submit", claim);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look().catch(quietly);
  });
  await tokenFromAround();
  try {
    await look();
  } catch (trouble) {
    tellIn(byId("giving"), why(trouble));
  }
  document.documentElement.classList.add("ready");
}

document.documentElement.classList.toggle("wechat", inWeChat);
document.documentElement.classList.toggle("widget", inWidget);
begin();
