"""Chooses the next question: the one whose answer can settle most. First those that decide, then those that only add papers.

As long as no deadline has passed, what the person is decides for most (in post, no civil servant, which member); once one has,
the progress does, and is asked first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from weakref import WeakKeyDictionary

from bot.interview.engine.answers import UNKNOWN_ANSWER, Interval
from bot.interview.engine.assessment import FINAL, LATE, Assessment, Assessor
from bot.interview.engine.dependence import sources
from bot.pack.interview_model import VERDICT_OF, Fact, Interview

_ENDING = ("block", "late")
_DAYS_KEPT = 64
Compared = Callable[[Assessment], object]
"""What of an assessment is compared."""


class Questioner:
    """Chooses questions for the applicants of one pack."""

    def __init__(self, assessor: Assessor) -> None:
        self._assessor = assessor
        facts = assessor.interview.facts.values()
        ending = set(_ending_facts(assessor.interview))
        deciding = [fact for fact in facts if fact.deciding]
        self._in_time = tuple(sorted(deciding, key=lambda fact: _rank(fact, ending)))
        self._progress_first = tuple(sorted(self._in_time, key=lambda fact: not _of_the_day(fact)))
        self._papers = tuple(fact for fact in facts if not fact.deciding)
        self._clock = next((fact.id for fact in facts if fact.from_clock), "")
        self._dependents = assessor.dependents
        self._is_behind = lru_cache(_DAYS_KEPT)(self._can_be_late)
        # A turn asks this several times of one assessment, and what stays to be asked is what costs most.
        self._found: WeakKeyDictionary[Assessment, tuple[str, ...]] = WeakKeyDictionary()

    def deciding(self, now: Assessment) -> str | None:
        """The next question on the way to a verdict; None if none can change it any more."""
        return next(self._deciding(now), None)

    def papers(self, now: Assessment) -> str | None:
        """The next question that can change the checklist or the route; None if there is none."""
        return next(self.waiting_papers(now), None)

    def waiting(self, now: Assessment) -> tuple[str, ...]:
        """The questions still to be asked on the way to a verdict, in their order, unless an answer opens or closes others."""
        found = self._found.get(now)
        if found is None:
            found = self._found[now] = tuple(self._deciding(now))
        return found

    def waiting_papers(self, now: Assessment) -> Iterator[str]:
        """The questions whose answer can change the checklist or the route, in their order."""
        return self._unasked(self._papers, now, now.ask_checklist, _lines, frozenset())

    def open(self, now: Assessment) -> tuple[str, ...]:
        """The facts whose answer is not known and can still change the verdict, the checklist or the route."""
        doubtful = self._doubtful(now)
        deciding = (
            fact for fact in self._ranked(now) if self._is_open(fact, now, now.ask, _decisions, doubtful)
        )
        papers = (
            fact for fact in self._papers if self._is_open(fact, now, now.ask_checklist, _lines, frozenset())
        )
        return tuple(fact.id for fact in (*deciding, *papers))

    def _deciding(self, now: Assessment) -> Iterator[str]:
        if now.verdict != FINAL:
            yield from self._unasked(self._ranked(now), now, now.ask, _decisions, self._doubtful(now))

    def _ranked(self, now: Assessment) -> tuple[Fact, ...]:
        """The deciding facts in the order in which they are asked on the day of asking."""
        day = now.situation.values.get(self._clock)
        asked_on = day.first if isinstance(day, Interval) else now.today
        behind = asked_on is not None and self._is_behind(asked_on)
        return self._progress_first if behind else self._in_time

    def _can_be_late(self, day: date) -> bool:
        """Whether on `day` a step of the proceedings that nobody has taken yet can be over for good: a deadline has passed."""
        empty = self._assessor.assess({}, day)
        steps = (fact for fact in self._in_time if fact.progress and fact.id in empty.situation.asked)
        return any(
            empty.answered(fact.id, value).verdict == LATE
            for fact in steps
            for value in self._dependents[fact.id].probes
        )

    def _doubtful(self, now: Assessment) -> frozenset[str]:
        """The facts behind the rules that are still open."""
        return frozenset(
            fact for r in now.reasons if r.open and r.rule for fact in self._assessor.reads[r.rule]
        )

    def _unasked(
        self,
        ranked: tuple[Fact, ...],
        now: Assessment,
        wanted: tuple[str, ...],
        compared: Compared,
        doubtful: frozenset[str],
    ) -> Iterator[str]:
        for fact in ranked:
            if now.answers.get(fact.id) is None and self._is_open(fact, now, wanted, compared, doubtful):
                yield fact.id

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


def _rank(fact: Fact, ending: set[str]) -> int:
    """While there is time: what is given, then what can end the interview by itself, then the progress, then the rest."""
    if fact.from_clock:
        return 0
    if fact.id not in ending:
        return 3
    return 2 if fact.progress else 1


def _of_the_day(fact: Fact) -> bool:
    return fact.from_clock or fact.progress


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
