"""How much of each number the rules ask for: what somebody reckons from who says 超了6个 or 缺一年."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.messages import message
from bot.pack.conditions import Condition
from bot.pack.interview_model import Interview


def full_amounts(interview: Interview) -> dict[str, int]:
    """By fact the number from which nothing is missing, as the gaps that the rules tell say; none if they differ."""
    found: dict[str, set[int]] = {}
    for fact, number in _asked_for(interview):
        found.setdefault(fact, set()).add(number)
    return {fact: numbers.pop() for fact, numbers in found.items() if len(numbers) == 1}


def reckoned(interview: Interview, facts: Iterable[str], values: Mapping[str, object]) -> str:
    """What is missing of each of these facts, by the values that somebody told; empty if there are none to reckon with."""
    full = full_amounts(interview)
    rows: list[str] = []
    for id in filter(full.__contains__, facts):
        most, value = full[id], values.get(id)
        if isinstance(value, int):
            key = "interview_gap" if value < most else "interview_no_gap"
            rows.append(
                message(key, name=interview.facts[id].name, full=most, value=value, missing=most - value)
            )
        else:
            rows.append(message("interview_gap_open", name=interview.facts[id].name, full=most))
    rows += _sums(interview, full, values)
    return message("interview_all_gaps", rows=message("between_sentences").join(rows)) if rows else ""


def _sums(interview: Interview, full: Mapping[str, int], values: Mapping[str, object]) -> Iterator[str]:
    """What is missing of each whole that was not told while all its parts were: 必修62，选修20."""
    for fact in interview.facts.values():
        told = [value for part in fact.parts if isinstance(value := values.get(part), int)]
        if len(told) < 2 or len(told) != len(fact.parts) or fact.id in values or fact.id not in full:
            continue
        names = message("between_words").join(interview.facts[part].name for part in fact.parts)
        missing = full[fact.id] - sum(told)
        yield message(
            "interview_parts_short" if missing > 0 else "interview_parts_enough",
            names=names, name=fact.name, full=full[fact.id], value=sum(told), missing=missing,
        )  # fmt: skip


def _asked_for(interview: Interview) -> Iterator[tuple[str, int]]:
    for rule in interview.rules.values():
        cases = [case.outcome for case in (*rule.cases, *rule.notes)]
        for outcome in (*cases, *filter(None, (rule.passed, rule.unknown))):
            for gap in outcome.gaps:
                number = _bound(gap.condition)
                if number is not None:
                    yield gap.condition.facts[0], number


def _bound(condition: Condition) -> int | None:
    """The number below which a condition says that one fact alone lies."""
    operand = condition.operand
    alone = condition.operator == "compare" and len(condition.facts) == 1 and condition.until is None
    return operand.number if alone and condition.comparison == "below" and operand is not None else None
