"""Proves the rules of a pack: every fact is used, every question and verdict reachable, every rule can fire, no two
rules contradict each other, none is shadowed. Rules and pairs of rules are tried over all answers that matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import permutations

from bot.interview.engine.answers import UNKNOWN_ANSWER
from bot.interview.engine.assessment import Assessor
from bot.interview.engine.rulings import Ruling
from bot.interview.proof.witness import Witnesses
from bot.interview.proof.worlds import TooManyWorldsError, World, Worlds
from bot.pack.faults import Fault, fault_of, wording
from bot.pack.interview_model import CHECK, VERDICT_OF, VERDICTS, Interview, Rule, RuleOutcome, verdicts_of
from bot.pack.layout import RULES


@dataclass
class Proof:
    """The faults found, and for each thing that can happen a set of answers in which it does."""

    faults: list[Fault] = field(default_factory=list)
    witnesses: dict[str, World] = field(default_factory=dict)


@dataclass(frozen=True)
class _Record:
    """One world of a rule and the ruling of the rule alone in it."""

    world: World
    ruling: Ruling


def prove(interview: Interview) -> Proof:
    """Prove the rules. Returns the faults, and answers that lead to each thing that can happen."""
    return _Prover(interview).run()


class _Prover:
    def __init__(self, interview: Interview) -> None:
        self.assessor = Assessor(interview)
        self.interview = self.assessor.interview
        self.worlds = Worlds(self.assessor)
        self.proof = Proof()
        self.records: dict[str, list[_Record]] = {}

    def fault(self, line: int, name: str, /, **values: object) -> None:
        self.proof.faults.append(fault_of(RULES, line, name, **values))

    def run(self) -> Proof:
        self._unused_facts()
        for rule in self.interview.rules.values():
            self._try(rule)
        witnesses = Witnesses(self.assessor, self.worlds)
        self._questions(witnesses)
        self._rules(witnesses)
        self._verdicts(witnesses)
        self._unknowns()
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
                    "unused_fact",
                    fact=fact.id,
                )

    def _try(self, rule: Rule) -> None:
        """The rulings of the rule in each of its worlds."""
        try:
            self.records[rule.id] = [
                _Record(world, self.worlds.rulings(world, [rule]).alone(rule))
                for world in self.worlds.of_rule(rule)
            ]
        except TooManyWorldsError:
            self.records[rule.id] = []
            self.fault(rule.line, "rule_too_entangled", rule=rule.id)

    def _questions(self, witnesses: Witnesses) -> None:
        for fact in self.interview.facts.values():
            world = {} if fact.offered else witnesses.opening(fact)
            if world is None:
                self.fault(fact.line, "unreachable_question", fact=fact.id)
            else:
                self.proof.witnesses[f"question {fact.id}"] = world

    def _rules(self, witnesses: Witnesses) -> None:
        """Check that each case, pass and note can occur together with all other rules."""
        for rule in self.interview.rules.values():
            for name, outcome in _spoken(rule):
                worlds = [r.world for r in self.records[rule.id] if _says(r.ruling, outcome)]
                world = witnesses.whole(worlds, rule, outcome)
                if world is None and self.records[rule.id]:
                    self.fault(
                        outcome.line,
                        "unreachable_outcome",
                        rule=rule.id,
                        part=name,
                    )
                elif world is not None:
                    self.proof.witnesses[f"rule {rule.id} {name}"] = world

    def _verdicts(self, witnesses: Witnesses) -> None:
        reached = {
            self.interview.check if one == CHECK else one
            for one in verdicts_of(self.interview.rules.values())
        }
        known = reached | self.interview.verdicts.keys()
        for verdict in (one for one in self.interview.verdict_order if one in known):
            world = witnesses.verdict(verdict)
            if world is None:
                text = self.interview.verdicts.get(verdict)
                self.fault(text.line if text else 0, "unreachable_verdict", verdict=verdict)
            else:
                self.proof.witnesses[f"verdict {verdict}"] = world

    def _unknowns(self) -> None:
        """Check that 不清楚 to a question on which a rule may refuse somebody lets nobody pass."""
        for rule in self.interview.rules.values():
            if rule.unknown is not None:
                continue
            for number, case in enumerate(rule.cases, 1):
                name = f"rule {rule.id} {wording('part_case', number=number)}"
                world = self.proof.witnesses.get(name)
                # What only asks again whether two answers can both be true is no condition.
                refuses = case.outcome.effect in VERDICT_OF and not case.outcome.ask_again
                if world is not None and refuses:
                    self._let_pass(rule, world)

    def _let_pass(self, rule: Rule, world: World) -> None:
        for id in sorted(self.assessor.reads[rule.id] & world.keys()):
            fact = self.interview.facts.get(id)
            if fact is None or fact.from_clock or world[id] == UNKNOWN_ANSWER:
                continue
            verdict = self.assessor.verdict({**world, id: UNKNOWN_ANSWER}, None)
            if verdict == VERDICTS[-1]:
                texts = self.interview.verdicts
                shown = texts[verdict].name if verdict in texts else verdict
                self.fault(rule.line, "unknown_lets_pass", rule=rule.id, fact=id, verdict=shown)
                return

    def _pair(self, first: Rule, second: Rule) -> None:
        shared = self.assessor.reads[first.id] & self.assessor.reads[second.id]
        if not shared:
            return
        if first.id < second.id:
            self._contradiction(first, second, shared)
        self._shadow(first, second)

    def _contradiction(self, first: Rule, second: Rule, shared: frozenset[str]) -> None:
        """Find two rules that are decided by the facts that they share, one to pass and the other to refuse."""
        if not ({"pass"} & _effects(first) and _REFUSALS & _effects(second)) and not (
            {"pass"} & _effects(second) and _REFUSALS & _effects(first)
        ):
            return
        for world in self.worlds.over(shared, (*first.conditions(), *second.conditions())):
            rulings = self.worlds.rulings(world, [first, second])
            effects = {_decided(rulings.alone(first)), _decided(rulings.alone(second))}
            if "pass" in effects and effects & _REFUSALS:
                self.fault(second.line, "contradiction", first=first.id, second=second.id, world=world)
                return

    def _shadow(self, rule: Rule, other: Rule) -> None:
        """Check whether `other` refuses at least as strictly wherever `rule` refuses: then `rule` changes nothing."""
        fired = [r for r in self.records[rule.id] if r.ruling.fired and _decided(r.ruling) in VERDICT_OF]
        if not fired:
            return
        for record in fired:
            ruling = self.worlds.rulings(record.world, [rule, other]).alone(other)
            if not (ruling.fired and _rank(ruling) <= _rank(record.ruling)):
                return
        self.fault(rule.line, "shadowed_rule", rule=rule.id, other=other.id)


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


def _spoken(rule: Rule) -> Iterator[tuple[str, RuleOutcome]]:
    """Everything that a rule can say once the facts are known, with its name."""
    for number, case in enumerate(rule.cases, 1):
        yield wording("part_case", number=number), case.outcome
    if rule.passed is not None:
        yield wording("part_pass"), rule.passed
    for number, note in enumerate(rule.notes, 1):
        yield wording("part_note", number=number), note.outcome


def _says(ruling: Ruling, outcome: RuleOutcome) -> bool:
    return not ruling.open and (ruling.outcome == outcome or outcome in ruling.notes)
