"""Whether the file of an SQLite database is still the one that was opened: one that is deleted or replaced goes on taking
what is written, and loses it with the last connection."""

from __future__ import annotations

import os
from pathlib import Path

_FILES = ("", "-wal")
"""The ends of the files that hold what was written."""
_Identity = tuple[int, int]


class FileLost(Exception):  # noqa: N818 - the state of the database
    """The file of the database, or what belongs to it, was deleted or replaced."""


class KeptFile:
    """The file at `path`, and the log beside it, as they are while they are open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: dict[str, _Identity] = {"": _identity(f"{path}")}

    def check(self) -> None:
        """Compare the files with those that were opened; to be called within a transaction, when there is a log.

        Raises FileLost if one is another, or none.
        """
        for end in _FILES:
            self._compare(end)

    def check_known(self) -> None:
        """The same at any time, of those that were seen before."""
        for end in self._opened:
            self._compare(end)

    def sync(self) -> None:
        """Have what was committed so far outlive a loss of power. Raises OSError if the disk refuses."""
        try:
            log = os.open(f"{self._path}-wal", os.O_RDONLY)
        except FileNotFoundError:  # all of it is in the database itself
            return
        try:
            os.fsync(log)
        finally:
            os.close(log)

    def _compare(self, end: str) -> None:
        try:
            found = _identity(f"{self._path}{end}")
        except FileNotFoundError as error:
            raise FileLost from error
        if found != self._opened.setdefault(end, found):
            raise FileLost


def _identity(path: str) -> _Identity:
    found = os.stat(path)
    return found.st_dev, found.st_ino
