"""Finds whole sets of answers in which something happens: a question is asked, a rule speaks, a verdict comes out."""

from __future__ import annotations

from functools import cached_property

from bot.interview.engine.answers import UNKNOWN_ANSWER
from bot.interview.engine.assessment import Assessor
from bot.interview.engine.probes import Probe, all_conditions, probes
from bot.interview.proof.worlds import World, Worlds
from bot.pack.interview_model import Fact, Rule, RuleOutcome

_TRIES = 400
_WEIGHT = {"block": 1000, "late": 1000, "need": 10, "check": 1}


class Witnesses:
    """Searches the worlds of one interview."""

    def __init__(self, assessor: Assessor, worlds: Worlds) -> None:
        self._assessor = assessor
        self._worlds = worlds
        self._found: dict[str, World] = {}
        self._conditions = tuple(all_conditions(assessor.interview))

    @cached_property
    def best(self) -> World:
        """The answers that come closest to the best verdict, on whichever day of a deadline they do."""
        starts = (self._descend(day) for day in self._days())
        best = min(starts, key=self._hindrance)
        self._note(best)
        return best

    def _days(self) -> tuple[World, ...]:
        """The days of asking on which a rule draws its line."""
        clocks = [fact.id for fact in self._assessor.interview.facts.values() if fact.from_clock]
        days = {
            (node.facts[0], node.operand.day.isoformat())
            for condition in self._conditions
            for node in condition.nodes()
            if node.facts and node.facts[0] in clocks and node.operand and node.operand.day
        }
        return tuple({id: day} for id, day in sorted(days)) or ({},)

    def _descend(self, world: World) -> World:
        """Each open question in turn takes the answer that hinders least."""
        for id in self._assessor.order:
            if id in self._assessor.situation(world, None).open:
                choices = probes(self._assessor.interview.facts[id], self._conditions)
                world = {**world, id: self._easiest(world, id, choices)}
        return world

    def _easiest(self, world: World, id: str, choices: tuple[Probe, ...]) -> Probe:
        return min(choices, key=lambda value: self._hindrance({**world, id: value}))

    def _hindrance(self, world: World) -> int:
        reasons = self._assessor.reasons(world, None)
        return sum(10 * _WEIGHT.get(reason.effect, 0) - reason.open for reason in reasons)

    def _note(self, world: World) -> None:
        self._found.setdefault(self._assessor.verdict(world, None), world)

    def opening(self, fact: Fact) -> World | None:
        """Answers to which the question of `fact` comes up."""
        interview = self._assessor.interview
        names = self._worlds.needed(frozenset([fact.id])) & frozenset(interview.facts)
        conditions = [interview.facts[name].asked_when for name in names]
        for world in self._worlds.over(names - {fact.id}, conditions):
            if fact.id in self._assessor.situation(world, None).open:
                return world
        return None

    def whole(self, worlds: list[World], rule: Rule, outcome: RuleOutcome) -> World | None:
        """One of `worlds` filled up to a whole applicant, in which `rule` still says `outcome`."""
        for world in worlds[:_TRIES]:
            # Rules that suspend this one read other facts; if those are not given, they say nothing themselves.
            for filled in ({**self._harmless(world), **world}, world):
                if self._speaks(filled, rule, outcome):
                    self._note(filled)
                    return filled
        return None

    def _harmless(self, world: World) -> World:
        """`world`, filled up with the best answers to the questions that its own answers leave open."""
        filled = {**self.best, **world}
        while True:
            asked = self._assessor.situation(filled, None).asked
            kept = {id: value for id, value in filled.items() if id in world or id in asked}
            if len(kept) == len(filled):
                return kept
            filled = kept

    def _speaks(self, world: World, rule: Rule, outcome: RuleOutcome) -> bool:
        texts = {(r.rule, r.plain) for r in self._assessor.reasons(world, None)}
        return (rule.id, outcome.text) in texts

    def verdict(self, verdict: str) -> World | None:
        """Answers that end in `verdict`: among those found so far with the best ones, or the best with one 不清楚."""
        best = self.best
        if verdict not in self._found:
            for id in self._assessor.situation(best, None).asked:
                self._note({**best, id: UNKNOWN_ANSWER})
        return self._found.get(verdict)
