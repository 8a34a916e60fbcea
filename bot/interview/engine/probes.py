"""The answers to a fact that make a difference: each choice, and both sides of every bound in a condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.pack.conditions import Condition, Operand
from bot.pack.interview_model import Derived, Fact, Interview

Probe = str | bool | int
_WORKING_WEEK = 5


def probes(fact: Fact, conditions: Iterable[Condition]) -> tuple[Probe, ...]:
    """Answers to `fact` that lead to every result that `conditions` can have for it; unknown is not among them."""
    if fact.options:
        return tuple(option.value for option in fact.options)
    nodes = [node for condition in conditions for node in condition.nodes()]
    if fact.type == "date":
        none = ("none",) if fact.none else ()
        return (*none, *(day.isoformat() for day in _days(nodes)))
    numbers = sorted({number + step for number in _numbers(nodes, fact) for step in (-1, 0, 1)})
    least, most = (fact.least or 0), (fact.most or 9999)
    fitting = tuple(number for number in numbers if least <= number <= most) or (least,)
    refused = any(node.values == ("invalid",) and fact.id in node.facts for node in nodes)
    return (*fitting, least - 1) if refused else fitting


def all_conditions(interview: Interview) -> Iterator[Condition]:
    """Every condition of the interview."""
    yield from (fact.asked_when for fact in interview.facts.values())
    for derived in interview.derived.values():
        yield from derived_conditions(derived)
    for rule in interview.rules.values():
        yield from rule.conditions()
    yield from (item.when for item in (*interview.items.values(), *interview.routes.values()))


def derived_conditions(derived: Derived) -> Iterator[Condition]:
    """The conditions of a derived value; a fixed day counts as one that compares with it."""
    yield from (condition for condition, _, _ in derived.cases)
    if derived.day is not None:
        yield Condition("compare", operand=Operand(day=derived.day))


def _numbers(nodes: list[Condition], fact: Fact) -> Iterator[int]:
    for node in nodes:
        bound = node.operand.number if node.operand is not None else None
        if bound is not None and fact.id in node.facts:
            yield bound


def _spans(node: Condition) -> range:
    """How many days may hold the working days that a condition counts: those, and the ends of weeks between them."""
    count = (node.operand.number if node.operand is not None else None) or _WORKING_WEEK
    return range(count - 1, count + 2 * ((count - 1) // _WORKING_WEEK) + 3)


def _days(nodes: list[Condition]) -> list[date]:
    """Days on both sides of every bound; if days are counted, those from which the span just fits."""
    days: set[date] = set()
    for node in nodes:
        bound = node.operand.day if node.operand is not None else None
        if bound is not None:
            days.add(bound.replace(year=bound.year - node.years))
        if node.until is not None and node.until.day is not None:
            days |= {node.until.day - timedelta(days=number) for number in _spans(node)}
    # Bounds that are moved by months are only known relative to others.
    moved = {node.months for node in nodes if node.months}
    days |= {day + timedelta(days=30 * months) for day in days for months in moved}
    return sorted({day + timedelta(days=step) for day in days for step in (-1, 0, 1)})
