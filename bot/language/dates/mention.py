"""What a phrase says of a day and a time, before the missing year or month is worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years that a date in an applicant's life or in a notice can have; others are taken for plain numbers."""

LAST_DAY = -1
"""As a day of the month: its last day, whichever that is."""


@dataclass(frozen=True)
class Day:
    """A day, month or year as said: None is what was not said.

    `current` marks words such as 年底 and 月初, which without more mean those of this year and this month.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    current: bool = False

    @property
    def bare_year(self) -> bool:
        """Whether only a year was said."""
        return self.year is not None and self.month is None and self.day is None


@dataclass(frozen=True)
class Mention:
    """One date phrase at `start` to `end` of the plain text.

    Several `days` or `clocks` are alternatives. A clock is in minutes after the midnight that begins the day,
    so that 1440 and more belong to the day after. Neither days nor clocks: a phrase that is recognised and
    means no day (2月30日, 三四年前, 203号).
    """

    start: int
    end: int
    days: tuple[Day, ...] = ()
    clocks: tuple[int, ...] = ()
    weekday: int | None = None
    """A weekday said beside the date, which must fit it: 12月6日（星期二）."""

    @property
    def readable(self) -> bool:
        """Whether it means anything."""
        return bool(self.days or self.clocks)


@dataclass(frozen=True)
class Reading:
    """What a reader found: the alternatives, and where they end in the plain text."""

    end: int
    days: tuple[Day, ...] = ()


@dataclass(frozen=True)
class Words:
    """A table of words that are read alike, the longest first."""

    meanings: dict[str, int]
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        longest_first = sorted(self.meanings, key=len, reverse=True)
        object.__setattr__(self, "pattern", re.compile("|".join(longest_first)))

    def read(self, text: str, start: int) -> tuple[int, int] | None:
        """The meaning and the end of the word that stands at `start`."""
        match = self.pattern.match(text, start)
        return (self.meanings[match[0]], match.end()) if match else None
