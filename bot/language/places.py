"""Places that a text names, each by its province: 苏州 is in 江苏. A list of places that people name, not a gazetteer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

BEYOND = ("港澳台", "国外")
"""What a place can belong to beside a province."""
_FILE = Path(__file__).with_name("places.toml")


def provinces_in(text: str) -> Iterator[str]:
    """The province of each place in a normalised text, in order; 港澳台 and 国外 for what lies beyond."""
    table, pattern = _places()
    for match in pattern.finditer(text):
        yield table[match[0]]


def without_places(text: str) -> str:
    """A normalised text without the names of places."""
    return _places()[1].sub("", text)


@cache
def _places() -> tuple[dict[str, str], re.Pattern[str]]:
    groups = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    table: dict[str, str] = {}
    for provinces in groups.values():
        for province, cities in provinces.items():
            table |= dict.fromkeys([province, *cities], province)
    return table, re.compile("|".join(sorted(table, key=len, reverse=True)))
