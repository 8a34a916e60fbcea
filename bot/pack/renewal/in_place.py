"""Converts a knowledge folder to the current format in place, so that an interruption at any moment loses nothing."""

from __future__ import annotations

import errno
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.pack.layout import FORMAT_1_KEPT, UPGRADE, is_being_upgraded
from bot.pack.loader import load_pack
from bot.pack.renewal.notice_file import Note
from bot.pack.renewal.upgrade import FORMAT_1_FILES, LeftOut, left_out, upgraded


@dataclass(frozen=True)
class Done:
    """What was guessed in an upgrade, and what it left out; the lines are those of the old files in FORMAT_1_KEPT."""

    notes: list[Note]
    left_out: list[LeftOut]


def upgrade_in_place(folder: Path) -> Done:
    """Rewrite the pack of `folder` in format 2, keeping the old files in FORMAT_1_KEPT.

    An upgrade that was interrupted is finished; nothing is guessed then. Raises PackError if the old pack cannot be
    read or the new one could not be used, FileExistsError if something of the new pack's name is in the way, OSError
    if the folder cannot be written. Nothing is changed then, unless `is_being_upgraded`: run it again in that case.
    """
    notes = [] if is_being_upgraded(folder) else _prepare(folder)
    _move(folder)
    return Done(notes, left_out(folder / FORMAT_1_KEPT))


def _prepare(folder: Path) -> list[Note]:
    """Make the folder UPGRADE, with the whole new pack and copies of the old files. It appears complete or not at all."""
    pack = upgraded(folder)
    old = {f"{FORMAT_1_KEPT}/{name}": folder / name for name in FORMAT_1_FILES}
    with tempfile.TemporaryDirectory(dir=folder, prefix=".renew-") as made:
        staged = Path(made) / "pack"
        staged.mkdir()
        for name, text in pack.files.items():
            _write(staged / name, text.encode())
        load_pack(staged)
        for name, path in old.items():
            if path.is_file():
                _write(staged / name, path.read_bytes())
        for entry in sorted(staged.iterdir()):
            if entry.name not in FORMAT_1_FILES and (folder / entry.name).exists():
                raise FileExistsError(errno.EEXIST, entry.name)
        staged.rename(folder / UPGRADE)
    return pack.notes


def _move(folder: Path) -> None:
    """Put the prepared pack in place of the old one. Each step can be repeated; the last one ends the upgrade."""
    staged = folder / UPGRADE
    if (staged / FORMAT_1_KEPT).exists():  # no new file is in its place yet: what has an old name is old
        for name in FORMAT_1_FILES:
            (folder / name).unlink(missing_ok=True)
        (staged / FORMAT_1_KEPT).rename(folder / FORMAT_1_KEPT)
    for entry in sorted(staged.iterdir()):
        entry.rename(folder / entry.name)
    staged.rmdir()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
