// One turn as it is seen: what the person said and what was answered.

import { basisLine, unfolding } from "./clauses.js";
import { bare } from "./notices.js";
import { addressForm } from "./mail.js";
import { prose, term, termsIn } from "./prose.js";
import { calendarPath } from "./who.js";
import { inWidget, pageAt, root } from "./shelf.js";
import { Refused, call } from "./wire.js";
import boot, { element, word } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

function icon(name) {
  const made = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  made.setAttribute("class", "icon");
  made.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#${name}`);
  made.append(use);
  return made;
}

/** The clauses under an answer, each to be unfolded. */
function basis(reply) {
  if (!reply.clauses.length) return null;
  if (!reply.basis) return unfolding(reply.clauses, word("page_clauses", { count: reply.clauses.length }), reply.notice);
  const inside = unfolding(reply.clauses, word("page_open_clauses"), reply.notice);
  return element("div", { name: "basis-row" }, basisLine(reply.clauses, reply.entry, reply.notice), inside);
}

/** 👍 and 👎 under an answer; `keep` remembers the vote. */
function votes(turn, index, { entry, notice }, keep) {
  const said = element("span", { name: "note", role: "status" });
  const box = element("div", { name: "votes", role: "group", "aria-label": word("page_vote") });
  const mark = (vote) => {
    for (const button of box.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.vote === vote));
      button.disabled = Boolean(vote);
    }
  };
  const address = notice ? `/api/notices/${encodeURIComponent(notice)}/feedback` : "/api/feedback";
  const cast = async (vote) => {
    try {
      await call(address, { entry, vote });
    } catch (trouble) {
      said.textContent = trouble instanceof Refused ? trouble.message : word("page_vote_failed");
      return;
    }
    keep(turn.id, index, vote);
    said.textContent = word(`page_voted_${vote}`);
    mark(vote);
    if (vote !== "down" || !boot.asks_missing) return;
    const { missingForm } = await import("./missing.js"); // few need it, and not at first
    box.after(missingForm(entry, address));
  };
  for (const [vote, name] of [["up", "page_useful"], ["down", "page_useless"]]) {
    const button = element("button", { type: "button", name: "vote", "data-vote": vote }, icon(vote), word(name));
    button.addEventListener("click", () => cast(vote));
    box.append(button);
  }
  if (turn.votes && turn.votes[index]) mark(turn.votes[index]);
  box.append(said);
  return box;
}

/** One reply. It can hold the focus, so that a keyboard goes on from where the answer begins. */
export function answer(reply, ...below) {
  return element(
    "div",
    { name: "bubble bot", tabindex: "-1" },
    element("span", { name: "unseen", text: word("page_bot") }),
    ...prose(reply.body || reply.text),
    basis(reply),
    ...(reply.attachment === "calendar" ? calendar() : []),
    ...(reply.attachment === "people" ? peopleTable() : []),
    ...below,
  );
}

/** The calendar to download, and what to do where WeChat downloads nothing. */
function calendar() {
  const link = element("a", { name: "button", href: calendarPath(), download: true, text: word("page_calendar") });
  return [
    element("p", { name: "row wechat-hidden" }, link),
    element("p", { name: "note wechat-only", text: word("page_wechat_calendar") }, element("a", { href: pageAt("/carry"), text: word("page_carry_browser") })),
  ];
}

/** The table of the people: as a file, and the page where it can be printed and copied too. */
function peopleTable() {
  const sheet = inWidget ? null : element("a", { name: "button wechat-hidden", href: `${root}/api/people.xlsx`, download: true, text: word("people_xlsx") });
  const page = element("a", { name: "button", href: pageAt("/people"), text: word("people_open_page") });
  return [element("p", { name: "row" }, sheet, page)];
}

/** What stands under a message that is not answered yet. */
function standing(turn, retry) {
  if (turn.state === "waiting") return element("p", { name: "waiting", text: word("page_waiting") });
  if (turn.state !== "refused") return null;
  const again = element("button", { type: "button", name: "button small", text: word("page_retry") });
  again.addEventListener("click", () => retry(turn.id));
  return element("p", { name: "refused" }, word("page_refused", { why: turn.why }), again);
}

/** What there was to pick, with what was picked; it can no longer be tapped. */
function picked({ options = [], text }) {
  if (options.length < 2) return null;
  const rows = options.map((label) => {
    const chosen = label === text;
    return element("li", { name: chosen ? "chosen" : "" }, label, chosen && element("span", { name: "unseen", text: word("page_chosen") }));
  });
  return element("ul", { name: "picked", "aria-label": word("page_were_offered") }, ...rows);
}

/** A whole turn. */
export function bubble(turn, { keepVote, retry, answerWith }) {
  const below = (reply, index) => {
    if (reply.kind === "address_wanted") return addressForm(answerWith);
    return reply.entry && votes(turn, index, reply, keepVote);
  };
  const replies = turn.replies.map((reply, index) => answer(reply, below(reply, index)));
  const said = element(
    "p",
    { name: "bubble me" },
    element("span", { name: "unseen", text: word("page_you") }),
    turn.text,
  );
  const whose = turn.who && turn.who !== boot.me ? turn.who : "";
  const heading = whose ? element("p", { name: "whose", text: word("page_whose", { name: whose }) }) : null;
  return element("div", { name: "turn", "data-turn": turn.id, "data-who": whose }, heading, picked(turn), said, ...replies, standing(turn, retry));
}

/** The buttons under the last reply: answers large, the steps of the interview in a row below. */
export function choices(offered, pick) {
  if (!offered.length) return null;
  const isStep = (choice) => bare(choice.id).startsWith("iv:do:");
  const made = (choice) => {
    const label = choice.id === "iv:do:change" ? word("page_change") : choice.label;
    const button = element("button", { type: "button", name: "choice", text: label, "data-choice": choice.id });
    button.addEventListener("click", (event) => pick(choice, event.detail === 0));
    return button;
  };
  const group = (name, label, list) =>
    list.length ? element("div", { name, role: "group", "aria-label": word(label) }, ...list.map(made)) : null;
  const plain = offered.filter((choice) => !isStep(choice));
  const short = plain.length > 6 || (plain.length > 2 && plain.every((choice) => choice.label.length <= 7));
  const bubbles = document.querySelectorAll("#log .bubble.bot");
  const above = bubbles.length ? bubbles[bubbles.length - 1].textContent : "";
  const named = termsIn(plain.map((choice) => choice.label).join(" ")).filter((name) => !above.includes(name));
  return element(
    "div",
    { name: "offered", id: "offered" },
    named.length ? element("p", { name: "asked-terms" }, word("page_terms"), ...named.map(term)) : null,
    group(short ? "choices short" : "choices", "page_choices", plain),
    group("steps", "page_more_choices", offered.filter(isStep)),
  );
}
