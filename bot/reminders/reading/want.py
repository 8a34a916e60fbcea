"""One matter that is wanted: when it is to come up, and what is to be told then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.reminders.reading.amounts_of_time import Lead
from bot.reminders.reading.days import Stretch
from bot.reminders.reading.rhythms import Rhythm

Trouble = Literal[
    "", "past", "far", "which_day", "which_hour", "which_moment", "which_lead", "which_deadline", "no_day", "hours", "event",
    "event_day", "topic_day", "rhythm", "counted", "except", "far_lead", "unsure",
]  # fmt: skip
"""Why a want cannot be carried out as it was said. unsure: it may only be told, and no wish."""
Form = Literal["moments", "leads", "repeat", "deadlines", "open"]
"""What a want says of when: moments, times before a deadline, a rhythm, no more than the deadlines, or nothing."""
MOST_LEAD = 365
FARTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Want:
    """One matter that is wanted.

    `moments` holds for each moment all that it can mean, the earliest first. `hours` are those that were said (`named`) or
    are usual. `leads` are None if nothing was said of them. `milestones` are those that are named; `own`: by themselves.
    `first` and `last` bound a rhythm; on the days `without` it does not come. `within` is the
    stretch in which a day is still to be named.
    """

    form: Form
    moments: tuple[tuple[datetime, ...], ...] = ()
    hours: tuple[time, ...] = ()
    named: bool = False
    leads: tuple[Lead, ...] | None = None
    milestones: tuple[str, ...] = ()
    own: bool = False
    every: bool = False
    rhythm: Rhythm | None = None
    first: date | None = None
    last: date | None = None
    without: tuple[date, ...] = ()
    within: Stretch | None = None
    about: str = ""
    trouble: Trouble = ""

    @property
    def hour(self) -> time | None:
        """The only or the first hour."""
        return self.hours[0] if self.hours else None
