"""Reads rules.yaml: the facts with their questions, what is derived from them, verdict texts; then the rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import cast, get_args

from bot.language.units import Unit
from bot.messages import message
from bot.pack.conditions import Answer, Condition
from bot.pack.faults import Fault, listed, wording
from bot.pack.interview_model import (
    CHECK,
    VERDICTS,
    Derived,
    Fact,
    FactType,
    Interview,
    Item,
    Option,
    Rule,
    VerdictText,
    verdicts_of,
)
from bot.pack.layout import RULES
from bot.pack.model import Facts
from bot.pack.reading.condition_reader import ConditionReader, Vocabulary
from bot.pack.reading.fields import Fields
from bot.pack.reading.located import Mapping as LocatedMapping
from bot.pack.reading.rule_reader import RuleReader
from bot.pack.spoken import PLACEHOLDER, WHO, fill, spoken_date

_TYPES = get_args(FactType)
_FACT_KEYS = {"id", "type", "decides", "question", "help", "clauses", "asked_when", "choices", "none", "past"}
_FACT_KEYS |= {
    "progress",
    "offered",
    "from_clock",
    "min",
    "max",
    "unit",
    "near",
    "counted",
    "kind",
    "name",
    "unsure",
    "vague",
    "until",
    "standing",
    "intended",
    "parts",
    "common",
}
_DERIVED_KEYS = {"id", "name", "cases", "otherwise", "earliest", "date", "formula"}
_TRUE_FALSE = ("true", "false")
_VERDICT_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def read_interview(
    root: LocatedMapping,
    facts: Facts,
    clauses: Collection[str],
    faults: list[Fault],
    kinds: Collection[str] = (),
) -> Interview:
    """The interview of a pack with these `kinds`; whatever keeps it from being used goes to `faults`."""
    return _Reader(root, facts, clauses, faults, kinds).read()


class _Reader:
    def __init__(
        self,
        root: LocatedMapping,
        facts: Facts,
        clauses: Collection[str],
        faults: list[Fault],
        kinds: Collection[str],
    ) -> None:
        self.top = Fields(RULES, root, faults, RULES)
        self.top.only(
            {"places", "verdicts", "derived", "facts", "rules", "checklist", "routes", "again", "pace"}
        )
        self.notice = facts
        self.clauses = clauses
        self.words = Vocabulary({}, {}, facts.milestones, _numbers(facts.substitutions))
        self.conditions = ConditionReader(self.top, self.words)
        self.kinds = kinds
        self.check = CHECK
        self.facts: dict[str, Fact] = {}
        self.derived: dict[str, Derived] = {}

    def read(self) -> Interview:
        fact_fields = list(self.top.each("facts", wording("fact")))
        derived_fields = list(self.top.each("derived", wording("derived")))
        self._learn(fact_fields, derived_fields)
        places = self._places()
        for fields in derived_fields:
            self._derived(fields)
        for fields in fact_fields:
            self._fact(fields)
        rules = RuleReader(self.top, self.conditions, self.facts, places)
        found = rules.rules()
        interview = Interview(
            facts=self.facts,
            derived=self.derived,
            rules=found,
            items=rules.items(),
            routes=rules.routes(),
            verdicts=self._verdicts(found),
            check=self.check,
            closings=tuple(
                (id, datetime.combine(one.day, one.closes_at))
                for id, one in self.notice.milestones.items()
                if one.closes_at is not None
            ),
            substitutions=self._substitutions(places),
            shrinks_when=rules.shrinks_when(),
            marks=rules.marks(),
            again=self._again(),
            seconds=self._seconds(),
        )
        rules.check_references(interview)
        self._check_clauses(interview)
        self._check_placeholders(interview)
        self._check_circles()
        return interview

    def _learn(self, fact_fields: list[Fields], derived_fields: list[Fields]) -> None:
        """The type and the values of every fact, before any condition is read."""
        for fields in fact_fields:
            id = fields.text("id")
            if id in self.words.types:
                fields.fault(fields.line, "duplicate_fact", id=id)
            self.words.types[id] = fields.choice("type", _TYPES, "choice")
            values = [option.value for option in self._options(fields, [])]
            self.words.values[id] = (*values, *(["none"] if "none" in fields else []))
        for fields in derived_fields:
            id, source = fields.text("id"), fields.text("otherwise", "")
            self.words.types[id] = self.words.types.get(source, "date")
            self.words.values[id] = self.words.values.get(source, ())

    def _options(self, fields: Fields, faults: list[Fault]) -> tuple[Option, ...]:
        yes_no = fields.text("type", "") == "yes_no"
        options: list[Option] = []
        for option in fields.each("choices", wording("option")):
            option.faults = faults
            option.only({"value", "label", "words", "asked", "joins"})
            text = option.choice("value", _TRUE_FALSE, "true") if yes_no else option.text("value")
            value: Answer = text == "true" if yes_no else text
            words, asked = option.texts("words", ()), option.texts("asked", ())
            options.append(Option(value, option.text("label"), words, asked, option.texts("joins", ())))
        known = {one.value for one in options}
        for one in options:
            for value in one.joins:
                if value not in known or value == one.value:
                    fields.fault(fields.line_of("choices"), "joins_unknown", where=fields.where, value=value)
        return tuple(options)

    def _fact(self, fields: Fields) -> None:
        id = fields.text("id")
        fields.where = wording("where_fact", id=id)
        fields.only(_FACT_KEYS)
        fact = Fact(
            id=id,
            type=cast("FactType", self.words.types[id]),
            question=fields.text("question"),
            help=fields.text("help"),
            clauses=fields.texts("clauses"),
            deciding=fields.choice("decides", ("verdict", "checklist"), "verdict") == "verdict",
            options=self._options(fields, fields.faults),
            asked_when=self.conditions.read(fields, "asked_when"),
            none=fields.text("none", ""),
            past=_flag(fields, "past"),
            progress=_flag(fields, "progress"),
            offered=_flag(fields, "offered"),
            from_clock=_flag(fields, "from_clock"),
            least=fields.number("min") if "min" in fields else None,
            unit=cast("Unit", fields.choice("unit", get_args(Unit), "")),
            most=fields.number("max") if "max" in fields else None,
            near=fields.texts("near", ()),
            counted=fields.texts("counted", ()),
            kind=self._kind(fields),
            unsure=fields.texts("unsure", ()),
            vague=fields.texts("vague", ()),
            until=self._known(fields, "until", fields.text("until", "")),
            standing=_flag(fields, "standing"),
            intended=_flag(fields, "intended"),
            parts=tuple(self._known(fields, "parts", part) for part in fields.texts("parts", ())),
            common=self._common(fields),
            name=fields.text("name", id),
            line=fields.line,
        )
        if fact.type in ("choice", "yes_no") and len({option.value for option in fact.options}) < 2:
            fields.fault(fields.line_of("choices"), "too_few_choices", where=fields.where)
        if fact.none and fact.type != "date":
            fields.fault(fields.line_of("none"), "none_of_no_date", where=fields.where)
        self._check_common(fields, fact)
        self.facts[id] = fact

    def _common(self, fields: Fields) -> tuple[Option, ...]:
        """What most answer to a question whose answer is typed; values may name those of notice.yaml."""
        common: list[Option] = []
        for option in fields.each("common", wording("option")):
            option.only({"value", "label"})
            text = fill(option.text("value"), self.notice.substitutions)
            number = fields.text("type", "") != "date" and text.isdecimal()
            common.append(Option(int(text) if number else text, option.text("label")))
        return tuple(common)

    @staticmethod
    def _check_common(fields: Fields, fact: Fact) -> None:
        """A button must be an answer to its question."""
        if fact.common and not fact.typed:
            fields.fault(fields.line_of("common"), "common_of_options", where=fields.where)
            return
        for option in fact.common:
            if not _fits(fact, option.value):
                fields.fault(
                    fields.line_of("common"), "common_is_no_answer", where=fields.where, value=option.value
                )

    def _derived(self, fields: Fields) -> None:
        id = fields.text("id")
        fields.where = wording("where_derived", id=id)
        fields.only(_DERIVED_KEYS)
        cases: list[tuple[Condition, str, str]] = []
        for case in fields.each("cases", wording("where_derived_cases", id=id)):
            case.only({"when", "value", "same_as"})
            value, same = case.text("value", ""), case.text("same_as", "")
            if value and value not in self.words.values[id]:
                case.fault(case.line_of("value"), "derived_value_unknown", id=id, value=value)
            cases.append((self.conditions.read(case, "when"), value, self._known(case, "same_as", same)))
        otherwise = self._known(fields, "otherwise", fields.text("otherwise", ""))
        earliest = tuple(self._known(fields, "earliest", name) for name in fields.texts("earliest", ()))
        day = self._day(fields) if "date" in fields else None
        if not otherwise and not earliest and day is None:
            fields.fault(fields.line, "derived_without_formula", where=fields.where)
        self.derived[id] = Derived(
            id, fields.text("name"), tuple(cases), otherwise, earliest, day, fields.line
        )

    def _known(self, fields: Fields, key: str, name: str) -> str:
        if name and name not in self.words.types:
            fields.fault(fields.line_of(key), "unknown_fact_used", where=fields.where, fact=name)
            return ""
        return name

    def _day(self, fields: Fields) -> date | None:
        """A fixed day, recomputed by its formula: the first of the `first_day_of_years` years that end on a day."""
        formula = fields.fields("formula")
        text = fields.text("date")
        if formula is None:
            return None
        formula.only({"first_day_of_years", "ending"})
        milestone = self.notice.milestones.get(formula.text("ending").removeprefix("date."))
        if milestone is None:
            formula.fault(formula.line, "ending_not_a_milestone", where=fields.where)
            return None
        expected = date(milestone.day.year - formula.number("first_day_of_years") + 1, 1, 1)
        if milestone.was is not None:  # a later document moved what it follows from
            return expected
        if text != expected.isoformat():
            fields.fault(
                fields.line_of("date"), "derived_differs", where=fields.where, expected=expected, text=text
            )
        return expected

    def _kind(self, fields: Fields) -> str:
        """The kind whose members are the answers to a question."""
        kind = fields.text("kind", "")
        if kind and kind not in self.kinds:
            where = {"where": fields.where, "key": "kind", "id": kind, "known": listed(self.kinds)}
            fields.fault(fields.line_of("kind"), "unknown_kind", **where)
        return kind

    def _places(self) -> dict[str, str]:
        section = self.top.fields("places", required=False)
        return {name: section.text(name) for name in section.names()} if section else {}

    def _again(self) -> str:
        section = self.top.fields("again")
        return section.text("text") if section else ""

    def _seconds(self) -> int:
        """How long a question takes: `seconds` of `pace`, or as the model says."""
        section = self.top.fields("pace", required=False)
        if section is None:
            return Interview.seconds
        section.only({"seconds"})
        return section.number("seconds")

    def _verdicts(self, rules: Mapping[str, Rule]) -> dict[str, VerdictText]:
        """The texts of the verdicts; one to which no rule leads may be left out."""
        section = self.top.fields("verdicts")
        texts: dict[str, VerdictText] = {}
        reached = verdicts_of(rules.values())
        for verdict in VERDICTS:
            fields = section.fields(verdict, required=verdict in reached) if section else None
            if fields is not None:
                fields.only({"id", "name", "text"} if verdict == CHECK else {"name", "text"})
                id = fields.text("id", verdict)
                if id != verdict and (id in VERDICTS or not _VERDICT_ID.fullmatch(id)):
                    fields.fault(fields.line_of("id"), "bad_verdict_id", id=id, known=listed(VERDICTS))
                self.check = id if verdict == CHECK else self.check
                texts[id] = VerdictText(fields.text("name"), fields.text("text"), fields.line)
        return texts

    def _substitutions(self, places: Mapping[str, str]) -> dict[str, str]:
        values = {**self.notice.substitutions, WHO: message("you")}
        for id, derived in self.derived.items():
            if derived.day is not None:
                values[f"derived.{id}"] = spoken_date(derived.day)
        return values | {f"place.{id}": fill(text, values) for id, text in places.items()}

    def _check_clauses(self, interview: Interview) -> None:
        for what, thing in all_clauses(interview):
            for clause in thing.clauses:
                if clause not in self.clauses:
                    self.top.fault(thing.line, "clause_of_unknown", what=what, thing=thing.id, clause=clause)
            if not thing.clauses:
                self.top.fault(thing.line, "without_clauses", what=what, thing=thing.id)

    def _check_placeholders(self, interview: Interview) -> None:
        for line, text in spoken_texts(interview):
            for match in PLACEHOLDER.finditer(text):
                if match.group(1) not in interview.substitutions:
                    self.top.fault(line, "rule_placeholder_unknown", placeholder=match.group())

    def _check_circles(self) -> None:
        """A fact that is asked only when its own answer is known can never be asked."""
        reads = {id: set(fact.asked_when.names()) for id, fact in self.facts.items()}
        reads |= {id: set(derived.names()) for id, derived in self.derived.items()}
        settled: set[str] = set()
        while ready := [id for id, names in reads.items() if id not in settled and names <= settled]:
            settled |= set(ready)
        for id in sorted(set(reads) - settled):
            line = self.facts[id].line if id in self.facts else self.derived[id].line
            self.top.fault(line, "circular", id=id)


def all_clauses(interview: Interview) -> list[tuple[str, Fact | Rule | Item]]:
    """Everything that cites clauses, with its name."""
    return [
        *((wording("fact"), fact) for fact in interview.facts.values()),
        *((wording("rule"), rule) for rule in interview.rules.values()),
        *((wording("item"), item) for item in interview.items.values()),
        *((wording("route"), item) for item in interview.routes.values()),
    ]


def spoken_texts(interview: Interview) -> list[tuple[int, str]]:
    """Every text that the interview can say, with its line, placeholders not filled."""
    texts = [(0, text) for verdict in interview.verdicts.values() for text in (verdict.name, verdict.text)]
    for fact in interview.facts.values():
        labels = (option.label for option in (*fact.options, *fact.common))
        texts += [(fact.line, text) for text in (fact.question, fact.help, fact.none, *labels)]
    for rule in interview.rules.values():
        outcomes = [case.outcome for case in (*rule.cases, *rule.notes)]
        outcomes += [outcome for outcome in (rule.passed, rule.unknown) if outcome]
        texts += [(outcome.line, text) for outcome in outcomes for text in (outcome.text, outcome.todo)]
        gaps = [gap for outcome in outcomes for gap in outcome.gaps]
        texts += [(gap.line, gap.text.replace(f"{{gap.{gap.id}}}", "")) for gap in gaps]
    for item in (*interview.items.values(), *interview.routes.values()):
        texts += [(item.line, text) for text in (item.text, item.where, item.obtain)]
    return [(line, text) for line, text in texts if text]


def _fits(fact: Fact, value: Answer) -> bool:
    """Whether a value is of the type of a fact whose answer is typed, and no less or more than it can be."""
    if fact.type == "date":
        return isinstance(value, str) and bool(_DATE.fullmatch(value))
    if not isinstance(value, int):
        return False
    return (fact.least is None or value >= fact.least) and (fact.most is None or value <= fact.most)


def _numbers(substitutions: Mapping[str, str]) -> dict[str, int]:
    return {name: int(text) for name, text in substitutions.items() if text.isdecimal()}


def _flag(fields: Fields, key: str) -> bool:
    return fields.choice(key, _TRUE_FALSE, "false") == "true"
