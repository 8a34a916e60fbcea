"""The fixed texts that a user reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot
from bot.messages import message

_CALL = re.compile(r"\bmessage\(\s*\"([a-z_]+)\"")


def test_a_message_is_filled() -> None:
    """Its placeholders take what they are given, braces and all."""
    assert "{x}" in message("unknown_command", command="{x}")


def test_an_unknown_message_is_a_mistake_of_the_caller() -> None:
    """No silent blank."""
    with pytest.raises(KeyError):
        message("no_such_message")


def test_every_message_that_the_code_names_exists() -> None:
    """A message that is missing would be found by its reader alone."""
    names = {
        name
        for source in Path(bot.__file__).parent.rglob("*.py")
        for name in _CALL.findall(source.read_text(encoding="utf-8"))
    }
    texts = (Path(bot.__file__).with_name("messages.toml")).read_text(encoding="utf-8")
    assert names
    assert [name for name in sorted(names) if not re.search(rf"^{name} = ", texts, re.MULTILINE)] == []
