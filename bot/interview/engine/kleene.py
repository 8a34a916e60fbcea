"""Conditions over values: true, false, or unknown (None). What does not apply is never true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from bot.interview.engine.answers import NONE_ANSWER, Interval, State, Value
from bot.interview.engine.working_days import BeyondCalendarError, working_days
from bot.pack.conditions import Condition, Operand

Truth = bool | None
Bounds = tuple[date, date] | tuple[int, int]
_A_DAY = timedelta(days=1)
_EVER = Interval(date.min, date.max)


class Evaluator:
    """Evaluates conditions over `values`; `given` holds the answers even if their question does not apply.

    `closed` has the milestones whose hour is past on the day that a fact took from the clock.
    """

    def __init__(
        self,
        values: Mapping[str, Value],
        given: Mapping[str, Value],
        closed: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.closed: Mapping[str, frozenset[str]] = closed or {}
        self._values = values
        self._given = given
        self.beyond_calendar = False
        self._operators: dict[str, Callable[[Condition], Truth]] = {
            "always": lambda _: True,
            "all": self._all,
            "any": self._any,
            "not": self._not,
            "equals": self._equals,
            "is_not": self._is_not,
            "said": self._said,
            "is": self._is,
            "compare": self._compare,
        }

    def truth(self, condition: Condition) -> Truth:
        """True, False, or None if it cannot be told yet."""
        return self._operators[condition.operator](condition)

    def missing(self, condition: Condition) -> int | None:
        """By how much the number on the left of a comparison stays below the right one; None if not, or if not known."""
        if self.truth(condition) is not True:
            return None
        low, high = self._left(condition, [self._values[fact] for fact in condition.facts])
        least, most = _bounds(self._operand(condition.operand))
        if low != high or least != most or not isinstance(low, int) or not isinstance(least, int):
            return None
        return least - low

    def _all(self, condition: Condition) -> Truth:
        """False if one part is false, unknown if one is unknown, else true."""
        result: Truth = True
        for part in condition.parts:
            truth = self.truth(part)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    def _any(self, condition: Condition) -> Truth:
        """True if one part is true, unknown if one is unknown, else false."""
        result: Truth = False
        for part in condition.parts:
            truth = self.truth(part)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    def _not(self, condition: Condition) -> Truth:
        truth = self.truth(condition.parts[0])
        return None if truth is None else not truth

    def _equals(self, condition: Condition) -> Truth:
        value = self._values[condition.facts[0]]
        if value is State.UNKNOWN:
            return True if "unknown" in condition.values else None
        if value is State.INVALID:
            return None
        return value in condition.values

    def _is_not(self, condition: Condition) -> Truth:
        value = self._values[condition.facts[0]]
        return value is not State.NOT_APPLICABLE and value not in condition.values

    def _said(self, condition: Condition) -> Truth:
        return self._given.get(condition.facts[0]) in condition.values

    def _is(self, condition: Condition) -> Truth:
        value, wanted = self._values[condition.facts[0]], condition.values[0]
        if wanted == "a_date":
            return None if value in (State.UNKNOWN, State.INVALID) else isinstance(value, Interval)
        if wanted == "applicable":
            return value is not State.NOT_APPLICABLE
        if wanted == "known":
            return not isinstance(value, State)
        return value is State(wanted)

    def _compare(self, condition: Condition) -> Truth:
        left = [self._values[fact] for fact in condition.facts]
        right = self._operand(condition.operand)
        values = [*left, right]
        if condition.until is not None:
            values.append(self._operand(condition.until))
        if any(value is State.NOT_APPLICABLE or value == NONE_ANSWER for value in values):
            return False
        if State.INVALID in values or State.UNKNOWN in values:
            return None
        try:
            bounds = self._left(condition, left)
        except BeyondCalendarError:
            self.beyond_calendar = True
            return None
        if isinstance(right, Interval) and self._has_closed(condition):
            right = Interval(right.first - _A_DAY, right.last - _A_DAY)
        return compared(condition.comparison, bounds, _bounds(right))

    def _has_closed(self, condition: Condition) -> bool:
        """Whether a milestone closed already at the hour of asking: its day counts as the one before."""
        operand = condition.operand
        return operand is not None and any(
            operand.milestone in self.closed.get(fact, ()) for fact in condition.facts
        )

    def _operand(self, operand: Operand | None) -> Value:
        assert operand is not None
        if operand.day is not None:
            return Interval(operand.day, operand.day)
        return self._values[operand.fact] if operand.fact else operand.number or 0

    def _left(self, condition: Condition, values: list[Value]) -> Bounds:
        if not isinstance(values[0], Interval):
            total = sum(value for value in values if isinstance(value, int))
            return total, total
        day = shifted(values[0], condition.years, condition.months)
        if condition.until is None:
            return day.first, day.last
        until = self._operand(condition.until)
        assert isinstance(until, Interval)
        counts = condition.first_day_counts
        return working_days(day.last, until.first, counts), working_days(day.first, until.last, counts)


def compared(comparison: str, left: Bounds, right: Bounds) -> Truth:
    """Compare two values known only within bounds. Returns True, False, or None if both are possible."""
    low, high = left
    least, most = right
    if comparison in ("below", "before"):
        return _ordered(high < least, low >= most)  # type: ignore[operator]
    if comparison in ("at_most", "on_or_before"):
        return _ordered(high <= least, low > most)  # type: ignore[operator]
    if comparison in ("above", "after"):
        return _ordered(low > most, high <= least)  # type: ignore[operator]
    return _ordered(low >= most, high < least)  # type: ignore[operator]


def shifted(interval: Interval, years: int, months: int) -> Interval:
    """The interval moved to the corresponding day (29 February to the 28th, the 31st to the last of the month)."""
    if not years and not months:
        return interval
    return Interval(_shift(interval.first, years, months), _shift(interval.last, years, months))


def earliest(values: Iterable[Value]) -> Value:
    """The earliest of several days; what does not exist is left out, what is unknown may be any day."""
    days = [value for value in values if value is not State.NOT_APPLICABLE and value != NONE_ANSWER]
    if State.INVALID in days:
        return State.INVALID
    intervals = [value if isinstance(value, Interval) else _EVER for value in days]
    if not intervals:
        return State.NOT_APPLICABLE
    return Interval(min(i.first for i in intervals), min(i.last for i in intervals))


def _ordered(surely: bool, never: bool) -> Truth:
    return True if surely else False if never else None


def _bounds(value: Value) -> Bounds:
    if isinstance(value, Interval):
        return value.first, value.last
    assert isinstance(value, int)
    return value, value


def _shift(day: date, years: int, months: int) -> date:
    month = day.month - 1 + months
    year = day.year + years + month // 12
    if not date.min.year <= year < date.max.year:
        return date.max if year >= date.max.year else date.min
    month = month % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
