"""What is wrong with a pack, said so that its author can mend it. The texts stand in faults.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

CAUSE = "cause"
_FILE = Path(__file__).with_name("faults.toml")


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: the file, the line (from 1; 0 if no line applies), what is wrong, how to mend it.

    `about` are the things on which it hinges, such as a number or the name of a milestone: faults about the same thing are
    one cause and its consequences.
    """

    file: str
    line: int
    wrong: str
    mend: str
    about: tuple[str, ...] = field(default=(), compare=False)

    def on(self, *things: object) -> Fault:
        """The same fault, with what it is about."""
        return replace(self, about=tuple(map(str, things)))

    def causing(self, *things: object) -> Fault:
        """The same fault as the cause of those that are about one of these things."""
        return replace(self, about=(CAUSE, *map(str, things)))

    @property
    def is_cause(self) -> bool:
        """Whether it causes others and follows from none."""
        return self.about[:1] == (CAUSE,)

    @property
    def place(self) -> str:
        """The file, with the line if there is one."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        return wording("fault_with_place", place=self.place, wrong=self.wrong, mend=self.mend)


class PackError(Exception):
    """The knowledge folder cannot be used. Holds every fault that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def fault_of(file: str, line: int, name: str, /, **values: object) -> Fault:
    """The fault called `name` in faults.toml, at a place, its `{placeholders}` filled. Raises KeyError for an unknown name."""
    texts = _texts()[name]
    about = (texts["about"].format(**values),) if "about" in texts else ()
    return Fault(file, line, texts["wrong"].format(**values), texts["mend"].format(**values), about)


def wording(name: str, /, **values: object) -> str:
    """The wording that faults use for something, by its name under `words`. Raises KeyError for an unknown name."""
    called: str = _texts()["words"][name]
    return called.format(**values)


def listed(words: Iterable[str]) -> str:
    """Join words as a list in a fault."""
    return wording("between_words").join(words)


@cache
def _texts() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
