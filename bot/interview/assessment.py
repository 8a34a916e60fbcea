"""One applicant's answers → verdict by precedence, all reasons, checklist, route, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.interview.papers import Line, checklist, route
from bot.interview.probes import all_conditions, probes
from bot.interview.rulings import Court, Reason
from bot.interview.situation import Situation, reading_order
from bot.interview.wording import filled
from bot.pack.interview_model import VERDICT_OF, VERDICTS, Fact, Interview, Rule

FINAL = "not_eligible"
LATE = "late"


@dataclass(frozen=True)
class Assessment:
    """What the rules make of one set of answers.

    `ask` are the open facts that decide, `ask_checklist` those that only change the papers.
    """

    verdict: str
    reasons: tuple[Reason, ...]
    checklist: tuple[Line, ...]
    route: tuple[Line, ...]
    ask: tuple[str, ...]
    ask_checklist: tuple[str, ...]
    situation: Situation


class Assessor:
    """Assesses answers by the interview of one pack."""

    def __init__(self, interview: Interview) -> None:
        self.interview = filled(interview)
        self.order = reading_order(interview)
        self.reads = {rule.id: self.closure(rule_facts) for rule, rule_facts in _rule_reads(interview)}
        self._self_spoken = frozenset(_self_spoken(interview))

    def closure(self, names: frozenset[str]) -> frozenset[str]:
        """The facts behind `names`: derived values are followed to what they are worked out of."""
        facts: set[str] = set()
        for name in names:
            derived = self.interview.derived.get(name)
            facts |= {name} if derived is None else self.closure(frozenset(derived.names()))
        return frozenset(facts)

    def situation(self, answers: Mapping[str, object], today: date | None) -> Situation:
        """The answers as values."""
        return Situation(self.interview, self.order, answers, today)

    def court(self, situation: Situation) -> Court:
        """The rules over a situation."""
        return Court(self.interview, self.reads, situation)

    def reasons(self, answers: Mapping[str, object], today: date | None = None) -> tuple[Reason, ...]:
        """The reasons alone."""
        return self._reasons(self.situation(answers, today))

    def verdict(self, answers: Mapping[str, object], today: date | None = None) -> str:
        """The verdict alone."""
        return verdict_of(self.reasons(answers, today))

    def assess(self, answers: Mapping[str, object], today: date | None = None) -> Assessment:
        """The whole assessment. `today` stands in where the answers have no day of asking."""
        situation = self.situation(answers, today)
        reasons = self._reasons(situation)
        verdict = verdict_of(reasons)
        closed = verdict in (FINAL, LATE)
        return Assessment(
            verdict=verdict,
            reasons=reasons,
            checklist=() if closed else checklist(self.interview, situation, reasons),
            route=() if closed else route(self.interview, situation),
            ask=tuple(self._ask(verdict, situation, reasons, answers, today)),
            ask_checklist=() if closed else tuple(f.id for f in self._open(situation) if not f.deciding),
            situation=situation,
        )

    def _reasons(self, situation: Situation) -> tuple[Reason, ...]:
        heard = tuple(self.court(situation).reasons())
        if situation.evaluator.beyond_calendar:
            words = self.interview.substitutions.get("place.beyond_calendar", "")
            heard = tuple(replace(r, text=r.text + words) if r.open and r.item else r for r in heard)
        return (*heard, *self._again(situation))

    def _again(self, situation: Situation) -> Iterator[Reason]:
        """A reason for each deciding answer that cannot be, unless a rule speaks of it itself."""
        for id in situation.open:
            fact = self.interview.facts[id]
            if id in situation.invalid and fact.deciding and id not in self._self_spoken:
                text = self.interview.again + fact.question
                place = self.interview.substitutions.get("place.phone", "")
                yield Reason("", "need", fact.clauses, text, text, place, open=True)

    def _open(self, situation: Situation) -> Iterator[Fact]:
        for id in situation.open:
            fact = self.interview.facts[id]
            if not fact.offered:
                yield fact

    def _ask(
        self,
        verdict: str,
        situation: Situation,
        reasons: tuple[Reason, ...],
        answers: Mapping[str, object],
        today: date | None,
    ) -> Iterator[str]:
        if verdict == FINAL:
            return
        wanted = {fact.id for fact in self._open(situation) if fact.deciding}
        wanted |= {id for reason in reasons for id in reason.ask_again}
        for fact in self.interview.facts.values():
            if fact.id in wanted and (verdict != LATE or self._in_time(fact, answers, today)):
                yield fact.id

    def _in_time(self, fact: Fact, answers: Mapping[str, object], today: date | None) -> bool:
        """Whether some answer to this step of the proceedings would undo the lateness."""
        return fact.progress and any(
            self.verdict({**answers, fact.id: value}, today) != LATE
            for value in probes(fact, all_conditions(self.interview))
        )


def verdict_of(reasons: tuple[Reason, ...]) -> str:
    """The verdict of highest precedence that a reason leads to."""
    reached = {VERDICT_OF.get(reason.effect, VERDICTS[-1]) for reason in reasons}
    return next((verdict for verdict in VERDICTS if verdict in reached), VERDICTS[-1])


def _rule_reads(interview: Interview) -> Iterator[tuple[Rule, frozenset[str]]]:
    for rule in interview.rules.values():
        yield rule, frozenset(name for condition in rule.conditions() for name in condition.names())


def _self_spoken(interview: Interview) -> Iterator[str]:
    """Facts whose invalid answers a rule names itself."""
    for rule in interview.rules.values():
        for condition in rule.conditions():
            for node in condition.nodes():
                if node.operator == "is" and node.values == ("invalid",):
                    yield from node.facts
