"""Compares the figures of the pack's own tests with the last ones, which are stored in the pack: a fall fails."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from bot.pack.faults import PackError, fault_of
from bot.pack.layout import TESTS
from bot.pack.reading.located import read_text

FILE = "figures.json"
LESS_IS_BETTER = frozenset({"wrong", "false", "choices", "p95", "asks", "false openings", "told wrong"})
Figures = Mapping[str, float]


def figures_of_questions(figures: Mapping[str, Any]) -> dict[str, float]:
    """Select from `Report.figures` those that may not fall, for one file of questions."""
    overall = figures["overall"]
    return {
        **{name: overall[name] for name in ("right", "wrong", "hit@3", "false")},
        "clause": figures["clause"],
        "choices": figures["choices_share"],
        "p95": figures["length"]["p95"],
        "handled": min(figures["handled"].values(), default=1.0),
        **{f"right of {kind}": row["right"] for kind, row in figures["kinds"].items() if row["answerable"]},
        **{f"false of {kind}": row["false"] for kind, row in figures["kinds"].items() if row["others"]},
        **{f"right {name}": row["right"] for name, row in figures["categories"].items() if row["answerable"]},
    }


@dataclass(frozen=True)
class Change:
    """One figure that changed; `last` is None if it is new, `found` if it is gone."""

    tests: str
    name: str
    last: float | None
    found: float | None

    @property
    def is_fall(self) -> bool:
        """Whether it became worse, or is gone."""
        less = self.name in LESS_IS_BETTER or self.name.startswith("false of ")
        if self.last is None or self.found is None:
            return self.found is None
        return self.found > self.last if less else self.found < self.last

    def __str__(self) -> str:
        return f"{self.tests} {self.name} {_shown(self.last)} → {_shown(self.found)}"


def changes(found: Mapping[str, Figures], last: Mapping[str, Figures]) -> Iterator[Change]:
    """Every figure that differs, by tests and name."""
    for tests in sorted(found.keys() | last.keys()):
        now, before = found.get(tests, {}), last.get(tests, {})
        for name in dict.fromkeys((*now, *before)):
            if now.get(name) != before.get(name):
                yield Change(tests, name, before.get(name), now.get(name))


def of_kinds(figures: Mapping[str, Figures], kinds: Collection[str]) -> dict[str, Figures]:
    """The figures of tests of these kinds; all if none is named."""
    return {name: one for name, one in figures.items() if not kinds or name.partition("/")[0] in kinds}


def read_last(folder: Path) -> dict[str, dict[str, float]] | None:
    """Read the last figures of the pack in `folder`; None if there are none. Raises PackError if the file is invalid."""
    path = folder / TESTS / FILE
    if not path.exists():
        return None
    try:
        return msgspec.json.decode(read_text(path), type=dict[str, dict[str, float]])
    except msgspec.MsgspecError:
        raise PackError([fault_of(f"{TESTS}/{FILE}", 0, "bad_last_figures")]) from None


def write_last(folder: Path, found: Mapping[str, Figures]) -> None:
    """Store these figures as the last ones. Raises OSError if the folder cannot be written."""
    text = msgspec.json.format(msgspec.json.encode(found), indent=1)
    (folder / TESTS / FILE).write_bytes(text + b"\n")


def _shown(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:g}"
