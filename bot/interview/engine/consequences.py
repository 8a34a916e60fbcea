"""What would follow from each answer to a question: what the rules would say of it and not of other answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.interview.engine.answers import NONE_ANSWER, State, can_be_answer
from bot.interview.engine.assessment import Assessment, Assessor
from bot.interview.engine.papers import PaperLine
from bot.interview.engine.probes import Probe
from bot.interview.engine.rulings import Reason
from bot.pack.interview_model import Fact, Rule

_GRAVITY = ("block", "late", "need", "check", "open", "pass", "warn", "route")
"""Effects, the gravest first; what is not decided yet stands before what is fulfilled."""
Told = Reason | PaperLine
Telling = Callable[[Probe], frozenset[Told]]
"""What would be told after an answer."""


@dataclass(frozen=True)
class Consequence:
    """What `answers` would lead to, and others would not: reasons, the gravest first, and lines of the checklist or route.

    Of numbers and days `answers` are the first and the last of a range; `from_below` and `upwards` tell that it has no lower
    and no upper end.
    """

    answers: tuple[Probe, ...]
    reasons: tuple[Reason, ...] = ()
    lines: tuple[PaperLine, ...] = ()
    from_below: bool = False
    upwards: bool = False


class Foresight:
    """Tells what would follow from answers, under the rules of one pack."""

    def __init__(self, assessor: Assessor) -> None:
        self._assessor = assessor
        self._facts = assessor.interview.facts

    def consequences(self, fact: Fact, now: Assessment) -> tuple[Consequence, ...]:
        """What would follow from the answers to `fact`; empty if as things stand all lead to the same."""
        values = [
            value
            for value in self._assessor.dependents[fact.id].probes
            if can_be_answer(fact, value, now.today)
        ]
        tell = self._telling(fact, now)
        told = [tell(value) for value in values]
        shared = frozenset.intersection(*told) if told else frozenset()
        if all(one == shared for one in told):
            return ()
        pairs = [(value, one - shared) for value, one in zip(values, told, strict=True)]
        return tuple(
            _by_outcome(pairs) if fact.options else _by_range(pairs, lambda value: tell(value) - shared)
        )

    def open_rules(self, fact: Fact, now: Assessment) -> tuple[Rule, ...]:
        """The rules that look at `fact` and are not decided yet."""
        open = (reason.rule for reason in now.reasons if reason.open and reason.rule)
        return tuple(self._assessor.interview.rules[id] for id in open if fact.id in self._assessor.reads[id])

    def needed(self, rule: str, now: Assessment) -> tuple[str, ...]:
        """The facts that a rule still needs, and nobody has told."""
        reads = self._assessor.reads[rule]
        return tuple(id for id in self._facts if id in reads and now.situation.values[id] is State.UNKNOWN)

    def _telling(self, fact: Fact, now: Assessment) -> Telling:
        looking = self._assessor.dependents[fact.id].rules
        reads = self._assessor.reads
        open = {reason for reason in now.reasons if reason.open and fact.id not in reads.get(reason.rule, ())}

        def deciding(value: Probe) -> frozenset[Told]:
            reasons = now.answered(fact.id, value).reasons
            told = (r for r in reasons if r.rule in looking and r.effect != "route" and r not in open)
            return frozenset(replace(reason, text=reason.plain) for reason in told)

        def of_papers(value: Probe) -> frozenset[Told]:
            after = now.answered(fact.id, value)
            minded = (reason for reason in after.reasons if reason.effect == "warn")
            return frozenset((*minded, *after.checklist, *after.route))

        return deciding if fact.deciding else of_papers


def _by_outcome(pairs: list[tuple[Probe, frozenset[Told]]]) -> Iterator[Consequence]:
    """Choices that lead to the same, together."""
    for outcome in dict.fromkeys(told for _, told in pairs):
        yield _consequence(tuple(value for value, told in pairs if told == outcome), outcome)


def _by_range(pairs: list[tuple[Probe, frozenset[Told]]], tell: Telling) -> Iterator[Consequence]:
    """Numbers and days in their order, those together that lead to the same; that there is none stands alone."""
    yield from (_consequence((value,), told) for value, told in pairs if value == NONE_ANSWER)
    ordered = sorted((_place(value), value, told) for value, told in pairs if value != NONE_ANSWER)
    first = ordered[0][1] if ordered else NONE_ANSWER
    for number, (place, value, told) in enumerate(ordered):
        if number + 1 == len(ordered):
            yield _consequence((first, value), told, first == ordered[0][1], upwards=True)
        elif told != ordered[number + 1][2]:
            last, beyond = _border(value, place, ordered[number + 1][0], told, tell)
            yield _consequence((first, last), told, first == ordered[0][1])
            first = beyond


def _border(value: Probe, low: int, high: int, told: frozenset[Told], tell: Telling) -> tuple[Probe, Probe]:
    """The last answer that leads to the same as `value`, which stands at `low`, and the one after it, at `high` at the most."""
    while high - low > 1:
        middle = (low + high) // 2
        if tell(_answer(value, middle)) == told:
            low = middle
        else:
            high = middle
    return _answer(value, low), _answer(value, high)


def _place(value: Probe) -> int:
    return date.fromisoformat(value).toordinal() if isinstance(value, str) else value


def _answer(like: Probe, place: int) -> Probe:
    return date.fromordinal(place).isoformat() if isinstance(like, str) else place


def _consequence(
    answers: tuple[Probe, ...], told: frozenset[Told], from_below: bool = False, upwards: bool = False
) -> Consequence:
    reasons = sorted((one for one in told if isinstance(one, Reason)), key=_gravity)
    lines = sorted((one for one in told if isinstance(one, PaperLine)), key=lambda line: line.id)
    return Consequence(answers, tuple(reasons), tuple(lines), from_below, upwards)


def _gravity(reason: Reason) -> tuple[int, str]:
    """Where a reason stands among others: what refuses or lacks, then what is open, then what is fulfilled."""
    return _GRAVITY.index("open" if reason.open else reason.effect), reason.text
