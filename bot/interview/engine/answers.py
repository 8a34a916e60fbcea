"""Answers as given → values: a partial date is an interval; what is no possible value is invalid."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.pack.interview_model import Fact

UNKNOWN_ANSWER = "unknown"
NONE_ANSWER = "none"
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_YEARS = range(1900, 2101)


class State(Enum):
    """Why a fact has no value."""

    UNKNOWN = "unknown"
    INVALID = "invalid"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Interval:
    """A day that lies somewhere from `first` to `last`; a day that is known has both the same."""

    first: date
    last: date


Value = str | bool | int | Interval | State


def read_answer(fact: Fact, raw: object, latest: date | None = None) -> Value:
    """The value of an answer as JSON holds it. What happened cannot lie after `latest`."""
    if raw == UNKNOWN_ANSWER:
        return State.UNKNOWN
    if fact.type == "yes_no":
        return raw if isinstance(raw, bool) else State.INVALID
    if fact.type == "choice":
        return raw if isinstance(raw, str) and raw in fact.values else State.INVALID
    if fact.type == "date":
        return _date(fact, raw, latest)
    return _number(fact, raw, latest)


def can_be_answer(fact: Fact | None, raw: object, latest: date | None = None) -> bool:
    """Whether `raw` can be taken as an answer to `fact`; never if there is no such fact. `latest` as in `read_answer`."""
    return fact is not None and read_answer(fact, raw, latest) is not State.INVALID


def read_date(text: str) -> Interval | None:
    """2019, 2019-06 or 2019-06-30 as an interval; None if it is no date."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return Interval(date(year, month, day), date(year, month, day))
        if month:
            return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return None if match[2] else Interval(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return None


def _date(fact: Fact, raw: object, latest: date | None) -> Value:
    if not isinstance(raw, str):
        return State.INVALID
    if raw == NONE_ANSWER:
        return NONE_ANSWER if fact.none else State.INVALID
    interval = read_date(raw)
    if interval is None or (fact.past and latest is not None and interval.first > latest):
        return State.INVALID
    return interval


def _number(fact: Fact, raw: object, latest: date | None) -> Value:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int):
        return State.INVALID
    if fact.type == "year":
        later = fact.past and latest is not None and raw > latest.year
        return State.INVALID if later or raw not in _YEARS else raw
    too_small = fact.least is not None and raw < fact.least
    too_great = fact.most is not None and raw > fact.most
    return State.INVALID if too_small or too_great else raw
