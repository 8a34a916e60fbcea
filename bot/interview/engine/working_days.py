"""Working days of mainland China: weekends, public holidays, and the days that make up for them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache


class BeyondCalendarError(Exception):
    """The holidays of that year are not known."""


@cache
def _calendar() -> tuple[date, date, tuple[date, ...]]:
    """The first and the last day of the calendar, and all working days between."""
    from chinese_calendar.constants import holidays, workdays

    first, last = date(min(holidays).year, 1, 1), date(max(holidays).year, 12, 31)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    # The library's own is_workday looks up one day in thirty times the time.
    working = (day for day in days if day in workdays or (day.weekday() < 5 and day not in holidays))
    return first, last, tuple(working)


def working_days(first: date, last: date, first_counts: bool = True) -> int:
    """How many working days there are from `first` to `last`, both counted; 0 if `last` comes earlier.

    `first_counts=False` leaves the first day out. Raises BeyondCalendarError outside the years that are known.
    """
    if not first_counts and first < date.max:
        first += timedelta(days=1)
    if last < first:
        return 0
    start, end, days = _calendar()
    if first < start or last > end:
        raise BeyondCalendarError
    return bisect_right(days, last) - bisect_left(days, first)
