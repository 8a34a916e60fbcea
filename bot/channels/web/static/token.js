// The token of a frame's session. If the browser lets a frame keep nothing, the page around it keeps the token.

import { inWidget, shelf } from "./shelf.js";

const PATIENCE = 400;
const lent = inWidget && !shelf.lasting;

/** Keeps the token ("" forgets it). */
export function keepToken(token) {
  if (token) shelf.set("session", token);
  else shelf.remove("session");
  // Only a site that the settings allow can be around this frame, so the message cannot reach any other.
  if (lent) window.parent.postMessage({ noticebot: "keep", token }, "*");
}

/** Waits a moment for the token that the page around this frame may have. */
export function tokenFromAround() {
  if (!lent || shelf.get("session")) return Promise.resolve();
  return new Promise((done) => {
    const take = ({ source, data }) => {
      if (source !== window.parent || !data || data.noticebot !== "kept") return;
      if (data.token) shelf.set("session", data.token);
      done();
    };
    window.addEventListener("message", take);
    window.parent.postMessage({ noticebot: "kept?" }, "*");
    setTimeout(done, PATIENCE);
  });
}
