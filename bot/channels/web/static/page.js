// The chat page: puts shelf, outbox and bubbles together.

import { answer, bubble, choices } from "./bubble.js";
import * as notices from "./notices.js";
import { Outbox } from "./outbox.js";
import { changes, follow } from "./people_kept.js";
import { copy, inWeChat } from "./copy.js";
import { inWidget, pageAt, shelf } from "./shelf.js";
import { Settling, catchDoubleTaps } from "./taps.js";
import { tokenFromAround } from "./token.js";
import { Transcript } from "./transcript.js";
import { drawTyped, wireTyped } from "./typed.js";
import * as who from "./who.js";
import { Unreachable, call } from "./wire.js";
import boot, { element, fill, word } from "./words.js";

const byId = (id) => document.getElementById(id);
const log = byId("log");
const field = byId("say");
const transcript = new Transcript(shelf);
const settling = new Settling();
/** How many pixels of the talk must stay in view beside the composer. */
const LEAST_VIEW = 300;
/** How many names are told before everything is deleted. */
const MOST_NAMES = 20;
/** The share of the window that the composer may cover before it leaves out what stands elsewhere too. */
const MOST_COVERED = 0.3;
/** The command, of both its names, that has the server forget; the device must forget with it. */
const FORGET = /^[/\uff0f](forget|\u5fd8\u8bb0)(@\S*)?(\s|$)/i;
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

// ── what is remembered of the interview: shared by all tabs ──

const state = () => shelf.get("state") || { interview: null, interviews: [], choices: [] };

function remember({ interview, replies, choices: offered, interviews, role }, turn = "") {
  who.hear(role, replies);
  const last = replies && [...replies].reverse().find((reply) => reply.choices.length);
  const changed = changes(state().interviews, interviews);
  shelf.set("state", { interview, interviews, choices: offered || (last ? last.choices : []) });
  if (!changed.length) return;
  changed.forEach(({ name, to }) => follow(shelf, transcript, name, to, turn));
  drawAll();
}

// ── drawing ──

function drawTurn(turn) {
  const old = log.querySelector(`[data-turn="${CSS.escape(turn.id)}"]`);
  const made = bubble(turn, { keepVote, retry, answerWith: (text) => say(text, "", true) });
  if (old) old.replaceWith(made);
  else log.append(made);
  // Whose talk it is stands where it changes.
  const before = made.previousElementSibling;
  const whose = made.querySelector(".whose");
  if (whose) whose.hidden = Boolean(before) && before.dataset.who === made.dataset.who;
  return made;
}

function drawAll() {
  log.querySelectorAll(".turn, .extra").forEach((old) => old.remove());
  transcript.turns().forEach(drawTurn);
  drawState();
}

/** The buttons that can be picked now, the progress, and the way to the results. */
function drawState() {
  const { interview, interviews, choices: offered } = state();
  const old = byId("offered");
  if (old) old.remove();
  if (!transcript.waiting().length) {
    const made = choices(offered, pick);
    if (made) log.append(made);
    settling.drawn(made, offered);
  }
  const several = interviews.length > 1 || interviews.some((one) => one.name !== boot.me);
  drawProgress(interview, several);
  drawTyped(interview);
  drawResults(interview, interviews);
  drawPeople(interviews, several);
  drawInterviewButton();
  room();
}

function drawProgress(interview, several) {
  const open = Boolean(interview && interview.asking && !interview.paused);
  byId("progress").hidden = !open && !several;
  byId("progress-bar").hidden = !open;
  const name = interview ? interview.name : "";
  const text = open ? (several ? "page_progress_of" : "page_progress") : name && "page_whose_now";
  byId("progress-text").textContent = text ? word(text, interview) : "";
  const rests = Boolean(interview && interview.asking && interview.paused);
  byId("resting").hidden = !rests || state().choices.some((choice) => choice.id === "iv:do:go_on");
  if (rests) byId("resting-text").textContent = word(interview.name === boot.me ? "page_resting" : "page_resting_of", interview);
  if (!open) return;
  byId("progress-bar").max = interview.answered + Math.max(interview.left, 1);
  byId("progress-bar").value = interview.answered;
}

/** The way to the result of whom the talk is about, and of nobody else. */
function drawResults(interview, interviews) {
  const name = interview ? interview.name : interviews.length === 1 ? interviews[0].name : "";
  const ready = interviews.filter((one) => one.name === name && one.verdict && !one.asking);
  byId("results").hidden = !ready.length;
  fill(byId("results"), ...ready.map(() => {
    const path = `${pageAt("/result")}?name=${encodeURIComponent(name)}`;
    return element("a", { name: "button main", href: path, text: name === boot.me ? word("page_result_open") : word("page_result_of", { name }) });
  }));
}

/** The way to the list of those for whom somebody asks. */
function drawPeople(interviews, several) {
  byId("people").hidden = !several;
  byId("people").textContent = word("page_people", { count: interviews.length });
}

function drawInterviewButton() {
  const button = byId("interview");
  if (button) button.querySelector("strong").textContent = interviewButton().label;
}

/** What the large button says and does: it goes on with the interview that is open, whosever it is; else it is one's own. */
function interviewButton() {
  const { interview, interviews } = notices.elsewhere() ? { interview: null, interviews: [] } : state();
  const other = interview && interview.name !== boot.me;
  if (other && interview.asking) {
    const text = word("people_go_on_with", { shown: interview.name });
    return { label: text, text, choice: `iv:name:${interview.name}` };
  }
  const label = word(interview && interview.asking ? "page_interview_on" : "page_interview");
  const own = interviews.some((one) => one.name === boot.me) ? `iv:name:${boot.me}` : `pp:new:${boot.me}`;
  return { label, text: word("page_interview_say"), choice: other ? own : "action_interview" };
}

/** Shows the newest turn from its beginning, all of it if it fits; a question at least with its buttons. */
function reveal(made, jump = false) {
  const composer = byId("composer");
  const covered = getComputedStyle(composer).position === "sticky" ? composer.offsetHeight : 0;
  const room = window.innerHeight - covered - document.querySelector(".bar").offsetHeight - 20;
  const above = document.querySelector(".bar").offsetHeight;
  const top = (part) => part.getBoundingClientRect().top - above - 10;
  const offered = byId("offered");
  const end = (offered || made).getBoundingClientRect().bottom - above + 10;
  const last = made.lastElementChild || made;
  const asks = offered && offered.querySelector("[data-choice*='iv:answer:']");
  const start = end - top(made) <= room || !asks ? top(made) : top(last);
  const by = end - start <= room ? end - room : start;
  const far = Math.abs(by) > 2 * window.innerHeight;
  window.scrollBy({ top: by, behavior: jump || far || calm.matches ? "auto" : "smooth" });
}

/** The last reply of a turn: where a keyboard goes on after a tap on a button that is gone. */
function focusAnswer(made) {
  const replies = made.querySelectorAll(".bubble.bot");
  const target = replies[replies.length - 1] || made.querySelector(".bubble");
  if (target) target.focus({ preventScroll: true });
}

// ── saying something ──

let answerWantsFocus = "";

function say(text, choice, wantsFocus, seen = null) {
  log.setAttribute("aria-live", "polite");
  const turn = transcript.say(text, choice, offeredWith(choice), seen);
  log.querySelectorAll(".cleared").forEach((old) => old.remove());
  if (wantsFocus) answerWantsFocus = turn.id;
  const made = drawTurn(turn);
  drawState();
  reveal(made);
  outbox.flush();
}

/** What could be picked beside an answer; nothing for steps, which answer nothing. */
function offeredWith(id) {
  const answers = state().choices.filter((choice) => !notices.bare(choice.id).startsWith("iv:do:"));
  return answers.some((choice) => choice.id === id) ? answers.map((choice) => choice.label) : [];
}

/** Takes a choice; how long it was in view counts for taps alone. */
function pick(choice, byKey) {
  say(choice.label, choice.id, true, byKey ? null : settling.seenFor());
}

function retry(id) {
  const turn = transcript.turn(id);
  if (!turn) return;
  transcript.keep({ ...turn, state: "waiting", why: "" });
  drawTurn(transcript.turn(id));
  outbox.flush();
}

function keepVote(id, index, vote) {
  const turn = transcript.turn(id);
  if (turn) transcript.keep({ ...turn, votes: { ...turn.votes, [index]: vote } });
}

// ── the server's side ──

const outbox = new Outbox(transcript, shelf, {
  answered(given, said) {
    const turn = { ...given, who: said.interview ? said.interview.name : "" };
    transcript.keep(turn);
    remember(said, turn.id);
    const made = drawTurn(turn);
    drawState();
    reveal(made);
    if (answerWantsFocus === turn.id) focusAnswer(made);
    answerWantsFocus = "";
  },
  refused(turn) {
    drawTurn(turn);
    drawState();
  },
  away(busy) {
    byId("offline-text").textContent = word(busy ? "page_busy" : "page_offline");
    byId("offline").hidden = false;
    log.querySelectorAll(".waiting").forEach((line) => {
      line.textContent = word("page_queued");
    });
    room();
    const waiting = log.querySelector(".turn .waiting");
    if (waiting && outbox.failures === 1) reveal(waiting.parentElement);
  },
  back() {
    byId("offline").hidden = true;
    tell(word("page_online"));
  },
  forgotten(here) {
    byId("offline").hidden = true;
    if (log.querySelector(".cleared")) showCleared(word(here ? "page_left" : "page_cleared"));
  },
});

/** Says something to a screen reader and shows it for a while. */
function tell(text) {
  byId("state").textContent = text;
}

/** What the server knows of this conversation, once the page is there. */
async function takeUp() {
  const turns = transcript.turns();
  if (outbox.pending()) return outbox.flush();
  try {
    const known = await call("/api/conversation");
    if (outbox.pending()) return undefined;
    if (known.session) notices.heard(known);
    if (known.shared) shelf.set("shared", true);
    else shelf.remove("shared");
    if (known.session) remember(known);
    else if (turns.length) loseSession();
    if (who.untold()) outbox.flush();
    drawState();
    const open = known.session && known.interview && known.interview.question;
    if (open && (!turns.length || elsewhere(known.interview))) continueInterview(known.interview.question);
  } catch (trouble) {
    if (trouble instanceof Unreachable) outbox.later(trouble);
    else throw trouble;
  }
  return undefined;
}

/** Whether the talk, which another browser shares, went on there: what is asked now was not asked last here. */
function elsewhere({ asking, paused }) {
  if (!shelf.get("shared") || paused || !asking) return false;
  const last = transcript.turns().pop();
  const asks = (choice) => choice.id.startsWith(`iv:answer:${asking}:`);
  return !(last && last.replies.some((reply) => reply.choices.some(asks)));
}

function loseSession() {
  if (state().interview || state().choices.length) {
    log.append(element("p", { name: "extra note", text: word("page_lost") }));
  }
  shelf.remove("state");
}

function continueInterview(question) {
  log.querySelectorAll(".extra").forEach((old) => old.remove());
  const made = element("div", { name: "extra" }, element("p", { name: "note", text: word("page_earlier") }), answer(question));
  log.append(made);
  drawState();
}

// ── clearing ──

/** Whose answers go, by name; at many only how many more. */
function whoIsCleared() {
  const names = state().interviews.map((one) => one.name);
  if (!names.some((name) => name !== boot.me)) return "";
  const told = names.slice(0, MOST_NAMES).join(word("between_words"));
  return word(names.length > MOST_NAMES ? "page_clear_many" : "page_clear_names", { names: told, count: names.length });
}

function askToClear() {
  const dialog = byId("clearing");
  const text = `${word("page_clear_text")}${whoIsCleared()}`;
  byId("clear-text").textContent = text;
  if (!dialog.showModal) {
    if (window.confirm(`${word("page_clear_ask")}\n${text}`)) clear();
    return;
  }
  dialog.returnValue = "no";
  dialog.querySelector("[value='here']").hidden = !shelf.get("shared") && !byId("clear-letters");
  byId("clear-shared").hidden = !shelf.get("shared");
  dialog.showModal();
  dialog.querySelector("[value='no']").focus();
}

/** Clears this device, and what the server keeps; where another browser goes on with it, this device alone if `here` says so. */
async function clear(here = false) {
  shelf.clear("session", "forget", "lease");
  drawAll();
  who.draw();
  field.value = "";
  const done = outbox.forget(here);
  byId("clear").focus({ preventScroll: true });
  await done;
  showCleared(word(shelf.get("forget") ? "page_clear_later" : here ? "page_left" : "page_cleared"));
}

/** Says in the talk, where it is seen, what was cleared; it is gone with the next thing that is said. */
function showCleared(text) {
  tell(text);
  log.querySelectorAll(".cleared").forEach((old) => old.remove());
  const made = element("div", { name: "extra cleared" }, element("p", { name: "bubble bot", text }));
  log.append(made);
  reveal(made);
}

// ── wiring ──

function submit(event) {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) {
    field.focus();
    return;
  }
  field.value = "";
  grow();
  if (FORGET.test(text)) {
    askToClear();
    return;
  }
  say(text, "", false);
}

/** The field grows with what is written, up to a few lines. */
function grow() {
  field.rows = 1;
  const line = parseFloat(getComputedStyle(field).lineHeight);
  field.rows = Math.min(4, Math.max(1, Math.round((field.scrollHeight - 16) / line)));
  room();
}

/** Keeps what has the focus from hiding behind the composer, which sticks to the window, in short form if need be, unless it would fill it. */
function room() {
  const composer = byId("composer");
  composer.classList.remove("tall", "compact");
  composer.classList.toggle("compact", composer.offsetHeight > window.innerHeight * MOST_COVERED);
  const tall = window.innerHeight - composer.offsetHeight < LEAST_VIEW;
  composer.classList.toggle("tall", tall);
  document.documentElement.style.setProperty("--composer", `${tall ? 0 : composer.offsetHeight}px`);
}

async function copyDates() {
  const text = [boot.title, ...who.ownLines(), word("page_unofficial")].join("\n");
  const done = await copy(text);
  const note = byId("copied");
  note.textContent = word(done ? "page_copied" : "page_copy_failed");
  if (!done) note.append(element("textarea", { name: "by-hand", rows: "6", readonly: true, text, "aria-label": word("page_copy_dates") }));
}

function heardFromOtherTab(name) {
  if (name === null || who.concerns(name)) who.draw();
  if (name === null) drawAll();
  else if (Transcript.holds(name)) otherTurn(name.slice("turn:".length));
  else if (name === "state") drawState();
}

function otherTurn(id) {
  const turn = transcript.turn(id);
  if (turn === null) {
    drawAll();
    return;
  }
  const inOrder = transcript.turns();
  const last = inOrder[inOrder.length - 1].id === id;
  if (last || log.querySelector(`[data-turn="${CSS.escape(id)}"]`)) drawTurn(turn);
  else drawAll();
  drawState();
  // The tab that said it may be closed before it is answered.
  if (turn.state === "waiting") outbox.flush();
}

/** The days left change at midnight: a page that was left open asks for its document again. */
function checkDay() {
  if (document.visibilityState !== "visible") return;
  if (outbox.failures) outbox.flush();
  else if (shelf.get("shared")) takeUp();
  if (Date.now() - opened > 6 * 3600 * 1000 && !field.value) window.location.reload();
}

const opened = Date.now();

function wire() {
  catchDoubleTaps();
  wireTyped();
  who.wireWho(() => outbox.flush());
  byId("form").addEventListener("submit", submit);
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
    if (sends) submit(event);
  });
  byId("questions").addEventListener("click", (event) => {
    const button = event.target.closest("button[data-choice]");
    if (button) say(button.textContent, button.dataset.choice, true);
  });
  if (byId("interview")) byId("interview").addEventListener("click", () => {
    const { text, choice } = interviewButton();
    say(text, notices.own(choice), true);
  });
  if (byId("other")) byId("other").addEventListener("click", () => say(word("page_other_say"), notices.own("iv:other"), true));
  byId("resting").addEventListener("click", (event) => {
    const button = event.target.closest("button[data-step]");
    if (button) say(button.textContent, button.dataset.step, true);
  });
  byId("copy-dates").addEventListener("click", copyDates);
  byId("retry").addEventListener("click", () => outbox.flush());
  byId("clear").addEventListener("click", askToClear);
  byId("clearing").addEventListener("close", () => {
    const answer = byId("clearing").returnValue;
    if (answer === "yes" || answer === "here") clear(answer === "here");
    else byId("clear").focus();
  });
  shelf.watch(heardFromOtherTab);
  window.addEventListener("online", () => outbox.flush());
  document.addEventListener("visibilitychange", checkDay);
  window.addEventListener("resize", room);
  if (inWidget) {
    window.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !byId("clearing").open) window.parent.postMessage("noticebot:close", "*");
    });
  }
}

document.documentElement.classList.toggle("wechat", inWeChat);
document.documentElement.classList.toggle("widget", inWidget);
wire();
drawAll();
room();
const kept = transcript.turns();
if (kept.length) {
  const last = log.querySelector(`[data-turn="${kept[kept.length - 1].id}"]`);
  window.addEventListener("load", () => reveal(last, true));
}
tokenFromAround().then(takeUp).finally(() => {
  log.setAttribute("aria-live", "polite");
  document.documentElement.classList.add("ready");
});
