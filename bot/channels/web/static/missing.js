// What was missing from an answer that was no use: asked only where the office keeps such lines.

import { Refused, call } from "./wire.js";
import { element, word } from "./words.js";

const LONGEST = 120;

/** A field under an answer that was no use, sent to `address` as its vote was; only where somebody keeps what is written there. */
export function missingForm(entry, address) {
  const field = element("input", { type: "text", maxlength: LONGEST, "aria-label": word("page_missing_ask"), placeholder: word("page_missing_ask") });
  const said = element("span", { name: "note", role: "status" });
  const send = element("button", { name: "button small", text: word("page_missing_send") });
  const form = element("form", { name: "missing row" }, field, send, element("span", { name: "note", text: word("page_missing_note") }), said);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const missing = field.value.trim();
    if (!missing) return;
    send.disabled = true;
    try {
      await call(address, { entry, vote: "down", missing });
    } catch (trouble) {
      send.disabled = false;
      said.textContent = trouble instanceof Refused ? trouble.message : word("page_vote_failed");
      return;
    }
    form.replaceWith(element("p", { name: "note", role: "status", text: word("page_missing_thanks") }));
  });
  return form;
}
