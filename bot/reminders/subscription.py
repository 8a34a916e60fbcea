"""A 订阅: what one person wishes to be reminded of, as plain data that a store can keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from bot.records import from_plain, to_plain

DEFAULT_LEADS = (14, 7, 3, 1, 0)
"""Days before a deadline on which one is reminded if nothing else is wished; 0 is the day itself."""
DEFAULT_HOUR = "09:00"
"""When on those days, in the zone of the notice."""

WishKind = Literal["deadlines", "moment", "watch", "repeat", "note", "answered"]
"""Deadlines of a notice with lead times; one moment that was named; the next notice of the series; a rhythm of days; what the
office answers, under the mark of the question; or no wish at all, but what the person is to be told at once."""


@dataclass(frozen=True)
class Again:
    """One more reminder, at `due_at`, after the one that was due at `of` for `milestone` (empty: a moment). Both are aware."""

    milestone: str
    of: datetime
    due_at: datetime


@dataclass(frozen=True)
class Subscription:
    """One wish of one user.

    `notice` and `series` name the notice under which it was made. `milestones` are the ids it is about; empty for a
    watch. `leads` are in days, `at` is HH:MM in the zone of the notice, `hour_named` tells that the person named the
    hour, which then wins over the quiet hours. `moment` (aware) belongs to the kind moment; `about` is what the person
    wishes to be told of. `ended` says why nothing is sent any more: gone, over, stopped; empty while it runs.

    A repeat comes on `weekdays` (Monday is 0), or if `working` on the working days of the official calendar, from `first` to
    `last`, or to its first milestone if that has no date; on the days `without` it does not come.
    """

    id: str
    kind: WishKind
    notice: str
    series: str
    milestones: tuple[str, ...] = ()
    leads: tuple[int, ...] = DEFAULT_LEADS
    at: str = DEFAULT_HOUR
    hour_named: bool = False
    moment: datetime | None = None
    about: str = ""
    paused: bool = False
    since: datetime | None = None
    """When it was made or last changed: reminders of earlier moments are not sent late."""
    ended: str = ""
    weekdays: tuple[int, ...] = ()
    working: bool = False
    first: date | None = None
    last: date | None = None
    without: tuple[date, ...] = ()
    paused_until: datetime | None = None
    """What falls before this moment is left out."""
    done: tuple[str, ...] = ()
    """The milestones that the person has dealt with, of which nothing more is sent; an empty id: all of a wish without any."""
    again: tuple[Again, ...] = ()

    @property
    def open_milestones(self) -> tuple[str, ...]:
        """The milestones that the person has not dealt with."""
        return tuple(id for id in self.milestones if id not in self.done)

    @property
    def is_done(self) -> bool:
        """Whether the person has dealt with all that it is about."""
        return "" in self.done or bool(self.milestones and not self.open_milestones)

    def pending(self, now: datetime) -> tuple[Again, ...]:
        """What is still to come once more after `now` (aware)."""
        return tuple(one for one in self.again if one.due_at > now and one.milestone not in self.done)

    def is_paused(self, now: datetime) -> bool:
        """Whether it is paused at `now` (aware), for good or until a moment."""
        return self.paused or (self.paused_until is not None and now < self.paused_until)

    def to_plain(self) -> dict[str, Any]:
        """Encode as plain data."""
        return to_plain(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Subscription:
        """Decode what `to_plain` gave. Raises ValueError if it is invalid."""
        return from_plain(plain, cls)
