"""Reads the conditions of rules.yaml, with a fault for each operator, fact or value that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

from bot.pack.conditions import ALWAYS, Answer, Comparison, Condition, KnowledgeOf, Operand
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
    """What conditions may speak of: the type and the values of each fact, days and numbers of the notice."""

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

    def read(self, fields: Fields, key: str) -> Condition:
        """The condition under `key`; always true where there is none."""
        node = fields.node(key)
        return ALWAYS if node is None else self._condition(node)

    def _fault(self, node: Located, wrong: str, mend: str) -> Condition:
        self._owner.fault(node.line, wrong, mend)
        return ALWAYS

    def _condition(self, node: Located) -> Condition:
        if not isinstance(node, LocatedMapping):
            return self._fault(node, "条件应是“键: 值”", "请写成 {事实: 值} 或 all/any/not")
        parts = tuple(self._part(key, value) for key, value in node.items.items())
        return parts[0] if len(parts) == 1 else Condition("all", parts)

    def _part(self, key: str, node: Located) -> Condition:
        if key in ("all", "any"):
            if not isinstance(node, Sequence) or not node.items:
                return self._fault(node, f"{key} 下应是列表", "请每项以“- ”开头")
            return Condition(key, tuple(self._condition(item) for item in node.items))
        if key == "not":
            return Condition("not", (self._condition(node),))
        if key == "sum":
            return self._sum(node)
        if key not in self._words.types:
            near = difflib.get_close_matches(key, self._words.types, 1)
            mend = f"是不是 {near[0]}？" if near else "请写事实的 id，或 all、any、not、sum"
            return self._fault(node, f"条件里有不认识的 {key}", mend)
        if isinstance(node, LocatedMapping):
            return self._test(key, node)
        return Condition("equals", facts=(key,), values=self._values(key, node))

    def _values(self, fact: str, node: Located) -> tuple[Answer, ...]:
        items = node.items if isinstance(node, Sequence) else (node,)
        return tuple(value for item in items for value in self._value(fact, item))

    def _value(self, fact: str, node: Located) -> Iterator[Answer]:
        if not isinstance(node, Scalar):
            self._fault(node, f"{fact} 的值应是一个词", "请照事实的 choices 写")
            return
        if node.text == UNKNOWN:
            yield UNKNOWN
            return
        for value in self._words.values[fact]:
            if node.text == ("true" if value is True else "false" if value is False else str(value)):
                yield value
                return
        shown = "、".join(
            "true" if v is True else "false" if v is False else str(v) for v in self._words.values[fact]
        )
        self._fault(
            node, f"{fact} 没有 {node.text} 这个值", f"只能是：{shown or '（用 below、before 等比较）'}"
        )

    def _sum(self, node: Located) -> Condition:
        fields = Fields(self._owner.file, node, self._owner.faults, "sum ")
        facts = fields.texts("of")
        for fact in facts:
            if self._words.types.get(fact) not in ("number", "year"):
                fields.fault(fields.line_of("of"), f"sum 里的 {fact} 不是数", "请写数值事实的 id")
        fields.only({"of", *COMPARISONS})
        return Condition("all", tuple(self._compared(fields, Condition("compare", facts=facts), COMPARISONS)))

    def _test(self, fact: str, node: LocatedMapping) -> Condition:
        fields = Fields(self._owner.file, node, self._owner.faults, f"{fact} 的条件")
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
            fields.fault(fields.line, f"{fact} 的条件没有比较", f"可用：{'、'.join(_OPERATORS)}")
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
        """One comparison for each operator that is written; dates are moved or counted as `left` says."""
        type = self._words.types.get(left.facts[0], "") if left.facts else ""
        counted = type in ("number", "year") or (type == "date" and left.until is not None)
        for comparison in comparisons:
            if comparison not in fields:
                continue
            by_date = comparison in _DATES
            if not (type == "date" if by_date else counted):
                mend = "日期用 before、after，数用 below、at_least"
                fields.fault(fields.line_of(comparison), f"{fields.where}不能用 {comparison}", mend)
            operand = self._operand(fields, comparison, "date" if by_date else "number")
            plain = replace(left, until=None) if by_date else left
            yield replace(plain, comparison=comparison, operand=operand)

    def _operand(self, fields: Fields, key: str, kind: str) -> Operand:
        """`date.personal`, `value.ce_total`, a fact, a quoted day, or a number."""
        text = fields.text(key)
        prefix, _, id = text.partition(".")
        if prefix == "date" and id in self._words.milestones:
            found, operand = "date", Operand(day=self._words.milestones[id].day)
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
            mend = "请写 date.personal、value.ce_total 这样的名字、事实的 id、数字或带引号的日期"
            fields.fault(fields.line_of(key), f"{fields.where}的 {key} 不能是 {text}", mend)
        return operand


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
