// What this device keeps of a person follows them: a new name, or into oblivion with everything else of theirs.

const TICKS = "ticks:";

/** Keeps what is there of `name` under `to`; with an empty `to` it is gone: ticks, and the turns of their talk. */
export function follow(shelf, transcript, name, to) {
  const ticks = shelf.get(TICKS + name);
  shelf.remove(TICKS + name);
  if (to && ticks) shelf.set(TICKS + to, ticks);
  for (const turn of transcript.turns().filter(({ who }) => who === name)) {
    if (to) transcript.keep({ ...turn, who: to });
    else transcript.drop(turn);
  }
}

/** What became of the persons `before` in `after` (names): one deleted, or one that is called otherwise now; null if nothing. */
export function change(before, after) {
  const gone = before.filter((name) => !after.includes(name));
  const come = after.filter((name) => !before.includes(name));
  if (gone.length !== 1 || come.length > 1) return null;
  // Who is renamed keeps the place; somebody new comes last, and may have put out the one who was not touched for longest.
  const renamed = come.length && before.indexOf(gone[0]) === after.indexOf(come[0]);
  return { name: gone[0], to: renamed ? come[0] : "" };
}
