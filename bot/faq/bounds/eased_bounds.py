"""The exceptions of a clause: whom they are about (视同, 不受…限制, 不限), and to what they ease a bound (放宽至35周岁)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.faq.bounds.bound_patterns import bound_pattern, bound_word
from bot.faq.bounds.measures import DAY, in_kind, kind_of_unit, plain_unit
from bot.faq.entry_texts import pairs

_DAYS_OF_A_YEAR = 365.25


def excepted_in(text: str) -> frozenset[str]:
    """The pairs of characters of whom the exceptions of a normalised clause are about.

    Of whom nothing is asked (岸上组身高不限), only what names him alone.
    """
    found = [*bound_pattern("stated", "exception").finditer(text)]
    plain = bound_pattern("stated", "exception").sub(",", text)
    free = pairs(" ".join(match["free"] or "" for match in found)) - pairs(plain)
    return free | pairs(" ".join(match["what"] or match["eased"] or "" for match in found))


def eased_in(text: str) -> list[tuple[str, float]]:
    """To what the exceptions of a normalised clause ease its bounds: each number with its plain unit."""
    found = bound_pattern("stated", "eased").finditer(text)
    return [(plain_unit(match["unit"]), float(match["n"])) for match in found]


def eased_ends(kind: str, least: float, oldest: float, eased: Sequence[tuple[str, float]]) -> Iterator[float]:
    """To what a bound of a kind is eased; `oldest` is the age beside a bound of days of birth, `least` its first day."""
    for unit, number in eased:
        if kind_of_unit(unit) == kind:
            yield in_kind(number, unit)
        elif kind == DAY and kind_of_unit(unit) == bound_word("age") and oldest < number:
            yield least - _DAYS_OF_A_YEAR * (number - oldest)
