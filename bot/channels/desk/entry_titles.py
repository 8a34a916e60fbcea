"""How staff read of which entry something is: by its title, also where the entry is of the desk and was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.messages import message
from bot.pack.laying import Change, EntryChange, Undo, read_change
from bot.pack.model import Entry, Pack
from bot.store.database import Store

_OF_DESK = "desk_"


@dataclass(frozen=True)
class EntryTitles:
    """Titles of the `entries` in use and of those that `changes`, by number, ever made."""

    entries: Mapping[str, Entry]
    changes: Mapping[int, Change | Undo]

    @classmethod
    def of(cls, entries: Mapping[str, Entry], rows: Iterable[tuple[int, str]]) -> EntryTitles:
        """From the revisions that were taken, as they are stored."""
        return cls(entries, {number: read_change(text) for number, text in rows})

    def title(self, entry: str) -> str:
        """How an entry is called; that it is gone, if it is of no use any more."""
        if not entry:
            return message("desk_questions_no_entry")
        if entry in self.entries:
            return self.entries[entry].title
        made = (one for one in self.changes.values() if isinstance(one, EntryChange))
        title = next((one.title for one in made if one.id == entry), "")
        if title:
            return message("desk_entry_undone", title=title)
        return message(
            "desk_change_of_gone" if entry.startswith(_OF_DESK) else "desk_questions_gone", entry=entry
        )

    def change(self, change: Change | Undo | None) -> str:
        """What a change is about: the title of its entry; of an undoing what it takes back."""
        if change is None:
            return message("desk_change_of_gone")
        if isinstance(change, Undo):
            undone = self.changes.get(change.number)
            kind = type(undone).__name__.lower() if undone is not None else "gone"
            number = undone.number if isinstance(undone, Undo) else 0
            about = self.change(undone)
            return about if kind == "gone" else message(f"desk_change_{kind}", title=about, number=number)
        return change.title if isinstance(change, EntryChange) else self.title(change.entry)

    def told(self, change: Change | Undo) -> str:
        """A change in words: what is done to which entry."""
        number = change.number if isinstance(change, Undo) else 0
        kind = type(change).__name__.lower()
        return message(f"desk_change_{kind}", title=self.change(change), number=number)


async def entry_titles(store: Store, pack: Pack) -> EntryTitles:
    """The titles of this moment."""
    return EntryTitles.of(pack.entries, await store.revisions.taken(pack.facts.id))
