"""Units of time."""

from __future__ import annotations

import pytest

from bot.language.units import Unit, converted


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "result"),
    [
        (0.5, "year", "month", 6),
        (18, "month", "year", 1.5),
        (2, "week", "day", 14),
        (7, "day", "week", 1),
        (1.5, "hour", "minute", 90),
        (0.5, "month", "day", 15),
        (3, "month", "month", 3),
        (1, "month", "day", None),
        (1, "year", "day", None),
        (5, "working_day", "day", None),
        (90, "", "month", None),
    ],
)
def test_one_unit_in_another(value: float, unit: Unit, wanted: Unit, result: float | None) -> None:
    """Only what is exact is converted: a month has no fixed number of days."""
    assert converted(value, unit, wanted) == result
