// The chat as a button on any site: <script src="https://this-server/widget.js" async></script>
// Runs on the other site: no style sheet, no cookie, nothing of its globals is touched. See docs/widget.md.
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script) return;
  const words = {{ {'open': page_widget_open, 'close': page_widget_close} | tojson }};
  const site = new URL(".", new URL(script.src, document.baseURI)).href.slice(0, -1);
  const home = new URL(site).origin;
  const options = script.dataset;
  const side = options.side === "left" ? "left" : "right";
  const label = options.label || words.open;
  const narrow = window.matchMedia("(max-width: 520px), (max-height: 520px)");
  const FONT = '600 18px/1.3 -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

  function styled(tag, style, attributes = {}) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    Object.assign(made.style, { boxSizing: "border-box", ...style });
    return made;
  }

  const host = styled("div", { all: "initial" });
  const root = host.attachShadow({ mode: "open" });
  const toggle = styled(
    "button",
    {
      position: "fixed", bottom: "20px", [side]: "20px", zIndex: "2147483000", minHeight: "52px", padding: "10px 22px",
      border: "2px solid #fff", borderRadius: "26px", background: "#14564a", color: "#fff", font: FONT, cursor: "pointer",
      boxShadow: "0 3px 14px rgba(0, 0, 0, .3)",
    },
    { type: "button", "aria-expanded": "false", "aria-haspopup": "dialog" },
  );
  toggle.textContent = label;
  const panel = styled("div", { position: "fixed", zIndex: "2147483000", background: "#fff", overflow: "hidden" }, { role: "dialog", "aria-label": label });
  panel.hidden = true;
  const close = styled(
    "button",
    {
      position: "absolute", top: "4px", right: "4px", width: "44px", height: "44px", border: "0", borderRadius: "22px",
      background: "rgba(0, 0, 0, .35)", color: "#fff", font: FONT, cursor: "pointer",
    },
    { type: "button", "aria-label": words.close },
  );
  close.textContent = "✕";
  let frame = null;

  function place() {
    const full = narrow.matches;
    Object.assign(panel.style, {
      display: panel.hidden ? "none" : "block",
      bottom: full ? "0" : "20px", [side]: full ? "0" : "20px",
      width: full ? "100%" : "420px", height: full ? "100%" : "min(720px, calc(100% - 40px))",
      borderRadius: full ? "0" : "14px", boxShadow: "0 6px 30px rgba(0, 0, 0, .35)",
    });
  }

  function open() {
    if (!frame) {
      frame = styled("iframe", { width: "100%", height: "100%", border: "0", display: "block" }, {
        src: `${site}/widget`, title: label, allow: "clipboard-write",
      });
      panel.append(frame, close);
    }
    show(true);
    frame.focus();
  }

  function shut() {
    show(false);
    toggle.focus();
  }

  function show(visible) {
    panel.hidden = !visible;
    toggle.style.display = visible ? "none" : "block";
    toggle.setAttribute("aria-expanded", String(visible));
    place();
  }

  // If the browser lets the frame keep nothing, it asks this page to keep the token of its session.
  function kept(token) {
    const name = `noticebot-session ${site}`;
    try {
      if (token) window.localStorage.setItem(name, token);
      else if (token === "") window.localStorage.removeItem(name);
      return window.localStorage.getItem(name) || "";
    } catch {
      return "";
    }
  }

  toggle.addEventListener("click", open);
  close.addEventListener("click", shut);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
  });
  window.addEventListener("message", (event) => {
    const ours = frame && event.source === frame.contentWindow && event.origin === home;
    if (!ours || !event.data) return;
    if (event.data === "noticebot:close") shut();
    else if (event.data.noticebot === "keep") kept(String(event.data.token));
    else if (event.data.noticebot === "kept?") frame.contentWindow.postMessage({ noticebot: "kept", token: kept() }, home);
  });
  narrow.addEventListener("change", place);

  function begin() {
    root.append(toggle, panel);
    place();
    document.body.append(host);
    if (options.open === "true") open();
  }
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
