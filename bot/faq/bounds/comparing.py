"""What each thing that a question tells is beside one bound: within it, beyond it, or neither for certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from bot.faq.bounds.bound_patterns import bound_pattern, bound_word, lengths_of_time
from bot.faq.bounds.measures import (
    DAY,
    Range,
    converted_range,
    is_comparable,
    kind_of_unit,
    minute_of,
    months_between,
    years_between,
)
from bot.faq.bounds.notice_bounds import Bound
from bot.faq.bounds.told_values import ToldDay, ToldValues
from bot.faq.bounds.whose_value import persons_told
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.pack.spoken import spoken_date

_TWO_PARTS = 2


@dataclass(frozen=True)
class Comparison:
    """What a question tells beside a bound.

    `within` tells whether it is certain to lie in it; `shown` are the told words, `piece` the part of the question they stand in;
    `value` is what is compared. `exact` tells that they tell the very measure, `derived` that it was reckoned from days, `born`
    that somebody was born then; `gap` is how far it lies from the nearer end of the bound.
    """

    bound: Bound
    shown: str
    within: bool | None
    piece: str
    value: Range
    exact: bool = True
    derived: bool = False
    gap: float = 0.0
    born: bool = False


def comparisons(told: ToldValues, bound: Bound, until: date) -> Iterator[Comparison]:
    """All that a question tells beside a bound; times still running are reckoned to `until` unless the bound names a day."""
    if bound.sex and told.sexes and bound.sex not in told.sexes:
        return
    until = bound.as_of or until
    if bound.kind == bound_word("age"):
        yield from _ages(told, bound, until)
    elif bound.kind == DAY:
        yield from _days_compared(told, bound)
    elif bound.late and bound.early:
        yield from _time_between(told, bound)
    else:
        yield from _numbers_compared(told, bound)
        if bound.kind == "months" and not (bound.leads and bound.range.least == -inf):
            yield from _lasting(told, bound, until)


def _compared(
    bound: Bound, value: Range, shown: str, piece: str, *, exact: bool = True, derived: bool = False
) -> Comparison:
    within = value.side_of(bound.range, strict_least=bound.strict_least, strict_most=bound.strict_most)
    ends = [end for end in (bound.range.least, bound.range.most) if abs(end) != inf]
    gap = min(abs(value.most - end) for end in ends)
    return Comparison(bound, shown, within, piece, value, exact, derived, gap)


def _ages(told: ToldValues, bound: Bound, until: date) -> Iterator[Comparison]:
    for one in told.numbers:
        if one.age and bound.person in persons_told(told.rest, one.start):
            yield _compared(bound, Range(one.low, one.high), one.shown(bound.unit), _piece(told, one.start))
    for day in told.days:
        if day.born and day.has_year and bound.person in persons_told(told.text, _place(told, day)):
            value = Range(years_between(day.range.most, until), years_between(day.range.least, until))
            age = f"{value.least:.0f}" if value.least == value.most else f"{value.least:.0f}—{value.most:.0f}"
            shown = f"{day.said}{bound_word('born')}{spoken_date(until)}{age}{bound.unit}"
            yield _compared(bound, value, shown, day.behind, derived=True)


def _days_compared(told: ToldValues, bound: Bound) -> Iterator[Comparison]:
    birth = any(bound_word("birth") in pair for pair in bound.segment)
    ends = [end for end in (bound.range.least, bound.range.most) if abs(end) != inf]
    year = date.fromordinal(int(ends[0])).year
    for day in told.days:
        of_a_year = bound_pattern("stated", "only_a_year").match(bound.shown)
        if day.born == birth and day.counts and (day.has_year or not of_a_year):
            found = _compared(bound, day.in_year(year), day.said, f"{day.before},{day.said}{day.behind}")
            is_closed = not _is_in_hours(day, bound) or _is_free_day(found)
            if found.within and bound.hours and is_closed:
                found = replace(found, within=False)
            yield replace(found, born=day.born)


def _place(told: ToldValues, day: ToldDay) -> int:
    """Where a day stands in the text of a question."""
    return max(0, told.text.find(normalize(day.said)))


def _is_in_hours(day: ToldDay, bound: Bound) -> bool:
    """Whether a told time of day lies in the hours of a bound; so does a day without a time."""
    _, _, clock = day.value.partition(" ")
    return not clock or any(first <= minute_of(clock) <= last for first, last in bound.hours)


def _is_free_day(told: Comparison) -> bool:
    """Whether one day is told that is no working day, of a bound whose hours are those of working days."""
    one_day = int(told.value.least) == int(told.value.most)
    if not one_day or not bound_pattern("hours", "working_days").search(normalize(told.bound.said)):
        return False
    from chinese_calendar import is_workday

    day = date.fromordinal(int(told.value.least))
    try:
        return not is_workday(day)
    except NotImplementedError:  # the calendar of that year is not known
        return False


def _time_between(told: ToldValues, bound: Bound) -> Iterator[Comparison]:
    """The time between two events of which a question tells the days."""
    early = [one for one in told.days if bound.early in one.behind]
    if len(early) != 1 or not early[0].has_year:
        return
    for late in told.days:
        if late.range.least > early[0].range.most and late.has_year:
            yield _time(bound, early[0], late.said, late.range, late.behind)


def _lasting(told: ToldValues, bound: Bound, until: date) -> Iterator[Comparison]:
    """How long it is from the days of a question to the day on which it must be enough."""
    last = Range(until.toordinal(), until.toordinal())
    for day in told.days:
        begun = day.has_year or bound_pattern("told", "begun").search(f"{day.before},{day.behind}")
        if not day.born and day.counts and begun and day.range.most < last.least:
            yield _time(bound, day, spoken_date(until), last, f"{day.before},{day.behind}")


def _time(bound: Bound, first: ToldDay, said: str, last: Range, piece: str) -> Comparison:
    value = Range(months_between(first.range.most, last.least), months_between(first.range.least, last.most))
    in_kind = converted_range(value, "months", bound.kind) or value
    shown = f"{first.said}{bound_word('to')}{said}{bound_word('about')}{_lasted(value.least)}"
    return _compared(bound, in_kind, shown, piece, exact=False, derived=True)


def _lasted(months: float) -> str:
    """A length of time in years and months."""
    years, rest = divmod(int(months), 12)
    parts = [
        f"{years}{bound_word('years')}" if years else "",
        f"{rest}{bound_word('months')}" if rest or not years else "",
    ]
    return "".join(parts)


def _numbers_compared(told: ToldValues, bound: Bound) -> Iterator[Comparison]:
    if bound.per == bound_word("monthly") and not bound_pattern("told", "monthly").search(told.text):
        return
    for one in told.numbers:
        piece = _piece(told, one.start)
        value = one.of_unit(bound.unit, bound.kind)
        exact = one.run.startswith(bound.unit) or (value is not None and bound.kind != "months")
        if value is None and (kind := one.kind()):
            value, exact = converted_range(one.time(), kind, bound.kind), False
        if value is None or one.age or not (exact or is_comparable(value, bound.range)):
            continue
        is_time = bound.kind in lengths_of_time()
        if is_time and bound.person not in persons_told(told.rest, one.start, near=True):
            continue
        if one.missing:
            value = Range(bound.range.least - value.most, bound.range.least - value.least)
        yield _compared(bound, value, one.shown(bound.unit), piece, exact=exact)


def summed(told: ToldValues, bound: Bound, cap: Bound) -> Comparison | None:
    """The numbers of a question together, of which one kind counts no further than a cap: 网上16节、面授12节."""
    counted = [
        one
        for one in told.numbers
        if one.run.startswith(bound.unit)
        or not one.run[:1].isalnum()
        or kind_of_unit(one.run[:1]) == "things"
    ]
    values = [one.low for one in counted]
    if len(values) > _TWO_PARTS and values[-1] == sum(values[:-1]):
        values, counted = values[:-1], counted[:-1]
    if len(values) < _TWO_PARTS or any(one.missing for one in counted):
        return None
    most, parts, capped = cap.range.most, list[str](), False
    total = 0.0
    for one, value in zip(counted, values, strict=True):
        figures = [place + 1 for place, sign in enumerate(one.before) if sign.isdigit()]
        label = one.before[max(figures, default=0) :]
        is_capped = value > most and any(len(part) > 1 and part in label for part in cap.segment)
        capped = capped or is_capped
        total += most if is_capped else value
        parts.append(f"{most if is_capped else value:g}")
    if not capped:
        return None
    shown = f"{'+'.join(parts)}={total:g}{bound.unit}"
    return _compared(bound, Range(total, total), shown, told.text)


def _piece(told: ToldValues, start: int) -> str:
    """The part of a question around a place of its text without dates."""
    place = 0
    for piece in clauses(told.rest):
        found = told.rest.find(piece, place)
        if found <= start < found + len(piece):
            return piece
        place = max(place, found)
    return told.rest
