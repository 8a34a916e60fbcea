"""How likely it is that the notice leaves open what is asked, though an entry is near.

An answer next door to what was asked misleads. So what speaks for a gap is weighed: an aspect that the entry does not state,
words that neither its phrasings nor its answer hold, silent entries that are near as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.faq.asked_aspects import AskedAspects, Beyond
from bot.faq.entry_texts import EntryTexts, pairs
from bot.faq.ranking import Ranker, Ranking
from bot.language.clauses import clauses
from bot.language.question_words import asks, claims, may_ask
from bot.pack.model import Entry, Pack

INTERCEPT = -0.79
WEIGHTS = (4.60, -5.81, 1.60, 0.70, -1.84)
"""For the signs in their order, by tools/calibrate_open_points.py."""
HEARD = 0.35
"""The chance from which an aspect is named."""
MOST_UNHEARD = 10
"""Pairs of unheard characters that count."""


class OpenPoints:
    """Weighs questions beside the entries of one pack."""

    def __init__(self, pack: Pack, texts: EntryTexts, ranker: Ranker, asked: AskedAspects) -> None:
        self._entries = pack.entries
        self._texts = texts
        self._ranker = ranker
        self._asked = asked

    def beside(self, text: str, ranking: Ranking, entry: Entry) -> Beyond:
        """The chance (0–1) that an entry, the likeliest of `ranking`, does not state what a normalised text asks for.

        With the aspect that is asked for, if one is heard. None in English, whose words neither sayings nor entries hold.
        """
        if text.isascii():
            return Beyond()
        asking = asking_clauses(text)
        beyond = self._asked.beyond(asking, entry)
        signs = self._signs(text, asking, beyond, ranking, entry)
        logit = INTERCEPT + sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))
        return Beyond(beyond.aspect if beyond.chance >= HEARD else None, 1.0 / (1.0 + math.exp(-logit)))

    def signs(self, text: str, ranking: Ranking, entry: Entry) -> tuple[float, ...]:
        """What tells a gap from an answer, each about 0 to 1; in the order of WEIGHTS.

        An aspect is asked for that the entry does not state; how much of the text some phrasing holds; the asking words that
        nothing of the entry holds; how near the nearest silent entry is; something is claimed: mostly what the notice says.
        """
        asking = asking_clauses(text)
        return self._signs(text, asking, self._asked.beyond(asking, entry), ranking, entry)

    def _signs(
        self, text: str, asking: Sequence[str], beyond: Beyond, ranking: Ranking, entry: Entry
    ) -> tuple[float, ...]:
        said = {pair for clause in asking for pair in pairs(clause)} - self._texts.pairs(entry)
        unheard = len(self._ranker.unheard(said, entry.id))
        silent = max(
            (one.score for one in ranking.candidates if self._entries[one.entry].kind == "not_said"),
            default=0.0,
        )
        return (
            beyond.chance,
            ranking.known,
            min(unheard, MOST_UNHEARD) / MOST_UNHEARD,
            silent / ranking.score,
            float(claims(text)),
        )


def asking_clauses(text: str) -> list[str]:
    """The clauses of a text that ask; the last one if none does so by its words."""
    parts = clauses(text)
    return [part for part in parts if may_ask(part) or asks(part)] or parts[-1:]
