"""The folder of a renewed pack: written whole at first, later only where nobody decided otherwise."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.pack.drafting.sources.notice_refusal import NoticeError
from bot.pack.drafting.writing.draft_folder import check_room, write_draft
from bot.pack.renewal.next_year.merging import merged

MADE = ".renewed"
"""The folder inside a renewed pack that holds its files as they were made, before anybody decided anything."""


def check_place(old: Path, out: Path) -> None:
    """Raise NoticeError unless the pack of `old` may be renewed into `out`: nothing, an empty folder, or one renewed before."""
    if old.resolve() == out.resolve():
        raise NoticeError(why="renew_same_folder", folder=out)
    if not (out / MADE).is_dir():
        check_room(out)


def write_renewed(out: Path, files: Mapping[str, str]) -> None:
    """Write the files of a renewed pack. What was changed in a folder that was renewed before stays.

    Raises NoticeError if they cannot be written; a folder that was there is whole then, and can be written again.
    """
    if not (out / MADE).is_dir():
        write_draft(out, {**files, **{f"{MADE}/{name}": text for name, text in files.items()}})
        return
    try:
        kept = {name: _with_changes(out, name, text) for name, text in files.items()}
        for name, new in kept.items():
            if new is not None:
                _replace(out / name, new)
        for path in (one for one in (out / MADE).rglob("*") if one.is_file()):
            name = str(path.relative_to(out / MADE))
            if name not in files and (out / name).is_file() and _read(out / name) == _read(path):
                (out / name).unlink()
        _replace_folder(out / MADE, files)
    except OSError as error:
        raise NoticeError(why="new_not_written", folder=out, reason=error.strerror or error) from None


def _with_changes(out: Path, name: str, text: str) -> str | None:
    """A file made again with what was changed in it; None if it was taken away and stays so."""
    made, mine = out / MADE / name, out / name
    if not made.is_file():
        return _read(mine) if mine.is_file() else text
    return merged(_read(made), _read(mine), text) if mine.is_file() else None


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    Path(name).chmod(0o644)
    os.replace(name, path)


def _replace_folder(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        _replace(folder / name, text)
    for path in [one for one in folder.rglob("*") if one.is_file()]:
        if str(path.relative_to(folder)) not in files:
            path.unlink()
