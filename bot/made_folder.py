"""Folders that the program makes for what people told it."""

from __future__ import annotations

from pathlib import Path


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder with `mode`, unless it is there. Those above it that are missing are made for their owner alone."""
    for above in reversed(folder.parents):
        if not above.is_dir():
            above.mkdir(0o700, exist_ok=True)
    folder.mkdir(mode, exist_ok=True)
