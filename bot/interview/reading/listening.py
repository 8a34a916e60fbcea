"""What a pack's sayings teach: how its questions are answered, what a clause is about, and what asks for the interview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.hearing.descent import Values
from bot.hearing.detector import Detector, Example
from bot.hearing.learned import Learned
from bot.hearing.learned_answers import NO_ANSWER, UNSURE, Described, LearnedAnswers
from bot.hearing.text_features import BIAS, features
from bot.interview.reading.described import Describer, Namer
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.pack.interview_model import Interview, Sayings
from bot.pack.spoken import WHO, fill

OPENS, OTHER = "opens", "other"
EACH_OTHER = 3
"""One in so many questions about the notice is enough to know that it tells nothing."""
_LEFT_OUT = "uq"
"""Kinds of features that tell nothing by themselves of what a clause is about: single characters, that it asks."""
_FEWEST_OPENINGS = 20
_SHORTEST_BESIDE = 7
"""Characters of what asks for no interview from which it is known to tell nothing: 退休了 may well be an answer."""
_MOST_ASKED = 25
"""Sayings of an answer that tell of their fact only if it is asked, and that are enough to know what it is about."""


@dataclass(frozen=True)
class Questions:
    """Phrasings of questions about the notice: those that ask for the interview, and others. `after` are said after an answer."""

    opening: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listening:
    """What was learned. Without sayings there is nothing in it, and answers are read by the pack's own words alone."""

    answers: LearnedAnswers = field(default_factory=LearnedAnswers)
    topics: Detector = field(default_factory=lambda: Detector((), {}))
    """Which facts a clause tells something of, whatever is asked."""
    opening: Learned = field(default_factory=Learned)


def described_answers(sayings: Sayings, describer: Describer, said_at: datetime) -> Described:
    """What is said to each question; `said_at` is the moment from which dates in it are reckoned."""
    return {
        fact: {
            answer: [describer.described(fact, saying.text, said_at) for saying in said]
            for answer, said in answers.items()
        }
        for fact, answers in sayings.answers.items()
    }


def telling(values: Values) -> Values:
    """Those features of a clause by which it is found what it tells."""
    return {name: value for name, value in values.items() if name != BIAS and name[0] not in _LEFT_OUT}


def asked_of(interview: Interview) -> dict[str, tuple[str, ...]]:
    """How each fact is spoken of by who asks for it; its name weighs twice."""
    who = {WHO: interview.substitutions.get(WHO, "")}
    return {
        id: tuple(fill(text, who) for text in (fact.question, fact.name, fact.name, fact.help))
        for id, fact in interview.facts.items()
    }


def of_topics(
    asked: Mapping[str, Iterable[str]], sayings: Sayings, questions: Questions, named: Namer
) -> Iterator[Example]:
    """What is said of each fact, what is said of several, and what is said of none; for `asked` see `asked_of`."""
    for fact, answers in sayings.answers.items():
        for said_of in asked[fact]:
            yield telling(features(said_of, named(said_of))), (fact,)
        for answer, said in answers.items():
            if answer not in (UNSURE, NO_ANSWER):
                when_asked = [saying for saying in said if not saying.alone][:_MOST_ASKED]
                for saying in (*when_asked, *(saying for saying in said if saying.alone)):
                    yield telling(features(saying.text, named(saying.text))), (fact,)
    for text, pairs in sayings.several:
        yield telling(features(text, named(text))), tuple(sorted({fact for fact, _ in pairs}))
    beside = (text for text in sayings.beside if len(text) >= _SHORTEST_BESIDE)
    for text in (*beside, *questions.other[::EACH_OTHER]):
        for clause in clauses(normalize(text)):
            yield telling(features(clause, named(clause))), ()


def of_opening(sayings: Sayings, questions: Questions, named: Namer) -> dict[str, list[Values]]:
    """What asks for the interview, and what only resembles that; nothing if there is too little of it."""
    if len(sayings.opening) < _FEWEST_OPENINGS:
        return {}

    def of(texts: Iterable[str]) -> list[Values]:
        return [features(text, named(text)) for text in texts]

    return {
        OPENS: of((*sayings.opening, *questions.opening)),
        OTHER: of((*sayings.beside, *questions.other, *questions.after)),
    }
