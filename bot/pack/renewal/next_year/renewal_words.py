"""The words that are read and written when a pack is carried over, from renewal_words.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_WORDS_FILE = Path(__file__).with_name("renewal_words.toml")


@cache
def _wordings() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_WORDS_FILE.read_text(encoding="utf-8"))


def worded(section: str, name: str, /, **values: object) -> str:
    """A wording with its `{placeholders}` filled. Raises KeyError for an unknown one."""
    text: str = _wordings()[section][name]
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", str(value))
    return text


def worded_list(name: str) -> list[str]:
    """A list of wordings."""
    found: list[str] = _wordings()["write"][name]
    return found


@cache
def reading(name: str) -> re.Pattern[str]:
    """A pattern by which texts are read."""
    return re.compile(_wordings()["read"][name])
