"""Amounts in a text: 不少于5个工作日, 60%, 3万元, 满3年, 一式三份."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.language.numerals import counted
from bot.pack.drafting.finding.address_finder import without_addresses
from bot.pack.drafting.finding.day_finder import spans_in, times_in
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import characters, sign

Bound = Literal["at_least", "at_most", ""]
_BEFORE = 8
"""Characters before an amount in which a word may say that it is a bound."""
_LONGEST_QUOTE = 60
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class AmountFound:
    """An amount in a text, from `start` to `end`: the number as printed, what it counts, whether it is a bound.

    `quote` is the part of the sentence that holds it.
    """

    start: int
    end: int
    printed: str
    number: float
    unit: str
    bound: Bound
    quote: str


def amounts_in(text: str) -> list[AmountFound]:
    """The amounts of a text, in order; days, times, addresses and document numbers are none."""
    plain = without_addresses(text)
    for span in spans_in(plain):
        plain = _blank(plain, span.start, span.end)
    for start, end, _ in list(times_in(plain)):
        plain = _blank(plain, start, end)
    found = [one for name in ("number", "led", "han") for one in _amounts(name, plain, text)]
    return sorted(found, key=lambda one: one.start)


def _blank(plain: str, start: int, end: int) -> str:
    return plain[:start] + " " * (end - start) + plain[end:]


def _amounts(name: str, plain: str, text: str) -> Iterator[AmountFound]:
    for match in sign("values", name).finditer(plain):
        printed = match["number"]
        number = _number(name, printed)
        unit = match["unit"]
        if number is None or (unit == characters("values", "year") and _FIRST_YEAR <= number <= _LAST_YEAR):
            continue
        bound = _bound(plain, match)
        quote = segment_around(text, match.start(), match.end())
        yield AmountFound(match.start(), match.end(), printed, number, unit, bound, quote)


def _number(name: str, printed: str) -> float | None:
    if name == "han":
        return counted(printed)
    value = float(printed.replace(",", ""))
    return int(value) if value.is_integer() else value


def _bound(plain: str, match: re.Match[str]) -> Bound:
    before, behind = plain[max(0, match.start() - _BEFORE) : match.start()], plain[match.end() :]
    before = sign("values", "segment").split(before)[-1]
    if sign("values", "at_least_behind").match(behind):
        return "at_least"
    if sign("values", "at_most_behind").match(behind):
        return "at_most"
    if sign("values", "at_most").search(before):
        return "at_most"
    return "at_least" if sign("values", "at_least").search(before) else ""


def segment_around(text: str, start: int, end: int) -> str:
    """The part of a sentence between two commas that holds what stands from `start` to `end`."""
    cuts = [match.end() for match in sign("values", "segment").finditer(one_width(text))]
    first = max((cut for cut in cuts if cut <= start), default=0)
    last = min((cut - 1 for cut in cuts if cut - 1 >= end), default=len(text))
    if last - first > _LONGEST_QUOTE:
        first, last = max(first, start - _LONGEST_QUOTE // 2), min(last, end + _LONGEST_QUOTE // 2)
    return text[first:last].strip()
