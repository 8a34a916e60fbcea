"""Reads the rules, the checklist and the routes of rules.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from bot.pack.conditions import Condition
from bot.pack.interview_model import Case, Effect, Fact, Interview, Item, Outcome, Rule
from bot.pack.reading.condition_reader import ConditionReader
from bot.pack.reading.fields import Fields

EFFECTS = get_args(Effect)
MARKS = ("missing", "have", "maybe")
_RULE_KEYS = {"id", "name", "clauses", "when", "cases", "pass", "unknown", "notes", "item"}
_RULE_KEYS |= {"suspended_by", "softened_by"}
_CASE_KEYS = {"if", "unless", "effect", "text", "todo", "where", "ask_again"}
_ITEM_KEYS = {"id", "clauses", "text", "where", "obtain", "when", "only_if_certain", "keep"}


class RuleReader:
    """Reads what is decided, once the facts are known."""

    def __init__(
        self,
        top: Fields,
        conditions: ConditionReader,
        facts: Mapping[str, Fact],
        places: Mapping[str, str],
    ) -> None:
        self._top = top
        self._conditions = conditions
        self._facts = facts
        self._places = places
        self._list = top.fields("checklist")

    def rules(self) -> dict[str, Rule]:
        """The rules by id, in file order."""
        rules: dict[str, Rule] = {}
        for fields in self._top.each("rules", "规则"):
            id = fields.text("id")
            fields.where = f"规则 {id} "
            fields.only(_RULE_KEYS)
            if id in rules:
                fields.fault(fields.line, f"规则 {id} 重复", f"第 {rules[id].line} 行已有")
            rules[id] = self._rule(id, fields)
        return rules

    def _rule(self, id: str, fields: Fields) -> Rule:
        unknown = fields.fields("unknown", required=False)
        item = fields.text("item", "")
        passed = (
            Outcome("pass", fields.text("pass"), line=fields.line_of("pass")) if "pass" in fields else None
        )
        rule = Rule(
            id=id,
            name=fields.text("name"),
            clauses=fields.texts("clauses"),
            when=self._conditions.read(fields, "when"),
            cases=tuple(self._case(case, item, "") for case in fields.each("cases", f"规则 {id} 的情形")),
            passed=passed,
            unknown=self._outcome(unknown, item, "need") if unknown else None,
            known=self._conditions.read(unknown, "unless") if unknown and "unless" in unknown else None,
            notes=tuple(self._case(note, item, "warn") for note in fields.each("notes", f"规则 {id} 的提醒")),
            item=item,
            suspended_by=fields.texts("suspended_by", ()),
            softened_by=fields.text("softened_by", ""),
            line=fields.line,
        )
        if not (rule.cases or rule.unknown or rule.notes):
            fields.fault(fields.line, f"规则 {id} 什么也没说", "请写 cases、unknown 或 notes")
        return rule

    def _case(self, fields: Fields, item: str, effect: str) -> Case:
        if "if" not in fields:
            fields.fault(fields.line, f"{fields.where}缺 if", "请写 if: 条件")
        return Case(self._conditions.read(fields, "if"), self._outcome(fields, item, effect))

    def _outcome(self, fields: Fields, item: str, effect: str) -> Outcome:
        fields.only(_CASE_KEYS)
        chosen = (
            fields.choice("effect", EFFECTS, effect) if effect else fields.choice("effect", EFFECTS, "warn")
        )
        if not effect and "effect" not in fields:
            fields.fault(fields.line, f"{fields.where}缺 effect", f"只能是：{'、'.join(EFFECTS)}")
        todo, place = fields.text("todo", ""), fields.text("where", "")
        if place and place not in self._places:
            mend = f"places 里有：{'、'.join(self._places)}"
            fields.fault(fields.line_of("where"), f"{fields.where}的 where 没有 {place}", mend)
        again = fields.texts("ask_again", ())
        for fact in again:
            if fact not in self._facts:
                fields.fault(fields.line_of("ask_again"), f"ask_again 里没有事实 {fact}", "请写事实的 id")
        if chosen in ("need", "check") and not todo and not item:
            fields.fault(
                fields.line, f"{fields.where}要人做事却没有清单行", "请写 todo 和 where，或给规则写 item"
            )
        text = self._places.get(place, "")
        return Outcome(cast("Effect", chosen), fields.text("text"), todo, text, again, fields.line)

    def items(self) -> dict[str, Item]:
        """The lines of the checklist by id."""
        return self._items(self._list, "items", "清单") if self._list else {}

    def routes(self) -> dict[str, Item]:
        """The lines of the route by id."""
        return self._items(self._top, "routes", "路径")

    def shrinks_when(self) -> Condition | None:
        """When the checklist holds only what is still to be done."""
        if self._list is None or "shrinks_when" not in self._list:
            return None
        self._list.only({"shrinks_when", "items", "marks"})
        return self._conditions.read(self._list, "shrinks_when")

    def marks(self) -> dict[str, str]:
        """How lines of the checklist are marked."""
        section = self._list.fields("marks") if self._list else None
        return {mark: section.text(mark) for mark in MARKS} if section else {}

    def _items(self, section: Fields, key: str, what: str) -> dict[str, Item]:
        items: dict[str, Item] = {}
        for fields in section.each(key, what):
            id = fields.text("id")
            fields.where = f"{what} {id} "
            fields.only(_ITEM_KEYS)
            if id in items:
                fields.fault(fields.line, f"{what} {id} 重复", f"第 {items[id].line} 行已有")
            items[id] = Item(
                id=id,
                clauses=fields.texts("clauses"),
                text=fields.text("text"),
                where=fields.text("where", "" if what == "路径" else None),
                obtain=fields.text("obtain", "" if what == "路径" else None),
                when=self._conditions.read(fields, "when"),
                only_if_certain=fields.choice("only_if_certain", ("true", "false"), "false") == "true",
                keep=fields.choice("keep", ("true", "false"), "false") == "true",
                line=fields.line,
            )
        return items

    def check_references(self, interview: Interview) -> None:
        """Rules that name another rule or a line of the checklist must name one that exists."""
        for rule in interview.rules.values():
            others = (*rule.suspended_by, *([rule.softened_by] if rule.softened_by else []))
            for other in others:
                if other not in interview.rules or other == rule.id:
                    self._top.fault(
                        rule.line, f"规则 {rule.id} 提到的规则 {other} 不存在", "请写别的规则的 id"
                    )
            if rule.item and rule.item not in interview.items:
                self._top.fault(rule.line, f"规则 {rule.id} 的 item {rule.item} 不在清单里", "请写清单的 id")
