"""The result of an interview: which parts of an assessment people are told, and in which order. Every channel renders this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.interview.engine.assessment import Assessment, Assessor
from bot.interview.engine.papers import PaperLine
from bot.interview.engine.rulings import Reason
from bot.interview.result.spoken_answer import spoken_answer
from bot.pack.interview_model import Effect

GroupKind = Literal["stop", "need", "mind", "pass"]
_EFFECTS: tuple[tuple[GroupKind, tuple[Effect, ...]], ...] = (
    ("stop", ("block", "late")),
    ("need", ("need",)),
    ("mind", ("check", "warn")),
    ("pass", ("pass",)),
)
"""The effects of each group, what decides first. A reason that only tells the route is shown as the route."""


@dataclass(frozen=True)
class ReasonGroup:
    """Reasons that mean the same for the person: why not, what is missing, what to mind, what is fulfilled."""

    kind: GroupKind
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class GivenAnswer:
    """One answer of the person: its fact, what that is called, and the answer as people read it."""

    fact: str
    name: str
    spoken: str


@dataclass(frozen=True)
class Result:
    """The result of an interview on `day`.

    `name` and `text` are the verdict in words; `closed`: the person cannot apply. `groups` are the reasons, what decides
    first, none of them empty. `missing` are the lines of the checklist that are certainly missing.
    `answers` stand in the order in which they were given; `open` are the names of the questions whose answer can still change it.
    `with_papers` are the rules whose warnings rest on questions about the papers.
    """

    verdict: str
    name: str
    text: str
    day: date | None
    closed: bool
    groups: tuple[ReasonGroup, ...]
    checklist: tuple[PaperLine, ...]
    route: tuple[PaperLine, ...]
    missing: tuple[PaperLine, ...]
    answers: tuple[GivenAnswer, ...]
    open: tuple[str, ...]
    with_papers: frozenset[str]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """All reasons, in the order of their groups."""
        return tuple(reason for group in self.groups for reason in group.reasons)

    @property
    def against(self) -> tuple[Reason, ...]:
        """The reasons why the person cannot apply."""
        return tuple(reason for group in self.groups if group.kind == "stop" for reason in group.reasons)

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that the result rests on, in the order in which it is shown."""
        told: tuple[PaperLine | Reason, ...] = (*self.checklist, *self.route, *self.reasons)
        return tuple(dict.fromkeys(clause for one in told for clause in one.clauses))

    @property
    def groups_of_verdict(self) -> tuple[ReasonGroup, ...]:
        """The reasons to show with the verdict; warnings that depend on questions about the papers come later."""
        return tuple(_only(self.groups, lambda reason: not _waits(reason, self.with_papers)))

    @property
    def groups_of_papers(self) -> tuple[ReasonGroup, ...]:
        """The reasons to show with the checklist and the route: warnings that depend on their questions."""
        return tuple(_only(self.groups, lambda reason: _is_of_papers(reason, self.with_papers)))


def result_of(assessor: Assessor, assessment: Assessment, open: Iterable[str] = ()) -> Result:
    """The result that people are shown for `assessment`; `open` are the facts whose answer can still change it."""
    interview = assessor.interview
    facts = interview.facts
    words = interview.verdicts[assessment.verdict]
    return Result(
        verdict=assessment.verdict,
        name=words.name,
        text=words.text,
        day=assessment.today,
        closed=assessment.closed,
        groups=tuple(_groups(assessment, assessor.with_papers)),
        checklist=assessment.checklist,
        route=assessment.route,
        missing=tuple(_missing(assessment)),
        answers=tuple(
            GivenAnswer(id, facts[id].name, spoken_answer(facts[id], value))
            for id, value in assessment.answers.items()
            if id in facts
        ),
        open=tuple(facts[id].name for id in open),
        with_papers=assessor.with_papers,
    )


def _groups(assessment: Assessment, with_papers: frozenset[str]) -> Iterator[ReasonGroup]:
    """The reasons by group, in file order; warnings that wait for questions about the papers come last."""
    for kind, effects in _EFFECTS:
        told = [
            reason
            for reason in assessment.reasons
            # Who cannot apply or is late need not be told what was not asked.
            if reason.effect in effects and not (assessment.closed and reason.open)
        ]
        if told:
            yield ReasonGroup(kind, tuple(sorted(told, key=lambda reason: _waits(reason, with_papers))))


def _missing(assessment: Assessment) -> Iterator[PaperLine]:
    """The lines that are missing whatever the open answers will be."""
    wanting = [one for one in assessment.reasons if one.effect in ("need", "check") and not one.open]
    sure = {part for one in wanting for part in (one.rule, one.item) if part}
    return (line for line in assessment.checklist if line.state == "missing" and line.id in sure)


def _is_of_papers(reason: Reason, with_papers: frozenset[str]) -> bool:
    return reason.effect == "warn" and reason.rule in with_papers


def _waits(reason: Reason, with_papers: frozenset[str]) -> bool:
    return reason.open and _is_of_papers(reason, with_papers)


def _only(groups: Iterable[ReasonGroup], wanted: Callable[[Reason], bool]) -> Iterator[ReasonGroup]:
    for group in groups:
        reasons = tuple(filter(wanted, group.reasons))
        if reasons:
            yield ReasonGroup(group.kind, reasons)
