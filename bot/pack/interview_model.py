"""The types of a loaded interview: facts with their questions, rules, checklist, routes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from bot.language.units import Unit
from bot.pack.conditions import ALWAYS, Answer, Condition

FactType = Literal["yes_no", "choice", "number", "year", "date"]
Effect = Literal["pass", "block", "late", "need", "check", "warn", "route"]
CHECK = "check"
VERDICTS = ("not_eligible", "late", "needs_more", CHECK, "eligible")
"""The kinds of verdicts in order of precedence."""
VERDICT_OF: dict[str, str] = {
    "block": "not_eligible",
    "late": "late",
    "need": "needs_more",
    "check": CHECK,
}
"""The verdict to which an effect leads; the other effects lead to none."""


@dataclass(frozen=True)
class Option:
    """An answer that can be picked: its value, the label that people see, the words that they use for it.

    `asked` are words that mean it only in answer to its own question: 杭州 as the place of one's unit. `joins` are the values
    of other options that are true together if this one is: 两样都有.
    """

    value: Answer
    label: str
    words: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One fact about an applicant, and how it is asked.

    `none` is the label of the answer that there is no such date ("" if that is no answer). `past`: it cannot lie
    after the day of asking. `progress`: a step of the proceedings. `offered`: never asked, only offered.
    `name` is what it is called in a list of answers. `near`: words beside which the answer may stand in a longer sentence (总
    in 总84,公共20). `kind` of a choice is the kind of the lexicon whose members are its answers. `unit`: the time in which a
    number is counted, "" for things. `least` of a date is the first year that it can lie in. `unsure`: words for 不清楚 of
    its own (没对照过).
    `vague`: words that answer it only seemingly, and are asked again (单位是参公).
    `standing`: what one is now, and may have been otherwise before (公务员, 退休).
    `intended`: what one wants to do, and not what one has: 想破格 answers it.
    `parts`: the numbers that are parts of this one (必修 and 选修 of the total). `counted`: what the things are called of which
    it is the number (课, 门), so that a number of them that names no part is this one.
    `until`: the fact that takes the second day if an answer names two (11月21日到25日).
    `common` are what most answer to a question whose answer is typed (2022年度, 已满90): each is offered as a button.
    `deciding` facts can change the verdict, the others only the checklist and the route.
    """

    id: str
    type: FactType
    question: str
    help: str
    clauses: tuple[str, ...]
    deciding: bool
    options: tuple[Option, ...] = ()
    asked_when: Condition = ALWAYS
    none: str = ""
    past: bool = False
    progress: bool = False
    offered: bool = False
    from_clock: bool = False
    least: int | None = None
    most: int | None = None
    unit: Unit = ""
    near: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    kind: str = ""
    unsure: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    until: str = ""
    standing: bool = False
    intended: bool = False
    parts: tuple[str, ...] = ()
    common: tuple[Option, ...] = ()
    name: str = ""
    line: int = 0

    @property
    def typed(self) -> bool:
        """Whether its answer is typed: a number, a year or a date."""
        return self.type in ("number", "year", "date")

    @cached_property
    def values(self) -> frozenset[Answer]:
        """The values of its options."""
        return frozenset(option.value for option in self.options)


@dataclass(frozen=True)
class Saying:
    """How somebody answered a question. `alone`: it tells the fact also if nobody asked."""

    text: str
    alone: bool = False


@dataclass(frozen=True)
class Sayings:
    """How people speak in the interview.

    `answers` are by fact and by the name of the answer: an option's value (yes and no for true and false), none, told,
    unknown or no_answer. `several` tell more than one fact, or nothing at all: each with its (fact, answer) pairs. `opening`
    ask for the interview, `beside` only resemble that.
    """

    answers: dict[str, dict[str, tuple[Saying, ...]]] = field(default_factory=dict)
    several: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    opening: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Derived:
    """A value computed from answers: by cases, as the earliest of several days, or a fixed day."""

    id: str
    name: str
    cases: tuple[tuple[Condition, str, str], ...] = ()
    """(condition, literal value, or "" and the fact whose value it takes)."""
    otherwise: str = ""
    earliest: tuple[str, ...] = ()
    day: date | None = None
    line: int = 0

    def names(self) -> tuple[str, ...]:
        """Every fact that it is computed from."""
        read = [name for condition, _, _ in self.cases for name in condition.names()]
        read += [same for _, _, same in self.cases if same]
        return tuple(dict.fromkeys((*read, *([self.otherwise] if self.otherwise else []), *self.earliest)))


@dataclass(frozen=True)
class Gap:
    """How much is missing: the right side of `condition` less its left side. `text` says it with `{gap.ID}`."""

    id: str
    condition: Condition
    text: str
    line: int = 0


@dataclass(frozen=True)
class RuleOutcome:
    """What a rule says if a case of it holds. `todo` and `where` make a checklist line of its own.

    `gaps` are told beside it, each if it can be computed from the answers.
    """

    effect: Effect
    text: str
    todo: str = ""
    where: str = ""
    ask_again: tuple[str, ...] = ()
    line: int = 0
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class Case:
    """An outcome and when it holds."""

    condition: Condition
    outcome: RuleOutcome


@dataclass(frozen=True)
class Rule:
    """One rule: it applies `when`; the first case that holds speaks, else `passed`, else `unknown`.

    `item` is the line of the checklist that the rule is about. `suspended_by` names rules that silence this one
    if they fire; under `softened_by` it only warns. `quote` are words of its clauses that say so, if the pack gives them.
    """

    id: str
    name: str
    clauses: tuple[str, ...]
    when: Condition = ALWAYS
    cases: tuple[Case, ...] = ()
    passed: RuleOutcome | None = None
    unknown: RuleOutcome | None = None
    known: Condition | None = None
    """If given: what must hold for `unknown` to stay silent, instead of the cases."""
    notes: tuple[Case, ...] = ()
    item: str = ""
    suspended_by: tuple[str, ...] = ()
    softened_by: str = ""
    quote: str = ""
    line: int = 0

    def conditions(self) -> tuple[Condition, ...]:
        """All conditions that it reads."""
        own = [case.condition for case in (*self.cases, *self.notes)]
        return (self.when, *own, *([self.known] if self.known else []))


def verdicts_of(rules: Iterable[Rule]) -> frozenset[str]:
    """The verdicts to which some rules may lead; 可以申报 always is one."""
    outcomes = (
        outcome
        for rule in rules
        for outcome in (*(case.outcome for case in (*rule.cases, *rule.notes)), rule.unknown)
        if outcome is not None
    )
    return frozenset(VERDICT_OF[one.effect] for one in outcomes if one.effect in VERDICT_OF) | {VERDICTS[-1]}


@dataclass(frozen=True)
class Item:
    """A line of the checklist, or of the route: what, where to hand it in, where to get it.

    `where_label` and `obtain_label` are what the two places are called if the usual names do not fit. `due` is the
    milestone by which it must be done; empty if the notice sets no day.
    """

    id: str
    clauses: tuple[str, ...]
    text: str
    where: str = ""
    obtain: str = ""
    when: Condition = ALWAYS
    only_if_certain: bool = False
    keep: bool = False
    where_label: str = ""
    obtain_label: str = ""
    due: str = ""
    quote: str = ""
    line: int = 0


@dataclass(frozen=True)
class VerdictText:
    """The name and the text of a verdict."""

    name: str
    text: str
    line: int = 0


@dataclass(frozen=True)
class Interview:
    """Everything that the interview of a pack needs."""

    facts: dict[str, Fact]
    derived: dict[str, Derived]
    rules: dict[str, Rule]
    items: dict[str, Item]
    routes: dict[str, Item]
    verdicts: dict[str, VerdictText]
    substitutions: dict[str, str] = field(default_factory=dict)
    shrinks_when: Condition | None = None
    marks: dict[str, str] = field(default_factory=dict)
    """How a line of the checklist is marked: missing, have, maybe."""
    again: str = ""
    """What is said before a question that must be asked again."""
    seconds: int = 15
    """How long a question takes on the average."""

    closings: tuple[tuple[str, datetime], ...] = ()
    """The milestones that close at an hour of their day, each with that moment in the zone of the notice, without it."""
    check: str = CHECK
    """The id under which the pack has the verdict that something else must be looked up (要看…号文)."""

    @property
    def verdict_order(self) -> tuple[str, ...]:
        """The ids of all verdicts in order of precedence."""
        return tuple(self.check if one == CHECK else one for one in VERDICTS)

    def verdict_of(self, effect: str) -> str:
        """The id of the verdict to which an effect leads; 可以申报 if it leads to no other."""
        verdict = VERDICT_OF.get(effect, VERDICTS[-1])
        return self.check if verdict == CHECK else verdict
