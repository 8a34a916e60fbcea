"""A trade that no phrasing knows, in a message of which nothing else was understood: 画像师认不认."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.language.word_finder import WordFinder, finder
from bot.language.words import words

LONGEST_TRADE = 8
"""Characters of the name of a trade."""
SHORTEST_TRADE = 2


class AskedTrades:
    """Finds trades in messages. `beside` are by kind the words that ask whether something is a member of it."""

    def __init__(self, beside: Mapping[str, WordFinder], is_strange: Callable[[str], bool]) -> None:
        self._beside = beside
        self._is_strange = is_strange

    def named(self, text: str, kind: str) -> str:
        """The last trade that a normalised text names, nothing on the subject knows, and that is asked to count; else empty."""
        for piece in reversed(self._beside[kind].others(text)):
            ends = [piece.rfind(end) + len(end) for end in words("persons_told", "trades") if end in piece]
            name = _behind_verb(piece[: max(ends, default=0)])[-LONGEST_TRADE:]
            is_named = len(name) >= SHORTEST_TRADE and self._is_strange(name)
            if is_named and finder("may", "covered", "counted").stands_in(text.rpartition(name)[2]):
                return name
        return ""


def _behind_verb(said: str) -> str:
    """What is called so of 人家叫画像师, where a trade stands behind the verb."""
    verbs = [one.end for one in finder("persons_told", "called").found_in(said)]
    return said[verbs[-1] :] if verbs and len(said) - verbs[-1] >= SHORTEST_TRADE else said
