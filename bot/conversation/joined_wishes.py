"""The wishes of two channels of one person as one set, and apart again: nothing is lost, and nothing comes twice. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.reminders.book import GONE, STOPPED, Book
from bot.reminders.planning import OVER
from bot.reminders.subscription import Subscription
from bot.store.model.awaited_answer import ANSWERED

_OWN = ("note", ANSWERED)
"""The kinds that are a side's own: what it is told at once, and what it wishes to be told of."""
_GIVEN = ("", OVER)
"""Those that are given: what runs, and what would run again if a deadline were postponed."""
_Wishes = Mapping[str, Subscription]


@dataclass(frozen=True)
class Record:
    """The wishes that the giver gave and that the taker had before they were joined, and the whole set just after that."""

    giver: _Wishes
    taker: _Wishes
    joined: _Wishes

    def to_plain(self) -> dict[str, Any]:
        """Encode as plain data."""
        parts = {"giver": self.giver, "taker": self.taker, "joined": self.joined}
        return {name: Book(wishes).to_plain() for name, wishes in parts.items()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Record:
        """Decode what `to_plain` gave; what cannot be read is left out."""
        return cls(*(Book.from_plain(plain.get(name, {})).wishes for name in ("giver", "taker", "joined")))


def united(
    giver: Book, taker: Book, noted: Iterable[Subscription], now: datetime
) -> tuple[Book, Book, Record]:
    """The books of giver and taker after the giver gave all of its wishes, those only `noted` too, and what each had before.

    Reminders of earlier moments are not sent again under a wish that took in another one.
    """
    given = {id: one for id, one in giver.wishes.items() if one.ended in _GIVEN and one.kind != "note"}
    given |= {
        one.id: replace(one, since=now) for one in noted if not one.ended and one.id not in taker.wishes
    }
    had = {id: one for id, one in taker.wishes.items() if not (one.kind == "note" and one.ended)}
    before = {**had, **given}
    whole = replace(taker, wishes=before).united()
    wishes = {
        id: one if _unchanged(one, before[id]) else replace(one, since=now)
        for id, one in whole.wishes.items()
    }
    left = replace(giver, wishes={id: one for id, one in giver.wishes.items() if id not in given})
    had = {id: one for id, one in taker.wishes.items() if one.kind not in _OWN}
    return left, replace(taker, wishes=wishes), Record(given, had, wishes)


def parted(record: Record, giver: Book, holder: Book, now: datetime) -> tuple[Book, Book]:
    """The books of giver and taker after they are apart: each has its own wishes, with what was changed of them meanwhile.

    `giver` is what the giver kept, `holder` the set as it is. What was made meanwhile stays with the taker.
    """
    back = _given_back(record.giver, record, holder, now)
    own = _given_back(record.taker, record, holder, now)
    others = {
        id: one for id, one in holder.wishes.items() if id not in record.giver and id not in record.taker
    }
    return replace(giver, wishes={**giver.wishes, **back}), replace(holder, wishes={**own, **others})


def handed_over(new: Book, old: Book) -> tuple[Book, Book]:
    """The books of another side and of the holder after all went to the other, because the holder cannot be reached.

    What ended for that reason runs again, as of when it was made: what was not sent is late, and not left out.
    """
    goes = {
        id: replace(one, ended="") if one.ended.startswith(GONE) else one
        for id, one in old.wishes.items()
        if one.kind not in _OWN
    }
    left = {id: one for id, one in old.wishes.items() if one.kind == ANSWERED}
    return Book({**new.wishes, **goes}, {**new.unread, **old.unread}), Book(left)


def swapped(record: Record, others: Collection[str]) -> Record:
    """The record after giver and taker changed places; what had been given by `others` is not the new giver's own."""
    own = {id: one for id, one in record.taker.items() if id not in others}
    return Record(own, record.giver, record.joined)


def _given_back(before: _Wishes, record: Record, holder: Book, now: datetime) -> dict[str, Subscription]:
    return {id: _restored(one, record.joined.get(id), holder, now) for id, one in before.items()}


def _restored(before: Subscription, joined: Subscription | None, holder: Book, now: datetime) -> Subscription:
    """One wish as its side gets it back."""
    current = holder.wishes.get(before.id)
    if current is None or joined is None:  # another one took it in
        stopped = not any(_stands_for(one, before) for one in holder.running)
        return replace(before, since=now, ended=STOPPED if stopped and not before.ended else before.ended)
    if _unchanged(before, joined):
        return current
    if _unchanged(current, joined):
        return replace(before, since=now)
    taken = tuple(id for id in before.milestones if id not in joined.milestones)
    return replace(current, milestones=(*current.milestones, *taken), since=now)


def _stands_for(one: Subscription, before: Subscription) -> bool:
    """Whether a wish may be the one that took `before` in."""
    return one.kind == before.kind and (
        one.kind != "deadlines" or bool({*one.milestones} & {*before.milestones})
    )


def _unchanged(one: Subscription, other: Subscription) -> bool:
    return replace(one, since=None) == replace(other, since=None)
