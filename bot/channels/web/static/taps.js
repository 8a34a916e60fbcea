// A tap belongs to what was seen: the second of a double tap picks nothing of what has just come under the finger.

import boot from "./words.js";

/** Milliseconds for which a choice must have been in view to be picked; the server judges by the same number. */
const SETTLE = boot.settle;
/** Pixels within which two taps are on the same place. */
const NEAR = 40;
const OURS = "button[data-choice], #interview, #other, .vote";
/** What a tap does something to, if it has come under the finger since the tap before. */
const TAPPED = "button, a, summary";

let last = null;

/** Swallows the second tap of a double tap on a button that says something, whatever is under it by then. */
export function catchDoubleTaps() {
  document.addEventListener(
    "click",
    (event) => {
      if (event.detail === 0 || !(event.target instanceof Element)) return; // a keyboard taps nothing twice unawares
      const before = last;
      const soon = before && event.timeStamp - before.at < SETTLE;
      const near = before && Math.abs(event.clientX - before.x) < NEAR && Math.abs(event.clientY - before.y) < NEAR;
      if (soon && near && event.target.closest(TAPPED)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (event.target.closest(OURS)) last = { at: event.timeStamp, x: event.clientX, y: event.clientY };
    },
    true,
  );
}

/** Notes when a group of buttons came into view; until it has been there for a while none of them can be picked. */
export class Settling {
  constructor() {
    this.ids = null;
    this.since = 0;
  }

  /** A new group is drawn; one with the same choices was in view already. */
  drawn(group, choices) {
    const ids = choices.map((choice) => choice.id).join("\n");
    const first = this.ids === null;
    if (ids !== this.ids) this.since = first ? -Infinity : performance.now();
    this.ids = ids;
    if (!group) return;
    const wait = SETTLE - this.seenFor();
    if (wait <= 0) return;
    const buttons = group.querySelectorAll("button");
    buttons.forEach((button) => {
      button.disabled = true;
    });
    setTimeout(() => {
      buttons.forEach((button) => {
        button.disabled = false;
      });
    }, wait);
  }

  /** How long the choices have been in view, in milliseconds. */
  seenFor() {
    return Math.min(performance.now() - this.since, 2 ** 31 - 1);
  }
}
