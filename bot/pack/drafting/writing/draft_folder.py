"""Writes a draft into its folder: the whole of it or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.pack.drafting.sources.notice_refusal import NoticeError


def check_room(folder: Path) -> None:
    """Raise NoticeError unless a draft may be written there: where nothing is, or an empty folder."""
    try:
        if folder.exists() and not folder.is_dir():
            raise NoticeError(why="new_not_a_folder", folder=folder)
        if folder.is_dir() and any(folder.iterdir()):
            raise NoticeError(why="new_no_room", folder=folder)
    except OSError as error:
        raise NoticeError(why="new_not_written", folder=folder, reason=error.strerror or error) from None


def write_draft(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files of a draft. Raises NoticeError if they cannot be written; nothing is left behind then."""
    check_room(folder)
    staged: Path | None = None
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.absolute().parent))
        for name, text in files.items():
            path = staged / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        staged.chmod(0o755)
        if folder.is_dir():
            folder.rmdir()
        os.replace(staged, folder)
    except OSError as error:
        raise NoticeError(why="new_not_written", folder=folder, reason=error.strerror or error) from None
    finally:
        if staged is not None and staged.exists():
            shutil.rmtree(staged, ignore_errors=True)
