"""The signs by which a notice is read, from signs.toml and the other lists beside it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def listing(file: str) -> dict[str, Any]:
    """The lists of one .toml file of this room, by section and name. Raises KeyError where one is not there."""
    return tomllib.loads((_FOLDER / f"{file}.toml").read_text(encoding="utf-8"))


@cache
def sign(section: str, name: str) -> re.Pattern[str]:
    """A pattern of signs.toml."""
    return re.compile(_filled(listing("signs")[section][name]))


@cache
def signs_of(section: str) -> dict[str, re.Pattern[str]]:
    """All patterns of a section of signs.toml by name, in order."""
    return {name: sign(section, name) for name in listing("signs")[section]}


def characters(section: str, name: str) -> str:
    """A text of signs.toml as it stands there."""
    text: str = listing("signs")[section][name]
    return text


def _filled(pattern: str) -> str:
    return pattern.replace("{han}", listing("signs")["numerals"]["han"])


def wording_of(name: str, section: str = "clause_names") -> str:
    """A wording of the draft: of signs.toml for the names of clauses, else of frames.toml."""
    text: str = listing("signs" if section == "clause_names" else "frames")[section][name]
    return text


@cache
def pattern_of(section: str, name: str) -> re.Pattern[str]:
    """A pattern of frames.toml."""
    return re.compile(listing("frames")[section][name])
