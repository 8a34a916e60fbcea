"""How people answer questions: which of the answers that a question can have a text means.

Two things are learned: what all questions have in common (yes, no, not knowing, asking back), from the sayings to all of
them; and upon that, for each question, its own answers from its own few hundred sayings.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.hearing.descent import Values
from bot.hearing.learned import Learned, Weighing, learn
from bot.hearing.shared_features import SharedFeatures, share
from bot.hearing.text_features import PAIR
from bot.language.remembered import TEXTS_KEPT, remembered

UNSURE, NO_ANSWER, TOLD = "unknown", "no_answer", "told"
"""What a saying can mean beside an option: not knowing; no answer at all; a date or number."""
_COMMON = ("yes", "no", UNSURE, NO_ANSWER)
_VALUE = "value"
"""Any answer that is none of the common ones."""
_ROUNDS_COMMON = 6
_LEAN = 0.1
"""How much a question leans on what all have in common."""
_LEAST = 1e-4
_FEWEST_SAYINGS, _FIRST_STEP = 1, 0.4
"""A word that a single saying holds tells something too, if little is made of it: of 2,750 sayings of other writers these two
read 1.3 in 100 more rightly."""


_ALL = 0
"""The number of what all have in common among those that share features; the questions follow."""


@dataclass(frozen=True)
class LearnedAnswers:
    """What was learned of all questions together, and of each by its id; `features` are those by which they tell anything."""

    common: Weighing = field(default_factory=Weighing)
    questions: Mapping[str, Weighing] = field(default_factory=dict)
    features: SharedFeatures = field(default_factory=SharedFeatures)

    def chances(self, question: str, values: Values) -> dict[str, float]:
        """The chance (0–1) of each answer to `question` by the features of a text; empty if nothing is known of the question."""
        return self._chances(question, tuple(values.items())) if question in self.questions else {}

    @cached_property
    def _chances(self) -> Callable[[str, tuple[tuple[str, float], ...]], dict[str, float]]:
        # An answer is read by several skills, and on the day everybody comes by many people's turns.
        return remembered(TEXTS_KEPT)(lambda question, values: self._found(question, dict(values)))

    def _found(self, question: str, values: Values) -> dict[str, float]:
        features = self.features
        known = features.known(values)
        leaning = _leaning(self.common.chances(features.held(_ALL, known)))
        held = features.held(self._numbers[question], [*known, *features.known(leaning)])
        return self.questions[question].chances(held)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {question: number for number, question in enumerate(self.questions, _ALL + 1)}

    def met(self, question: str, pair: str) -> bool:
        """Whether two characters were met side by side in answers to `question` or to others."""
        return self.features.is_known(f"{PAIR}{pair}", (_ALL, self._numbers.get(question, _ALL)))

    def familiar(self, question: str, values: Values) -> float:
        """The share (0–1) of the pairs of letters among these features that were met in answers to `question` or to others."""
        learners = (_ALL, self._numbers.get(question, _ALL))
        pairs = [name for name in values if name.startswith(PAIR)]
        met = sum(self.features.is_known(name, learners) for name in pairs)
        return met / len(pairs) if pairs else 0.0


Described = Mapping[str, Mapping[str, Sequence[Values]]]
"""The features of sayings by question and answer."""


def learn_answers(
    sayings: Mapping[str, Mapping[str, Sequence[str]]], described: Callable[[str, str], Values]
) -> LearnedAnswers:
    """Learn from sayings by question and answer. `described` gives the features of a text said to a question."""
    return learn_described(
        {
            question: {
                answer: [described(question, text) for text in texts] for answer, texts in held.items()
            }
            for question, held in sayings.items()
        }
    )


def learn_described(held: Described) -> LearnedAnswers:
    """Learn from the features of sayings."""
    if not held:
        return LearnedAnswers()
    together: dict[str, list[Values]] = {}
    for answers in held.values():
        for answer, lines in answers.items():
            together.setdefault(answer if answer in _COMMON else _VALUE, []).extend(lines)
    common = (
        learn(together, _ROUNDS_COMMON, fewest=_FEWEST_SAYINGS, rate=_FIRST_STEP) if together else Learned()
    )
    each = {
        question: learn(
            {answer: [_with_leaning(common, line) for line in lines] for answer, lines in answers.items()},
            fewest=_FEWEST_SAYINGS,
            rate=_FIRST_STEP,
        )
        for question, answers in held.items()
    }
    return LearnedAnswers(
        common.weighing,
        {question: learned.weighing for question, learned in each.items()},
        share([common.places, *(learned.places for learned in each.values())]),
    )


def _with_leaning(common: Learned, values: Values) -> Values:
    return {**values, **_leaning(common.chances(values))}


def _leaning(found: Mapping[str, float]) -> Values:
    """What is common to all questions as features: the chance of each of its answers."""
    return {f"@{answer}": _LEAN * math.log(chance + _LEAST) for answer, chance in found.items()}
