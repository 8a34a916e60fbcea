"""The fixed texts that a user reads."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import bot
from bot.messages import message

PACKAGE = Path(bot.__file__).parent
WORDLESS = ("cli.py", "commands", "channels/web")
"""Modules and rooms of the package whose texts all stand in messages.toml."""
_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
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
        name for source in PACKAGE.rglob("*.py") for name in _CALL.findall(source.read_text(encoding="utf-8"))
    }
    texts = (PACKAGE / "messages.toml").read_text(encoding="utf-8")
    assert names
    assert [name for name in sorted(names) if not re.search(rf"^{name} = ", texts, re.MULTILINE)] == []


@pytest.mark.parametrize("room", WORDLESS)
def test_texts_stand_in_the_messages_alone(room: str) -> None:
    """No Chinese character or punctuation mark in the code."""
    place = PACKAGE / room
    sources = [place] if place.is_file() else sorted(place.rglob("*.py"))
    found = [
        (source.name, node.lineno, node.value)
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CHINESE.search(node.value)
    ]
    assert sources
    assert found == []
