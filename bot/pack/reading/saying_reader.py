"""Reads the sayings: how people answer each question of the interview, one a line, under the answer in square brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.hearing.answers import NO_ANSWER, TOLD, UNSURE
from bot.pack.faults import Fault, PackError, fault_of, listed
from bot.pack.interview_model import Fact, Interview, Saying, Sayings
from bot.pack.layout import SAYINGS
from bot.pack.reading.located import read_text

_TOLD_UNASKED = "*"


def read_sayings(files: Iterable[Path], interview: Interview | None, faults: list[Fault]) -> Sayings:
    """The sayings by fact and by answer. A file is named by its fact; `#` begins a remark, `*` a saying that tells it unasked."""
    facts = interview.facts if interview is not None else {}
    found: Sayings = {}
    for path in files:
        name = f"{SAYINGS}/{path.name}"
        fact = facts.get(path.stem)
        if fact is None:
            faults.append(fault_of(name, 0, "sayings_of_unknown_fact", fact=path.stem))
            continue
        try:
            text = read_text(path)
        except PackError as error:
            faults += [Fault(name, fault.line, fault.wrong, fault.mend) for fault in error.faults]
            continue
        found[fact.id] = _by_answer(name, text, fact, faults)
    return found


def answer_names(fact: Fact) -> tuple[str, ...]:
    """The names under which the sayings of a fact stand: its options, and what else an answer can be."""
    if fact.options:
        return (*(_name(option.value) for option in fact.options), UNSURE, NO_ANSWER)
    return (*(("none",) if fact.none else ()), TOLD, UNSURE, NO_ANSWER)


def _name(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _by_answer(file: str, text: str, fact: Fact, faults: list[Fault]) -> dict[str, tuple[Saying, ...]]:
    names = answer_names(fact)
    found: dict[str, list[Saying]] = {}
    first: dict[str, tuple[str, int]] = {}
    heading = ""
    for number, line in _lines(text):
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1].strip()
            if heading not in names:
                faults.append(
                    fault_of(file, number, "sayings_of_unknown_answer", answer=heading, known=listed(names))
                )
            continue
        if not heading:
            faults.append(fault_of(file, number, "saying_before_headings"))
            continue
        saying = Saying(line.removeprefix(_TOLD_UNASKED).strip(), line.startswith(_TOLD_UNASKED))
        before = first.setdefault(saying.text, (heading, number))
        if before[0] != heading:
            faults.append(fault_of(file, number, "saying_of_two_answers", saying=saying.text, line=before[1]))
        if before == (heading, number):
            found.setdefault(heading, []).append(saying)
    return {answer: tuple(sayings) for answer, sayings in found.items()}


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if line and not line.startswith("#"):
            yield number, line
