// Brings the marked words of the clause that was opened into view: in a long clause they stand far below its beginning.
(() => {
  "use strict";
  const marks = document.querySelectorAll("mark");
  if (!marks.length) return;
  document.querySelector(".marked-note").hidden = false;
  const wanted = decodeURIComponent(window.location.hash.slice(1));
  const clause = wanted && document.getElementById(wanted);
  const mark = clause && clause.querySelector("mark");
  if (mark) window.addEventListener("load", () => mark.scrollIntoView({ block: "center" }));
})();
