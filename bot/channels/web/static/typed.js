// How the open question is answered by typing: the number pad, what the empty field says, and the way back to letters.

import { word } from "./words.js";

const PADS = { number: "numeric", year: "numeric" };
const field = document.getElementById("say");
const keys = document.getElementById("keys");

let typed = null;
let asking = "";
let letters = false;

function show() {
  const pad = typed && !letters ? PADS[typed.kind] : "";
  field.inputMode = pad || "text";
  field.placeholder = typed ? typed.prompt : word("page_placeholder");
  field.classList.toggle("typed", Boolean(typed));
  keys.hidden = !pad;
}

/** Shows how the answer that `interview` awaits is typed; `interview` may be null. */
export function drawTyped(interview) {
  typed = (interview && !interview.paused && interview.typed) || null;
  const asked = typed ? interview.asking : "";
  if (asked !== asking) letters = false;
  asking = asked;
  show();
}

/** A number pad has no letters: one tap brings them, for whoever asks something in between. */
export function wireTyped() {
  keys.addEventListener("click", () => {
    letters = true;
    show();
    field.blur();
    field.focus();
  });
}
