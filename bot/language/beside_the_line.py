"""Amounts told by what is asked for: 比要求多5个, 离标准还差8个, 95/90, 差1个满90; and as so many of so many years: 5年4份."""

from __future__ import annotations

import re

from bot.language.words import one_of, words

_GOAL = re.compile(rf"(?P<from>{one_of('amount', 'from_goal')}){one_of('amount', 'goal')}")
_PAST_GOAL = re.compile(rf"{one_of('amount', 'past_goal')}(?=\d)")
_ONE_SHORT = re.compile(
    rf"(?P<lack>{one_of('amount', 'short')}\d{{1,3}}{one_of('figures', 'each')}?)(?P<full>\d{{2,3}})$"
)
_OUT_OF = re.compile(r"(?<![\d.])(?P<of>\d{1,3})/(?P<full>\d{1,3})(?![\d.])")
_OF_YEARS = re.compile(
    rf"(?<!\d)(?P<of>\d){one_of('calendar', 'year')}[^\d,]{{0,3}}(?P<told>\d){one_of('figures', 'counts_others')}"
)


def with_line(said: str, full: int) -> str:
    """A normalised text in which what is asked for stands as the number `full`: 比90多5个 for 比要求多5个, 95 for 95/90."""
    beyond, over = words("amount", "from_goal")[-1], words("amount", "over")[-1]
    told = _GOAL.sub(rf"\g<from>{full}", _PAST_GOAL.sub(f"{beyond}{full}{over}", said))
    if f"{full}" in told:
        told = _ONE_SHORT.sub(rf"\g<lack>{words('amount', 'reaches')[0]}\g<full>", told)
    return _OUT_OF.sub(lambda one: one["of"] if one["full"] == f"{full}" else one[0], told)


def of_so_many_years(said: str, full: int) -> int | None:
    """How many of `full` years a normalised text tells to be there: 4 of 5年4份; None if it does not."""
    found = _OF_YEARS.search(said)
    told = int(found["told"]) if found is not None and int(found["of"]) == full else None
    return told if told is not None and told <= full else None
