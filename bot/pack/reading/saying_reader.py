"""Reads the sayings: how people answer the questions of the interview, tell facts unasked, and ask for it; one a line.

A file is named by its fact, and its headings in square brackets are answers. `several.txt` has what tells more facts at once
under `[fact=answer fact=answer]`, or nothing under `[nothing]`; `openings.txt` what asks for the interview (`[opens]`) and
what only resembles it (`[other]`). `#` begins a remark, `*` a saying that tells its fact unasked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import inf
from pathlib import Path

from bot.hearing.learned_acts import known_acts
from bot.hearing.learned_answers import NO_ANSWER, TOLD, UNSURE
from bot.pack.faults import Fault, PackError, fault_of, listed
from bot.pack.interview_model import Fact, Interview, Saying, Sayings
from bot.pack.layout import ACTS, SAYINGS
from bot.pack.reading.located import read_text

SEVERAL, OPENINGS = "several", "openings"
_NOTHING = "nothing"
_OPENS, _OTHER = "opens", "other"
_UNASKED = "*"

Group = tuple[str, int, list[tuple[int, str]]]
"""A heading, its line, and the lines under it with their numbers."""


def check_acts(files: Iterable[Path], faults: list[Fault]) -> None:
    """Find what a pack adds to groups and acts that there are not."""
    known = known_acts()
    for path in files:
        name = f"{SAYINGS}/{ACTS}/{path.name}"
        try:
            text = read_text(path)
        except PackError as error:
            faults += [Fault(name, fault.line, fault.wrong, fault.mend) for fault in error.faults]
            continue
        if path.stem not in known:
            faults.append(fault_of(name, 0, "unknown_group_of_acts", group=path.stem, known=listed(known)))
            continue
        for number, line in enumerate(text.split("\n"), 1):
            act = line.strip()[1:-1] if line.strip().startswith("[") else ""
            if act and act not in known[path.stem]:
                shown = listed(sorted(known[path.stem]))
                faults.append(fault_of(name, number, "unknown_act", act=act, known=shown))


def read_sayings(files: Iterable[Path], interview: Interview | None, faults: list[Fault]) -> Sayings:
    """The sayings in these files; what is wrong with them goes to `faults`."""
    files = tuple(files)
    if interview is None:
        if files:
            faults.append(fault_of(SAYINGS, 0, "sayings_without_interview"))
        return Sayings()
    facts = interview.facts
    answers: dict[str, dict[str, tuple[Saying, ...]]] = {}
    several: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    openings: dict[str, tuple[str, ...]] = {}
    for path in files:
        name = f"{SAYINGS}/{path.name}"
        try:
            groups = _groups(name, read_text(path), faults)
        except PackError as error:
            faults += [Fault(name, fault.line, fault.wrong, fault.mend) for fault in error.faults]
            continue
        if path.stem == SEVERAL:
            several += _several(name, groups, facts, faults)
        elif path.stem == OPENINGS:
            openings |= _openings(name, groups, faults)
        elif path.stem in facts:
            answers[path.stem] = _answers(name, groups, facts[path.stem], faults)
        else:
            faults.append(fault_of(name, 0, "sayings_of_unknown_fact", fact=path.stem))
    return Sayings(answers, tuple(several), openings.get(_OPENS, ()), openings.get(_OTHER, ()))


def answer_names(fact: Fact) -> tuple[str, ...]:
    """The names under which the sayings of a fact stand: its options, and what else an answer can be."""
    if fact.options:
        return (*(_name(option.value) for option in fact.options), UNSURE, NO_ANSWER)
    return (*(("none",) if fact.none else ()), TOLD, UNSURE, NO_ANSWER)


def _is_answer(fact: Fact, name: str) -> bool:
    """Whether sayings of a fact may stand under a name; those of a number also under the number that they mean: 年年都有, 5."""
    if fact.type == "number" and name.isdecimal():
        return (fact.least or 0) <= int(name) <= (fact.most or inf)
    return name in answer_names(fact)


def _name(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _answers(
    file: str, groups: Iterable[Group], fact: Fact, faults: list[Fault]
) -> dict[str, tuple[Saying, ...]]:
    found: dict[str, list[Saying]] = {}
    first: dict[str, tuple[str, int]] = {}
    for answer, number, lines in groups:
        if not _is_answer(fact, answer):
            faults.append(_unknown(file, number, answer, answer_names(fact)))
        for place, line in lines:
            saying = Saying(line.removeprefix(_UNASKED).strip(), line.startswith(_UNASKED))
            before = first.setdefault(saying.text, (answer, place))
            if before[0] != answer:
                faults.append(
                    fault_of(file, place, "saying_of_two_answers", saying=saying.text, line=before[1])
                )
            elif before[1] == place:
                found.setdefault(answer, []).append(saying)
    return {answer: tuple(sayings) for answer, sayings in found.items()}


def _several(
    file: str, groups: Iterable[Group], facts: Mapping[str, Fact], faults: list[Fault]
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for heading, number, lines in groups:
        told = []
        for pair in heading.split() if heading != _NOTHING else ():
            id, _, answer = pair.partition("=")
            if id not in facts:
                faults.append(fault_of(file, number, "sayings_of_unknown_fact", fact=id))
            elif not _is_answer(facts[id], answer):
                faults.append(_unknown(file, number, answer, answer_names(facts[id])))
            told.append((id, answer))
        for _, line in lines:
            yield line, tuple(told)


def _openings(file: str, groups: Iterable[Group], faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    found = {}
    for heading, number, lines in groups:
        if heading not in (_OPENS, _OTHER):
            faults.append(_unknown(file, number, heading, (_OPENS, _OTHER)))
        found[heading] = tuple(line for _, line in lines)
    return found


def _unknown(file: str, line: int, answer: str, known: Iterable[str]) -> Fault:
    return fault_of(file, line, "sayings_of_unknown_answer", answer=answer, known=listed(known))


def _groups(file: str, text: str, faults: list[Fault]) -> list[Group]:
    groups: list[Group] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            groups.append((line[1:-1].strip(), number, []))
        elif groups:
            groups[-1][2].append((number, line))
        else:
            faults.append(fault_of(file, number, "saying_before_headings"))
    return groups
