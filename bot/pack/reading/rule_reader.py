"""Reads the rules, the checklist and the routes of rules.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from bot.pack.conditions import Condition
from bot.pack.faults import listed, wording
from bot.pack.interview_model import Case, Effect, Fact, Gap, Interview, Item, Rule, RuleOutcome
from bot.pack.reading.condition_reader import ConditionReader
from bot.pack.reading.fields import Fields

EFFECTS = get_args(Effect)
MARKS = ("missing", "have", "maybe")
_RULE_KEYS = {"id", "name", "clauses", "when", "cases", "pass", "unknown", "notes", "item"}
_RULE_KEYS |= {"suspended_by", "softened_by", "quote"}
_CASE_KEYS = {"if", "unless", "effect", "text", "todo", "where", "ask_again", "gaps"}
_GAP_KEYS = {"id", "if", "text"}
_ITEM_KEYS = {"id", "clauses", "text", "where", "obtain", "when", "only_if_certain", "keep"}
_ITEM_KEYS |= {"where_label", "obtain_label", "due", "quote"}


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
        for fields in self._top.each("rules", wording("rule")):
            id = fields.text("id")
            fields.where = wording("where_rule", id=id)
            fields.only(_RULE_KEYS)
            if id in rules:
                fields.fault(fields.line, "duplicate_rule", id=id, line=rules[id].line)
            rules[id] = self._rule(id, fields)
        return rules

    def _rule(self, id: str, fields: Fields) -> Rule:
        unknown = fields.fields("unknown", required=False)
        item = fields.text("item", "")
        passed = (
            RuleOutcome("pass", fields.text("pass"), line=fields.line_of("pass"))
            if "pass" in fields
            else None
        )
        rule = Rule(
            id=id,
            name=fields.text("name"),
            clauses=fields.texts("clauses"),
            when=self._conditions.read(fields, "when"),
            cases=tuple(
                self._case(case, item, "") for case in fields.each("cases", wording("where_cases", id=id))
            ),
            passed=passed,
            unknown=self._outcome(unknown, item, "need") if unknown else None,
            known=self._conditions.read(unknown, "unless") if unknown and "unless" in unknown else None,
            notes=tuple(
                self._case(note, item, "warn") for note in fields.each("notes", wording("where_notes", id=id))
            ),
            item=item,
            suspended_by=fields.texts("suspended_by", ()),
            softened_by=fields.text("softened_by", ""),
            quote=fields.text("quote", ""),
            line=fields.line,
        )
        if not (rule.cases or rule.unknown or rule.notes):
            fields.fault(fields.line, "rule_says_nothing", id=id)
        return rule

    def _case(self, fields: Fields, item: str, effect: str) -> Case:
        if "if" not in fields:
            fields.fault(fields.line, "case_without_condition", where=fields.where)
        return Case(self._conditions.read(fields, "if"), self._outcome(fields, item, effect))

    def _outcome(self, fields: Fields, item: str, effect: str) -> RuleOutcome:
        fields.only(_CASE_KEYS)
        chosen = (
            fields.choice("effect", EFFECTS, effect) if effect else fields.choice("effect", EFFECTS, "warn")
        )
        if not effect and "effect" not in fields:
            fields.fault(fields.line, "case_without_effect", where=fields.where, known=listed(EFFECTS))
        todo, place = fields.text("todo", ""), fields.text("where", "")
        if place and place not in self._places:
            fields.fault(
                fields.line_of("where"),
                "unknown_place",
                where=fields.where,
                place=place,
                known=listed(self._places),
            )
        again = fields.texts("ask_again", ())
        for fact in again:
            if fact not in self._facts:
                fields.fault(fields.line_of("ask_again"), "unknown_fact_to_ask_again", fact=fact)
        if chosen in ("need", "check") and not todo and not item:
            fields.fault(fields.line, "need_without_line", where=fields.where)
        text = self._places.get(place, "")
        gaps = tuple(map(self._gap, fields.each("gaps", wording("where_gaps", where=fields.where))))
        return RuleOutcome(cast("Effect", chosen), fields.text("text"), todo, text, again, fields.line, gaps)

    def _gap(self, fields: Fields) -> Gap:
        """What is missing to a bound; only what stays below a number can be told."""
        fields.only(_GAP_KEYS)
        id, condition = fields.text("id"), self._conditions.read(fields, "if")
        if condition.operator != "compare" or condition.comparison != "below":
            fields.fault(fields.line, "gap_without_bound", id=id)
        if f"{{gap.{id}}}" not in fields.text("text"):
            fields.fault(fields.line_of("text"), "gap_not_said", id=id)
        return Gap(id, condition, fields.text("text"), fields.line)

    def items(self) -> dict[str, Item]:
        """The lines of the checklist by id."""
        return self._items(self._list, "items", wording("item"), needs_place=True) if self._list else {}

    def routes(self) -> dict[str, Item]:
        """The lines of the route by id."""
        return self._items(self._top, "routes", wording("route"), needs_place=False)

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

    def _items(self, section: Fields, key: str, what: str, *, needs_place: bool) -> dict[str, Item]:
        items: dict[str, Item] = {}
        days = self._conditions.milestones
        submission = next((id for id, day in days.items() if day.closes == "submit"), "")
        for fields in section.each(key, what):
            id = fields.text("id")
            fields.where = wording("where_item", what=what, id=id)
            fields.only(_ITEM_KEYS)
            if id in items:
                fields.fault(fields.line, "duplicate_item", what=what, id=id, line=items[id].line)
            keep = fields.choice("keep", ("true", "false"), "false") == "true"
            items[id] = Item(
                id=id,
                clauses=fields.texts("clauses"),
                text=fields.text("text"),
                where=fields.text("where", None if needs_place else ""),
                obtain=fields.text("obtain", None if needs_place else ""),
                when=self._conditions.read(fields, "when"),
                only_if_certain=fields.choice("only_if_certain", ("true", "false"), "false") == "true",
                keep=keep,
                where_label=fields.text("where_label", ""),
                obtain_label=fields.text("obtain_label", ""),
                # What drops out of the list with the submission is due by then.
                due=fields.choice("due", ("", *days), "" if keep or not needs_place else submission),
                quote=fields.text("quote", ""),
                line=fields.line,
            )
        return items

    def check_references(self, interview: Interview) -> None:
        """Rules that name another rule or a line of the checklist must name one that exists."""
        for rule in interview.rules.values():
            others = (*rule.suspended_by, *([rule.softened_by] if rule.softened_by else []))
            for other in others:
                if other not in interview.rules or other == rule.id:
                    self._top.fault(rule.line, "unknown_other_rule", rule=rule.id, other=other)
            self._check_gaps(rule)
            if rule.item and rule.item not in interview.items:
                self._top.fault(rule.line, "unknown_item", rule=rule.id, item=rule.item)

    def _check_gaps(self, rule: Rule) -> None:
        """A gap may rest only on what the conditions of its rule read, for nothing else makes the rule speak anew."""
        read = {name for condition in rule.conditions() for name in condition.names()}
        for case in (*rule.cases, *rule.notes):
            for gap in case.outcome.gaps:
                for name in set(gap.condition.names()) - read:
                    self._top.fault(gap.line, "gap_beside_rule", rule=rule.id, id=gap.id, fact=name)
