"""The result of an interview: which parts of an assessment people are told, and in which order. Every channel renders this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.interview.engine.assessment import LATE, Assessment, Assessor
from bot.interview.engine.next_question import Questioner
from bot.interview.engine.papers import PaperLine
from bot.interview.engine.rulings import Reason
from bot.interview.result.spoken_answer import spoken_answer
from bot.messages import message
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
class Lack:
    """A line of the checklist that is missing, with the reasons for it."""

    line: PaperLine
    reasons: tuple[Reason, ...]

    @property
    def gaps(self) -> str:
        """How much is missing by the person's own answers; empty if that cannot be said."""
        return message("between_clauses").join(reason.gaps for reason in self.reasons if reason.gaps)

    @property
    def sure(self) -> bool:
        """Whether it is missing whatever the open answers will be."""
        return any(not reason.open for reason in self.reasons)

    @property
    def to_clear(self) -> bool:
        """Whether it is something to find out, and nothing to hand in."""
        return self.line.id not in {reason.item for reason in self.reasons}


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
    `lacking` are all lines that are missing as far as is known, those that are certain first, each with its reasons.
    `answers` stand in the order in which they were given; `open` are the names of the questions whose answer can still change it.
    `if_in_time` is the result that the other rules come to, of somebody who is late. `places` are the pack's places in words,
    and `with_papers` the rules whose warnings rest on questions about the papers.
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
    lacking: tuple[Lack, ...]
    answers: tuple[GivenAnswer, ...]
    open: tuple[str, ...]
    with_papers: frozenset[str]
    places: Mapping[str, str]
    if_in_time: Result | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """All reasons, in the order of their groups."""
        return tuple(reason for group in self.groups for reason in group.reasons)

    @property
    def against(self) -> tuple[Reason, ...]:
        """The reasons why the person cannot apply."""
        return tuple(reason for group in self.groups if group.kind == "stop" for reason in group.reasons)

    @property
    def to_do(self) -> tuple[PaperLine, ...]:
        """The lines of the checklist that are neither missing nor there already."""
        return tuple(line for line in self.checklist if line.state not in ("missing", "have"))

    @property
    def had(self) -> tuple[PaperLine, ...]:
        """The lines of the checklist that are there already."""
        return tuple(line for line in self.checklist if line.state == "have")

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
        if_in_time=_if_in_time(assessor, assessment) if assessment.verdict == LATE else None,
        verdict=assessment.verdict,
        name=words.name,
        text=words.text,
        day=assessment.today,
        closed=assessment.closed,
        groups=tuple(_groups(assessment, assessor.with_papers)),
        checklist=assessment.checklist,
        route=assessment.route,
        missing=tuple(_missing(assessment)),
        lacking=tuple(sorted(_lacking(assessment), key=lambda one: not one.sure)),
        answers=tuple(
            GivenAnswer(id, facts[id].name, spoken_answer(facts[id], value))
            for id, value in assessment.answers.items()
            if id in facts
        ),
        open=tuple(facts[id].name for id in open),
        with_papers=assessor.with_papers,
        places=interview.substitutions,
    )


def _if_in_time(assessor: Assessor, late: Assessment) -> Result:
    timely = assessor.if_in_time(late)
    return result_of(assessor.in_time, timely, Questioner(assessor.in_time).waiting(timely))


def _groups(assessment: Assessment, with_papers: frozenset[str]) -> Iterator[ReasonGroup]:
    """The reasons by group, in file order; warnings that wait for questions about the papers come last.

    Who cannot apply or is late is told why, and nothing of the rest.
    """
    for kind, effects in _EFFECTS[:1] if assessment.closed else _EFFECTS:
        told = [reason for reason in assessment.reasons if reason.effect in effects]
        if told:
            yield ReasonGroup(kind, tuple(sorted(told, key=lambda reason: _waits(reason, with_papers))))


def _missing(assessment: Assessment) -> Iterator[PaperLine]:
    """The lines that are missing whatever the open answers will be."""
    wanting = [one for one in assessment.reasons if one.effect in ("need", "check") and not one.open]
    sure = {part for one in wanting for part in (one.rule, one.item) if part}
    return (line for line in assessment.checklist if line.state == "missing" and line.id in sure)


def _lacking(assessment: Assessment) -> Iterator[Lack]:
    wanting = [one for one in assessment.reasons if one.effect in ("need", "check")]
    for line in assessment.checklist:
        if line.state == "missing":
            own = (one for one in wanting if line.id == (one.item or one.rule) and _same(line, one))
            yield Lack(line, tuple(own))


def _same(line: PaperLine, reason: Reason) -> bool:
    """Whether a line is made of this reason; lines of questions that are asked again have no id of their own."""
    return bool(reason.item) or line.text == (reason.todo or reason.text)


def _is_of_papers(reason: Reason, with_papers: frozenset[str]) -> bool:
    return reason.effect == "warn" and reason.rule in with_papers


def _waits(reason: Reason, with_papers: frozenset[str]) -> bool:
    return reason.open and _is_of_papers(reason, with_papers)


def _only(groups: Iterable[ReasonGroup], wanted: Callable[[Reason], bool]) -> Iterator[ReasonGroup]:
    for group in groups:
        reasons = tuple(filter(wanted, group.reasons))
        if reasons:
            yield ReasonGroup(group.kind, reasons)
