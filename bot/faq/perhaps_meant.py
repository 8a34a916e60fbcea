"""What else a message may mean where the entry that answers it is not likely enough to be told alone.

The likelihood never takes the place of an answer: what is claimed or ruled out is judged by the entry whose words are nearest.
It only tells when to doubt that entry, and which one is then told with it, under its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.faq.few_phrasings import FewPhrasings
from bot.faq.likelihood import Likely
from bot.faq.match import Match, Unsaid
from bot.faq.ranking import Ranking
from bot.language.question_words import asks, claims, may_ask
from bot.pack.model import Entry

CERTAIN = 0.99
"""Confidence from which an entry is told alone, however likely others are."""
ALONE = 0.7
"""The chance from which it is."""
LEAST_OTHER = 0.05
"""The chance that another one must have to be told with it."""
DOUBTED = 0.3
"""The chance that none answers from which the reply says that the notice may not state it."""
NEAR = 0.6
"""The share of the best score that it must have."""


class PerhapsMeant:
    """Finds what else messages may mean; `likelihood` is made when it is first needed."""

    def __init__(self, entries: Mapping[str, Entry], likelihood: Callable[[], FewPhrasings]) -> None:
        self._entries = entries
        self._likelihood = likelihood

    def with_next(self, sure: Match, ranking: Ranking, text: str) -> Match:
        """A match, the best of `ranking` for a normalised text, with the likeliest other entry if that is to be told too."""
        if ranking.confidence() >= CERTAIN or not self._may_doubt(sure, text):
            return sure
        told, best = self._entries[sure.entries[0]], ranking.candidates[0].entry
        likely = self._likelihood().weighed(ranking, text)
        if sure.outcome == "answer" and sure.doubt is None and self._unanswered(likely) >= DOUBTED:
            sure = replace(sure, doubt=Unsaid())
        if any(one.entry == best and one.chance >= ALONE for one in likely):
            return sure
        near = (
            one.entry
            for one in likely
            if one.entry != best and one.chance >= LEAST_OTHER and ranking.share_of(one.entry) >= NEAR
        )
        other = next((id for id in near if self._adds(told, self._entries[id])), "")
        if not other:
            return sure
        return replace(sure, outcome="answer", entries=(told.id, other), perhaps=other)

    def _unanswered(self, likely: Sequence[Likely]) -> float:
        """The chance that no entry answers, or one that says that the notice does not."""
        return 1 - sum(one.chance for one in likely if self._entries[one.entry].kind != "not_said")

    def _may_doubt(self, sure: Match, text: str) -> bool:
        """Whether one entry is told, by its likeness alone, to somebody who asks.

        What is claimed is judged by one entry; English is compared by other features than those that were weighed.
        """
        if len(sure.entries) != 1 or sure.unsaid or sure.outcome not in ("answer", "not_said"):
            return False
        told = self._entries[sure.entries[0]]
        if told.tells or told.only_for or told.instead_for or told.role:  # a word of the text decides
            return False
        # What most notices leave open is asked for in plain words.
        if told.kind == "not_said" and told.shared:
            return False
        return (may_ask(text) or asks(text)) and not claims(text) and not text.isascii()

    @staticmethod
    def _adds(told: Entry, other: Entry) -> bool:
        """Whether another entry says something that one that is told does not, whatever thing is named."""
        is_of_its_own = other.kind == "answer" and not other.member and not other.role
        return is_of_its_own and other is not told and other.id not in told.covers
