// What this device keeps: localStorage, or memory where the browser allows none.

/** Keeps plain values under names; `prefix` keeps the page's apart from the widget's. */
export class Shelf {
  constructor(prefix, storage = available()) {
    this.prefix = prefix;
    this.storage = storage;
  }

  get(name) {
    try {
      const text = this.storage.getItem(this.prefix + name);
      return text === null ? null : JSON.parse(text);
    } catch {
      return null;
    }
  }

  /** Keeps a value; false where there is no room. */
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

/** Private windows and some embedded pages refuse storage: then things last as long as the page. */
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

class Memory {
  constructor() {
    this.kept = new Map();
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
  }

  removeItem(name) {
    this.kept.delete(name);
  }
}

/** Whether this is the chat inside another site's frame. */
export const inWidget = window.location.pathname.startsWith("/widget");

/** The shelf of this page. */
export const shelf = new Shelf(inWidget ? "noticebot-widget:" : "noticebot:");
