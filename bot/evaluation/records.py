"""Reads the tests of a pack: JSON lines, each fault with its file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.pack.faults import Fault, PackError
from bot.pack.layout import TESTS
from bot.pack.reading.located import read_text


@dataclass(frozen=True)
class Record:
    """One test as it is written: its file (as faults name it), its line, and what it says."""

    file: str
    line: int
    plain: Mapping[str, Any]

    def fault(self, wrong: str, mend: str) -> Fault:
        """A fault of this test."""
        return Fault(self.file, self.line, wrong, mend)


def files_of_kind(folder: Path, kind: str) -> tuple[Path, ...]:
    """The files of one kind of tests (questions, applicants, replies) of the pack in `folder`, by name."""
    return tuple(sorted((folder / TESTS / kind).glob("*.jsonl")))


def read_records(path: Path) -> Iterator[Record]:
    """The tests of a file; blank lines are skipped. Raises PackError for a line that is no JSON object."""
    name = f"{TESTS}/{path.parent.name}/{path.name}"
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            plain = json.loads(line)
        except (ValueError, RecursionError):
            plain = None
        if not isinstance(plain, dict):
            raise PackError([Fault(name, number, "不是一个 JSON 对象", "请写成一行 {…}")])
        yield Record(name, number, plain)
