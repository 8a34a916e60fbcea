// What this device keeps of a person follows them: a new name, or into oblivion with everything else of theirs.

const TICKS = "ticks:";
/** Names of one letter stand in too many words to be looked for in what was said. */
const LEAST_LOOKED_FOR = 2;

/**
 * Keeps what is there of `name` under `to`; with an empty `to` it is gone: ticks, the turns of their talk, and whatever else
 * was said of them, but for the turn `spared`, which tells that it is done.
 */
export function follow(shelf, transcript, name, to, spared = "") {
  const ticks = shelf.get(TICKS + name);
  shelf.remove(TICKS + name);
  if (to && ticks) shelf.set(TICKS + to, ticks);
  for (const turn of transcript.turns().filter((one) => one.id !== spared)) {
    if (to && turn.who === name) transcript.keep({ ...turn, who: to });
    else if (!to && (turn.who === name || mentions(turn, name))) transcript.drop(turn);
  }
}

function mentions(turn, name) {
  return name.length >= LEAST_LOOKED_FOR && JSON.stringify([turn.text, turn.options, turn.replies]).includes(JSON.stringify(name).slice(1, -1));
}

/**
 * What became of each person of `before` ({name, begun}) who is not in `after`: deleted, or called otherwise now. Whoever is
 * called otherwise began when they did; where that was not kept, they are in the same place, as the only one.
 */
export function changes(before, after) {
  const isIn = (list) => ({ name }) => list.some((one) => one.name === name);
  const gone = before.filter((one) => !isIn(after)(one));
  const come = after.filter((one) => !isIn(before)(one));
  const alone = gone.length === 1 && come.length === 1;
  return gone.map((lost) => {
    const inPlace = (one) => alone && before.indexOf(lost) === after.indexOf(one);
    const same = come.find((one) => (lost.begun && one.begun ? one.begun === lost.begun : inPlace(one)));
    return { name: lost.name, to: same ? same.name : "" };
  });
}
