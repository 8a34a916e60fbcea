"""What a phrase says of a day and a time, before the missing year or month is worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years that a date in an applicant's life or in a notice can have; others are taken for plain numbers."""

LAST_DAY = -1
"""As a day of the month: its last day, whichever that is."""

Reason = Literal[
    "",
    "vague",
    "range",
    "length",
    "repeats",
    "lunar",
    "no_such_day",
    "no_such_time",
    "weekday",
    "implausible_year",
    "no_year",
]
"""Why a phrase names no single date.

"vague": only about when it was (几年前, 上半年, 前几天), or counted from something unknown (毕业三年后). "range": several
days, or a bound (12月6日至19日, 12月6日前). "length": how long and not when (三年). "repeats": 每周五. "lunar": a day of the
Chinese calendar (十二月初六, 中秋). "no_such_day": 11月31日, 13月. "no_such_time": 25点. "weekday": the weekday said beside
the date is not its own. "implausible_year": before the earliest year that can be meant, or beyond the calendar. "no_year": a
month or day that may be of several years. "": there is a date, or nothing like one.
"""


@dataclass(frozen=True)
class Day:
    """A day, month or year as said: None is what was not said.

    `current` marks words such as 年底 and 月初, which without more mean those of this year and this month; `edge`
    marks 年底 and 年初, which mean the last or the first day only of what is to come.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    current: bool = False
    edge: bool = False

    @property
    def possible(self) -> bool:
        """Whether there are months and days of these numbers, whatever the year."""
        return (self.month is None or 1 <= self.month <= 12) and (
            self.day in (None, LAST_DAY) or 1 <= (self.day or 0) <= 31
        )

    @property
    def bare_year(self) -> bool:
        """Whether only a year was said."""
        return self.year is not None and self.month is None and self.day is None


@dataclass(frozen=True)
class Mention:
    """One date phrase at `start` to `end` of the plain text.

    Several `days` or `clocks` are alternatives. A clock is in minutes after the midnight that begins the day,
    so that 1440 and more belong to the day after. With a `reason` it means no single date, whatever else it says; a
    phrase that is recognised and speaks of no date at all (203号) has neither days nor clocks nor a reason.
    """

    start: int
    end: int
    days: tuple[Day, ...] = ()
    clocks: tuple[int, ...] = ()
    weekday: int | None = None
    """A weekday said beside the date, which must fit it: 12月6日（星期二）."""
    reason: Reason = ""

    @property
    def readable(self) -> bool:
        """Whether it means a date or a time."""
        return not self.reason and bool(self.days or self.clocks)

    @property
    def yearless(self) -> bool:
        """Whether it says a month and leaves the year open: 5月, 12月3日."""
        return bool(self.days) and all(
            day.year is None and day.month and not day.current for day in self.days
        )


@dataclass(frozen=True)
class Reading:
    """What a reader found: the alternatives, where they end in the plain text, and why they are no date if they are none."""

    end: int
    days: tuple[Day, ...] = ()
    reason: Reason = ""


@dataclass(frozen=True)
class Words:
    """A table of words that are read alike, the longest first; a 一 in them may be typed as 1."""

    meanings: dict[str, int]
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        longest_first = sorted(self.meanings, key=len, reverse=True)
        object.__setattr__(self, "pattern", re.compile("|".join(longest_first).replace("一", "[一1]")))

    def read(self, text: str, start: int) -> tuple[int, int] | None:
        """The meaning and the end of the word that stands at `start`."""
        match = self.pattern.match(text, start)
        return (self.meanings[match[0].replace("1", "一")], match.end()) if match else None
