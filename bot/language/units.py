"""Units of time in amounts, and one in another: half a year is six months."""

from __future__ import annotations

from typing import Literal

Unit = Literal["", "year", "month", "week", "day", "working_day", "hour", "minute"]
"""What an amount counts; "" for things (课时, 个, 份) and for a bare number."""

_IN_BASE: dict[Unit, tuple[Unit, int]] = {
    "year": ("month", 12),
    "month": ("month", 1),
    "week": ("day", 7),
    "day": ("day", 1),
    "hour": ("minute", 60),
    "minute": ("minute", 1),
}
_HALF_A_MONTH_IN_DAYS = 15


def converted(value: float, unit: Unit, wanted: Unit) -> float | None:
    """`value` of `unit` in the unit `wanted`; None where it has no exact value in it (months in days, 课时 in years).

    Half a month is fifteen days, as in dates.
    """
    if unit == wanted:
        return value
    if (value, unit, wanted) == (0.5, "month", "day"):
        return _HALF_A_MONTH_IN_DAYS
    if unit not in _IN_BASE or wanted not in _IN_BASE:
        return None
    base, factor = _IN_BASE[unit]
    wanted_base, divisor = _IN_BASE[wanted]
    return whole(value * factor / divisor) if base == wanted_base else None


def whole(value: float) -> float:
    """`value` as an int if it is one."""
    return int(value) if float(value).is_integer() else value
