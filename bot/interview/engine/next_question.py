"""Chooses the next question: the one whose answer can settle most. First those that decide, then those that only add papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.interview.engine.answers import UNKNOWN_ANSWER
from bot.interview.engine.assessment import FINAL, Assessment, Assessor
from bot.interview.engine.dependence import sources
from bot.pack.interview_model import VERDICT_OF, Fact, Interview

_ENDING = ("block", "late")
Compared = Callable[[Assessment], object]
"""What of an assessment is compared."""


class Questioner:
    """Chooses questions for the applicants of one pack."""

    def __init__(self, assessor: Assessor) -> None:
        self._assessor = assessor
        ending = set(_ending_facts(assessor.interview))
        ranked = sorted(assessor.interview.facts.values(), key=lambda fact: fact.id not in ending)
        self._deciding = tuple(fact for fact in ranked if fact.deciding)
        self._papers = tuple(fact for fact in ranked if not fact.deciding)
        self._dependents = assessor.dependents

    def deciding(self, now: Assessment) -> str | None:
        """The next question on the way to a verdict; None if none can change it any more."""
        return (
            None
            if now.verdict == FINAL
            else self._first(self._deciding, now, now.ask, _decisions, self._doubtful(now))
        )

    def papers(self, now: Assessment) -> str | None:
        """The next question that can change the checklist or the route; None if there is none."""
        return self._first(self._papers, now, now.ask_checklist, _lines, frozenset())

    def open(self, now: Assessment) -> tuple[str, ...]:
        """The facts whose answer is not known and can still change the verdict, the checklist or the route."""
        doubtful = self._doubtful(now)
        deciding = (
            fact for fact in self._deciding if self._is_open(fact, now, now.ask, _decisions, doubtful)
        )
        papers = (
            fact for fact in self._papers if self._is_open(fact, now, now.ask_checklist, _lines, frozenset())
        )
        return tuple(fact.id for fact in (*deciding, *papers))

    @staticmethod
    def remaining(now: Assessment) -> int:
        """An estimate of how many questions are left until a verdict."""
        return sum(now.answers.get(id) is None for id in now.ask)

    def _doubtful(self, now: Assessment) -> frozenset[str]:
        """The facts behind the rules that are still open."""
        return frozenset(
            fact for r in now.reasons if r.open and r.rule for fact in self._assessor.reads[r.rule]
        )

    def _first(
        self,
        ranked: tuple[Fact, ...],
        now: Assessment,
        wanted: tuple[str, ...],
        compared: Compared,
        doubtful: frozenset[str],
    ) -> str | None:
        for fact in ranked:
            if now.answers.get(fact.id) is None and self._is_open(fact, now, wanted, compared, doubtful):
                return fact.id
        return None

    def _is_open(
        self,
        fact: Fact,
        now: Assessment,
        wanted: tuple[str, ...],
        compared: Compared,
        doubtful: frozenset[str],
    ) -> bool:
        """Whether `fact` is among the `wanted` ones and an answer to it can still change the outcome."""
        return fact.id in wanted and (fact.id in doubtful or self._matters(fact, now, compared))

    def _matters(self, fact: Fact, now: Assessment, compared: Compared) -> bool:
        """Whether two answers to `fact` would have different outcomes."""
        first = compared(now.answered(fact.id, UNKNOWN_ANSWER))
        probes = self._dependents[fact.id].probes
        return any(compared(now.answered(fact.id, value)) != first for value in probes)


def _decisions(assessment: Assessment) -> object:
    """The part of an assessment that concerns the verdict."""
    return frozenset((r.rule, r.effect, r.open) for r in assessment.reasons if r.effect in VERDICT_OF)


def _lines(assessment: Assessment) -> object:
    """The part of an assessment that concerns the papers: the checklist, the route and their warnings."""
    minded = frozenset((r.rule, r.text) for r in assessment.reasons if r.effect == "warn")
    return minded, frozenset((line.id, line.state) for line in (*assessment.checklist, *assessment.route))


def _ending_facts(interview: Interview) -> Iterator[str]:
    """Facts that can end the interview: a block or a lateness rests on them, or on a question that they open."""
    waiting: list[str] = []
    for rule in interview.rules.values():
        for case in rule.cases:
            if case.outcome.effect in _ENDING:
                waiting += [*sources(interview, rule.when), *sources(interview, case.condition)]
    seen: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            yield id
            waiting += sources(interview, interview.facts[id].asked_when)
