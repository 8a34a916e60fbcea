// Several notices on one page: of which it is, of which is spoken, and what can be picked in which. Of one nothing here happens.

import { shelf } from "./shelf.js";
import boot from "./words.js";

const SPOKEN = "notice";
const asked = new URLSearchParams(window.location.search).has("notice");
let arriving = asked;

/** What an id of a choice is, in whichever notice. */
export function bare(id) {
  return id.replace(/^nt:[^:]+:/, "");
}

/** The id of a choice of this page, in the notice that it is of. */
export function own(id) {
  return boot.notice && !id.startsWith("nt:") ? `${boot.notice.choice}:${id}` : id;
}

/** Whether another notice is spoken of than the one of this page. */
export function elsewhere() {
  const spoken = boot.notice ? shelf.get(SPOKEN) : "";
  return Boolean(spoken) && spoken !== boot.notice.id;
}

/** An address below /api for the notice of this page. */
export function ofPage(path) {
  return boot.notice ? `/api/notices/${encodeURIComponent(boot.notice.id)}${path.slice("/api".length)}` : path;
}

/** Where the next message goes: who has just come to the page of a notice asks about that. */
export function ofMessage(path) {
  return arriving ? ofPage(path) : path;
}

/** Notes of which notice an answer is, and draws which is spoken of. */
export function heard(answer) {
  if (!boot.notice) return;
  if (answer.replies) arriving = false;
  for (const reply of answer.replies || []) reply.notice = answer.notice;
  if (answer.notice) shelf.set(SPOKEN, answer.notice);
  draw();
}

/** Marks the notice that is spoken of in the list at the top. */
export function draw() {
  const spoken = boot.notice ? shelf.get(SPOKEN) || "" : "";
  for (const link of document.querySelectorAll("#notices a[data-notice]")) {
    link.toggleAttribute("data-spoken", link.dataset.notice === spoken);
  }
}
