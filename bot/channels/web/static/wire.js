// Calls to the server. Inside another site's frame no cookie travels: there a token does.

import { inWidget, root, shelf } from "./shelf.js";
import { keepToken } from "./token.js";

const PATIENCE = 15000;
const NEW = "new";
const AWAY = [502, 503, 504];

/** The server cannot be reached now, or asks to come back in `seconds`; `busy`: it is there. */
export class Unreachable extends Error {
  constructor(seconds = 0, busy = false) {
    super("unreachable");
    this.seconds = seconds;
    this.busy = busy;
  }
}

/** The server refused; `detail` says why, in words for people. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Sends to an address below this server's root, and returns the JSON of the answer. Throws Unreachable or Refused. */
export async function call(path, body) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (inWidget) headers["X-Session"] = shelf.get("session") || NEW;
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    const answer = await reach(root + path, { headers, body, signal: control.signal });
    const token = inWidget && answer.headers.get("X-Session");
    if (token) keepToken(token === NEW ? "" : token);
    return await read(answer);
  } finally {
    clearTimeout(timer);
  }
}

/** The file of this session at the address of a link, as a blob. Throws Unreachable or Refused. */
export async function fetched(path) {
  const headers = inWidget ? { "X-Session": shelf.get("session") || NEW } : {};
  const answer = await reach(path, { headers, body: undefined, signal: undefined });
  return answer.ok ? answer.blob() : read(answer);
}

async function reach(path, { headers, body, signal }) {
  try {
    return await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      credentials: inWidget ? "omit" : "same-origin",
      cache: "no-store",
      body: body === undefined ? undefined : JSON.stringify(body),
      headers,
      signal,
    });
  } catch {
    throw new Unreachable();
  }
}

async function read(answer) {
  const wait = Number(answer.headers.get("Retry-After")) || 0;
  if (answer.status === 429) throw new Unreachable(wait || 2, true);
  if (AWAY.includes(answer.status)) throw new Unreachable(wait);
  let content;
  try {
    content = await answer.json();
  } catch {
    // Half an answer, or a proxy's page instead of ours.
    throw new Unreachable(wait);
  }
  if (!answer.ok) throw new Refused(answer.status, content.detail || String(answer.status));
  return content;
}
