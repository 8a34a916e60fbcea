"""Amounts that a text tells side by side, each behind the words that say of what it is: 第1期45,第2期48; 去年30,今年12."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.language.clauses import clauses
from bot.language.word_finder import finder
from bot.language.words import one_of, words

_TWO_AMOUNTS = 2
_NO_PLACE = "".join(f"(?<!{one})" for one in words("figures", "ordinal"))
_EACH_ONE = one_of("figures", "each")
_OTHERS_COUNTED = rf"{_EACH_ONE}?{one_of('amount', 'sessions')}|{_EACH_ONE}?{one_of('figures', 'counts_others', 'of_a_date')}"
# A number that is no place in a row (第2), and counts neither rounds, persons nor days.
_AMOUNT = re.compile(rf"(?<![\d.]){_NO_PLACE}(?P<value>\d+(?:\.\d+)?)(?![\d.%])(?!{_OTHERS_COUNTED})")

_NUMBERED_YEAR = re.compile(rf"\d{one_of('calendar', 'year')}")


@dataclass(frozen=True)
class NamedAmount:
    """An amount of a text, and the words of its clause that stand before it, behind the amount before."""

    name: str
    value: float


def named_amounts(said: str) -> list[NamedAmount]:
    """The amounts of a normalised text that counts things or hours, in order; a single one of something is none: 1个."""
    found = []
    for clause in clauses(said):
        end = 0
        for one in _AMOUNT.finditer(clause):
            if not clause[one.start() :].startswith(words("amount", "a_single")):
                found.append(NamedAmount(clause[end : one.start()], float(one["value"])))
                end = one.end()
    return found


def parallel_sum(said: str) -> float | None:
    """What amounts come to that stand behind words of one build: 甲班32,乙班30; None if a text holds others too."""
    told = named_amounts(said)
    names = [{*one.name} - _tell_nothing() for one in told]
    alike = len(told) >= _TWO_AMOUNTS and bool(set.intersection(*names))
    return sum(one.value for one in told) if alike and not any(map(_of_a_year, told)) else None


def joined_sum(said: str) -> float | None:
    """What two amounts come to between which a word for adding stands: 54加上后来补的8个."""
    told = named_amounts(said)
    adds = finder("amount", "plus", "adds")
    return (
        sum(one.value for one in told) if len(told) == _TWO_AMOUNTS and adds.stands_in(told[1].name) else None
    )


def of_this_year(said: str) -> tuple[float, bool] | None:
    """The amount of this year beside that of another, and whether it is told as such: 12 of 去年30,今年只有12.

    Of 去年88,今年多了4个 it is reckoned.
    """
    now, other = finder("calendar", "this_year"), finder("other_year", "relative")
    told = named_amounts(said)
    own = [one for one in told if now.stands_in(one.name)]
    before = [one for one in told if other.stands_in(one.name)]
    if len(own) != 1 or len(before) != 1 or len(told) != _TWO_AMOUNTS:
        return None
    more, less = (finder("amount", name).stands_in(own[0].name) for name in ("over", "under"))
    if not (more or less):
        return own[0].value, True
    return before[0].value + (own[0].value if more else -own[0].value), False


def left_out(said: str, values: Iterable[float]) -> list[float]:
    """The amounts of a text that are none of `values`; none if they come to one of these."""
    known = {*values}
    rest = [one.value for one in named_amounts(said) if one.value not in known]
    return [] if sum(rest) in known else rest


def _of_a_year(one: NamedAmount) -> bool:
    year = finder("other_year", "relative").stands_in(one.name) or finder("calendar", "this_year").stands_in(
        one.name
    )
    return year or _NUMBERED_YEAR.search(one.name) is not None


@cache
def _tell_nothing() -> frozenset[str]:
    """The characters that any two names may share."""
    return frozenset("".join(words("amount", "tells_nothing")))


def with_years_named(said: str, year: int) -> str:
    """A text in which `year` and the one before have no number: 今年的90,去年的76 for 2022年的90,2021年的76."""
    this, last = words("calendar", "this_year")[0], words("calendar", "last_year")[0]
    sign = words("calendar", "year")[-1]
    return said.replace(f"{year}{sign}", this).replace(f"{year - 1}{sign}", last)
