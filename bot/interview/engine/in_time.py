"""An interview as it would be for somebody who comes before the deadlines: what the other rules come to, for the next time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.pack.interview_model import Interview, Rule


def without_deadlines(interview: Interview, reads: Mapping[str, frozenset[str]]) -> Interview:
    """`interview` without the rules that decide who is late, and those that look at nothing but the proceedings and the day.

    `reads` are the facts behind each rule.
    """
    proceedings = {fact.id for fact in interview.facts.values() if fact.progress or fact.from_clock}
    kept = {
        rule.id: rule
        for rule in interview.rules.values()
        if "late" not in set(_effects(rule)) and not (reads[rule.id] and reads[rule.id] <= proceedings)
    }
    return replace(interview, rules={id: _unbound(rule, kept) for id, rule in kept.items()})


def not_begun(interview: Interview, answers: Mapping[str, object]) -> dict[str, object]:
    """`answers` as they were before anything was handed in."""
    steps = {fact.id for fact in interview.facts.values() if fact.progress}
    rest = {id: value for id, value in answers.items() if id not in steps}
    first = (id for id in steps if interview.facts[id].type == "yes_no")
    return {**dict.fromkeys(first, False), **rest}


def _effects(rule: Rule) -> Iterator[str]:
    for case in (*rule.cases, *rule.notes):
        yield case.outcome.effect


def _unbound(rule: Rule, kept: Mapping[str, Rule]) -> Rule:
    """`rule` without what it says of rules that are gone."""
    return replace(
        rule,
        suspended_by=tuple(id for id in rule.suspended_by if id in kept),
        softened_by=rule.softened_by if rule.softened_by in kept else "",
    )
