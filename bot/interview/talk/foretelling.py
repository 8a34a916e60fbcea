"""Says why something is asked: the rule that looks at it, and what would follow from each answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.interview.engine.answers import NONE_ANSWER, read_date
from bot.interview.engine.assessment import Assessment, Assessor
from bot.interview.engine.consequences import Consequence, Foresight
from bot.interview.engine.papers import PaperLine
from bot.interview.engine.probes import Probe
from bot.interview.engine.rulings import Reason
from bot.interview.result.spoken_answer import spoken_answer
from bot.messages import message
from bot.pack.interview_model import Fact, Rule
from bot.pack.spoken import spoken_date
from bot.replies.reply import Kind, Reply

_MOST_ANSWERS = 3
"""Answers that are named one by one; of more, the number is told."""


class Foretelling:
    """Foretells under the rules of one pack."""

    def __init__(self, assessor: Assessor) -> None:
        self._foresight = Foresight(assessor)
        self._interview = assessor.interview

    def why(self, fact: Fact, now: Assessment) -> Reply:
        """Why `fact` is asked, as things stand."""
        found = self._foresight.consequences(fact, now)
        if not found:
            return self._together(fact, now)
        rules = [self._interview.rules[one.reasons[0].rule] for one in found if one.reasons]
        rows = "\n".join(
            message("interview_why_row", answers=answers, words=words)
            for words, answers in self._by_words(fact, found, now)
        )
        name = "interview_why" if rules else "interview_why_papers"
        return Reply(
            message(name, rules=_named(rules), rows=rows), _clauses(fact, rules), kind=Kind.REASON_ASKED
        )

    def _by_words(
        self, fact: Fact, found: Iterable[Consequence], now: Assessment
    ) -> Iterator[tuple[str, str]]:
        """What would follow, in words, and from which answers; choices for which the words are the same stand together."""
        told = [(self._follows(fact, one, now), one) for one in found]
        if not fact.options:
            yield from ((words, _range(fact, one)) for words, one in told)
            return
        for words in dict.fromkeys(words for words, _ in told):
            yield (
                words,
                _labels(fact, [value for same, one in told if same == words for value in one.answers]),
            )

    def _together(self, fact: Fact, now: Assessment) -> Reply:
        """Why something is asked that decides nothing alone: the rule, what else it needs, and what it can say."""
        rule = next(iter(self._foresight.open_rules(fact, now)), None)
        if rule is None:
            return Reply(message("interview_why_idle"), fact.clauses, kind=Kind.REASON_ASKED)
        others = [id for id in self._foresight.needed(rule.id, now) if id != fact.id]
        text = message("interview_why_together", names=self._names(others), rules=_named([rule]))
        outcomes = (*((rule.passed,) if rule.passed else ()), *(case.outcome for case in rule.cases[:1]))
        rows = [message("interview_why_may", words=outcome.todo or outcome.text) for outcome in outcomes]
        return Reply("\n".join([text, *rows]), _clauses(fact, [rule]), kind=Kind.REASON_ASKED)

    def _follows(self, fact: Fact, one: Consequence, now: Assessment) -> str:
        if one.reasons:
            return self._reason(fact, one.reasons[0], now)
        if one.lines:
            return message("interview_why_lines", words=_lines(one.lines))
        return message("interview_why_nothing" if fact.deciding else "interview_why_no_lines")

    def _reason(self, fact: Fact, reason: Reason, now: Assessment) -> str:
        if reason.open:
            others = [id for id in self._foresight.needed(reason.rule, now) if id != fact.id]
            return message("interview_why_open", names=self._names(others)) if others else reason.plain
        if reason.effect in ("block", "late", "check"):
            return self._interview.verdicts[self._interview.verdict_of(reason.effect)].name
        if reason.effect == "need":
            return message("interview_why_need", words=self._lacking(reason))
        return message("interview_why_passed") if reason.effect == "pass" else reason.plain

    def _lacking(self, reason: Reason) -> str:
        item = self._interview.items.get(reason.item)
        return reason.todo or (item.text if item is not None else reason.plain)

    def _names(self, facts: Iterable[str]) -> str:
        return message("between_words").join(self._interview.facts[id].name for id in facts)


def _lines(lines: Iterable[PaperLine]) -> str:
    return message("between_sentences").join(line.text for line in lines)


def _named(rules: Iterable[Rule]) -> str:
    return message("between_words").join(dict.fromkeys(rule.name for rule in rules))


def _clauses(fact: Fact, rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause for rule in rules for clause in rule.clauses)) or fact.clauses


def _labels(fact: Fact, values: Iterable[Probe]) -> str:
    labels = [spoken_answer(fact, value) for value in values]
    if len(labels) <= _MOST_ANSWERS + 1:
        return message("between_words").join(labels)
    shown = message("between_words").join(labels[:_MOST_ANSWERS])
    return message("interview_why_many", labels=shown, count=len(labels))


def _range(fact: Fact, one: Consequence) -> str:
    if one.answers == (NONE_ANSWER,):
        return spoken_answer(fact, NONE_ANSWER)
    first, last = (_bound(fact, value) for value in (one.answers[0], one.answers[-1]))
    kind = "number" if fact.type == "number" else "day"
    if one.from_below:
        return message(f"interview_why_{kind}_below", last=last)
    if one.upwards:
        return message(f"interview_why_{kind}_above", first=first)
    return first if first == last else message("interview_why_between", first=first, last=last)


def _bound(fact: Fact, value: Probe) -> str:
    if fact.type == "year":
        return message("interview_why_year", year=value)
    interval = read_date(value) if isinstance(value, str) else None
    return str(value) if interval is None else spoken_date(interval.first)
