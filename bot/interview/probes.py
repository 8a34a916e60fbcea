"""The answers that matter for a fact: each choice, and both sides of every bound that a rule draws."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.pack.conditions import Condition
from bot.pack.interview_model import Fact, Interview

Probe = str | bool | int


def probes(interview: Interview, fact: Fact) -> tuple[Probe, ...]:
    """Answers to `fact` among which every rule shows all that it can say of it; unknown is not among them."""
    if fact.options:
        return tuple(option.value for option in fact.options)
    if fact.type == "date":
        none = ("none",) if fact.none else ()
        return (*none, *(day.isoformat() for day in _days(interview)))
    numbers = sorted({number + step for number in _numbers(interview, fact) for step in (-1, 0, 1)})
    least, most = (fact.least or 0), (fact.most or 9999)
    return tuple(number for number in numbers if least <= number <= most) or (least,)


def conditions(interview: Interview) -> Iterator[Condition]:
    """Every node of every condition of the interview."""
    for fact in interview.facts.values():
        yield from fact.asked_when.nodes()
    for derived in interview.derived.values():
        for condition, _, _ in derived.cases:
            yield from condition.nodes()
    for rule in interview.rules.values():
        for condition in rule.conditions():
            yield from condition.nodes()
    for item in (*interview.items.values(), *interview.routes.values()):
        yield from item.when.nodes()


def _numbers(interview: Interview, fact: Fact) -> Iterator[int]:
    for node in conditions(interview):
        if node.operator == "compare" and fact.id in node.facts and node.operand is not None:
            if node.operand.number is not None:
                yield node.operand.number


def _days(interview: Interview) -> list[date]:
    """Days on both sides of every bound; where a span is counted or added, the days from which it just fits."""
    days: set[date] = {derived.day for derived in interview.derived.values() if derived.day}
    for node in conditions(interview):
        bound = node.operand.day if node.operand is not None else None
        if bound is not None:
            days.add(bound.replace(year=bound.year - node.years) if node.years else bound)
        if node.until is not None and node.until.day is not None:
            days |= {node.until.day - timedelta(days=number) for number in range(4, 8)}
    return sorted({day + timedelta(days=step) for day in days for step in (-1, 0, 1)})
