"""A 订阅: what one person wishes to be reminded of, as plain data that a store can keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.records import from_plain, to_plain

DEFAULT_LEADS = (14, 7, 3, 1, 0)
"""Days before a deadline on which one is reminded if nothing else is wished; 0 is the day itself."""
DEFAULT_HOUR = "09:00"
"""When on those days, in the zone of the notice."""

WishKind = Literal["deadlines", "moment", "watch"]
"""Deadlines of a notice with lead times; one moment that was named; or the next notice of the series."""


@dataclass(frozen=True)
class Subscription:
    """One wish of one user.

    `notice` and `series` name the notice under which it was made. `milestones` are the ids it is about; empty for a
    watch. `leads` are in days, `at` is HH:MM in the zone of the notice, `hour_named` tells that the person named the
    hour, which then wins over the quiet hours. `moment` (aware) and `about` (what the person wishes to be told of)
    belong to the kind moment. `ended` says why nothing is sent any more: gone, over, stopped; empty while it runs.
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

    def to_plain(self) -> dict[str, Any]:
        """Encode as plain data."""
        return to_plain(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Subscription:
        """Decode what `to_plain` gave. Raises ValueError if it is invalid."""
        return from_plain(plain, cls)
