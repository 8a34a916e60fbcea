"""The fixed texts that a user reads, from messages.toml. Everything about the notice itself comes from the pack."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("messages.toml")


@cache
def _messages() -> dict[str, str]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def message(name: str, /, **values: object) -> str:
    """The text called `name` with its `{placeholders}` filled. Raises KeyError for an unknown name."""
    return _messages()[name].format(**values)


def messages_of(*beginnings: str) -> dict[str, str]:
    """All texts whose names begin so, with their `{placeholders}` unfilled: for scripts that fill them themselves."""
    return {name: text for name, text in _messages().items() if name.startswith(beginnings)}
