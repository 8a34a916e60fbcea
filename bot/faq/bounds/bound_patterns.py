"""The patterns and units of bounds.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from bot.faq.entry_texts import pairs

_BOUNDS_FILE = Path(__file__).with_name("bounds.toml")


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(_BOUNDS_FILE.read_text(encoding="utf-8"))


@cache
def bound_pattern(side: str, name: str) -> re.Pattern[str]:
    """A pattern of a section. Raises KeyError for one that is not there."""
    pattern: str = _lists()[side][name]
    for part, written in _lists()["parts"].items():
        pattern = pattern.replace(f"{{{part}}}", f"(?:{written})" if part != "n" else written)
    return re.compile(pattern)


@cache
def unit_groups() -> dict[str, str]:
    """The name of its group for each unit of which several mean one thing."""
    return {unit: group for group, units in _lists()["units"].items() for unit in units}


@cache
def lengths_of_time() -> dict[str, dict[str, float]]:
    """By kind (months, days, minutes) the units of time, and how many each is."""
    return {
        kind: {unit: float(each) for unit, each in units.items()}
        for kind, units in _lists()["lengths"].items()
    }


@cache
def scales() -> dict[str, float]:
    """What a number is multiplied by that stands before one of these characters."""
    return {word: float(factor) for word, factor in _lists()["scales"].items()}


@cache
def person_patterns(kind: str) -> dict[str, re.Pattern[str]]:
    """What finds persons, by group: those named by what they do ("roles"), or "relatives"."""
    return {group: re.compile("|".join(words)) for group, words in _lists()[f"persons_{kind}"].items()}


@cache
def pattern_of_person(name: str, group: str) -> re.Pattern[str]:
    """A pattern of the section `persons` about those of a group who are named by what they do."""
    who = person_patterns("roles")[group].pattern
    return re.compile(_lists()["persons"][name].replace("{who}", f"(?:{who})"))


def bound_word(name: str) -> str:
    """A word of the section `words`."""
    word: str = _lists()["words"][name]
    return word


def with_one_word(text: str) -> str:
    """A text in which what people call otherwise stands in the word of notices: 网上 as 线上."""
    for word, others in _lists()["alike"].items():
        for other in others:
            text = text.replace(other, word)
    return text


def parts_of(text: str) -> frozenset[str]:
    """The pairs of characters of a normalised text, and its characters, by which texts are compared;
    figures tell nothing here."""
    said = with_one_word(text)
    found = pairs(said) | {one for one in said if one.isalpha() and not one.isascii()}
    return frozenset(part for part in found if not any(map(str.isdigit, part)))
