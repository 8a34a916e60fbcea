// Where this server is reached, and what this device keeps: localStorage, or memory if the browser allows none.

/** The path before all addresses of this server: empty, or such as /bot. This file lies there. */
export const root = new URL(".", import.meta.url).pathname.slice(0, -1);

/** Whether this is the chat inside another site's frame. */
export const inWidget = window.location.pathname.startsWith(`${root}/widget`);

/** The address of one of our pages, inside the frame if this is in it. */
export function pageAt(path) {
  return `${root}${inWidget ? "/widget" : ""}${inWidget && path === "/" ? "" : path}`;
}

/** Keeps plain values under names; `prefix` keeps the page's apart from the widget's. */
export class Shelf {
  constructor(prefix, storage = available()) {
    this.prefix = prefix;
    this.storage = storage;
    /** Whether things outlive this page. */
    this.lasting = !(storage instanceof Memory);
  }

  get(name) {
    try {
      const text = this.storage.getItem(this.prefix + name);
      return text === null ? null : JSON.parse(text);
    } catch {
      return null;
    }
  }

  /** Keeps a value; false if there is no room. */
  set(name, value) {
    try {
      this.storage.setItem(this.prefix + name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  remove(name) {
    this.storage.removeItem(this.prefix + name);
  }

  names() {
    const found = [];
    for (let index = 0; index < this.storage.length; index += 1) {
      const key = this.storage.key(index);
      if (key.startsWith(this.prefix)) found.push(key.slice(this.prefix.length));
    }
    return found;
  }

  /** Removes everything but what `spared` names. */
  clear(...spared) {
    this.names().filter((name) => !spared.includes(name)).forEach((name) => this.remove(name));
  }

  /** Calls `heard(name)` whenever another tab changes something; a null name means everything. */
  watch(heard) {
    window.addEventListener("storage", (event) => {
      if (event.key === null) heard(null);
      else if (event.key.startsWith(this.prefix)) heard(event.key.slice(this.prefix.length));
    });
  }
}

/** Private windows refuse storage to a page in another site's frame: then things last as long as that frame. */
function available() {
  try {
    const probe = "noticebot-probe";
    window.localStorage.setItem(probe, "1");
    window.localStorage.removeItem(probe);
    return window.localStorage;
  } catch {
    return new Memory();
  }
}

/**
 * Kept in the frame's own entry of the history, which is there again after a reload and on the way back. Only documents of
 * this server can read it; the name of the frame could be read by the site around it, once that leads the frame elsewhere.
 */
class Memory {
  constructor() {
    this.kept = new Map(inWidget ? ofThisEntry() : []);
    if (inWidget) window.addEventListener("pagehide", () => this.write());
    if (inWidget) window.addEventListener("hashchange", () => this.write());
  }

  get length() {
    return this.kept.size;
  }

  key(index) {
    return [...this.kept.keys()][index];
  }

  getItem(name) {
    return this.kept.has(name) ? this.kept.get(name) : null;
  }

  setItem(name, value) {
    this.kept.set(name, value);
    this.writeSoon();
  }

  removeItem(name) {
    this.kept.delete(name);
    this.writeSoon();
  }

  /** Writes once for all changes of a moment: browsers allow only so many writes. */
  writeSoon() {
    if (!inWidget || this.due) return;
    this.due = setTimeout(() => this.write());
  }

  write() {
    this.due = 0;
    try {
      window.history.replaceState({ shelf: [...this.kept] }, "");
    } catch {
      // too much, or too often: it lasts as long as this document
    }
  }
}

function ofThisEntry() {
  const state = window.history.state;
  return state && Array.isArray(state.shelf) ? state.shelf : [];
}

/** The shelf of this page: apart from those of other servers on the same host. */
export const shelf = new Shelf(`noticebot${inWidget ? "-widget" : ""}${root}:`);
