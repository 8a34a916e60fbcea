"""Which of the answers given before a message changes: every one of them is weighed against the open question.

Each answered fact is given the clause, or the whole message, that is most about it and least about anything else; what stands
there, without what is taken back (前面讲没合作的不对), is read as its answer. How much rather it is about that fact than about
the open question, and whether it says at all that something was wrong, decides whether the answer is changed, asked about, or
left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from types import MappingProxyType

from bot.interview.engine.answers import UNKNOWN_ANSWER
from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.free_reply import ReplyReader
from bot.interview.reading.weighed_message import FAINTEST, WHOLE, WeighedMessage, pieces_of
from bot.language.amounts import only_amount
from bot.language.by_difference import difference
from bot.language.clauses import clauses
from bot.language.exchanging import finds_fault, speaks_of_an_answer, without_blame
from bot.language.normalize import normalize
from bot.language.question_words import asks_back
from bot.language.word_finder import finder
from bot.pack.interview_model import Fact

_NONE_BESIDE: Mapping[str, float] = MappingProxyType({})
_LEAD_LEAST = 0.7
"""By how much (in log odds) a message must rather be about an answered fact than about the open question to change it at all."""
_MEANT, _LEAD_MEANT = 0.25, 1.6
"""How likely it must be about that fact, and by how much rather, if it does not say that something was wrong."""
_PLAIN, _FAR = 0.4, 2.6
"""The same from which the answer is changed without being asked about."""
_PLAIN_BACK, _FAR_BACK = 0.2, 1.5
"""The same if it says that something was wrong."""
_OPEN = 0.9
"""How likely a message must say that an answer is not known to do so though one of its clauses tells something."""
_MONTH = 7
"""Characters of a date that tell its month."""


@dataclass(frozen=True)
class Revision:
    """A new value of an answered fact, the clauses that tell it, and whether it may be taken without asking.

    One that is not `likely` is meant only if the message means nothing else. `lead`: by how much (in log odds) it is rather
    about this fact; `back`: the message says that something was wrong.
    """

    fact: str
    value: object
    clauses: tuple[str, ...]
    sure: bool
    likely: bool
    lead: float
    back: bool

    @property
    def far(self) -> bool:
        """Whether it is by far rather meant than an answer to the open question."""
        return self.lead >= _FAR


class RevisionReader:
    """Reads such changes in messages to one interview."""

    def __init__(self, reader: ReplyReader, facts: Mapping[str, Fact]) -> None:
        self._reader = reader
        self._facts = facts

    def read(
        self,
        answers: Mapping[str, object],
        asking: str,
        text: str,
        now: datetime,
        *,
        beside: Mapping[str, float] = _NONE_BESIDE,
        expected: bool = False,
    ) -> list[Revision]:
        """The answers that a message changes, said to the question about `asking`; the surest first.

        `beside`: clauses that tell of what was never answered, and how likely (0–1). `expected`: the person was asked what to
        change.
        """
        if asks_back(text) and asks_back(without_blame(normalize(text))):
            return []
        known = self._meant(tuple(id for id in answers if id in self._facts), text)
        left_out = [first for first in answers if first in self._facts and first not in known]
        alike = {
            id: first
            for first in left_out
            for id in known
            if self._facts[id].offered and self._are_twins(id, first)
        }
        said = WeighedMessage(self._reader, self._facts, text, asking, known, beside, expected, alike)
        found = (self._revision(said, id, answers[id], now) for id in known if id != asking)
        first = sorted(
            (one for one in found if one is not None),
            key=lambda one: (not one.sure, not one.likely, -one.lead),
        )
        return list(_each_of_its_own(first))

    def _are_twins(self, one: str, other: str) -> bool:
        return (
            one != other
            and bool(self._facts[one].options)
            and self._facts[one].values == self._facts[other].values
        )

    def _meant(self, known: tuple[str, ...], text: str) -> tuple[str, ...]:
        """Those of the answered facts of which a message may speak: 另外那个学历 is not the first of two that are told alike."""
        if not finder("place", "another").stands_in(normalize(text)):
            return known
        others = [self._facts[id].values for id in known if self._facts[id].offered]
        return tuple(id for id in known if self._facts[id].offered or self._facts[id].values not in others)

    def _revision(self, said: WeighedMessage, id: str, before: object, now: datetime) -> Revision | None:
        place = said.best(id)
        if place.about < FAINTEST or place.lead < _LEAD_LEAST:
            return None
        parts: list[str] = []
        reading = Reading()
        for told in self._tellings(said, self._facts[id], before, place.number, now):
            found = self._instead(self._facts[id], before, told, said.takes_back, now)
            if reading.value is None or (found.sure and found.value not in (None, before)):
                parts, reading = told, found
            if reading.value is not None and reading.sure:
                break
        if reading.value in (None, before):
            return None
        back = said.takes_back
        likely = back or (place.about >= _MEANT and place.lead >= _LEAD_MEANT)
        about, lead = (_PLAIN_BACK, _FAR_BACK) if back else (_PLAIN, _FAR)
        # 我退休了 says one of the answers to the letter.
        sure = reading.sure and (reading.whole or place.about >= about) and place.lead >= lead
        known = reading.value != UNKNOWN_ANSWER
        return Revision(id, reading.value, tuple(parts), sure and known, likely, place.lead, back)

    def _tellings(
        self, said: WeighedMessage, fact: Fact, before: object, place: int, now: datetime
    ) -> Iterator[list[str]]:
        """The clauses by which it may be told what is so instead: those of the likeliest place, and of the whole; behind one
        that says again what was noted, any: 刚刚说的是去年的，今年的是92."""
        yield from (said.told_of(fact.id, number) for number in dict.fromkeys((place, WHOLE)))
        again = (
            part
            for part in said.parts
            if (not fact.options or _is_out_of_date(part)) and self._is_taken_back(fact, before, part, now)
        )
        if any(_is_out_of_date(part) or self._reader.read(fact, part, now).value == before for part in again):
            yield said.parts

    def _instead(
        self, fact: Fact, before: object, parts: Sequence[str], back: bool, now: datetime
    ) -> Reading:
        """What clauses say of a fact instead of what was noted; an empty reading if nothing."""
        left = self._by_difference(fact, before, parts) or self._left_of_both(fact, before, parts, now)
        if left is not None:
            return left
        named = self._named_instead(fact, before, parts)
        if named is not None:
            return named
        kept = [part for part in parts if not self._is_taken_back(fact, before, part, now)]
        together = ",".join(kept)
        unknown = Reading()
        for said in (together, *reversed(kept if len(kept) > 1 else ())):
            reading = _nearest(self._reader.read(fact, said, now), before) if said else unknown
            if said == together and reading.value == before and len(kept) == len(parts) and not back:
                return Reading()
            if said == together and self._is_open(fact, said, reading, now):
                return reading
            if reading.value == UNKNOWN_ANSWER != before:
                unknown = reading
            elif reading.value not in (None, before):
                return self._together(fact, before, reading, said, ",".join(parts), now)
        if unknown.value is not None and back:
            return unknown
        if fact.standing and len(kept) < len(parts) and any(map(_is_out_of_date, parts)):
            return self._none_of_them(fact, before)
        amount = only_amount(together, fact.unit, fact.most or inf) if fact.type == "number" else None
        if amount is not None:
            return Reading(amount, sure=False)
        if fact.type == "yes_no" and len(kept) < len(parts):
            return Reading(not before)
        return self._likeliest(fact, before, parts, now)

    @staticmethod
    def _by_difference(fact: Fact, before: object, parts: Sequence[str]) -> Reading | None:
        """The number, to be confirmed, that differs from the one noted by as much as the clauses say: 毕业那年我多报了十年."""
        if fact.type not in ("number", "year") or not isinstance(before, int):
            return None
        by = difference(",".join(parts), "year" if fact.type == "year" else fact.unit)
        value = before + (by or 0)
        within = (fact.least or 0) <= value <= (fact.most or value)
        return Reading(value, sure=False) if by is not None and within else None

    def _together(
        self, fact: Fact, before: object, reading: Reading, said: str, whole: str, now: datetime
    ) -> Reading:
        """The answer that what was noted and what is told come to, if the one is there as well as the other: 合同也找到了."""
        joint = next((one for one in fact.options if set(one.joins) == {before, reading.value}), None)
        if joint is None:
            return reading
        if finder("correction", "in_part").stands_in(whole):
            return Reading(joint.value)  # 讲退休没讲全，后来又回去上班的
        both = (part for part in clauses(said) if finder("amount", "too").stands_in(part))
        told = any(self._reader.read(fact, part, now).value in (*joint.joins, joint.value) for part in both)
        return Reading(joint.value) if told else reading

    def _none_of_them(self, fact: Fact, before: object) -> Reading:
        """The option, to be confirmed, that says no to what was noted, which is out of date: 公务员是好几年前的事了."""
        none = [value for value in self._reader.denied_by(fact, "", affirmed=True) if value != before]
        return Reading(none[0], sure=False) if len(none) == 1 else Reading()

    def _is_open(self, fact: Fact, said: str, reading: Reading, now: datetime) -> bool:
        """Whether a message says of a question with options, very much like others did, that its answer is not known."""
        if not fact.options or reading.value != UNKNOWN_ANSWER:
            return False
        return self._reader.likely(fact, said, UNKNOWN_ANSWER, now) >= _OPEN

    def _left_of_both(
        self, fact: Fact, before: object, parts: Sequence[str], now: datetime
    ) -> Reading | None:
        """What is left of two things of which all was noted if a message denies one of them, or says that it is void, and tells
        no more: 没合同的, 合同过期了."""
        joint = next((one for one in fact.options if one.value == before and one.joins), None)
        if joint is None or fact.standing:
            return None
        out: list[object] = [
            value for value in joint.joins if value in self._reader.ruled_out(fact, ",".join(parts))
        ]
        void = [part for part in parts if finder("correction", "void").stands_in(part)]
        out += [self._reader.read(fact, part, now).value for part in void]
        rest = [value for value in joint.joins if value not in out]
        return Reading(rest[0]) if len(rest) == 1 else None

    def _named_instead(self, fact: Fact, before: object, parts: Sequence[str]) -> Reading | None:
        """The option of which one clause says a piece that no other has, if another denies what was noted: 是事业的，不是企业."""
        if fact.type != "choice" or before not in self._reader.ruled_out(fact, ",".join(parts)):
            return None
        pieces = _pieces_of_labels(fact)
        denied = [part for part in parts if before in self._reader.ruled_out(fact, part)]
        told = {
            value
            for piece, value in pieces.items()
            if any(piece in part for part in parts if part not in denied) and value != before
        }
        return Reading(told.pop()) if len(told) == 1 else None

    def _likeliest(self, fact: Fact, before: object, parts: Sequence[str], now: datetime) -> Reading:
        """What is likeliest instead of an option that a clause denies: 没退休."""
        for part in parts if fact.type == "choice" else ():
            instead = self._reader.instead_of(fact, before, part, now)
            if instead is not None:
                return Reading(instead, sure=False)
        return Reading()

    def _is_taken_back(self, fact: Fact, before: object, part: str, now: datetime) -> bool:
        """Whether a clause says again what was noted, and that this was wrong: 刚才选成国内了."""
        fault = finds_fault(part)
        if not (fault or speaks_of_an_answer(part)):
            return False
        value = self._reader.read(fact, part, now).value
        return value == before or (fault and value is None)


def _is_out_of_date(part: str) -> bool:
    """Whether a clause says of something that it was so long ago."""
    return finder("correction", "out_of_date").stands_in(part)


def _pieces_of_labels(fact: Fact) -> dict[str, object]:
    """The pieces of the labels of a fact's options that stand in one label alone, with its value."""
    pieces = {option.value: pieces_of(normalize(option.label)) for option in fact.options}
    counts = Counter(piece for each in pieces.values() for piece in each)
    return {piece: value for value, each in pieces.items() for piece in each if counts[piece] == 1}


def _each_of_its_own(found: Iterable[Revision]) -> Iterator[Revision]:
    """Those of the changes that are sure, or told by a clause that tells no surer one."""
    used: set[str] = set()
    for one in found:
        if one.sure or not used.issuperset(one.clauses):
            yield one
        used.update(one.clauses)


def _nearest(reading: Reading, before: object) -> Reading:
    """A day that may be in two months is in that of the day noted before."""
    near = [value for value in reading.doubtful if value[:_MONTH] == f"{before}"[:_MONTH]]
    return Reading(near[0], sure=False) if len(near) == 1 and len(near[0]) > _MONTH else reading
