"""Proves the rules of a pack: every fact is used, every question and verdict reachable, every rule can fire, no two
rules contradict each other, none is shadowed. Rules and pairs of rules are tried over all answers that matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import permutations

from bot.interview.engine.assessment import Assessor
from bot.interview.engine.rulings import Ruling
from bot.interview.proof.witness import Witnesses
from bot.interview.proof.worlds import TooEntangledError, World, Worlds
from bot.pack.faults import Fault
from bot.pack.interview_model import VERDICT_OF, VERDICTS, Interview, Outcome, Rule
from bot.pack.layout import RULES


@dataclass
class Proof:
    """The faults found, and for each thing that can happen a set of answers in which it does."""

    faults: list[Fault] = field(default_factory=list)
    witnesses: dict[str, World] = field(default_factory=dict)


@dataclass(frozen=True)
class _Record:
    """One world of a rule and what the rule, alone, makes of it."""

    world: World
    ruling: Ruling


def prove(interview: Interview) -> Proof:
    """Everything that can be said of the rules without an applicant."""
    return _Prover(interview).run()


class _Prover:
    def __init__(self, interview: Interview) -> None:
        self.assessor = Assessor(interview)
        self.interview = self.assessor.interview
        self.worlds = Worlds(self.assessor)
        self.proof = Proof()
        self.records: dict[str, list[_Record]] = {}

    def fault(self, line: int, wrong: str, mend: str) -> None:
        self.proof.faults.append(Fault(RULES, line, wrong, mend))

    def run(self) -> Proof:
        self._unused_facts()
        for rule in self.interview.rules.values():
            self._try(rule)
        witnesses = Witnesses(self.assessor, self.worlds)
        self._questions(witnesses)
        self._rules(witnesses)
        self._verdicts(witnesses)
        for first, second in permutations(self.interview.rules.values(), 2):
            if not _linked(first, second):
                self._pair(first, second)
        return self.proof

    def _unused_facts(self) -> None:
        read = {name for rule in self.interview.rules.values() for name in self.assessor.reads[rule.id]}
        gates = [fact.asked_when for fact in self.interview.facts.values()]
        items = [item.when for item in (*self.interview.items.values(), *self.interview.routes.values())]
        for condition in (*gates, *items):
            read |= self.assessor.closure(frozenset(condition.names()))
        for fact in self.interview.facts.values():
            if fact.id not in read:
                self.fault(
                    fact.line,
                    f"事实 {fact.id} 没有任何规则、清单或路径用到",
                    "请删去这一问，或补上用它的规则",
                )

    def _try(self, rule: Rule) -> None:
        """What the rule makes of every world of its own."""
        try:
            self.records[rule.id] = [
                _Record(world, self.worlds.rulings(world, [rule]).alone(rule))
                for world in self.worlds.of_rule(rule)
            ]
        except TooEntangledError:
            self.records[rule.id] = []
            self.fault(rule.line, f"规则 {rule.id} 一次用到的事实太多，验证不完", "请拆成几条规则")

    def _questions(self, witnesses: Witnesses) -> None:
        for fact in self.interview.facts.values():
            world = {} if fact.offered else witnesses.opening(fact)
            if world is None:
                self.fault(fact.line, f"问题 {fact.id} 永远问不到", "请改 asked_when")
            else:
                self.proof.witnesses[f"question {fact.id}"] = world

    def _rules(self, witnesses: Witnesses) -> None:
        """Each case, each pass and each note must come about in the whole, other rules included."""
        for rule in self.interview.rules.values():
            for name, outcome in _spoken(rule):
                worlds = [r.world for r in self.records[rule.id] if _says(r.ruling, outcome)]
                world = witnesses.whole(worlds, rule, outcome)
                if world is None and self.records[rule.id]:
                    self.fault(
                        outcome.line,
                        f"规则 {rule.id} 的{name}永远不会成立",
                        "请查条件，或查有没有被前面的情形盖住",
                    )
                elif world is not None:
                    self.proof.witnesses[f"rule {rule.id} {name}"] = world

    def _verdicts(self, witnesses: Witnesses) -> None:
        for verdict in VERDICTS:
            world = witnesses.verdict(verdict)
            if world is None:
                self.fault(0, f"结论 {verdict} 永远得不到", "请查规则的条件是不是太严，或前后矛盾")
            else:
                self.proof.witnesses[f"verdict {verdict}"] = world

    def _pair(self, first: Rule, second: Rule) -> None:
        shared = self.assessor.reads[first.id] & self.assessor.reads[second.id]
        if not shared:
            return
        if first.id < second.id:
            self._contradiction(first, second, shared)
        self._shadow(first, second)

    def _contradiction(self, first: Rule, second: Rule, shared: frozenset[str]) -> None:
        """Both are decided by the facts that they share alone, one to pass and the other to refuse."""
        if not ({"pass"} & _effects(first) and _REFUSALS & _effects(second)) and not (
            {"pass"} & _effects(second) and _REFUSALS & _effects(first)
        ):
            return
        for world in self.worlds.over(shared, (*first.conditions(), *second.conditions())):
            rulings = self.worlds.rulings(world, [first, second])
            effects = {_decided(rulings.alone(first)), _decided(rulings.alone(second))}
            if "pass" in effects and effects & _REFUSALS:
                wrong = f"规则 {first.id} 和 {second.id} 对同样的回答一个说通过、一个说不行：{world}"
                self.fault(second.line, wrong, "请改其中一条的条件，或写 suspended_by")
                return

    def _shadow(self, rule: Rule, other: Rule) -> None:
        """Wherever `rule` refuses, `other` refuses at least as strictly: then `rule` changes nothing."""
        fired = [r for r in self.records[rule.id] if r.ruling.fired and _decided(r.ruling) in VERDICT_OF]
        if not fired:
            return
        for record in fired:
            ruling = self.worlds.rulings(record.world, [rule, other]).alone(other)
            if not (ruling.fired and _rank(ruling) <= _rank(record.ruling)):
                return
        wrong = f"规则 {rule.id} 被 {other.id} 盖住：它成立时 {other.id} 也总成立，而且不更轻"
        self.fault(rule.line, wrong, "请删去一条，或改条件")


_REFUSALS = frozenset(["block", "late", "need"])


def _linked(first: Rule, second: Rule) -> bool:
    """Whether one is written to suspend or soften the other."""
    return (
        first.id in (*second.suspended_by, second.softened_by)
        or second.id in (*first.suspended_by, first.softened_by)
    )  # fmt: skip


def _effects(rule: Rule) -> set[str]:
    own = {case.outcome.effect for case in rule.cases}
    return {*own, "pass"} if rule.passed else set(own)


def _decided(ruling: Ruling) -> str:
    return ruling.outcome.effect if ruling.outcome is not None and not ruling.open else ""


def _rank(ruling: Ruling) -> int:
    return VERDICTS.index(VERDICT_OF.get(_decided(ruling), VERDICTS[-1]))


def _spoken(rule: Rule) -> Iterator[tuple[str, Outcome]]:
    """Everything that a rule can say once the facts are known, with its name."""
    for number, case in enumerate(rule.cases, 1):
        yield f"情形{number}", case.outcome
    if rule.passed is not None:
        yield "通过", rule.passed
    for number, note in enumerate(rule.notes, 1):
        yield f"提醒{number}", note.outcome


def _says(ruling: Ruling, outcome: Outcome) -> bool:
    return not ruling.open and (ruling.outcome == outcome or outcome in ruling.notes)
