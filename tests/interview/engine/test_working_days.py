"""The calendar of working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.interview.engine.probes import probes
from bot.interview.engine.working_days import BeyondCalendarError, working_days
from bot.pack.conditions import Condition, Operand
from bot.pack.interview_model import Fact


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


@pytest.mark.parametrize("count", [3, 5, 7, 10])
def test_probes_lie_on_both_sides_of_any_number_of_working_days(count: int) -> None:
    """A span of so many working days up to a day is tried as too short and as long enough, whatever the day of the week."""
    fact = Fact("start", "date", "", "", (), True)
    for place in range(7):
        until = date(2024, 3, 18) + timedelta(days=place)
        condition = Condition(
            "compare", facts=("start",), until=Operand(day=until), operand=Operand(number=count)
        )
        days = [date.fromisoformat(str(one)) for one in probes(fact, [condition])]
        found = {working_days(day, until) for day in days}
        assert {count - 1, count} <= found
