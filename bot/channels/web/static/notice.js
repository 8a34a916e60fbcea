// Brings a clause into view that is named as people name it, and the marked words of the clause that was opened: in a long
// one they stand far below its beginning.
(() => {
  "use strict";
  const wanted = decodeURIComponent(window.location.hash.slice(1));
  const named = () => [...document.querySelectorAll("section[aria-label]")].find((one) => one.getAttribute("aria-label") === wanted);
  const clause = wanted && (document.getElementById(wanted) || named());
  const marks = document.querySelectorAll("mark");
  if (marks.length) document.querySelector(".marked-note").hidden = false;
  const mark = clause && clause.querySelector("mark");
  if (mark) window.addEventListener("load", () => mark.scrollIntoView({ block: "center" }));
  else if (clause && clause.id !== wanted) window.addEventListener("load", () => clause.scrollIntoView());
})();
