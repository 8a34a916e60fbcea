"""Years told one after another, to be counted: 找到19、20、21."""

from __future__ import annotations

import re

from bot.language.clauses import clauses
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.word_finder import finder
from bot.language.words import one_of

_ONE = rf"(?:19|20)?\d\d(?:{one_of('figures', 'year_alone')})?"
_ROW = re.compile(
    rf"(?<![\d.]){_ONE}(?:{one_of('figures', 'beside_in_row')}{_ONE})+(?![\d.]|{one_of('figures', 'no_year')})"
)
_BY_NOW = one_of("other_year", "relative")
# 去年前年的, 去年和前年.
_NEAR_ROW = re.compile(rf"{_BY_NOW}(?:{one_of('figures', 'beside_in_row')}?{_BY_NOW})+")
_SPAN = re.compile(
    rf"(?<![\d.])(?P<first>(?:19|20)?\d\d)(?:{one_of('figures', 'year_alone')})?{one_of('figures', 'to_last')}"
    rf"(?P<last>(?:19|20)?\d\d)(?![\d.]|{one_of('figures', 'no_year')})"
)
_TO_YEAR = 2
_LONGEST_SPAN = 10
"""Years from the first to the last of those that are told: what lies further apart is no row of years."""


def _of_span(part: str) -> int | None:
    """How many years there are from the first to the last of the one span that a clause tells: 19到21这三年有."""
    spans = [(span["first"], span["last"]) for span in _SPAN.finditer(part)]
    if len(spans) != 1:
        return None
    first, last = (int(year[-_TO_YEAR:]) for year in spans[0])
    return last - first + 1 if 0 < last - first < _LONGEST_SPAN else None


def listed_years(text: str) -> int | None:
    """How many years a text tells in a row, in their order; None if it tells no row of them, or that they are not there."""
    stated = [
        part
        for part in clauses(normalize(text))
        if not (signs(part) or finder("denial", "lost").stands_in(part))
    ]
    rows = [row[0] for part in stated for row in _ROW.finditer(part)]
    near = [row[0] for part in stated for row in _NEAR_ROW.finditer(part)]
    if len(near) == 1 and not rows:
        return len({one.word for one in finder("other_year", "relative").found_in(near[0])})
    if not rows and not near:
        spans = [count for part in stated if (count := _of_span(part)) is not None]
        return spans[0] if len(spans) == 1 else None
    if len(rows) != 1:
        return None
    apart = "".join(character if character.isdigit() else " " for character in rows[0])
    years = [int(year[-_TO_YEAR:]) for year in apart.split()]
    in_order = years == sorted(set(years)) and years[-1] - years[0] < _LONGEST_SPAN
    return len(years) if in_order else None
