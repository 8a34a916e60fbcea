"""One applicant's answers → verdict by precedence, all reasons, checklist, route, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from bot.interview.engine.dependence import Dependents, dependents
from bot.interview.engine.in_time import not_begun, without_deadlines
from bot.interview.engine.papers import PaperLine, checklist, route
from bot.interview.engine.rulings import Reason, Rulings
from bot.interview.engine.situation import Situation, reading_order
from bot.interview.engine.texts import about_another, filled
from bot.pack.interview_model import Fact, Interview, Item, Rule

FINAL = "not_eligible"
LATE = "late"


class Assessment:
    """The assessment of one set of answers. Each part is computed once, when it is first needed."""

    def __init__(
        self,
        assessor: Assessor,
        answers: Mapping[str, object],
        today: date | None,
        situation: Situation,
        rulings: Rulings,
    ) -> None:
        self._assessor = assessor
        self._interview = assessor.interview
        self.today = today
        self._rulings = rulings
        self.answers = answers
        self.situation = situation

    def answered(self, fact: str, value: object) -> Assessment:
        """The assessment with another answer to `fact`. Only what depends on that fact is computed again."""
        rest = self._assessor.dependents[fact]
        answers = {**self.answers, fact: value}
        situation = Situation(self._interview, rest.values, answers, self.today, self.situation)
        rulings = Rulings(self._interview, self._assessor.reads, situation, self._rulings, rest.rules)
        return Assessment(self._assessor, answers, self.today, situation, rulings)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason, in file order; then one for each deciding answer that is invalid."""
        return (*self._rulings.reasons(), *self._again())

    def _again(self) -> Iterator[Reason]:
        """A reason for each deciding answer that is invalid, unless a rule has a case for that."""
        for id in self.situation.open:
            fact = self._interview.facts[id]
            if id in self.situation.invalid and fact.deciding and id not in self._assessor.self_spoken:
                text = self._interview.again + fact.question
                place = self._interview.substitutions.get("place.phone", "")
                yield Reason("", "need", fact.clauses, text, text, place, open=True)

    @cached_property
    def verdict(self) -> str:
        """The verdict of highest precedence that a reason leads to."""
        reached = {self._interview.verdict_of(reason.effect) for reason in self.reasons}
        order = self._interview.verdict_order
        return next((verdict for verdict in order if verdict in reached), order[-1])

    @property
    def closed(self) -> bool:
        """Whether the person cannot apply, so that no papers are needed."""
        return self.verdict in (FINAL, LATE)

    @cached_property
    def checklist(self) -> tuple[PaperLine, ...]:
        """The papers to bring."""
        return () if self.closed else checklist(self._interview, self.situation, self.reasons)

    @cached_property
    def checklist_so_far(self) -> tuple[PaperLine, ...]:
        """The papers in the middle of the questions: what an answer to come leaves open is not called missing, and all that
        may come with it is there."""
        decided = tuple(reason for reason in self.reasons if not reason.open)
        return () if self.closed else checklist(self._assessor.with_all_items, self.situation, decided)

    @cached_property
    def route(self) -> tuple[PaperLine, ...]:
        """Where the papers go."""
        return () if self.closed else route(self._interview, self.situation)

    @cached_property
    def ask(self) -> tuple[str, ...]:
        """The facts without a valid answer that can still change the verdict."""
        return tuple(self._ask())

    @cached_property
    def ask_checklist(self) -> tuple[str, ...]:
        """The facts without a valid answer that only change the papers."""
        return () if self.closed else tuple(fact.id for fact in self._open() if not fact.deciding)

    def _open(self) -> Iterator[Fact]:
        for id in self.situation.open:
            fact = self._interview.facts[id]
            if not fact.offered:
                yield fact

    def _ask(self) -> Iterator[str]:
        if self.verdict == FINAL:
            return
        wanted = {fact.id for fact in self._open() if fact.deciding}
        wanted |= {id for reason in self.reasons for id in reason.ask_again}
        for fact in self._interview.facts.values():
            if fact.id in wanted and (self.verdict != LATE or self._in_time(fact)):
                yield fact.id

    def _in_time(self, fact: Fact) -> bool:
        """Whether some answer to this step of the proceedings would make the person not late."""
        probes = self._assessor.dependents[fact.id].probes
        return fact.progress and any(self.answered(fact.id, value).verdict != LATE for value in probes)


class Assessor:
    """Assesses answers by the interview of one pack."""

    def __init__(self, interview: Interview) -> None:
        self._given = interview
        self.interview = filled(interview)
        self.with_all_items = replace(self.interview, items=dict(_even_uncertain(self.interview)))
        """The interview with lines of the checklist that are else shown only if it is certain that they apply."""
        self.order = reading_order(interview)
        self.reads = {rule.id: self.closure(rule_facts) for rule, rule_facts in _rule_reads(interview)}
        self.self_spoken = frozenset(_self_spoken(interview))
        self.with_papers = frozenset(_with_papers(interview, self.reads))
        """The rules that rest on questions about the papers."""

    @cached_property
    def dependents(self) -> Mapping[str, Dependents]:
        """What depends on each fact."""
        return dependents(self.interview, self.order, self.reads)

    @cached_property
    def in_time(self) -> Assessor:
        """Assesses as if no deadline were over yet."""
        return Assessor(without_deadlines(self.interview, self.reads))

    @cached_property
    def about_another(self) -> Assessor:
        """Assesses by the same rules; its texts speak of `{who}`."""
        return Assessor(about_another(self._given))

    def if_in_time(self, late: Assessment) -> Assessment:
        """How the answers of somebody who is `late` would have stood before the deadlines."""
        return self.in_time.assess(not_begun(self.interview, late.answers), late.today)

    def closure(self, names: frozenset[str]) -> frozenset[str]:
        """The facts behind `names`: derived values are replaced by the facts that they are derived from."""
        facts: set[str] = set()
        for name in names:
            derived = self.interview.derived.get(name)
            facts |= {name} if derived is None else self.closure(frozenset(derived.names()))
        return frozenset(facts)

    def situation(self, answers: Mapping[str, object], today: date | None) -> Situation:
        """Convert answers to values."""
        return Situation(self.interview, self.order, answers, today)

    def rulings(self, situation: Situation) -> Rulings:
        """Apply the rules to a situation."""
        return Rulings(self.interview, self.reads, situation)

    def assess(self, answers: Mapping[str, object], today: date | None = None) -> Assessment:
        """Assess `answers`. `today` is the day of asking if they name none."""
        situation = self.situation(answers, today)
        return Assessment(self, answers, today, situation, self.rulings(situation))

    def reasons(self, answers: Mapping[str, object], today: date | None = None) -> tuple[Reason, ...]:
        """The reasons alone."""
        return self.assess(answers, today).reasons

    def verdict(self, answers: Mapping[str, object], today: date | None = None) -> str:
        """The verdict alone."""
        return self.assess(answers, today).verdict


def _even_uncertain(interview: Interview) -> Iterator[tuple[str, Item]]:
    for id, item in interview.items.items():
        yield id, replace(item, only_if_certain=False)


def _rule_reads(interview: Interview) -> Iterator[tuple[Rule, frozenset[str]]]:
    for rule in interview.rules.values():
        yield rule, frozenset(name for condition in rule.conditions() for name in condition.names())


def _with_papers(interview: Interview, reads: Mapping[str, frozenset[str]]) -> Iterator[str]:
    of_papers = {fact.id for fact in interview.facts.values() if not fact.deciding}
    return (rule for rule, facts in reads.items() if not of_papers.isdisjoint(facts))


def _self_spoken(interview: Interview) -> Iterator[str]:
    """Facts for whose invalid answers a rule has its own case."""
    for rule in interview.rules.values():
        for condition in rule.conditions():
            for node in condition.nodes():
                if node.operator == "is" and node.values == ("invalid",):
                    yield from node.facts
