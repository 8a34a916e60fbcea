"""The calendar of working days."""

from __future__ import annotations

from datetime import date

import pytest

from bot.interview.engine.working_days import BeyondCalendarError, working_days


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2022, 12, 13), date(2022, 12, 19), 5),
        (date(2022, 12, 14), date(2022, 12, 19), 4),
        (date(2022, 12, 17), date(2022, 12, 18), 0),
        (date(2022, 10, 1), date(2022, 10, 9), 2),
        (date(2022, 12, 20), date(2022, 12, 19), 0),
    ],
)
def test_both_ends_count_and_make_up_days_are_working_days(first: date, last: date, count: int) -> None:
    """Weekends and holidays do not count; the Saturdays and Sundays that make up for holidays do."""
    assert working_days(first, last) == count


def test_the_first_day_may_be_left_out() -> None:
    """The stricter count leaves the first day out."""
    assert working_days(date(2022, 12, 13), date(2022, 12, 19), first_counts=False) == 4


@pytest.mark.parametrize(
    ("first", "last"), [(date(1999, 1, 1), date(2022, 1, 1)), (date(2022, 1, 1), date(2100, 1, 1))]
)
def test_beyond_the_calendar_is_refused(first: date, last: date) -> None:
    """Years without published holidays are not guessed."""
    with pytest.raises(BeyondCalendarError):
        working_days(first, last)
