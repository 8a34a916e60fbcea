"""Possible sets of answers, for the proofs: every combination of the answers that matter to some facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from math import prod

from bot.interview.engine.assessment import Assessor
from bot.interview.engine.probes import Probe, derived_conditions, probes
from bot.interview.engine.rulings import Rulings
from bot.interview.engine.situation import Situation
from bot.pack.conditions import Condition
from bot.pack.interview_model import Rule

World = dict[str, Probe]
MOST = 60_000
"""Combinations beyond which a rule is too entangled to be proved."""


class TooManyWorldsError(Exception):
    """A rule reads too many facts for every combination to be tried."""


class Worlds:
    """Worlds for the interview of one pack."""

    def __init__(self, assessor: Assessor) -> None:
        self.assessor = assessor
        self._interview = assessor.interview
        self._needed: dict[frozenset[str], frozenset[str]] = {}

    def over(self, facts: Iterable[str], conditions: Iterable[Condition]) -> Iterator[World]:
        """Every combination of answers to `facts` that `conditions` can tell apart, no answer too if they ask what
        was said.

        Raises TooManyWorldsError if there are too many to try.
        """
        names = sorted(facts)
        told = [*conditions, *self._behind(names)]
        said = {node.facts[0] for condition in told for node in condition.nodes() if node.operator == "said"}
        choices: list[tuple[Probe | None, ...]] = [
            (*probes(self._interview.facts[name], told), *((None,) if name in said else ())) for name in names
        ]
        if prod(map(len, choices)) > MOST:
            raise TooManyWorldsError
        for values in product(*choices):
            yield {name: value for name, value in zip(names, values, strict=True) if value is not None}

    def _behind(self, names: list[str]) -> Iterator[Condition]:
        """The conditions of derived values that rest on one of the facts."""
        for derived in self._interview.derived.values():
            if derived.day is not None or set(derived.names()) & set(names):
                yield from derived_conditions(derived)

    def of_rule(self, rule: Rule) -> Iterator[World]:
        """Every combination of answers to the facts that a rule reads."""
        return self.over(self.assessor.reads[rule.id], rule.conditions())

    def rulings(self, world: World, rules: Iterable[Rule]) -> Rulings:
        """The rulings on a world in which only what `rules` read has a value."""
        names = frozenset(
            name for rule in rules for condition in rule.conditions() for name in condition.names()
        )
        needed = self.needed(names)
        order = tuple(id for id in self.assessor.order if id in needed)
        return self.assessor.rulings(Situation(self._interview, order, world, None))

    def needed(self, names: frozenset[str]) -> frozenset[str]:
        """`names`, the questions that open them, and the derived values among all these."""
        if names not in self._needed:
            self._needed[names] = self._follow(names)
        return self._needed[names]

    def _follow(self, names: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            id = waiting.pop()
            if id in found:
                continue
            found.add(id)
            fact = self._interview.facts.get(id)
            waiting += fact.asked_when.names() if fact else self._interview.derived[id].names()
        return frozenset(found)
