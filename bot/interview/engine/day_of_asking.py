"""The day on which somebody asks, and what has closed on it already at the hour at which they do."""

from __future__ import annotations

from datetime import date, datetime

from bot.pack.interview_model import Interview


class DayOfAsking(date):
    """A day with the milestones that closed on it before the moment of asking: for these it is over."""

    closed: frozenset[str] = frozenset()

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and self.closed == closed_on(other)

    def __hash__(self) -> int:
        return hash((super().__hash__(), self.closed))


def day_of_asking(interview: Interview, now: datetime) -> date:
    """The day of `now` (in the zone of the notice)."""
    moment = now.replace(tzinfo=None)
    closed = frozenset(id for id, at in interview.closings if at.date() == moment.date() and at < moment)
    if not closed:
        return now.date()
    day = DayOfAsking(now.year, now.month, now.day)
    day.closed = closed
    return day


def closed_on(day: object) -> frozenset[str]:
    """The milestones that closed on a day before the moment of asking."""
    return day.closed if isinstance(day, DayOfAsking) else frozenset()
