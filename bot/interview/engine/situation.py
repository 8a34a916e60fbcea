"""The answers of one applicant as values: which questions apply, which are open, what is derived from the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.interview.engine.answers import Interval, State, Value, read_answer
from bot.interview.engine.day_of_asking import closed_on
from bot.interview.engine.kleene import Evaluator, earliest
from bot.pack.interview_model import Derived, Fact, Interview


class Situation:
    """The values of all facts for one set of answers.

    `asked` holds the questions that apply; `open` those of them without a valid answer, in file order; `invalid`
    those whose answer is no possible value.
    """

    def __init__(
        self,
        interview: Interview,
        order: tuple[str, ...],
        answers: Mapping[str, object],
        today: date | None,
        before: Situation | None = None,
    ) -> None:
        """Computes the values in `order`; the others are taken from `before`."""
        self.values: dict[str, Value] = dict(before.values) if before else {}
        self.given: dict[str, Value] = dict(before.given) if before else {}
        self.evaluator: Evaluator = Evaluator(
            self.values, self.given, before.evaluator.closed if before else None
        )
        self.asked: set[str] = set(before.asked) if before else set()
        self._open: set[str] = set(before._open) if before else set()
        self._latest: date | None = before._latest if before else None
        for id in order:
            if id in interview.facts:
                self.values[id] = self._fact(interview.facts[id], answers, today)
            else:
                self.values[id] = self._derived(interview.derived[id])
        self.open: tuple[str, ...] = tuple(id for id in interview.facts if id in self._open)
        self.invalid = frozenset(id for id in self.open if self.values[id] is State.INVALID)

    def _fact(self, fact: Fact, answers: Mapping[str, object], today: date | None) -> Value:
        self.given.pop(fact.id, None)
        self.asked.discard(fact.id)
        self._open.discard(fact.id)
        raw, closed = answers.get(fact.id), frozenset[str]()
        if raw is None and fact.from_clock and today is not None:
            raw = today.isoformat()
            closed = closed_on(today)
        if fact.from_clock:
            self.evaluator.closed = {fact.id: closed} if closed else {}
        value: Value | None = None if raw is None else read_answer(fact, raw, self._latest)
        if value is not None:
            self.given[fact.id] = value
        if fact.from_clock:
            self._latest = value.last if isinstance(value, Interval) else None
        if value is None and fact.offered:
            return State.NOT_APPLICABLE
        if not fact.asked_when.is_always and self.evaluator.truth(fact.asked_when) is not True:
            says_nothing = value is None or isinstance(value, State) or value is False or value == "none"
            return State.NOT_APPLICABLE if says_nothing or value is None else value
        self.asked.add(fact.id)
        if value is None or isinstance(value, State):
            self._open.add(fact.id)
        return State.UNKNOWN if value is None else value

    def _derived(self, derived: Derived) -> Value:
        if derived.day is not None:
            return Interval(derived.day, derived.day)
        if derived.earliest:
            return earliest(self.values[name] for name in derived.earliest)
        for condition, value, same in derived.cases:
            if self.evaluator.truth(condition) is True:
                return self.values[same] if same else value
        return self.values[derived.otherwise]


def reading_order(interview: Interview) -> tuple[str, ...]:
    """Facts and derived values, each after all that it depends on; the day of asking first."""
    reads = {fact.id: set(fact.asked_when.names()) for fact in interview.facts.values()}
    reads |= {derived.id: set(derived.names()) for derived in interview.derived.values()}
    return tuple(_sorted(interview, reads))


def _sorted(interview: Interview, reads: dict[str, set[str]]) -> Iterator[str]:
    waiting = sorted(reads, key=lambda id: not (id in interview.facts and interview.facts[id].from_clock))
    done: set[str] = set()
    while waiting:
        ready = [id for id in waiting if reads[id] <= done]
        if not ready:  # the reader refuses circles
            raise ValueError(waiting)
        yield from ready
        done |= set(ready)
        waiting = [id for id in waiting if id not in done]
