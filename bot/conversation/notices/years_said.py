"""The years whose notice a message asks for: 2022年的…, 去年的呢; a year in which something was, or of a date, is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.language.words import words


@dataclass(frozen=True)
class YearWords:
    """Words for years by their distance from today's, what links a year with what is asked, what joins two years, and the
    levels of titles."""

    relative: Mapping[str, int]
    links: tuple[str, ...]
    joins: tuple[str, ...]
    levels: tuple[str, ...]


_DIGITS = 4
_CENTURIES = ("19", "20")


def years_asked(
    said: str, now: datetime, words_of: YearWords, is_filling: Callable[[str], bool]
) -> Iterator[int]:
    """The years that a normalised message, said at `now`, asks for.

    `is_filling` tells whether what stands before a year says nothing: 我问的是2022年的.
    """
    yield from (now.year + distance for word, distance in words_of.relative.items() if word in said)
    asked = words("other_year", "asked")
    for first, last, years in _joined_years(said, words_of.joins):
        behind = _without_unit(said[last + _DIGITS :])
        linked = next((behind.removeprefix(one) for one in words_of.links if behind.startswith(one)), behind)
        asks = linked != behind and any(word in linked for word in asked)
        of_all = is_filling(said[:first]) and (is_filling(linked) or asks)
        if behind.startswith(asked) or linked.startswith(words_of.levels) or of_all:
            yield from years


def is_year(said: str) -> bool:
    """Whether a normalised text is a year in digits and nothing else."""
    return any(place == 0 and not _without_unit(said[_DIGITS:]) for place, _ in _years_in_digits(said))


def _joined_years(said: str, joins: tuple[str, ...]) -> Iterator[tuple[int, int, list[int]]]:
    """The years that are joined, as 2022年和2023年: where the first and the last stand, and all of them."""
    first, last, years = -1, -1, list[int]()
    for place, year in _years_in_digits(said):
        if years and _without_unit(said[last + _DIGITS : place]) in joins:
            last = place
            years.append(year)
            continue
        if years:
            yield first, last, years
        first, last, years = place, place, [year]
    if years:
        yield first, last, years


def _years_in_digits(said: str) -> Iterator[tuple[int, int]]:
    """Each year in digits, with where it stands."""
    for place in range(len(said) - _DIGITS + 1):
        digits = said[place : place + _DIGITS]
        alone = not said[place - 1 : place].isdigit() and not said[place + _DIGITS :][:1].isdigit()
        if digits.isascii() and digits.isdigit() and digits.startswith(_CENTURIES) and alone:
            yield place, int(digits)


def _without_unit(text: str) -> str:
    return next(
        (text.removeprefix(unit) for unit in words("calendar", "year") if text.startswith(unit)), text
    )
