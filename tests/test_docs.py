"""The documents keep up with the program."""

from __future__ import annotations

import re
from datetime import datetime
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

from bot.channels.push import signature_of
from bot.cli import app
from bot.faq.answer import Answerer

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
MADE_LATER = {"bot/compiled", "cache", "format-1", "phrasings/draft.txt"} | {
    f"amendments{name}" for name in ("", "/*.md", "/extension.md", "/correction.md")
}
"""Folders that the documents name and that are made by a build, by the program, by `renew --upgrade` or by `new`."""


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
    sources = [
        (ROOT / "bot" / file).read_text(encoding="utf-8")
        for file in (
            "settings.py",
            "mail_settings.py",
            "wechat_settings.py",
            "wecom_settings.py",
            "dingtalk_settings.py",
        )
    ]
    settings = set(re.findall(r"BOT_[A-Z_]{2,}", "".join(sources)))
    assert settings
    assert [setting for setting in settings if f"`{setting}`" not in text] == []


def test_links_between_documents_lead_somewhere() -> None:
    """No document points to a file that is not there."""
    missing = [
        (document.name, target)
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_path_in_a_document_is_there(document: Path) -> None:
    """A file or folder that is named in backticks exists, whole or as the end of a path."""
    written = re.findall(
        r"`([\w./*-]+(?:\.(?:py|toml|ya?ml|md|txt|jsonl?|js|html|css)|/))`", document.read_text("utf-8")
    )
    named = {path.rstrip("/") for path in written} - MADE_LATER
    assert sorted(path for path in named if not any(_ends(known, path) for known in _paths())) == []


def test_the_tour_names_files_of_today() -> None:
    """Each file and room of the one-minute tour stands below the folder of its paragraph, and no room of the bot is left out."""
    tour = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("```")[1]
    missing = []
    for paragraph in re.split(r"\n(?=\S)", tour.strip()):
        folder, rest = paragraph.split(maxsplit=1)
        below = [path for path in _paths() if path.startswith(folder)]
        files = re.findall(r"[\w/]+\.(?:py|toml|yaml|md)\b", rest)
        rooms = re.findall(r"(?:^|[\s│])(\w+)/(?=[\s,;]|$)", rest)
        missing += [
            (folder, name) for name in (*files, *rooms) if not any(_ends(path, name) for path in below)
        ]
    assert [one for one in missing if not (ROOT / one[1]).exists()] == []
    rooms_of_bot = {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")}
    assert sorted(room for room in rooms_of_bot if f"bot/{room}/" not in tour) == []


def test_every_make_target_in_a_document_is_there() -> None:
    """`make` knows each target that a document names."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z.-]+):", makefile, re.MULTILINE))
    named = {
        target
        for document in DOCUMENTS
        for target in re.findall(r"(?:`|^)make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE)
    }
    assert named
    assert named - targets == set()


def _ends(path: str, end: str) -> bool:
    """Whether `path` is or ends in the parts of `end`, in which * stands for any name."""
    parts, wanted = path.split("/"), end.split("/")
    return len(parts) >= len(wanted) and all(map(fnmatch, parts[-len(wanted) :], wanted))


@cache
def _paths() -> frozenset[str]:
    """Every file of the repository and every folder that holds one."""
    skipped = {"__pycache__", "node_modules"}
    files = [
        path.relative_to(ROOT)
        for top in ROOT.iterdir()
        if not top.name.startswith(".")
        for path in ([top] if top.is_file() else top.rglob("*.*"))
        if not skipped & set(path.parts)
    ]
    return frozenset(str(path) for file in files for path in (file, *file.parents))


@pytest.mark.parametrize("name", READMES)
def test_the_first_example_says_what_the_bot_says(name: str, answerer: Answerer) -> None:
    """Whoever types the command of the README sees the answer that stands below it."""
    text = (ROOT / name).read_text("utf-8")
    example = re.search(r"--now (\S+) ask \"(.+)\"\n((?s:.+?))\n```", text)
    assert example is not None
    day, question, answer = example.groups()
    now = datetime.fromisoformat(day).replace(tzinfo=answerer.pack.facts.zone)
    assert answerer.answer(question, now).text == answer


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
