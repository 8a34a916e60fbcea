"""Drafted packs of ten notices carried over to made-up next years: one line gone, days and years moved."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.pack.checking.check import check_folder
from bot.pack.drafting.draft_maker import draft_of
from bot.pack.drafting.sources.notice_files import read_notice
from bot.pack.drafting.writing.draft_folder import write_draft
from bot.pack.drafting.writing.pack_files import files_of
from bot.pack.renewal.next_year.decisions import decisions_in
from bot.pack.renewal.next_year.renewed_folder import write_renewed
from bot.pack.renewal.next_year.renewer import renewed
from tests.pack.drafting.drafts import NOTICES, TODAY

NEXT_DAY = date(2025, 6, 1)
MOST_DECISIONS = 30
LATEST = 28


def moved(text: str, year: int) -> str:
    """A line of the next year: every year one later, every day two days later."""
    years = re.compile(rf"(?<!\d)(?:{year}|{year + 1})(?!\d)")
    text = years.sub(lambda match: str(int(match[0]) + 1), text)
    return re.sub(
        r"(\d{1,2})月(\d{1,2})日", lambda match: f"{match[1]}月{min(int(match[2]) + 2, LATEST)}日", text
    )


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_a_drafted_pack_is_carried_over(path: Path, tmp_path: Path) -> None:
    """Whatever the shape of the notice: it can be read, nothing wrong is left, and what is open is a short list."""
    old, out = tmp_path / "old", tmp_path / "out"
    notice = read_notice(path)
    draft = draft_of(notice, path.stem, TODAY)
    write_draft(old, files_of(draft))
    year = draft.head.year
    lines = [
        replace(line, text=moved(line.text, year), cells=tuple(moved(cell, year) for cell in line.cells))
        for line in notice.lines
    ]
    del lines[len(lines) * 2 // 3]
    result = renewed(old, replace(notice, lines=tuple(lines)), path.stem, NEXT_DAY)
    assert result.left == ()
    write_renewed(out, result.pack.files)
    pack, faults = check_folder(out)
    assert pack is not None
    assert faults == ()
    assert len(decisions_in(out)) <= MOST_DECISIONS
    assert pack.facts.year == year + 1 or not draft.head.year_stated
    old_days = {one.day for one in draft.milestones}
    assert not old_days & {one.day for one in pack.facts.milestones.values() if not one.derived}
