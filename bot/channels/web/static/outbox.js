// Sends what waits, in order, one tab at a time. A message that goes twice has the same id, so it counts once.

import { heard, ofMessage } from "./notices.js";
import { keepToken } from "./token.js";
import { told, untold } from "./who.js";
import { Refused, Unreachable, call } from "./wire.js";

const FIRST_WAIT = 2;
const LONGEST_WAIT = 30;
const LEASE = 20000;
const HERE = "here";

/** Runs `work` while no other tab does. */
async function alone(shelf, work) {
  let begun = false;
  const begin = () => {
    begun = true;
    return work();
  };
  try {
    if (navigator.locks) return await navigator.locks.request("noticebot-outbox", begin);
  } catch (refusal) {
    // In another site's frame a browser may refuse locks.
    if (begun) throw refusal;
  }
  return leased(shelf, work);
}

/** The same if there are no locks (pages without https have none): a lease on the shelf. */
async function leased(shelf, work) {
  const mine = String(Math.random());
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  for (;;) {
    const lease = shelf.get("lease");
    if (!lease || lease.until < Date.now()) {
      shelf.set("lease", { owner: mine, until: Date.now() + LEASE });
      await pause(20 + Math.random() * 30);
      const kept = shelf.get("lease");
      if (!kept || kept.owner === mine) break;
    }
    await pause(150);
  }
  try {
    return await work();
  } finally {
    shelf.remove("lease");
  }
}

/** `heard` gets: answered(turn, answer), refused(turn), away(busy), back(). */
export class Outbox {
  constructor(transcript, shelf, heard) {
    this.transcript = transcript;
    this.shelf = shelf;
    this.heard = heard;
    this.failures = 0;
    this.running = null;
    this.timer = 0;
  }

  /** Send everything that waits; resolves when nothing does or the server is away. */
  flush() {
    if (!this.running) {
      clearTimeout(this.timer);
      this.running = alone(this.shelf, () => this.drain())
        .catch((fault) => {
          // Whatever it is, trying again a little later is better than a page that stands still.
          console.error(fault);
          this.later(new Unreachable());
        })
        .finally(() => {
          this.running = null;
          if (this.failures === 0 && this.pending()) this.flush();
        });
    }
    return this.running;
  }

  pending() {
    return Boolean(this.shelf.get("forget")) || this.transcript.waiting().length > 0;
  }

  /** Delete what the server keeps of this person, or if it is to be `here` alone leave it there; remembered until it is done. */
  forget(here) {
    this.shelf.set("forget", here ? HERE : true);
    return this.flush();
  }

  async drain() {
    try {
      await this.forgetFirst();
      await this.roleFirst();
      for (let turn = this.transcript.waiting()[0]; turn; turn = this.transcript.waiting()[0]) {
        await this.send(turn);
      }
      this.settle();
    } catch (trouble) {
      if (!(trouble instanceof Unreachable)) throw trouble;
      this.later(trouble);
    }
  }

  /** What was to be deleted goes before anything new is said. */
  async forgetFirst() {
    const how = this.shelf.get("forget");
    if (!how) return;
    try {
      await call(how === HERE ? "/api/leave" : "/api/forget", {});
    } catch (trouble) {
      if (!(trouble instanceof Refused)) throw trouble;
    }
    keepToken("");
    this.shelf.remove("forget");
    this.heard.forgotten(how === HERE);
  }

  /** Who the visitor is goes before what they say, which is answered by that; it holds nothing up if it cannot be told now. */
  async roleFirst() {
    const being = untold();
    if (!being) return;
    try {
      await call("/api/role", being);
    } catch (trouble) {
      if (!(trouble instanceof Refused)) return; // later, with the next message
    }
    if (untold() && untold().role === being.role) told();
  }

  async send(turn) {
    const body = turn.choice ? { choice: turn.choice, id: turn.id } : { text: turn.text, id: turn.id };
    if (turn.choice && Number.isFinite(turn.seen)) body.seen_for = Math.round(turn.seen);
    try {
      const answer = await call(ofMessage("/api/messages"), body);
      heard(answer);
      this.finish(turn, { state: "sent", replies: answer.replies }, answer);
    } catch (trouble) {
      if (!(trouble instanceof Refused)) throw trouble;
      this.finish(turn, { state: "refused", why: trouble.message }, null);
    }
  }

  /** Keeps the outcome, unless the conversation was cleared meanwhile. */
  finish(turn, outcome, answer) {
    const kept = this.transcript.turn(turn.id);
    if (!kept) return;
    const done = { ...kept, ...outcome };
    this.transcript.keep(done);
    if (answer) this.heard.answered(done, answer);
    else this.heard.refused(done);
  }

  settle() {
    const was = this.failures;
    this.failures = 0;
    if (was) this.heard.back();
  }

  later({ seconds, busy }) {
    this.failures += 1;
    this.heard.away(busy);
    const wait = Math.max(seconds, Math.min(FIRST_WAIT * 2 ** (this.failures - 1), LONGEST_WAIT));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait * 1000);
  }
}
