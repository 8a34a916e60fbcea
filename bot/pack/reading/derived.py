"""Recomputes the days and numbers that a pack declares as derived, so that they cannot drift from their sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.pack.faults import listed
from bot.pack.model import Milestone
from bot.pack.reading.fields import Fields


def derived_number(fields: Fields, numbers: Mapping[str, int]) -> int | None:
    """The number of a `derived` block: `difference` (first minus the rest) or `count` of one size."""
    formula = fields.choice("formula", ("difference", "count"), "difference")
    names = fields.texts("of")
    unknown = [name for name in names if name not in numbers]
    for name in unknown:
        fields.fault(
            fields.line_of("of"), "derived_of_unknown_number", number=name, known=listed(sorted(numbers))
        )
    if not names:
        fields.fault(fields.line_of("of"), "derived_of_nothing")
    if unknown or not names:
        return None
    if formula == "count":
        return numbers[names[0]]
    return numbers[names[0]] - sum(numbers[name] for name in names[1:])


def derived_day(fields: Fields, milestones: Mapping[str, Milestone]) -> date | None:
    """The day of a `derived` block.

    `last_working_day_start`: the last day on which something of `working_days` full working days can begin, the
    first day not counted, so that it is over before the day of the milestone `before` (which is left for
    entering the result).
    """
    fields.choice("formula", ("last_working_day_start",), "last_working_day_start")
    before = fields.text("before")
    count = fields.number("working_days")
    if before not in milestones:
        fields.fault(fields.line_of("before"), "derived_before_unknown_day", before=before)
        return None
    try:
        return _back(milestones[before].day, count + 1)
    except (NotImplementedError, OverflowError):
        fields.fault(fields.line, "calendar_not_published")
        return None


def _back(day: date, working_days: int) -> date:
    """The day `working_days` working days before `day`, by mainland China's official calendar."""
    from chinese_calendar import is_workday

    while working_days > 0:
        day -= timedelta(days=1)
        if is_workday(day):
            working_days -= 1
    return day
