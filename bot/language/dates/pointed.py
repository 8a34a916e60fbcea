"""Days in figures with a point in a longer text (11.9挂到内网的), and words which say that the day of a thing is over."""

from __future__ import annotations

import re

from bot.language.words import one_of

_POINTED = re.compile(rf"(?<![\d./-])\d{{1,2}}\.\d{{1,2}}(?![\d./-]|{one_of('figures', 'no_day')})")
_OVER = re.compile(
    rf"{one_of('time', 'puts_up', 'takes_down')}{one_of('time', 'upon')}?{one_of('time', 'done_then')}"
)


def pointed_days(said: str) -> list[str]:
    """The figures with one point in a normalised text behind which no unit of an amount stands."""
    return _POINTED.findall(said)


def is_over(said: str) -> bool:
    """Whether a normalised text says that something was put up or taken down already: 贴出来的."""
    return _OVER.search(said) is not None
