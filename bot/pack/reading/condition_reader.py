"""Reads the conditions of rules.yaml, with a fault for each unknown operator, fact or value."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

from bot.pack.conditions import ALWAYS, Answer, Comparison, Condition, KnowledgeOf, Operand
from bot.pack.faults import listed, wording
from bot.pack.model import Milestone
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Located, Scalar, Sequence
from bot.pack.reading.located import Mapping as LocatedMapping

UNKNOWN = "unknown"
COMPARISONS = get_args(Comparison)
_DATES = ("before", "on_or_before", "after", "on_or_after")
_STATES = get_args(KnowledgeOf)
_MODIFIERS = ("plus_years", "plus_months", "working_days_until", "first_day")
_OPERATORS = ("is", "is_not", "is_other_than", "said", *COMPARISONS, *_MODIFIERS)


@dataclass
class Vocabulary:
    """What conditions may refer to: the facts with their types and values, days and numbers of the notice."""

    types: dict[str, str]
    values: dict[str, tuple[Answer, ...]]
    milestones: Mapping[str, Milestone]
    numbers: Mapping[str, int]
    operands: list[str] = field(default_factory=list)


class ConditionReader:
    """Reads conditions of one file against one vocabulary."""

    def __init__(self, owner: Fields, words: Vocabulary) -> None:
        self._owner = owner
        self._words = words
        self.milestones = words.milestones

    def read(self, fields: Fields, key: str) -> Condition:
        """The condition under `key`; always true if there is none."""
        node = fields.node(key)
        return ALWAYS if node is None else self._condition(node)

    def _fault(self, node: Located, name: str, /, **values: object) -> Condition:
        self._owner.fault(node.line, name, **values)
        return ALWAYS

    def _condition(self, node: Located) -> Condition:
        if not isinstance(node, LocatedMapping):
            return self._fault(node, "condition_not_a_mapping")
        parts = tuple(self._part(key, value) for key, value in node.items.items())
        return parts[0] if len(parts) == 1 else Condition("all", parts)

    def _part(self, key: str, node: Located) -> Condition:
        if key in ("all", "any"):
            if not isinstance(node, Sequence) or not node.items:
                return self._fault(node, "condition_not_a_list", key=key)
            return Condition(key, tuple(self._condition(item) for item in node.items))
        if key == "not":
            return Condition("not", (self._condition(node),))
        if key == "sum":
            return self._sum(node)
        if key not in self._words.types:
            near = difflib.get_close_matches(key, self._words.types, 1)
            if near:
                return self._fault(node, "unknown_in_condition_near", key=key, near=near[0])
            return self._fault(node, "unknown_in_condition", key=key)
        if isinstance(node, LocatedMapping):
            return self._test(key, node)
        return Condition("equals", facts=(key,), values=self._values(key, node))

    def _values(self, fact: str, node: Located) -> tuple[Answer, ...]:
        items = node.items if isinstance(node, Sequence) else (node,)
        return tuple(value for item in items for value in self._value(fact, item))

    def _value(self, fact: str, node: Located) -> Iterator[Answer]:
        if not isinstance(node, Scalar):
            self._fault(node, "value_not_a_word", fact=fact)
            return
        if node.text == UNKNOWN:
            yield UNKNOWN
            return
        for value in self._words.values[fact]:
            if node.text == ("true" if value is True else "false" if value is False else str(value)):
                yield value
                return
        shown = listed(
            "true" if v is True else "false" if v is False else str(v) for v in self._words.values[fact]
        )
        name = "unknown_value" if shown else "unknown_value_of_none"
        self._fault(node, name, fact=fact, value=node.text, known=shown)

    def _sum(self, node: Located) -> Condition:
        fields = Fields(self._owner.file, node, self._owner.faults, wording("where_sum"))
        facts = fields.texts("of")
        for fact in facts:
            if self._words.types.get(fact) not in ("number", "year"):
                fields.fault(fields.line_of("of"), "sum_of_no_number", fact=fact)
        fields.only({"of", *COMPARISONS})
        return Condition("all", tuple(self._compared(fields, Condition("compare", facts=facts), COMPARISONS)))

    def _test(self, fact: str, node: LocatedMapping) -> Condition:
        fields = Fields(self._owner.file, node, self._owner.faults, wording("where_condition", fact=fact))
        fields.only(set(_OPERATORS))
        parts: list[Condition] = []
        if "is" in fields:
            state = fields.choice("is", _STATES, "known")
            parts.append(Condition("is", facts=(fact,), values=(state,)))
        for key in ("is_not", "said"):
            if key in fields:
                parts.append(Condition(key, facts=(fact,), values=self._values(fact, node.items[key])))
        parts += self._compared(fields, self._left(fact, fields), COMPARISONS)
        if "is_other_than" in fields:
            bound = self._operand(fields, "is_other_than", "number")
            either = [
                Condition("compare", facts=(fact,), comparison=c, operand=bound) for c in ("below", "above")
            ]
            parts.append(Condition("any", tuple(either)))
        if not parts:
            fields.fault(fields.line, "nothing_compared", fact=fact, known=listed(_OPERATORS))
        return parts[0] if len(parts) == 1 else Condition("all", tuple(parts))

    def _left(self, fact: str, fields: Fields) -> Condition:
        until = None
        if "working_days_until" in fields:
            until = self._operand(fields, "working_days_until", "date")
        return Condition(
            "compare",
            facts=(fact,),
            years=self._count(fields, "plus_years"),
            months=self._count(fields, "plus_months"),
            until=until,
            first_day_counts=fields.choice("first_day", ("counted", "not_counted"), "counted") == "counted",
        )

    def _count(self, fields: Fields, key: str) -> int:
        if key not in fields:
            return 0
        text = fields.text(key)
        if text.isdecimal():
            return int(text)
        operand = self._operand(fields, key, "number")
        return operand.number or 0

    def _compared(self, fields: Fields, left: Condition, comparisons: tuple[str, ...]) -> Iterator[Condition]:
        """One comparison for each operator; dates are moved or counted as `left` says."""
        type = self._words.types.get(left.facts[0], "") if left.facts else ""
        counted = type in ("number", "year") or (type == "date" and left.until is not None)
        for comparison in comparisons:
            if comparison not in fields:
                continue
            by_date = comparison in _DATES
            if not (type == "date" if by_date else counted):
                fields.fault(
                    fields.line_of(comparison),
                    "comparison_does_not_fit",
                    where=fields.where,
                    comparison=comparison,
                )
            operand = self._operand(fields, comparison, "date" if by_date else "number")
            plain = replace(left, until=None) if by_date else left
            yield replace(plain, comparison=comparison, operand=operand)

    def _operand(self, fields: Fields, key: str, kind: str) -> Operand:
        """`date.personal`, `value.ce_total`, a fact, a quoted day, or a number."""
        text = fields.text(key)
        prefix, _, id = text.partition(".")
        if prefix == "date" and id in self._words.milestones:
            found, operand = "date", Operand(day=self._words.milestones[id].day, milestone=id)
        elif text in self._words.numbers:
            found, operand = "number", Operand(number=self._words.numbers[text])
        elif text in self._words.types:
            self._words.operands.append(text)
            number = self._words.types[text] in ("number", "year")
            found, operand = "number" if number else self._words.types[text], Operand(fact=text)
        elif text.isdecimal():
            found, operand = "number", Operand(number=int(text))
        else:
            found, operand = "date", Operand(day=_day(text))
        if found != kind or operand == Operand():
            fields.fault(fields.line_of(key), "operand_does_not_fit", where=fields.where, key=key, text=text)
        return operand


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
