"""The lists of words.toml, and patterns made of them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("words.toml")


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def words(room: str, *names: str) -> tuple[str, ...]:
    """The words of one or several lists of a section of words.toml. Raises KeyError for a list that is not there."""
    lists = _lists()[room]
    return tuple(dict.fromkeys(word for name in names for word in lists[name]))


def sections_of(room: str) -> dict[str, list[str]]:
    """The lists of a section of words.toml by their names. Raises KeyError for a section that is not there."""
    return _lists()[room]


def one_of(room: str, *names: str) -> str:
    """A pattern that matches one of the words, the longest first; English ones as whole words alone."""
    longest_first = sorted(words(room, *names), key=len, reverse=True)
    return (
        "(?:"
        + "|".join(rf"\b{word}\b" if word.isascii() else re.escape(word) for word in longest_first)
        + ")"
    )
