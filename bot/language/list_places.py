"""Which of a list that was shown a sentence points at: 第二个谁要填, 头一个, 后一个是干嘛的."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.ordinals import LAST, FoundPlace, ordinals_in
from bot.language.word_finder import WordFinder
from bot.language.words import words

_FIRST, _LAST = frozenset(words("place", "first")), frozenset(words("place", "last"))
_WORDS = WordFinder(_FIRST | _LAST)


def place_in(text: str) -> FoundPlace | None:
    """The first place of a list that a text (normalised) names; None if it names none."""
    for found in ordinals_in(text):
        if not found.time:  # 第一次申报 is no place in a list
            return found
    return next(worded_places(text), None)


def worded_places(text: str) -> Iterator[FoundPlace]:
    """The places of a list that a text (normalised) names by a word: 前头那个, 后面那个."""
    for found in _WORDS.found_in(text):
        yield FoundPlace(found.start, found.end, LAST if found.word in _LAST else 1)
