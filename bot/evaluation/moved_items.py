"""What a change of the pack does to each single item of its own tests: what it takes away, what merely strays, what it gains.

Sums are not compared: with every entry more some answers just above the bar come to lie below it and others above, which is
nobody's fault; and a change that takes three answers away does not make up for it by three others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from bot.evaluation.judged_items import RIGHT, Item, ItemKind
from bot.pack.laying import Change, EntryChange
from bot.pack.model import Entry

_FEWEST_STRAYED, _ONE_OF = 2, 500
"""So many items may stray by one change, or one of so many if that is more."""


class Moved(msgspec.Struct, frozen=True):
    """An item that is answered otherwise than before, better or worse. `silent` if the notice does not answer it."""

    place: str
    kind: ItemKind
    said: str
    before: str
    now: str
    silent: bool = False


class Movements(msgspec.Struct):
    """What came of a change: items `taken` away by it, `strayed` without its entry, of which `most` may, and `gained`."""

    taken: list[Moved] = []
    strayed: list[Moved] = []
    gained: list[Moved] = []
    most: int = 0

    @property
    def tolerable(self) -> bool:
        """Whether the change may be taken."""
        return not self.taken and len(self.strayed) <= self.most


def movements(
    before: Mapping[str, Item],
    after: Mapping[str, Item],
    made: Collection[Change],
    entries: Mapping[str, Entry],
) -> Movements:
    """Compare the items before and after the changes that were `made`, in a pack of these `entries`.

    Where none was made (one was taken back) no item is anybody's, and all may stray: undoing leads to what was in force.
    """
    found = Movements(most=max(_FEWEST_STRAYED, len(before) // _ONE_OF) if made else len(before))
    own = frozenset(_entry_of(change) for change in made)
    off = any(entries[id].kind == "off_topic" for id in own if id in entries)
    for place in before.keys() & after.keys():
        old, new = before[place], after[place]
        if old.worth == new.worth:
            continue
        moved = Moved(place, new.kind, new.said, old.reply, new.reply, new.silent)
        if new.worth > old.worth:
            found.gained.append(moved)
        elif _belongs(old, new, own) or (off and not new.understood):
            found.taken.append(moved)
        else:
            found.strayed.append(moved)
    for group in (found.taken, found.strayed, found.gained):
        group.sort(key=lambda one: one.place)
    return found


def _belongs(old: Item, new: Item, own: frozenset[str]) -> bool:
    """Whether an item fell by an entry of the change: that answers there, or is offered.

    What the notice does not answer is taken by an entry that leads alone; one said beside another as before claims nothing.
    """
    if new.silent and old.entries[:1] == new.entries[:1] and old.worth == RIGHT:
        return False
    return not own.isdisjoint((*new.entries, *new.choices))


def _entry_of(change: Change) -> str:
    return change.id if isinstance(change, EntryChange) else change.entry
