"""What depends on each fact: the values derived from it, the rules that read it, the answers that make a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.interview.engine.probes import Probe, all_conditions, derived_conditions, probes
from bot.pack.conditions import Condition
from bot.pack.interview_model import Interview, Rule

_LONG_AGO = "1900-01-01"


@dataclass(frozen=True)
class Dependents:
    """What to compute again after another answer to one fact: `values` in reading order, itself included, and `rules`.
    `probes` are the answers to it that conditions can tell apart."""

    values: tuple[str, ...]
    rules: frozenset[str]
    probes: tuple[Probe, ...]


def dependents(
    interview: Interview, order: tuple[str, ...], reads: Mapping[str, frozenset[str]]
) -> dict[str, Dependents]:
    """The dependents of every fact. `reads` holds the facts behind each rule."""
    found: dict[str, Dependents] = {}
    for fact in interview.facts.values():
        # Nothing that happened can be later than the day of asking, so everything depends on that day.
        values = order if fact.from_clock else tuple(_values(interview, order, fact.id))
        touched = frozenset(values)
        looking = {rule.id for rule in interview.rules.values() if touched & _looked_at(rule, reads)}
        tried = probes(fact, _telling(interview, touched))
        if fact.type == "date" and fact.past:  # a bound may lie in another answer, however early that is
            tried = (*tried, _LONG_AGO)
        found[fact.id] = Dependents(values, frozenset(_affected(interview, looking)), tried)
    return found


def _values(interview: Interview, order: tuple[str, ...], changed: str) -> Iterator[str]:
    touched = {changed}
    for id in order:
        fact = interview.facts.get(id)
        names = fact.asked_when.names() if fact else interview.derived[id].names()
        if id == changed or not touched.isdisjoint(names):
            touched.add(id)
            yield id


def _looked_at(rule: Rule, reads: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return reads[rule.id].union(*(condition.names() for condition in rule.conditions()))


def _affected(interview: Interview, looking: set[str]) -> set[str]:
    """The rules that read a changed value, and those that they suspend or soften, directly or through others."""
    affected = set(looking)
    while True:
        linked = {
            rule.id
            for rule in interview.rules.values()
            if not affected.isdisjoint((*rule.suspended_by, rule.softened_by))
        }
        if linked <= affected:
            return affected
        affected |= linked


def _telling(interview: Interview, touched: frozenset[str]) -> Iterator[Condition]:
    """The conditions that look at one of `touched`, and the days that derived values are fixed at."""
    for condition in all_conditions(interview):
        if not touched.isdisjoint(condition.names()):
            yield condition
    for derived in interview.derived.values():
        if derived.day is not None or derived.id in touched:
            yield from derived_conditions(derived)


def sources(interview: Interview, condition: Condition) -> list[str]:
    """The facts that a condition depends on: those that it names, and those from which its derived values are computed."""
    found: list[str] = []
    for name in condition.names():
        derived = interview.derived.get(name)
        found += [name] if derived is None else derived.names()
    return [name for name in dict.fromkeys(found) if name in interview.facts]
