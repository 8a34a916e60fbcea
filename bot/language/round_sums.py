"""Sums as people say them (一万五, 5千, 1.5万) and as notices write them (15000元) → one number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bot.language.numerals import NUMERALS, counted
from bot.language.words import words

LEAST = 1000
"""Below it a number tells little: 5 may be persons, days or copies."""
LONGEST_SUM = 6
"""Digits of a sum: a telephone number has more."""
_SUM_SIGNS = frozenset(f"{NUMERALS}0123456789.,-") | frozenset(words("sums", "ten_thousand", "thousand"))


def sums_in(text: str) -> Iterator[int]:
    """The sums of a thousand and more that a normalised text names; no years, dates or telephone numbers."""
    place = 0
    for is_sum, run in groupby(text, _SUM_SIGNS.__contains__):
        said = "".join(run)
        place += len(said)
        behind = text[place : place + 1]
        number = _sum(said.strip(".,-")) if is_sum and behind not in words("calendar", "year") else None
        if number is not None and number >= LEAST:
            yield number


def _sum(said: str) -> int | None:
    """The number of a sum; None if it is none."""
    for name, size in (("ten_thousand", 10_000), ("thousand", 1_000)):
        (unit,) = words("sums", name)
        head, found, rest = said.partition(unit)
        number = _amount(head) if found else None
        if number is not None:
            return round(number * size) + (_behind(rest, size) if rest else 0)
    digits = said.replace(",", "")
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) <= LONGEST_SUM else None


def _amount(head: str) -> float | None:
    """What stands before a unit: 15, 1.5 or 十五."""
    if head.replace(".", "", 1).isdecimal() and head.isascii():
        return float(head)
    return counted(head) if head else None


def _behind(rest: str, size: int) -> int:
    """What stands behind a unit: the 五 of 一万五 is five thousand, as the 五千 of 一万五千 is."""
    if len(rest) == 1:
        return (counted(rest) or 0) * size // 10
    return _sum(rest) or counted(rest) or 0
