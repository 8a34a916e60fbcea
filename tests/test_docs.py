"""The documents keep up with the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from bot.channels.push import signature_of
from bot.cli import app

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_in_the_readme(name: str) -> None:
    """A command that no one can find is not there."""
    text = (ROOT / name).read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    commands = getattr(group, "commands", {})
    assert len(commands) >= 6
    assert [command for command in commands if f"noticebot {command}" not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_every_setting_is_in_the_readme(name: str) -> None:
    """A setting stands in the README with its meaning."""
    text = (ROOT / name).read_text(encoding="utf-8")
    source = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    settings = set(re.findall(r"BOT_[A-Z_]{2,}", source))
    assert settings
    assert [setting for setting in settings if f"`{setting}`" not in text] == []


def test_links_between_documents_lead_somewhere() -> None:
    """No document points to a file that is not there."""
    missing = [
        (document.name, target)
        for document in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]
    assert missing == []


def test_the_repository_names_no_package_index() -> None:
    """Lock files travel: they hold hashes, no address."""
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text


def test_the_example_of_a_signature_is_right() -> None:
    """Whoever copies it from docs/push.md knows our posts."""
    text = (ROOT / "docs" / "push.md").read_text(encoding="utf-8")
    example = text.split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {}
    exec(example, names)
    body = b'{"id":"1"}'
    assert names["is_ours"](body, signature_of(body, b"secret"), "secret")
    assert not names["is_ours"](body, signature_of(body, b"other"), "secret")
