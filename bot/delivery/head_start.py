"""Decides whether so many reminders are due at one moment that sending must begin before it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class HeadStart:
    """`count` reminders are due at `moment`; they are all out by the end of its day if they begin at `begins`."""

    moment: datetime
    count: int
    begins: datetime


def head_starts(
    audiences: Sequence[tuple[datetime, int]],
    per_second: float,
    now: datetime,
    day_end: Callable[[datetime], datetime],
) -> list[HeadStart]:
    """The moments of `audiences` (how many are due when, in order) that need a head start at the given rate a second."""
    free, found = now, []
    for moment, count in audiences:
        starts = max(free, moment)
        free = starts + timedelta(seconds=count / per_second)
        over = free - day_end(moment)
        if over > timedelta():
            found.append(HeadStart(moment, count, starts - over))
    return found
