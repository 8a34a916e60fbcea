"""Tells whether a question asks of another year than the notice's: 2024年要多少学时, 去年的截止日."""

from __future__ import annotations

import re

from bot.language.words import one_of

# 2020年评的高级 tells when something was, 2024年要多少 asks of that year.
_NAMED_YEAR = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d){one_of('calendar', 'year')}(?={one_of('other_year', 'asked')})"
)
_RELATIVE = re.compile(rf"{one_of('other_year', 'relative')}(?={one_of('other_year', 'asked')})")


def asks_of_another_year(text: str, year: int) -> bool:
    """Whether a normalised text asks what holds in a year that is not `year`; facts that lie in one ask nothing of it."""
    return bool(_RELATIVE.search(text)) or any(int(one["year"]) != year for one in _NAMED_YEAR.finditer(text))
