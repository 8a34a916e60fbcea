// The conversation as this device keeps it: one entry for each turn, so that two tabs never overwrite each other.

const TURN = "turn:";
const MOST_TURNS = 120;

/** Letters and digits that no other message has. (crypto.randomUUID is there on https alone.) */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The turns in order. A turn: {id, at, text, choice, options, seen, state, replies, votes, why, who};
 * `state` is waiting (not sent yet), sent (answered) or refused; `who` is whose interview was open once it was answered.
 */
export class Transcript {
  constructor(shelf) {
    this.shelf = shelf;
  }

  /** Every turn, oldest first. */
  turns() {
    return this.shelf
      .names()
      .filter((name) => name.startsWith(TURN))
      .map((name) => this.shelf.get(name))
      .filter((turn) => turn && typeof turn.id === "string" && typeof turn.text === "string")
      .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  }

  /** The turn called `id`, as it is kept now; null if it is gone. */
  turn(id) {
    return this.shelf.get(TURN + id);
  }

  /**
   * Adds what the person said, to be sent; `options` are the labels among which they picked, and `seen` is how many milliseconds
   * these had been in view, null if that is not told.
   */
  say(text, choice, options = [], seen = null) {
    const last = this.turns().pop();
    const at = Math.max(Date.now(), last ? last.at + 1 : 0);
    const turn = { id: newId(), at, text, choice: choice || "", options, seen, state: "waiting", replies: [], votes: {}, why: "" };
    this.keep(turn);
    return turn;
  }

  /** Keeps a turn that changed; the oldest go if there is no room. */
  keep(turn) {
    const others = this.turns().filter((kept) => kept.id !== turn.id);
    while (others.length >= MOST_TURNS) this.drop(others.shift());
    while (!this.shelf.set(TURN + turn.id, turn) && others.length) this.drop(others.shift());
  }

  drop(turn) {
    this.shelf.remove(TURN + turn.id);
  }

  /** Turns that still wait to be sent, oldest first. */
  waiting() {
    return this.turns().filter((turn) => turn.state === "waiting");
  }

  /** Whether a name on the shelf is a turn of the transcript. */
  static holds(name) {
    return name.startsWith(TURN);
  }
}
