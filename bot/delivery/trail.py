"""A trail of what went on the wire, for whoever takes over after a crash.

A delivery is marked as sending in the database before it leaves; a process killed between the two leaves a mark that says
"perhaps". The trail is a file of the machine that gets a line immediately before the first byte leaves. It outlives the
process, not the machine: another process of the same machine reads from it which of the marked ones never left.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

Step = tuple[int, int]
"""An attempt: the id of the delivery, and which attempt it is."""
_LONGEST = 1 << 20


class Trail:
    """The trail of this process, in `folder` or where the system keeps what is temporary; up to `longest` bytes or so.

    If no file can be made there is none, and nothing is lost but certainty.
    """

    def __init__(self, folder: Path | None = None, longest: int = _LONGEST) -> None:
        self._folder = folder
        self._longest = longest
        self._file: int | None = None
        self._path = ""
        self._length = 0

    def begin(self) -> str:
        """Make the file; its path, empty if there is none."""
        try:
            self._file, self._path = tempfile.mkstemp(".trail", "noticebot-", self._folder)
        except OSError:
            return ""
        return self._path

    def note(self, id: int, attempt: int) -> None:
        """Note that an attempt leaves now."""
        if self._file is None:
            return
        try:
            self._length += os.write(self._file, f"{id} {attempt}\n".encode())
        except OSError:  # a full disk: a trail with a gap would lie
            self.end()

    def tidy(self) -> None:
        """Begin anew if it grew long. To be called while nothing is under way."""
        if self._file is not None and self._length > self._longest:
            os.ftruncate(self._file, 0)
            os.lseek(self._file, 0, os.SEEK_SET)
            self._length = 0

    def end(self) -> None:
        """Delete it: a trail that is not there tells nothing."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            Path(self._path).unlink(missing_ok=True)


def read_trail(path: str) -> frozenset[Step] | None:
    """What the process that left the trail at `path` put on the wire; None if there is none."""
    if not path:
        return None
    try:
        lines = Path(path).read_text("ascii").split("\n")
        return frozenset((int(id), int(attempt)) for id, attempt in (line.split() for line in lines if line))
    except (OSError, ValueError):
        return None


def drop_trail(path: str) -> None:
    """Delete a trail that was read."""
    with suppress(OSError):
        Path(path).unlink()
