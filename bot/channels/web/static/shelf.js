// What this device keeps: localStorage, or memory if the browser allows none.

/** Whether this is the chat inside another site's frame. */
export const inWidget = window.location.pathname.startsWith("/widget");

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

/** Kept in the name of the frame, which outlives its documents and which the site around it cannot read. */
class Memory {
  constructor() {
    this.kept = new Map(inWidget ? named() : []);
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
    this.write();
  }

  removeItem(name) {
    this.kept.delete(name);
    this.write();
  }

  write() {
    if (inWidget) window.name = JSON.stringify([...this.kept]);
  }
}

function named() {
  try {
    return JSON.parse(window.name);
  } catch {
    return [];
  }
}

/** The shelf of this page. */
export const shelf = new Shelf(inWidget ? "noticebot-widget:" : "noticebot:");
