"""An answer in words → the value of a fact: by the pack's own words, and by likeness to how people answered.

What both read alike is noted. What only one of them reads is noted if it is likely enough; a little less likely, the person
is asked whether that was meant; and what is said like no answer is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.hearing.answers import NO_ANSWER, UNSURE, LearnedAnswers
from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.interview.reading.described import Describer, name_of
from bot.interview.reading.exact_reply import ExactReader, Reading
from bot.language.question_words import asks_back
from bot.pack.interview_model import Fact

_TAKEN = 0.75
"""The chance from which an answer is noted that no word of the pack's gives away."""
_ASKED = 0.6
"""The chance from which the person is asked whether it was meant."""
_ALIKE = 0.25
"""The chance from which an answer that stands in the pack's own words is noted."""
_BESIDE = 0.8
"""The chance of being no answer from which even what stands in the pack's own words is none."""
_LIKELY = 0.5
_SURE = 0.9


class ReplyReader:
    """Reads answers for one interview."""

    def __init__(self, exact: ExactReader, describer: Describer, answers: LearnedAnswers) -> None:
        self._exact = exact
        self._describer = describer
        self._answers = answers
        self.elsewhere = exact.elsewhere
        self.named_elsewhere = exact.named_elsewhere

    def read(self, fact: Fact, text: str, now: datetime) -> Reading:
        """The answer to `fact` in `text`, said at `now`; an empty reading if it holds none."""
        exact = self._exact.read(fact, text, now)
        chances = self._answers.chances(fact.id, self._describer.beside(fact, text, exact))
        if not chances:
            return exact
        likeliest = max(chances, key=lambda answer: chances[answer])
        if exact.value == UNKNOWN_ANSWER and likeliest not in (UNSURE, NO_ANSWER) and chances[likeliest] >= _SURE:
            exact = self._exact.read(fact, text, now, doubting=False)  # 2016年，几月忘了
        return self._choice(fact, text, exact, chances) if fact.options else _told(exact, text, chances)

    def volunteered(self, text: str, asked: str, now: datetime) -> Iterator[tuple[str, object]]:
        """Other facts that a sentence gives away beside the one asked."""
        return self._exact.volunteered(text, asked, now)

    def _choice(self, fact: Fact, text: str, exact: Reading, chances: dict[str, float]) -> Reading:
        likeliest = max(chances, key=lambda answer: chances[answer])
        chance = chances[likeliest]
        if exact.doubtful:
            return exact if chance < _BESIDE else self._likeliest(fact, text, likeliest, chance)
        if exact.value is None:
            return self._likeliest(fact, text, likeliest, chance)
        name = name_of(fact, exact.value)
        if likeliest == name or chances.get(name, 0.0) >= _ALIKE or exact.value == UNKNOWN_ANSWER:
            return exact
        if chance >= _BESIDE:
            return self._likeliest(fact, text, likeliest, chance)
        return Reading(exact.value, sure=False)

    @staticmethod
    def _likeliest(fact: Fact, text: str, likeliest: str, chance: float) -> Reading:
        if likeliest == NO_ANSWER:
            return Reading()
        if likeliest == UNSURE:
            return Reading(UNKNOWN_ANSWER) if chance >= _LIKELY else Reading()
        if chance < _ASKED or (asks_back(text) and chance < _SURE):
            return Reading()
        value = next(option.value for option in fact.options if name_of(fact, option.value) == likeliest)
        return Reading(value, sure=chance >= _TAKEN)


def _told(exact: Reading, text: str, chances: dict[str, float]) -> Reading:
    """A date or a number: only its own grammar reads it; likeness tells what is none of them."""
    likeliest = max(chances, key=lambda answer: chances[answer])
    chance = chances[likeliest]
    if exact.value not in (None, UNKNOWN_ANSWER, NONE_ANSWER) or exact.doubtful:
        beside = likeliest == NO_ANSWER and chance >= _BESIDE and asks_back(text)
        return Reading() if beside else exact
    if exact.value is not None:
        return exact
    if likeliest == UNSURE and chance >= _LIKELY:
        return Reading(UNKNOWN_ANSWER)
    if likeliest == NONE_ANSWER and chance >= _TAKEN:
        return Reading(NONE_ANSWER)
    return exact
