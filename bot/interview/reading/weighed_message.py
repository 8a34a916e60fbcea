"""A message in an interview, its clauses, and how likely each of them is about which of the facts that it may be about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from bot.interview.reading.exact_reply import others_named, own_clauses
from bot.interview.reading.free_reply import ReplyReader
from bot.language.clauses import parted_further
from bot.language.exchanging import (
    exchanged,
    finds_fault,
    orders_a_change,
    speaks_of_an_answer,
    speaks_of_before,
    tells_end,
)
from bot.language.normalize import normalize
from bot.language.numerals import from_first_number
from bot.language.words import words
from bot.pack.interview_model import Fact

FAINTEST = 0.12
"""The chance from which a text may be about a fact at all."""
_LEAST, _UTMOST = 0.03, 0.999
"""A text is as little about a fact as about any, and as much as can be."""
_NEAR_ITS_WORD = 0.8
"""The chance that a text is about a number beside whose words it stands."""
_BY_NAME = 0.4
"""The chance that a text which takes something back is about a fact of whose name it holds a piece: 结束那天讲错了."""
_TO_YEAR = len("2021x")
"""Characters of a number with the sign of a year."""
_PIECE = 2
"""Characters of a name that tell it from all others."""
_OWNS, _OWNS_AMOUNT = 0.15, 0.6
"""The chance from which a clause belongs to a fact, and ends what was told of another; of a number or date, which may be of
anything."""
WHOLE = -1
"""The place of the whole message among its clauses."""


@dataclass(frozen=True)
class Place:
    """Where a message is rather about a fact than about anything else, how likely, and by how much (in log odds)."""

    number: int = WHOLE
    about: float = 0.0
    lead: float = -math.inf


@dataclass(frozen=True)
class WeighedMessage:
    """A message said to the question about `asking` while the facts `known` are answered.

    `beside`: clauses that tell of what was never answered, and how likely (0–1). `expected`: the person was asked what to
    change. `spoken_of_as`: the facts that are meant by what is said like another one: 另外那个学历.
    """

    reader: ReplyReader
    facts: Mapping[str, Fact]
    text: str
    asking: str
    known: tuple[str, ...]
    beside: Mapping[str, float] = field(default_factory=dict)
    expected: bool = False
    spoken_of_as: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def parts(self) -> list[str]:
        """Its clauses that speak of the person whom the interview is about."""
        facts = [self.facts[id] for id in self._all if id in self.facts]
        asked = {name for fact in facts for name in others_named(f"{fact.question}{fact.help}")}
        return own_clauses(parted_further(normalize(self.text)), asked)

    @cached_property
    def whole(self) -> str:
        """These clauses together."""
        return ",".join(self.parts)

    @cached_property
    def takes_back(self) -> bool:
        """Whether it says that something told before was wrong."""
        said = self.whole
        by_words = (
            finds_fault(said) or orders_a_change(said) or (not self.asking and exchanged(said) is not None)
        )
        by_words = by_words or speaks_of_before(said) or speaks_of_an_answer(said)
        return self.expected or by_words or self.reader.takes_back(said)

    def best(self, id: str) -> Place:
        """The clause, or the whole, that is rather about a fact than about anything else."""
        best = Place()
        places = enumerate(self.parts) if len(self.parts) > 1 else ()
        for number, said in ((WHOLE, self.whole), *places):
            about = self._about(id, said)
            if about >= FAINTEST:
                rivals = (self.asking,) if number == WHOLE else self._all
                lead = _odds(about) - _odds(self._rival(id, said, rivals))
                if lead > best.lead:
                    best = Place(number, about, lead)
        return best

    def told_of(self, id: str, place: int) -> list[str]:
        """The clauses that tell of a fact: those from `place` to the next that is about another; of the whole, all such."""
        start = max(0, place)
        found = []
        for number, part in enumerate(self.parts[start:], start):
            another = self._rival(id, part, self._all)
            owns = _OWNS if self.facts[id].options else _OWNS_AMOUNT
            foreign = another >= owns and another > self._about(id, part) and number != place
            if foreign and place != WHOLE:
                break
            if not foreign:
                found.append(part)
        return found

    @cached_property
    def _all(self) -> tuple[str, ...]:
        return (self.asking, *self.known)

    def _about(self, id: str, said: str) -> float:
        return self._scores(said).get(id, _LEAST)

    def _rival(self, id: str, said: str, rivals: Collection[str]) -> float:
        """How likely a text is about something else: one of `rivals`, or what was never answered."""
        others = [score for other, score in self._scores(said).items() if other != id and other in rivals]
        return max([_LEAST, self.beside.get(said, 0.0), *others])

    def _scores(self, said: str) -> dict[str, float]:
        """How likely a text is about each fact of which something in it speaks."""
        found = self._weighed.get(said)
        if found is None:
            about = self.reader.topics(said)
            scored = {
                id: max(about.get(id, 0.0), about.get(self.spoken_of_as.get(id, id), 0.0)) for id in self._all
            }
            found = {id: score for id, score in scored.items() if score > _LEAST}
            for id, words in self._amounts.items():
                if any(word in said for word in words):
                    found[id] = max(_NEAR_ITS_WORD, found.get(id, 0.0))
            for id in self._other_ends(said):
                found.pop(id, None)
            for id in self._own_ends(said) if self.takes_back else ():
                found[id] = max(_NEAR_ITS_WORD, found.get(id, 0.0))
            for id in self._only_fitting(said) if self.takes_back else ():
                found[id] = max(_BY_NAME, found.get(id, 0.0))
            named = self._named(said)
            for id in named if named and self.takes_back else ():
                found[id] = max(_BY_NAME, found.get(id, 0.0))
            self._weighed[said] = found
        return found

    def _other_ends(self, said: str) -> list[str]:
        """The days at the other end of what a text tells the one end of, if both were told: 延到28号 tells no beginning."""
        ends = tells_end(said)
        begun = {id: self.facts[id].until for id in self._all if id in self.facts and self.facts[id].until}
        pairs = [(id, until) for id, until in begun.items() if until in self._all]
        return [] if ends is None else [id if ends else until for id, until in pairs]

    def _own_ends(self, said: str) -> list[str]:
        """The answered days at the end of what lasts, of a text that tells an end: 往后拖了，改成17号."""
        ends = [self.facts[id].until for id in self._all if id in self.facts and self.facts[id].until]
        return [id for id in ends if id in self.known] if tells_end(said) is True else []

    def _only_fitting(self, said: str) -> list[str]:
        """The one answered year or day of which a year may be told that a text tells, if none is asked and there is one alone."""
        dated = [id for id in self._all if id in self.facts and self.facts[id].type in ("date", "year")]
        year = words("figures", "of_a_date")[0]
        told = f"{from_first_number(said)[:_TO_YEAR]} ".find(year) > 0
        return dated if told and len(dated) == 1 and dated != [self.asking] else []

    @cached_property
    def _weighed(self) -> dict[str, dict[str, float]]:
        return {}

    @cached_property
    def _amounts(self) -> dict[str, tuple[str, ...]]:
        """The words beside which the numbers stand that may be meant."""
        return {
            id: self.facts[id].near
            for id in self._all
            if id in self.facts and self.facts[id].near and not self.facts[id].options
        }

    def _named(self, said: str) -> set[str]:
        """The facts that a text calls by a piece of their names which no other name has."""
        return {id for piece, id in self._pieces.items() if piece in said}

    @cached_property
    def _pieces(self) -> dict[str, str]:
        """The pieces of names that stand in one name alone, with the fact that is called so."""
        names = {id: pieces_of(normalize(self.facts[id].name)) for id in self._all if id in self.facts}
        counts = Counter(piece for pieces in names.values() for piece in pieces)
        return {piece: id for id, pieces in names.items() for piece in pieces if counts[piece] == 1}


@cache
def pieces_of(name: str) -> frozenset[str]:
    """The pieces of a name by which it may be told from others."""
    return frozenset(name[place : place + _PIECE] for place in range(len(name) - _PIECE + 1))


def _odds(chance: float) -> float:
    return math.log(max(chance, _LEAST) / (1 - min(chance, _UTMOST)))
