"""The rulings: what each rule decides about one applicant, and the reasons that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.interview.engine.answers import State
from bot.interview.engine.situation import Situation
from bot.messages import message
from bot.pack.interview_model import VERDICT_OF, Interview, Rule, RuleOutcome
from bot.pack.spoken import fill


@dataclass(frozen=True)
class Reason:
    """One reason: the rule that it comes from, its effect, its clauses and its text.

    `todo`, `where` and `item` are what the rule adds to the checklist. `open`: the rule is undecided because an answer
    is missing. `ask_again` are facts whose answers contradict each other. `plain` is the text without what was computed
    from the answers, `gaps` what that is: how much is missing.
    """

    rule: str
    effect: str
    clauses: tuple[str, ...]
    text: str
    todo: str = ""
    where: str = ""
    item: str = ""
    open: bool = False
    ask_again: tuple[str, ...] = ()
    plain: str = ""
    gaps: str = ""


@dataclass(frozen=True)
class Ruling:
    """What one rule says: its outcome (None: nothing), whether a case of it holds (`fired`), whether it is undecided
    (`open`), and the outcomes of its notes."""

    outcome: RuleOutcome | None = None
    fired: bool = False
    open: bool = False
    notes: tuple[RuleOutcome, ...] = ()
    beyond_calendar: bool = False
    """Whether it is undecided because the working days of that year are not known yet."""


SILENT = Ruling()


class Rulings:
    """The rulings of all rules on one situation, each worked out when it is first needed.

    A rule that others suspend or soften asks for the rulings of those first.
    """

    def __init__(
        self,
        interview: Interview,
        reads: Mapping[str, frozenset[str]],
        situation: Situation,
        before: Rulings | None = None,
        changed: frozenset[str] = frozenset(),
    ) -> None:
        """Of the rulings `before` those stay whose rules are not `changed`. `reads` are the facts behind each rule."""
        self._interview = interview
        self._reads = reads
        self._situation = situation
        self._truth = situation.evaluator.truth
        self._before = before
        self._changed = changed
        self._rulings: dict[str, Ruling] = {}
        self._reasons: dict[str, tuple[Reason, ...]] = {}

    def reasons(self) -> Iterator[Reason]:
        """Every reason, in file order."""
        for rule in self._interview.rules.values():
            yield from self._reasons_of(rule)

    def _reasons_of(self, rule: Rule) -> tuple[Reason, ...]:
        found = self._reasons.get(rule.id)
        if found is None:
            kept = self._before if rule.id not in self._changed else None
            found = kept._reasons_of(rule) if kept else tuple(self._made(rule))
            self._reasons[rule.id] = found
        return found

    def _made(self, rule: Rule) -> Iterator[Reason]:
        ruling = self.ruling(rule)
        if ruling.outcome is not None:
            reason = self._with_gaps(_reason(rule, ruling.outcome, ruling.open), ruling.outcome)
            yield self._without_calendar(reason) if ruling.beyond_calendar else reason
        for note in ruling.notes:
            yield self._with_gaps(_reason(rule, note, False), note)

    def _with_gaps(self, reason: Reason, outcome: RuleOutcome) -> Reason:
        """`reason` with how much is missing, by what the person said."""
        gaps = [(gap, self._situation.evaluator.missing(gap.condition)) for gap in outcome.gaps]
        told = [
            fill(gap.text, {f"gap.{gap.id}": str(missing)}) for gap, missing in gaps if missing is not None
        ]
        if not told:
            return reason
        words = message("between_clauses").join(told)
        return replace(reason, text=message("interview_gaps", text=reason.text, gaps=words), gaps=words)

    def _without_calendar(self, reason: Reason) -> Reason:
        words = self._interview.substitutions.get("place.beyond_calendar", "")
        return replace(reason, text=reason.text + words)

    def ruling(self, rule: Rule) -> Ruling:
        """The ruling of `rule`, computed once."""
        found = self._rulings.get(rule.id)
        if found is None:
            kept = self._before if rule.id not in self._changed else None
            found = kept.ruling(rule) if kept else self._beside_others(rule)
            self._rulings[rule.id] = found
        return found

    def _beside_others(self, rule: Rule) -> Ruling:
        """The ruling of `rule` beside the others: empty if one suspends it, only a warning if one softens it."""
        if rule.suspended_by and any(map(self._fired, rule.suspended_by)):
            return SILENT
        ruling = self.alone(rule)
        softened = rule.softened_by and self._fired(rule.softened_by)
        if softened and ruling.outcome is not None and ruling.outcome.effect in VERDICT_OF:
            ruling = replace(ruling, outcome=replace(ruling.outcome, effect="warn", todo="", ask_again=()))
        return ruling

    def alone(self, rule: Rule) -> Ruling:
        """The ruling of `rule` if no other rule suspended or softened it."""
        if self._truth(rule.when) is not True:
            return SILENT
        evaluator = self._situation.evaluator
        evaluator.beyond_calendar = False
        ruling = self._decide(rule)
        if evaluator.beyond_calendar and ruling.open:
            ruling = replace(ruling, beyond_calendar=True)
        notes = tuple(note.outcome for note in rule.notes if self._truth(note.condition) is True)
        return replace(ruling, notes=notes) if notes else ruling

    def _fired(self, id: str) -> bool:
        return self.ruling(self._interview.rules[id]).fired

    def _decide(self, rule: Rule) -> Ruling:
        possible: list[RuleOutcome | None] = []
        held = False
        for case in rule.cases:
            truth = self._truth(case.condition)
            if truth is not False:
                possible.append(case.outcome)
            if truth is True:
                held = True
                break
        if not held:
            possible.append(rule.passed)
        # Which of the possible cases holds does not matter if all of them have the same effect.
        if len(possible) > 1 and len({outcome.effect if outcome else "" for outcome in possible}) > 1:
            return self._undecided(rule)
        if held:
            return Ruling(possible[-1], fired=True)
        if rule.known is not None and self._truth(rule.known) is not True:
            return self._undecided(rule)
        return SILENT if self._rests_on_invalid(rule) else Ruling(rule.passed)

    def _undecided(self, rule: Rule) -> Ruling:
        missing = any(self._situation.values.get(id) is State.UNKNOWN for id in self._reads[rule.id])
        return Ruling(rule.unknown, open=True) if missing or not self._rests_on_invalid(rule) else SILENT

    def _rests_on_invalid(self, rule: Rule) -> bool:
        """Whether `rule` rests on an invalid answer: then it does not pass, and that question is asked again."""
        return not self._situation.invalid.isdisjoint(self._reads[rule.id])


def _reason(rule: Rule, outcome: RuleOutcome, open: bool) -> Reason:
    return Reason(
        rule=rule.id,
        effect=outcome.effect,
        clauses=rule.clauses,
        text=outcome.text,
        todo=outcome.todo,
        where=outcome.where,
        item=rule.item,
        open=open,
        ask_again=outcome.ask_again,
        plain=outcome.text,
    )
