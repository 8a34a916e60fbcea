"""Converts a knowledge folder to the current format in place."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from bot.pack.loader import load_pack
from bot.pack.renewal.notice_file import Note
from bot.pack.renewal.upgrade import FORMAT_1_FILES, upgraded

KEPT = "format-1"
"""The folder inside the pack into which the old files are moved."""


def upgrade_in_place(folder: Path) -> list[Note]:
    """Rewrite the pack of `folder` in format 2, keeping the old files in KEPT. Returns what was guessed.

    Raises PackError, and changes nothing, if the old pack cannot be read or the new one could not be used; OSError
    if the folder cannot be written.
    """
    pack = upgraded(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".renew-") as made:
        staged = Path(made)
        for name, text in pack.files.items():
            path = staged / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        load_pack(staged)
        (folder / KEPT).mkdir(exist_ok=True)
        for name in FORMAT_1_FILES:
            if (folder / name).is_file():
                shutil.move(folder / name, folder / KEPT / name)
        for entry in sorted(staged.iterdir()):
            shutil.move(entry, folder / entry.name)
    return pack.notes
