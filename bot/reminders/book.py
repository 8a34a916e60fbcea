"""The book: all wishes of one person, and the operations on them. Pure: every change returns a new book."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.reminders.subscription import Subscription
from bot.store.model.awaited_answer import WAITING

MOST = 20
"""How many wishes one person may have at a time."""
STOPPED, ASKED, GONE = "stopped", "asked", "gone"
"""Why nothing is sent any more: the person stopped it; it waits for the person to say which moment; nobody is there."""
_MOST_KEPT = 2 * MOST


@dataclass(frozen=True)
class Book:
    """The wishes of one person by id, the ended ones too, so that they can be taken up again.

    `unread` is what cannot be read; it is kept as it is.
    """

    wishes: Mapping[str, Subscription] = field(default_factory=dict)
    unread: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Mapping[str, Any]]) -> Book:
        """Decode the book from the stored form."""
        wishes, unread = {}, {}
        for id, kept in plain.items():
            try:
                wishes[id] = Subscription.from_plain(kept)
            except ValueError:
                unread[id] = kept
        return cls(wishes, unread)

    def to_plain(self) -> dict[str, Mapping[str, Any]]:
        """Encode the book for the store."""
        return {**self.unread, **{id: wish.to_plain() for id, wish in self.wishes.items()}}

    @property
    def running(self) -> tuple[Subscription, ...]:
        """Those that have not ended, also the paused ones."""
        return tuple(wish for wish in self.wishes.values() if not wish.ended and wish.kind != "note")

    @property
    def away(self) -> tuple[Subscription, ...]:
        """Those that ended because the person could not be reached."""
        away = (wish for wish in self.wishes.values() if wish.ended.startswith(GONE))
        return tuple(wish for wish in away if wish.kind != "note")

    @property
    def waiting(self) -> tuple[Subscription, ...]:
        """The questions whose answer the person wishes to be told of."""
        return tuple(wish for wish in self.wishes.values() if wish.ended == WAITING)

    def without_waiting(self) -> Book:
        """Wait for no answer any more."""
        return replace(self, wishes={id: one for id, one in self.wishes.items() if one.ended != WAITING})

    @property
    def full(self) -> bool:
        """Whether there is room for no more."""
        return len(self.running) >= MOST

    @property
    def asked(self) -> Subscription | None:
        """The wish for which the person was asked which moment is meant."""
        return next((wish for wish in self.wishes.values() if wish.ended == ASKED), None)

    def like(self, wish: Subscription) -> Subscription | None:
        """A running wish for exactly the same."""
        alike = (one for one in self.running if one.id != wish.id and _same(one) == _same(wish))
        return next(alike, None)

    def with_wish(self, wish: Subscription) -> Book:
        """Replace the wish with the same id, and any other for exactly the same, by `wish`.

        If too many have ended, the oldest are dropped.
        """
        wishes = {**self.wishes, wish.id: wish}
        twin = None if wish.ended else self.like(wish)
        if twin is not None:
            wishes[twin.id] = replace(twin, ended=STOPPED)
        ended = [id for id, one in wishes.items() if one.ended and id != wish.id]
        for id in ended[: max(0, len(wishes) - _MOST_KEPT)]:
            del wishes[id]
        return replace(self, wishes=wishes)

    def united(self) -> Book:
        """One set of what came from two places, so that nothing of it comes twice, or not at all.

        Of running wishes for exactly the same the later one stays. A deadline that is in several stays in the last of them,
        with its hour and the leads of all.
        """
        wishes = dict(self.wishes)
        running = sorted(self.running, key=_made)
        for place, wish in enumerate(running):
            for later in running[place + 1 :]:
                left, kept = _apart(wishes[wish.id], wishes[later.id])
                wishes[later.id] = kept
                if left is None:
                    del wishes[wish.id]
                    break
                wishes[wish.id] = left
        return replace(self, wishes=wishes)

    def without_asked(self) -> Book:
        """Drop the wish whose moment the person was asked about."""
        return replace(self, wishes={id: one for id, one in self.wishes.items() if one.ended != ASKED})

    def changed(self, wishes: Iterable[Subscription], now: datetime, **changes: Any) -> Book:
        """Apply `changes` to these wishes at `now`."""
        book = self
        for wish in wishes:
            book = book.with_wish(replace(wish, since=now, **changes))
        return book

    def new_id(self, wish: Subscription, now: datetime) -> str:
        """A fresh id that no wish ever had, so that an old button cannot address another wish."""
        seed = f"{now.isoformat()} {wish!r} {len(self.wishes)}"
        return hashlib.sha256(seed.encode()).hexdigest()[:10]


def _made(wish: Subscription) -> float:
    """When a wish was made, to put wishes in order; one of which it is not known comes first."""
    return wish.since.timestamp() if wish.since is not None else 0.0


def _apart(wish: Subscription, later: Subscription) -> tuple[Subscription | None, Subscription]:
    """Two wishes of which none is for what the other is for; None if nothing is left of the first."""
    if wish.kind != later.kind or wish.kind != "deadlines":
        return (None if _same(wish) == _same(later) else wish), later
    shared = set(wish.milestones) & set(later.milestones)
    if not shared or (wish.notice, wish.about) != (later.notice, later.about):
        return wish, later
    left = tuple(id for id in wish.milestones if id not in shared)
    leads = tuple(sorted({*wish.leads, *later.leads}, reverse=True))
    done = tuple(dict.fromkeys((*later.done, *(id for id in wish.done if id in shared))))
    again = tuple(dict.fromkeys((*later.again, *(one for one in wish.again if one.milestone in shared))))
    whole = replace(later, leads=leads, done=done, again=again)
    apart = replace(
        wish, milestones=left, again=tuple(one for one in wish.again if one.milestone not in shared)
    )
    return (apart if left else None), whole


def _same(wish: Subscription) -> tuple[object, ...]:
    """The key by which two wishes are the same."""
    if wish.kind == "watch":
        return ("watch", wish.series)
    if wish.kind == "moment":
        return ("moment", wish.moment, wish.about)
    if wish.kind == "repeat":
        days = (wish.weekdays, wish.working, wish.first, wish.last, wish.milestones)
        return ("repeat", *days, wish.at, wish.about)
    leads = frozenset(wish.leads)
    return ("deadlines", wish.notice, frozenset(wish.milestones), leads, wish.at, wish.about)
