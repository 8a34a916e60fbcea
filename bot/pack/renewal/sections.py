"""Cuts the text of a YAML file at its topmost keys, so that a part can move with its comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.pack.reading.located import Mapping as LocatedMapping


@dataclass(frozen=True)
class Sections:
    """A file in parts: the text before the first key, then the text of each key with the comments above it."""

    head: str
    parts: Mapping[str, str]

    def joined(self, *keys: str) -> str:
        """The parts of these keys, in this order; those that the file does not have are left out."""
        return "\n".join(self.parts[key].strip("\n") + "\n" for key in keys if key in self.parts)


def cut(text: str, root: LocatedMapping) -> Sections:
    """The sections of a file, given as it was read."""
    lines = text.split("\n")
    starts = {key: _with_comments(lines, line - 1) for key, line in root.key_lines.items()}
    order = sorted(starts.items(), key=lambda start: start[1])
    ends = [start for _, start in order[1:]] + [len(lines)]
    parts = {key: "\n".join(lines[start:end]) for (key, start), end in zip(order, ends, strict=True)}
    return Sections("\n".join(lines[: order[0][1]]) if order else text, parts)


def _with_comments(lines: list[str], start: int) -> int:
    """Where the comments begin that stand right above the line numbered `start`."""
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start
