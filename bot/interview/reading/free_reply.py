"""An answer in words → the value of a fact: by the pack's own words, and by likeness to how people answered.

What both read alike is noted. What only one of them reads is noted if it is likely enough; a little less likely, the person
is asked whether that was meant; and what is said like no answer is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.hearing.acts import LearnedActs
from bot.hearing.answers import NO_ANSWER, TOLD, UNSURE
from bot.hearing.features import features
from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.interview.reading.described import Describer, Namer, name_of, value_of
from bot.interview.reading.exact_reply import ExactReader, Reading, own_clauses
from bot.interview.reading.listening import OPENS, Listening, telling
from bot.language.clauses import clauses
from bot.language.normalize import normalize
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
_STEPS = "steps"
_YES, _NO = ("yes", "confirm"), ("no", "reject")
_SURE = 0.9
_NOTICED = 0.45
"""The chance from which a clause is taken to tell something that was not asked."""
_BORNE_OUT = 0.6
"""The chance that the same clause must have as an answer to the question itself."""


class ReplyReader:
    """Reads answers for one interview."""

    def __init__(
        self,
        exact: ExactReader,
        describer: Describer,
        listening: Listening,
        acts: LearnedActs,
        named: Namer,
    ) -> None:
        self._exact = exact
        self._describer = describer
        self._listening = listening
        self._answers = listening.answers
        self._acts = acts
        self._named = named
        self._facts = exact.facts
        self.elsewhere = exact.elsewhere
        self.named_elsewhere = exact.named_elsewhere

    def read(self, fact: Fact, text: str, now: datetime) -> Reading:
        """The answer to `fact` in `text`, said at `now`; an empty reading if it holds none."""
        exact = self._exact.read(fact, text, now)
        chances = self._answers.chances(fact.id, self._describer.beside(fact, text, exact))
        if not chances:
            return exact
        likeliest = max(chances, key=lambda answer: chances[answer])
        if (
            exact.value == UNKNOWN_ANSWER
            and likeliest not in (UNSURE, NO_ANSWER)
            and chances[likeliest] >= _SURE
        ):
            exact = self._exact.read(fact, text, now, doubting=False)  # 2016年，几月忘了
        return self._choice(fact, text, exact, chances) if fact.options else _told(exact, text, chances)

    def assents(self, text: str) -> bool | None:
        """Whether a text, said to something read back, says that it is so; None if it says neither yes nor no."""
        chances = self._acts.chances(_STEPS, text)
        yes, no = (sum(chances[act] for act in acts) for acts in (_YES, _NO))
        return yes > no if max(yes, no) >= _ASKED else None

    def opens(self, text: str) -> float:
        """The chance (0–1) that a message asks for the interview."""
        learned = self._listening.opening
        return learned.chances(features(text, self._named(text)))[OPENS] if learned.labels else 0.0

    def told(self, text: str, now: datetime, *, of_others: bool = False) -> dict[str, object]:
        """What a message tells whatever is asked: values by fact, the surest reading of each.

        `of_others`: what is said of a relative or colleague counts, since the interview is for somebody like that.
        """
        said = normalize(text)
        found: dict[str, tuple[float, object]] = {}
        for clause in clauses(said) if of_others else own_clauses(said):
            for fact, chance, value in self._told_by(clause, now):
                if chance > found.get(fact, (0.0, None))[0]:
                    found[fact] = chance, value
        return {fact: value for fact, (_, value) in found.items()}

    def _told_by(self, clause: str, now: datetime) -> Iterator[tuple[str, float, object]]:
        for label, chance in self._listening.told.found(telling(clause, self._named)).items():
            if chance < _NOTICED:
                continue
            id, _, answer = label.partition("=")
            fact = self._facts[id]
            exact = self._exact.read(fact, clause, now)
            if not fact.options:
                value = exact.value if answer == TOLD else NONE_ANSWER
                if value is not None and value != UNKNOWN_ANSWER:
                    yield id, chance, value
                continue
            chances = self._answers.chances(id, self._describer.beside(fact, clause, exact))
            if chances.get(answer, 0.0) >= _BORNE_OUT:
                yield id, chance, value_of(fact, answer)

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
        return Reading(value_of(fact, likeliest), sure=chance >= _TAKEN)


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
