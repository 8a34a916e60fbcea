// A tap belongs to what was seen: the second of a double tap picks nothing of what has just come under the finger.

import boot from "./words.js";

/** Milliseconds for which a choice must have been in view to be picked; the server judges by the same number. */
const SETTLE = boot.settle;
/** Pixels within which two taps are on the same place. */
const NEAR = 25;
const STANDING = "#questions button, #interview, #other";
const OURS = `button[data-choice], .vote, ${STANDING}`;
/** What in the talk, which has moved since the tap before, a tap does something to. */
const TAPPED = "#log button, #log a, #log summary";

let last = null;

/** For a while these buttons take no tap. The keyboard, which taps nothing unseen, still reaches them. */
function rest(buttons, milliseconds) {
  buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
  setTimeout(() => buttons.forEach((button) => button.removeAttribute("aria-disabled")), milliseconds);
}

/** Swallows the second tap of a double tap on a button that says something, whatever is under it by then. */
export function catchDoubleTaps() {
  document.addEventListener(
    "click",
    (event) => {
      if (event.detail === 0 || !(event.target instanceof Element)) return; // by the keyboard
      const before = last;
      const soon = before && event.timeStamp - before.at < SETTLE;
      const near = before && Math.abs(event.clientX - before.x) < NEAR && Math.abs(event.clientY - before.y) < NEAR;
      if (event.target.closest("[aria-disabled='true']") || (soon && near && event.target.closest(TAPPED))) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (!event.target.closest(OURS)) return;
      last = { at: event.timeStamp, x: event.clientX, y: event.clientY };
      rest(document.querySelectorAll(STANDING), SETTLE);
    },
    true,
  );
}

/** Notes when a group of buttons came into view; until it has been there for a while none of them can be picked by a tap. */
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
    const left = SETTLE - this.seenFor();
    if (group && left > 0) rest(group.querySelectorAll("button"), left);
  }

  /** How long the choices have been in view, in milliseconds. */
  seenFor() {
    return Math.min(performance.now() - this.since, 2 ** 31 - 1);
  }
}
