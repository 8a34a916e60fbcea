"""How people answer questions: which of the answers that a question can have a text means.

Two things are learned: what all questions have in common (yes, no, not knowing, asking back), from the sayings to all of
them; and upon that, for each question, its own answers from its own few hundred sayings.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.hearing.descent import Values
from bot.hearing.learned import Learned, learn
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


@dataclass(frozen=True)
class LearnedAnswers:
    """What was learned of all questions, and of each by its id."""

    common: Learned
    questions: Mapping[str, Learned]

    def chances(self, question: str, values: Values) -> dict[str, float]:
        """The chance (0–1) of each answer to `question` by the features of a text; empty if nothing is known of the question."""
        return self._chances(question, tuple(values.items())) if question in self.questions else {}

    @cached_property
    def _chances(self) -> Callable[[str, tuple[tuple[str, float], ...]], dict[str, float]]:
        # An answer is read by several skills, and on the day everybody comes by many people's turns.
        return remembered(TEXTS_KEPT)(
            lambda question, values: self.questions[question].chances(_leaning(self.common, dict(values)))
        )

    def met(self, question: str, pair: str) -> bool:
        """Whether two characters were met side by side in answers to `question` or to others."""
        learned = self.questions.get(question, self.common)
        return f"{PAIR}{pair}" in learned.places or f"{PAIR}{pair}" in self.common.places

    def familiar(self, question: str, values: Values) -> float:
        """The share (0–1) of the pairs of letters among these features that were met in answers to `question` or to others."""
        learned = self.questions.get(question, self.common)
        pairs = [name for name in values if name.startswith(PAIR)]
        met = sum(name in learned.places or name in self.common.places for name in pairs)
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
    together: dict[str, list[Values]] = {}
    for answers in held.values():
        for answer, lines in answers.items():
            together.setdefault(answer if answer in _COMMON else _VALUE, []).extend(lines)
    common = (
        learn(together, _ROUNDS_COMMON, fewest=_FEWEST_SAYINGS, rate=_FIRST_STEP) if together else Learned(())
    )
    return LearnedAnswers(
        common,
        {
            question: learn(
                {answer: [_leaning(common, line) for line in lines] for answer, lines in answers.items()},
                fewest=_FEWEST_SAYINGS,
                rate=_FIRST_STEP,
            )
            for question, answers in held.items()
        },
    )


def _leaning(common: Learned, values: Values) -> Values:
    """The features of a text with what is common to all questions as features of their own."""
    found = common.chances(values)
    return {**values, **{f"@{answer}": _LEAN * math.log(chance + _LEAST) for answer, chance in found.items()}}
