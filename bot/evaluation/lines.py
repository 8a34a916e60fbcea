"""Reads the tests of a pack: JSON lines, each fault with its file and line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.pack.faults import Fault, PackError, fault_of
from bot.pack.layout import TESTS
from bot.pack.reading.located import read_text


@dataclass(frozen=True)
class Record:
    """One test as written: its file (as named in faults), its line, and its content."""

    file: str
    line: int
    plain: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Its file and line."""
        return f"{self.file}:{self.line}"

    def fault(self, name: str, /, **values: object) -> Fault:
        """A fault `name` at this test."""
        return fault_of(self.file, self.line, name, **values)


def files_of_kind(folder: Path, kind: str) -> tuple[Path, ...]:
    """The files of one kind of tests (questions, applicants, replies, talks) of the pack in `folder`, by name."""
    return tuple(sorted((folder / TESTS / kind).glob("*.jsonl")))


def read_records(path: Path) -> Iterator[Record]:
    """Read the tests of a file of a pack; blank lines are skipped. Raises PackError for a line that is not a JSON object."""
    return records_of(f"{TESTS}/{path.parent.name}/{path.name}", read_text(path).split("\n"))


def records_of(name: str, lines: Iterable[str]) -> Iterator[Record]:
    """The tests in the lines of the file `name`; blank lines are skipped. Raises PackError as `read_records` does."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            plain = json.loads(line)
        except (ValueError, RecursionError):
            plain = None
        if not isinstance(plain, dict):
            raise PackError([fault_of(name, number, "not_an_object")])
        yield Record(name, number, plain)
