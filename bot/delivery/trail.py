"""A trail of what was transmitted, for the process that takes over after a crash.

A delivery is marked as sending in the database before it is transmitted; after a kill between the two nobody knows whether
it was. The trail is a local file that gets a line immediately before the first byte is sent. It outlives the process,
not the machine: another process of the same machine reads from it which of the marked ones were never transmitted.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from bot.made_folder import make_folder

Step = tuple[int, int]
"""An attempt: the id of the delivery, and which attempt it is."""
_LONGEST = 1 << 20
_LEFT_SECONDS = 30 * 24 * 3600.0
"""A trail that nobody wrote to or read for so long is of no use: all that was under way then is settled."""


class Trail:
    """The trail of this process: a file in `folder` (default: the system's temporary folder) of about `longest` bytes at most.

    If no file can be created there is no trail, and what was under way at a crash counts as uncertain.
    """

    def __init__(self, folder: Path | None = None, longest: int = _LONGEST) -> None:
        self._folder = folder
        self._longest = longest
        self._file: int | None = None
        self._path = ""
        self._length = 0

    def begin(self) -> str:
        """Create the file. Returns its path, empty if it could not be created."""
        try:
            self._file, self._path = tempfile.mkstemp(".trail", "noticebot-", self._folder)
        except OSError:
            return ""
        return self._path

    def note(self, id: int, attempt: int) -> None:
        """Record that an attempt is transmitted now."""
        if self._file is None:
            return
        try:
            self._length += os.write(self._file, f"{id} {attempt}\n".encode())
        except OSError:  # a full disk: a trail with a gap would be wrong
            self.end()

    def tidy(self) -> None:
        """Start a new file if it grew too long. Call only while no attempt is under way."""
        if self._file is not None and self._length > self._longest:
            os.ftruncate(self._file, 0)
            os.lseek(self._file, 0, os.SEEK_SET)
            self._length = 0

    def end(self) -> None:
        """Delete the file: without one, nothing is concluded."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            Path(self._path).unlink(missing_ok=True)


def trail_folder(data: Path) -> Path | None:
    """The folder of trails inside the data folder, created if needed; None (the system's) if it cannot be.

    The system's temporary folder may be one that ends with the process, as systemd's PrivateTmp makes it.
    """
    folder = data / "trails"
    try:
        make_folder(folder, 0o700)
        for left in folder.glob("*.trail"):
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                left.unlink(missing_ok=True)
    except OSError:
        return None
    return folder


def read_trail(path: str) -> frozenset[Step] | None:
    """What the process that wrote the trail at `path` transmitted; None if there is no trail."""
    if not path:
        return None
    try:
        lines = Path(path).read_text("ascii").split("\n")
        return frozenset((int(id), int(attempt)) for id, attempt in (line.split() for line in lines if line))
    except (OSError, ValueError):
        return None


def drop_trail(path: str) -> None:
    """Delete a trail that has been read."""
    with suppress(OSError):
        Path(path).unlink()
