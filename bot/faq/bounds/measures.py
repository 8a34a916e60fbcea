"""What is compared: numbers of a unit, ages, lengths of time and days, each from a least to a most value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

from bot.faq.bounds.bound_patterns import bound_word, lengths_of_time, unit_groups

DAY = "day"
"""The kind of what is a day."""
_MONTH_IN_DAYS = 30.0
_FAR_APART = 5.0
_NEARLY = 0.1
"""The share within which months in days, of 28 to 31 each, decide nothing."""
_IN_A_YEAR, _DECEMBER = 12, 12
_LONGEST_MONTH = 31
_TO_THE_YEAR, _TO_THE_MONTH, _TO_THE_DAY = len("2020"), len("2020-11"), len("2020-11-30")
_MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True)
class Range:
    """From a least to a most value, both possible."""

    least: float
    most: float

    def side_of(self, bound: Range, *, strict_least: bool = False, strict_most: bool = False) -> bool | None:
        """Whether all of it lies within a bound; None if some of it does and some does not.

        `strict_…` tells that this end itself lies beyond.
        """
        low, high = (
            self._is_within(value, bound, strict_least, strict_most) for value in (self.least, self.most)
        )
        around = self.least < bound.least and self.most > bound.most
        return low if low is high and not around else None

    @staticmethod
    def _is_within(value: float, bound: Range, strict_least: bool, strict_most: bool) -> bool:
        above = value > bound.least if strict_least else value >= bound.least
        return above and (value < bound.most if strict_most else value <= bound.most)


def plain_unit(unit: str) -> str:
    """The unit without 个 and with one name for what is one: 个月 as 月, 周岁 as 岁."""
    bare = unit.removeprefix(bound_word("measure")) or unit
    return bound_word("age") if bare == bound_word("whole_age") else bare


def kind_of_unit(unit: str) -> str:
    """What kind of measure a plain unit is of: months, days, minutes, or a group of units, or itself."""
    times = (kind for kind, units in lengths_of_time().items() if unit in units)
    return next(times, unit_groups().get(unit, unit))


def in_kind(value: float, unit: str) -> float:
    """A number of a plain unit in what its kind is counted in."""
    return value * next((units[unit] for units in lengths_of_time().values() if unit in units), 1.0)


def converted_range(told: Range, kind: str, wanted: str) -> Range | None:
    """Months in days or days in months, wider by what months differ; None for what is not measured so."""
    if kind == wanted:
        return told
    factor = {("months", "days"): _MONTH_IN_DAYS, ("days", "months"): 1 / _MONTH_IN_DAYS}.get((kind, wanted))
    if factor is None:
        return None
    return Range(told.least * factor * (1 - _NEARLY), told.most * factor * (1 + _NEARLY))


def days_of(value: str) -> Range:
    """The days of "YYYY", "YYYY-MM", "YYYY-MM-DD" or "YYYY-MM-DD HH:MM" as their numbers; a day lasts until the next begins."""
    year = int(value[:4])
    month = int(value[5:7]) if len(value) >= _TO_THE_MONTH else 0
    if not month:
        return Range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
    if len(value) < _TO_THE_DAY:
        last = date(year + month // _DECEMBER, month % _DECEMBER + 1, 1) - timedelta(days=1)
        return Range(date(year, month, 1).toordinal(), last.toordinal())
    day = date(year, month, int(value[8:10])).toordinal()
    if len(value) > _TO_THE_DAY:
        moment = day + minute_of(value[11:]) / _MINUTES_OF_A_DAY
        return Range(moment, moment)
    return Range(day, day)


def minute_of(clock: str) -> int:
    """The minute of a day of "HH:MM"."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def months_between(first: float, last: float) -> float:
    """The months from one day to another, the rest as a part of one; both days count: 7月1日 to 6月30日 is a year."""
    one, other = date.fromordinal(int(first)), date.fromordinal(int(last) + 1)
    months = (other.year - one.year) * _IN_A_YEAR + other.month - one.month
    if other.day >= one.day:
        return months + (other.day - one.day) / _LONGEST_MONTH
    return months - (one.day - other.day) / _LONGEST_MONTH


def years_between(born: float, on: date) -> float:
    """How old somebody born on a day is on another."""
    day = date.fromordinal(int(born))
    return float(on.year - day.year - ((on.month, on.day) < (day.month, day.day)))


def is_comparable(told: Range, bound: Range) -> bool:
    """Whether two measures of different units are of one order: 75 days and 3 months, not 8 months and 15 days."""
    ends = [abs(end) for end in (bound.least, bound.most) if end and abs(end) != inf]
    return not ends or not told.most or any(1 / _FAR_APART <= told.most / end <= _FAR_APART for end in ends)


def endless(least: float | None, most: float | None) -> Range:
    """A range of which an end may be open."""
    return Range(-inf if least is None else least, inf if most is None else most)
