"""Of what kinds the figures in a text are: 我38能报吗 tells an age, 十二点半有人吗 a time of day.

Whoever tells such a figure of his own asks for the bound that is set to it, whatever words stand around.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from bot.language.numerals import NUMERALS

_PATTERN_FILE = Path(__file__).with_name("told_figures.toml")
_ANY_FIGURE = f"[{NUMERALS}]+"


@cache
def _patterns(side: str) -> dict[str, re.Pattern[str]]:
    listed: dict[str, dict[str, str]] = tomllib.loads(_PATTERN_FILE.read_text(encoding="utf-8"))
    return {kind: re.compile(sides[side].replace("{n}", _ANY_FIGURE)) for kind, sides in listed.items()}


def figures_asked(text: str) -> frozenset[str]:
    """The kinds of figures that a normalised question tells."""
    return _found(text, "told")


def figures_stated(text: str) -> frozenset[str]:
    """The kinds of figures that a normalised answer states."""
    return _found(text, "stated")


def _found(text: str, side: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _patterns(side).items() if pattern.search(text))
