// Who the visitor is, asked once and lightly: whose next day stands large, and whose days the calendar holds.

import { ofPage } from "./notices.js";
import { linked } from "./prose.js";
import { root, shelf } from "./shelf.js";
import boot, { element, fill, word } from "./words.js";

const ROLE = "role";
/** On the shelf while the server does not know yet what was picked. */
const UNTOLD = "role-untold";
const ADDRESS = /[(\uff08](https?:\/\/[^)\uff09\s]+)[)\uff09]/;
const byId = (id) => document.getElementById(id);
const known = (id) => boot.roles.find((role) => role.id === id);

/** The role that was picked; empty if none was. */
export function picked() {
  const role = shelf.get(ROLE);
  return known(role) ? role : "";
}

/** The role whose days are shown: the one that was picked, else the applicant's. */
function shown() {
  return known(picked()) || boot.roles[0];
}

/** The calendar of whoever said who they are, else the applicant's: what the first screen shows as well. */
export function calendarPath(role = shown().id) {
  return `${root}${ofPage("/api/calendar.ics")}${role ? `?role=${encodeURIComponent(role)}` : ""}`;
}

/** The plain lines of the days that are shown; all of them if none is left. */
export function ownLines() {
  const own = boot.days.filter((day) => shown().days.includes(day.id));
  return (own.length ? own : boot.days).map((day) => day.line);
}

/** What the server is still to be told; null if nothing is. */
export function untold() {
  return shelf.get(UNTOLD) ? { role: picked() } : null;
}

export function told() {
  shelf.remove(UNTOLD);
}

/**
 * What the server remembers of it after an answer, unless something newer was picked here. If it remembers nothing though
 * nobody took it back, it is told again.
 */
export function hear(role, replies = []) {
  if (shelf.get(UNTOLD) || typeof role !== "string" || role === picked()) return;
  if (!role && !replies.some((reply) => reply.kind === "role")) {
    shelf.set(UNTOLD, true);
    return;
  }
  shelf.set(ROLE, role);
  draw();
}

/** What is to be done; an address in brackets is a short link. */
function step(text) {
  return text.split(ADDRESS).flatMap((part, index) => {
    if (index % 2 === 0) return linked(part);
    const link = element("a", { href: part, rel: "noopener noreferrer", target: "_blank", text: word("page_address") });
    return ["\uff08", link, "\uff09"];
  });
}

function next(day) {
  const name = [day.name, day.derived ? element("span", { name: "tag", text: word("page_derived") }) : ""];
  return [
    element(
      "p",
      { name: day.soon ? "day soon" : "day" },
      element("time", { datetime: day.iso, text: day.spoken }),
      " ",
      element("span", { name: "left", text: day.left }),
    ),
    element("p", { name: "what" }, name[0], " ", name[1]),
    day.step ? element("p", { name: "todo" }, word("page_todo"), ...step(day.step)) : null,
  ].filter(Boolean);
}

/** Shows the days of the role; what stands in the document already is the applicant's. */
export function draw() {
  const role = shown();
  const wanted = role.days[0] || role.after;
  const day = boot.days.find((one) => one.id === wanted);
  if (day) fill(byId("next"), ...next(day)); // else it says that all is over
  byId("dates-title").textContent = role.heading;
  document.querySelectorAll("[data-role]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.role === picked()));
  });
  const link = byId("calendar");
  if (!link) return;
  link.href = calendarPath(role.id);
  link.hidden = !role.days.length;
  byId("whose").textContent = role.whose;
}

/** Takes taps on the row; `flush` sends what was picked. */
export function wireWho(flush) {
  document.querySelectorAll("[data-role]").forEach((button) => {
    button.addEventListener("click", () => {
      shelf.set(ROLE, button.dataset.role);
      shelf.set(UNTOLD, true);
      draw();
      flush();
    });
  });
  if (picked()) draw();
}

/** Whether a name on the shelf is about who the visitor is. */
export function concerns(name) {
  return name === ROLE;
}
