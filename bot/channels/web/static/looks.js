// Large letters and strong contrast, on every page: kept on this device, and there before anything is drawn.
(() => {
  "use strict";
  const KEY = "noticebot-looks";
  const site = new URL(".", document.currentScript.src).pathname.slice(0, -1);
  const root = document.documentElement;
  const inWidget = window.location.pathname.startsWith(`${site}/widget`);
  const arrived = window.history.length;

  function kept() {
    try {
      return JSON.parse(window.localStorage.getItem(KEY)) || {};
    } catch {
      return {}; // a browser that keeps nothing
    }
  }

  function keep(looks) {
    try {
      window.localStorage.setItem(KEY, JSON.stringify(looks));
    } catch {
      // it lasts as long as this page
    }
  }

  function show(looks) {
    for (const name of ["large", "contrast"]) root.classList.toggle(name, Boolean(looks[name]));
    for (const button of document.querySelectorAll("[data-look]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(Boolean(looks[button.dataset.look])));
    }
  }

  let looks = kept();
  show(looks);
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    looks = kept();
    show(looks);
  });
  document.addEventListener("DOMContentLoaded", () => {
    show(looks);
    for (const button of document.querySelectorAll("[data-look]")) {
      button.addEventListener("click", () => {
        looks = { ...looks, [button.dataset.look]: !looks[button.dataset.look] };
        keep(looks);
        show(looks);
        window.dispatchEvent(new Event("resize")); // what is measured is measured again
      });
    }
    if (!inWidget) return;
    root.classList.add("widget");
    for (const link of document.querySelectorAll("a[data-own]")) {
      const path = link.getAttribute("href").slice(site.length);
      link.setAttribute("href", `${site}/widget${path === "/" ? "" : path}`);
    }
    const back = document.querySelector("[data-back]");
    if (back && arrived > 1) {
      // What the chat keeps may stand in its own entry of the history, before this one and those of links within it.
      back.addEventListener("click", (event) => {
        event.preventDefault();
        window.history.go(arrived - window.history.length - 1);
      });
    }
  });
})();
