"""Answers from the draft that `noticebot new` makes of a made-up notice."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from bot.faq.answer import Answerer
from bot.knowledge import open_knowledge


def drafted(notice: Path, folder: Path, today: str) -> Answerer:
    """Answers from the draft of `notice`, made on the day `today` in `folder`."""
    made = CliRunner().invoke(app, ["--now", today, "new", str(notice), "--out", str(folder / "pack")])
    assert made.exit_code == 0, made.output
    return open_knowledge(folder / "pack", draft=True).answerer()
