"""The ten notices of tests/data/notices as drafts."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from bot.pack.drafting.draft_maker import draft_of
from bot.pack.drafting.draft_model import Draft
from bot.pack.drafting.notice_text import NoticeText, TextLine
from bot.pack.drafting.sources.notice_files import read_notice
from bot.pack.drafting.writing.draft_folder import write_draft
from bot.pack.drafting.writing.pack_files import files_of

NOTICES = tuple(sorted((Path(__file__).parents[2] / "data" / "notices").glob("[0-9]*")))
TODAY = date(2024, 6, 1)


@cache
def drafted(number: str) -> Draft:
    """The draft of the notice with this number."""
    (path,) = (path for path in NOTICES if path.name.startswith(number))
    return draft_of(read_notice(path), path.stem, TODAY)


def draft_of_text(text: str) -> Draft:
    """The draft of a text."""
    return draft_of(NoticeText(tuple(map(TextLine, text.split("\n"))), whole=True), "text", TODAY)


def written(draft: Draft, folder: Path) -> Path:
    """The folder with the files of a draft."""
    write_draft(folder, files_of(draft))
    return folder
