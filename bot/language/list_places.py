"""Which of a list that was shown a sentence points at: 第二个谁要填, 头一个, 后一个是干嘛的."""

from __future__ import annotations

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
    for start in range(len(text)):
        word = _WORDS.longest_at(text, start)
        if word:
            return FoundPlace(start, start + len(word), LAST if word in _LAST else 1)
    return None
