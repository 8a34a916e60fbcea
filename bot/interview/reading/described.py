"""An answer in words → the features by which it is likened to the sayings of the pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from types import MappingProxyType

from bot.hearing.descent import Values
from bot.hearing.learned_answers import NO_ANSWER, TOLD, UNSURE
from bot.hearing.text_features import features
from bot.interview.engine.answers import NONE_ANSWER, UNKNOWN_ANSWER
from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.exact_reply import ExactReader
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.language.remembered import TEXTS_KEPT, remembered
from bot.language.ways_things_stand import standing
from bot.pack.interview_model import Fact, Interview

Namer = Callable[[str], Iterable[str]]
"""Gives the things that a text names, such as members, concepts and places."""
_EXACT = 0.5
"""The value of the feature that says how an answer reads by the pack's own words: several times that of a pair of letters."""


class Describer:
    """Describes answers to the questions of one interview, with what `exact` reads in them and what `named` finds."""

    def __init__(self, interview: Interview, exact: ExactReader, named: Namer) -> None:
        self._facts = interview.facts
        self._exact = exact
        self.features = remembered(TEXTS_KEPT)(lambda text: MappingProxyType(features(text, named(text))))
        """The features of a text; a turn asks for those of the same few clauses again and again."""
        self._with_standing = remembered(TEXTS_KEPT)(
            lambda text: MappingProxyType(features(text, (*named(text), *_standing(text))))
        )

    def described(self, id: str, text: str, now: datetime) -> Values:
        """The features of `text` as an answer to the fact `id`, said at `now`."""
        return self.beside(self._facts[id], text, self._exact.read(self._facts[id], text, now))

    def beside(self, fact: Fact, text: str, reading: Reading) -> Values:
        """The features of `text`, which reads exactly as `reading`."""
        marks = {f"x{mark}": _EXACT for mark in _marks(fact, reading)}
        return {**self._with_standing(text), **marks}


def _standing(text: str) -> Iterator[str]:
    """How something stands by a text (s), and does so in the end of it (e)."""
    said = normalize(text)
    yield from (f"s{way}" for way in standing(said))
    yield from (f"e{way}" for way in standing([*clauses(said), ""][-2] if clauses(said) else ""))


def name_of(fact: Fact, value: object) -> str:
    """The name under which the sayings stand that mean `value`."""
    if value is None:
        return NO_ANSWER
    if value == UNKNOWN_ANSWER:
        return UNSURE
    if not fact.options:
        return NONE_ANSWER if value == NONE_ANSWER else TOLD
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def value_of(fact: Fact, name: str) -> object:
    """The value that the sayings under `name` mean: of an option, a number, or that there is none or it is not known."""
    if fact.type == "number" and name.isdecimal():
        return int(name)
    return next((option.value for option in fact.options if name_of(fact, option.value) == name), name)


def _marks(fact: Fact, reading: Reading) -> Iterator[str]:
    yield "doubtful" if reading.doubtful else name_of(fact, reading.value)
