"""Tells whether a question asks of another year than the notice's: 2024年要多少材料, 去年的截止日."""

from __future__ import annotations

import re

from bot.language.word_finder import finder_with
from bot.language.words import one_of

# 2020年拿的证书 tells when something was, 2024年要多少 asks of that year.
_NAMED_YEAR = re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d){one_of('calendar', 'year')}")
_RELATIVE = re.compile(one_of("other_year", "relative"))


def asks_of_another_year(text: str, year: int, own: tuple[str, ...] = ()) -> bool:
    """Whether a normalised text asks what holds in a year that is not `year`; facts that lie in one ask nothing of it.

    `own` are the pack's own words for what is asked of a year.
    """
    asked = finder_with(own, "other_year", "asked")
    named = (one for one in _NAMED_YEAR.finditer(text) if int(one["year"]) != year)
    return any(asked.longest_at(text, one.end()) for one in (*_RELATIVE.finditer(text), *named))
