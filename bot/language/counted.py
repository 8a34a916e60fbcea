"""The figures that a text tells: what is counted, and phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.numerals import NUMERALS, counted
from bot.language.words import one_of

_COUNT = re.compile(
    rf"(?<![.:\-{NUMERALS}])(?<!{one_of('figures', 'ordinal')})(?P<number>[{NUMERALS}]{{1,4}}){one_of('figures', 'each')}?"
    rf"(?!{one_of('figures', 'of_a_date')})(?P<unit>[^\d\W{NUMERALS}])"
)
_PHONE = re.compile(r"(?<!\d)\d[\d -]{5,14}\d(?!\d)")
_SHORTEST_PHONE = 7


def counts(text: str) -> Iterator[tuple[str, int]]:
    """What a normalised text counts, by the character that it is counted in, and how many: (份, 3) of 一式三份."""
    for found in _COUNT.finditer(text):
        number = counted(found["number"])
        if number is not None:
            yield found["unit"], number


def phones(text: str) -> Iterator[str]:
    """The phone numbers in a text, without area code or signs."""
    for found in _PHONE.findall(text):
        digits = "".join(filter(str.isdigit, found))
        if len(digits) >= _SHORTEST_PHONE:
            yield digits[-_SHORTEST_PHONE:]
