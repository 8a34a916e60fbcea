"""Reads what of a topic a question asks for (who, where, by when …), whatever the topic is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from bot.hearing.learned_acts import LearnedActs
from bot.language.clauses import clauses
from bot.language.question_words import asks, may_ask
from bot.language.remembered import TEXTS_KEPT, remembered
from bot.pack.model import Aspect, Entry

GROUP = "questions"
"""The sayings that the aspects of whole questions are learned from."""
ASKED = 0.45
"""The chance from which an aspect is taken to be asked for."""
ASKED_BARELY, WORDY = 0.55, 8
"""The same without any word for asking, and the characters that a clause must have to ask so."""
STATED = 0.3
"""How likely another aspect must be asked for, as a share of the likeliest, so that an entry may answer by stating it."""
_ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
_OPEN: frozenset[Aspect] = frozenset({"too_late", "example", "which"})
"""Asked in so many ways that an entry may well answer them without being marked so."""
_ALIKE: Mapping[Aspect, tuple[Aspect, ...]] = {
    "when": ("deadline",),
    "deadline": ("when",),
    "how_many": ("how_long",),
    "how_long": ("how_many",),
    "which": ("how",),
}
"""What is stated along with an aspect: whoever names the last day says when."""


@dataclass(frozen=True)
class Beyond:
    """What may be asked for and an entry does not state, and the chance of it (0–1).

    `details` are those that are asked for by name, `clause` is the clause that asks, normalised.
    """

    aspect: Aspect | None = None
    chance: float = 0.0
    details: tuple[str, ...] = ()
    clause: str = ""


class AskedAspects:
    """Reads the aspects that texts ask for; `acts` gives what was learned when it is first needed."""

    def __init__(self, acts: Callable[[], LearnedActs]) -> None:
        self.chances: Callable[[str], Mapping[str, float]] = remembered(TEXTS_KEPT)(
            lambda text: acts().chances(GROUP, text)
        )
        """The chance (0–1) of each aspect, and of what is none, in a text."""

    def missing(self, text: str, entry: Entry) -> Aspect | None:
        """The aspect most clearly asked for in a normalised text that an entry does not state; None if it states all."""
        if not entry.aspects:
            return None
        asked = self._all_asked(text)
        left = [one for one in asked if one[0] not in _OPEN and not self._answers(entry, *one)]
        return max(left, key=lambda one: one[1][one[0]])[0] if left else None

    def answers(self, text: str, entry: Entry, questions: int) -> bool:
        """Whether a normalised text asks for something in each of its `questions`, and an entry states all of it."""
        asked = self._all_asked(text)
        return len(asked) >= questions and all(self._answers(entry, *one) for one in asked)

    def beyond(self, asking: Sequence[str], entry: Entry) -> Beyond:
        """What clauses ask for that an entry does not state; nothing beyond an entry without aspects.

        It is that of the clause that asks most clearly beyond what the entry states.
        """
        found = (self._beyond(self.chances(clause), entry) for clause in asking if entry.aspects)
        return max(found, key=lambda one: one[1], default=(Beyond(), 0.0))[0]

    @staticmethod
    def _beyond(chances: Mapping[str, float], entry: Entry) -> tuple[Beyond, float]:
        """The likeliest aspect that an entry does not state, and its lead over the likeliest that it does."""
        stated = {one: states(entry, one) for one in _ASPECTS}
        said = max((chances[one] for one, held in stated.items() if held), default=0.0)
        left = [one for one, held in stated.items() if not held and one not in _OPEN]
        if not left:
            return Beyond(), -said
        aspect = max(left, key=chances.__getitem__)
        return Beyond(aspect, chances[aspect]), chances[aspect] - said

    def likeliest(self, text: str) -> Beyond:
        """The aspect that a normalised clause most likely asks for, whatever entry is near."""
        chances = self.chances(text)
        aspect = max((one for one in _ASPECTS if one not in _OPEN), key=chances.__getitem__)
        return Beyond(aspect, chances[aspect], clause=text)

    def _all_asked(self, text: str) -> list[tuple[Aspect, Mapping[str, float]]]:
        """What each clause of a text asks for; nothing of English, whose words the sayings do not hold."""
        parts = [] if text.isascii() else clauses(text)
        return [one for part in parts if (one := self._asked(part, part is parts[-1])) is not None]

    def _asked(self, part: str, last: bool) -> tuple[Aspect, Mapping[str, float]] | None:
        """The aspect that a clause asks for, with the chances of all; None if it asks for none.

        The last clause may ask without a word for it: 单位出还是自己掏.
        """
        is_put = may_ask(part) or asks(part)
        if not is_put and (not last or len(part) < WORDY):
            return None
        chances = self.chances(part)
        likeliest = max(chances, key=chances.__getitem__)
        if likeliest not in _ASPECTS or chances[likeliest] < (ASKED if is_put else ASKED_BARELY):
            return None
        return likeliest, chances

    @staticmethod
    def _answers(entry: Entry, aspect: Aspect, chances: Mapping[str, float]) -> bool:
        """Whether an entry states what is asked for, or what is nearly as likely asked for."""
        stated = (chances[one] for one in _ASPECTS if states(entry, one))
        return max(stated, default=0.0) >= STATED * chances[aspect]


def states(entry: Entry, aspect: Aspect) -> bool:
    """Whether an entry states an aspect, or what is stated along with it."""
    return aspect in entry.aspects or any(aspect in _ALIKE.get(one, ()) for one in entry.aspects)
