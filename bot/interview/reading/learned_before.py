"""What was learned for one pack and holds for another too, such as the same pack with another title: it is not learned again.

Each part of what is learned has its origin. It holds where the same was said and what describes it is the same; or else where
at least the features came out the same, whatever made them. Either way nothing else would be learned.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from bot.hearing.descent import Values
from bot.hearing.detector import Detector, Example, detect
from bot.hearing.learned import Learned, learn
from bot.hearing.learned_answers import Described, LearnedAnswers, learn_described
from bot.interview.engine.texts import filled
from bot.interview.reading.described import Describer, Namer
from bot.interview.reading.listening import (
    EACH_OTHER,
    Listening,
    Questions,
    asked_of,
    described_answers,
    of_opening,
    of_topics,
)
from bot.pack.interview_model import Interview, Sayings

Learning = TypeVar("Learning")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Origin:
    """Digests of what a part was learned from: of the words and all that describes them, and of their features."""

    words: str = ""
    features: str = ""


@dataclass(frozen=True)
class Origins:
    """The origin of each part. Describing answers asked whether pairs of letters are familiar: those that are, and others."""

    answers: Origin = Origin()
    topics: Origin = Origin()
    opening: Origin = Origin()
    familiar: Sequence[str] = ()
    strange: Sequence[str] = ()
    kept: str = ""
    """A digest of the file in which it is kept: what was damaged, or written by somebody else, is not taken over."""

    def holds_for(self, is_familiar: Callable[[str], bool]) -> bool:
        """Whether every pair that was asked for is as familiar as it was."""
        return all(map(is_familiar, self.familiar)) and not any(map(is_familiar, self.strange))


@dataclass(frozen=True)
class Before:
    """What was learned before, which is read if it is wanted: None if it cannot be."""

    origins: Origins
    kept: Callable[[], Listening | None]


@dataclass(frozen=True)
class Asked:
    """Answers a question about pairs of letters, and remembers what it was asked."""

    is_familiar: Callable[[str], bool]
    told: dict[str, bool] = field(default_factory=dict)

    def __call__(self, pair: str) -> bool:
        found = self.told.get(pair)
        if found is None:
            found = self.told[pair] = self.is_familiar(pair)
        return found

    def pairs(self, *, familiar: bool) -> tuple[str, ...]:
        """The pairs asked for that are familiar, or those that are not."""
        return tuple(sorted(pair for pair, is_so in self.told.items() if is_so == familiar))


@dataclass(frozen=True)
class Lessons:
    """What a pack teaches of its interview. `described_by` is a digest of all else that describing depends on, but for which
    pairs are familiar, `learned_by` one of what learns."""

    interview: Interview
    sayings: Sayings
    questions: Questions
    said_at: datetime
    described_by: str
    learned_by: str


def learn_listening(
    lessons: Lessons, describer: Describer, named: Namer, asked: Asked, before: Sequence[Before]
) -> tuple[Listening, Origins]:
    """Learn how people answer, or take over what holds of what was learned before.

    `describer` knows no more of the interview than `describable` leaves, and asks `asked` which pairs are familiar.
    """
    sayings, questions = lessons.sayings, lessons.questions
    known = describable(lessons.interview)
    of_facts = asked_of(lessons.interview)
    answers = _Part[Described, LearnedAnswers](
        "answers",
        digest_of(lessons.described_by, known, sayings.answers, lessons.said_at),
        lambda: described_answers(sayings, describer, lessons.said_at),
        learn_described,
        lambda origins: origins.holds_for(asked.is_familiar),
    )
    topics = _Part[Sequence[Example], Detector](
        "topics",
        digest_of(lessons.described_by, of_facts, sayings, questions.other[::EACH_OTHER]),
        lambda: list(of_topics(of_facts, sayings, questions, named)),
        detect,
    )
    opening = _Part[Mapping[str, Sequence[Values]], Learned](
        "opening",
        digest_of(lessons.described_by, sayings.opening, sayings.beside, questions),
        lambda: of_opening(sayings, questions, named),
        learn,
    )
    by = lessons.learned_by
    one, two, three = answers.learned(before, by), topics.learned(before, by), opening.learned(before, by)
    pairs = one.pairs or (asked.pairs(familiar=True), asked.pairs(familiar=False))
    return (
        Listening(one.learned, two.learned, three.learned),
        Origins(one.origin, two.origin, three.origin, *pairs),
    )


def describable(interview: Interview) -> Interview:
    """The part of an interview by which answers are described: its days and what it says may change without harm."""
    return Interview(filled(interview).facts, {}, interview.rules, {}, {}, {})


@dataclass(frozen=True)
class _Taught(Generic[Learning]):
    learned: Learning
    origin: Origin
    pairs: tuple[Sequence[str], Sequence[str]] | None = None
    """The pairs by which it holds without having been described again."""


@dataclass(frozen=True)
class _Part(Generic[Found, Learning]):
    """One thing to learn: `words` are a digest of what it is learned from, `find` makes features, `learn` learns from them."""

    name: str
    words: str
    find: Callable[[], Found]
    learn: Callable[[Found], Learning]
    holds: Callable[[Origins], bool] = lambda origins: True

    def learned(self, before: Sequence[Before], by: str) -> _Taught[Learning]:
        """The part: from what was learned before if it holds, else learned. `by` is a digest of what learns."""
        for one in before:
            origin = getattr(one.origins, self.name)
            if origin.words == self.words and self.holds(one.origins) and (kept := one.kept()) is not None:
                return _Taught(getattr(kept, self.name), origin, (one.origins.familiar, one.origins.strange))
        found = self.find()
        origin = Origin(self.words, digest_of(by, found))
        for one in before:
            was = getattr(one.origins, self.name).features
            if was == origin.features and (kept := one.kept()) is not None:
                return _Taught(getattr(kept, self.name), origin)
        return _Taught(self.learn(found), origin)


def digest_of(*parts: object) -> str:
    """A digest of plain data; the order of keys counts, since what is learned depends on it."""
    return digest_of_bytes(msgspec.msgpack.encode(parts))


def digest_of_bytes(content: bytes) -> str:
    """A digest of the content of a file."""
    return hashlib.sha256(content).hexdigest()
