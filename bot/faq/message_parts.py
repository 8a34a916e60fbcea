"""Cuts a message that may be a follow-up into parts, and tells of each part what it does: ask, name, point back, or chat."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from bot.faq.ranking import Ranker, Ranking
from bot.hearing.learned_acts import LearnedActs
from bot.language.remembered import TEXTS_KEPT, remembered
from bot.pack.model import Aspect, Pack

GROUP = "followups"
"""The sayings that the acts are learned from."""
Manner = Literal["source", "words", "sure", "simpler", "more", "then", "else", "repeat"]
"""What can be asked about an entry that was just said, whatever it states."""

SURE_ACT = 0.5
"""The chance from which an act is taken to be meant."""
CHAT = "chat"
"""The act of what asks nothing of the notice: thanks, anger, other subjects."""
CHATTER = 0.68
"""The confidence from which a part is small talk by the pack's own phrasings."""
FULL = 9.0
"""The score from which a part says too much of its own to be about the manner alone."""
FULL_ELSE = 5.0
"""The same for 还有呢, which people say of another thing as well: 还要交什么表."""
CONTENT = 3.0
"""The score from which words name something."""

_SIGNS = re.compile(r"[,。?!;\s~]+")


@dataclass(frozen=True)
class Part:
    """A part of a message between signs.

    `act` is what it most likely asks for and `chance` how likely (0–1); `own` is the score of the entry that its words
    speak for most, in its `ranking`.
    """

    text: str
    act: str
    chance: float
    own: float
    ranking: Ranking

    def means(self, *acts: str) -> bool:
        """Whether it means one of these acts."""
        return self.act in acts and self.chance >= SURE_ACT

    @property
    def manner(self) -> Manner | None:
        """The manner that it asks for while it names nothing; None if it does not."""
        full = FULL_ELSE if self.act == "else" else FULL
        return cast("Manner", self.act) if self.means(*get_args(Manner)) and self.own < full else None

    @property
    def asks(self) -> bool:
        """Whether it asks for an aspect, or names something."""
        return self.means(*get_args(Aspect)) or self.own >= CONTENT


class MessageParts:
    """Cuts messages about one pack; `acts` gives what was learned of follow-ups when it is first needed."""

    def __init__(self, pack: Pack, ranker: Ranker, acts: Callable[[], LearnedActs]) -> None:
        self._talk = frozenset(entry.id for entry in pack.entries.values() if entry.kind == "smalltalk")
        self._ranker = ranker
        self.chances: Callable[[str], Mapping[str, float]] = remembered(TEXTS_KEPT)(
            lambda text: acts().chances(GROUP, text)
        )
        """The chance (0–1) of each act of a follow-up in a text; one message asks for it several times."""

    def heard(self, text: str) -> Iterator[Part]:
        """The parts of a text (as `Index.read` gives it), without small talk and anger."""
        for piece in _SIGNS.split(text):
            if any(map(str.isalnum, piece)):
                chances = self.chances(piece)
                act = max(chances, key=chances.__getitem__)
                ranking = self._ranker.rank(piece)
                own = max(
                    (one.score for one in ranking.candidates if one.entry not in self._talk), default=0.0
                )
                part = Part(piece, act, chances[act], own, ranking)
                if not self._chats(part):
                    yield part

    def _chats(self, part: Part) -> bool:
        """Whether a part asks nothing of the notice."""
        if part.chance >= SURE_ACT:
            return part.act == CHAT and part.own < FULL
        best = part.ranking.candidates[0].entry if part.ranking.candidates else ""
        return best in self._talk and part.ranking.confidence() >= CHATTER
