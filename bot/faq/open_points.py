"""How likely it is that the notice leaves open what is asked, though an entry is near.

An answer next door to what was asked misleads. So what speaks for a gap is weighed: an aspect that the entry does not state,
a detail of which it holds no word, words that neither its phrasings nor its answer hold.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bot.faq.asked_aspects import AskedAspects, Beyond
from bot.faq.asked_details import AskedDetails
from bot.faq.entry_texts import EntryTexts, pairs
from bot.faq.ranking import Ranker, Ranking
from bot.language.clauses import clauses
from bot.language.question_words import asks, claims, may_ask
from bot.language.word_finder import finder
from bot.pack.model import Entry, Pack

INTERCEPT = -2.57
WEIGHTS = (3.92, -4.44, 2.35, -1.44, 2.32, 1.71)
"""For the signs in their order, by tools/calibrate_open_points.py."""
HEARD = 0.5
"""The chance from which an aspect is named, and not the asker's own words."""
LEANING = 10
"""Characters of an asking clause up to which it leans on the one before it."""
SHORTEST = 4
"""Characters of a clause that says what it asks for by itself."""
MOST_UNHEARD = 10
"""Pairs of unheard characters that count."""


class OpenPoints:
    """Weighs questions beside the entries of one pack."""

    def __init__(self, pack: Pack, texts: EntryTexts, ranker: Ranker, asked: AskedAspects) -> None:
        self._texts = texts
        self._ranker = ranker
        self._asked = asked
        self._details = AskedDetails(pack, texts, ranker)

    def beside(self, text: str, ranking: Ranking, entry: Entry) -> Beyond:
        """The chance (0–1) that an entry, the likeliest of `ranking`, does not state what a normalised text asks for.

        With the details and the aspect that are asked for, if any are heard. None in English, whose words neither sayings
        nor entries hold.
        """
        if text.isascii():
            return Beyond()
        asking = asking_clauses(text)
        beyond = self._asked.beyond(asking, entry)
        signs = self._signs(text, asking, beyond, ranking, entry)
        logit = INTERCEPT + sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))
        chance = 1.0 / (1.0 + math.exp(-logit))
        aspect = beyond.aspect if beyond.chance >= HEARD else None
        asked = self._details.asked(detail_clauses(text))
        details = dict.fromkeys((*self._details.unheard(asked, entry), *self._details.unstated(asked, entry)))
        return Beyond(aspect, chance, tuple(details), _asking_most(asking, asked))

    def alone(self, text: str) -> Beyond:
        """What a normalised text asks for, whatever the notice states; nothing of English."""
        asking = [] if text.isascii() else asking_clauses(text)
        if not asking:
            return Beyond()
        asked = self._details.asked(detail_clauses(text))
        likely = max(map(self._asked.likeliest, asking), key=lambda one: one.chance)
        aspect = likely.aspect if likely.chance >= HEARD else None
        return Beyond(aspect, likely.chance, tuple(asked), _asking_most(asking, asked))

    def signs(self, text: str, ranking: Ranking, entry: Entry) -> tuple[float, ...]:
        """What tells a gap from an answer, each about 0 to 1; in the order of WEIGHTS.

        An aspect is asked for that the entry does not state; how much of the text some phrasing holds; the asking words that
        nothing of the entry holds; something is claimed: mostly what the notice says; a detail is asked for that the entry's
        phrasings do not ask for; one of which its answer holds no word.
        """
        asking = asking_clauses(text)
        return self._signs(text, asking, self._asked.beyond(asking, entry), ranking, entry)

    def _signs(
        self, text: str, asking: Sequence[str], beyond: Beyond, ranking: Ranking, entry: Entry
    ) -> tuple[float, ...]:
        said = {pair for clause in asking for pair in pairs(clause)} - self._texts.pairs(entry)
        unheard = len(self._ranker.unheard(said, entry.id))
        asked = self._details.asked(detail_clauses(text))
        return (
            beyond.chance,
            ranking.known,
            min(unheard, MOST_UNHEARD) / MOST_UNHEARD,
            float(claims(text)),
            float(bool(self._details.unheard(asked, entry))),
            float(bool(self._details.unstated(asked, entry))),
        )


def asking_clauses(text: str) -> list[str]:
    """The clauses of a text that ask; the last one if none does so by its words."""
    parts = clauses(text)
    return [part for part in parts if _is_asking(part)] or parts[-1:]


def _is_asking(clause: str) -> bool:
    return may_ask(clause) or asks(clause) or finder("naming", "either").stands_in(clause)


def detail_clauses(text: str) -> list[str]:
    """The clauses of a text in which a detail may be asked for: those that ask, and what a short one of them leans on.

    有人写信举报,这下怎么办 asks for what is to be done about just that.
    """
    parts = clauses(text)
    asking = asking_clauses(text)
    return [
        part
        for part, next in zip(parts, [*parts[1:], ""], strict=True)
        if part in asking or (next in asking and len(next) <= LEANING and not claims(next))
    ]


def _asking_most(asking: Sequence[str], asked: Mapping[str, Sequence[str]]) -> str:
    """The clause that asks for a detail; else the last that says by itself what it asks for."""
    words = [word for found in asked.values() for word in found]

    def weight(place: int) -> tuple[bool, bool, int]:
        clause = asking[place]
        return any(word in clause for word in words), len(clause) >= SHORTEST, place

    return asking[max(range(len(asking)), key=weight)] if asking else ""
