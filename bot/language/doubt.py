"""Tells an "I do not know" from an answer."""

from __future__ import annotations

import re

from bot.language.word_finder import finder
from bot.language.words import one_of, words

# 看不懂 is about the question, 忘了交 about what was to be done.
_DOUBT = re.compile(
    rf"{one_of('doubt', 'words')}|(?<![看听读])不懂|忘了(?![交提填报点办写弄登])|^(?:不明白|unknown)$"
)


def doubts(text: str) -> bool:
    """Whether a text says that the person does not know: 不清楚, 记不得了."""
    return bool(_DOUBT.search(text))


def supposes(text: str) -> bool:
    """Whether a text only supposes what it says: 假如我退休了呢, 要是去年退休就好了."""
    found = finder("doubt", "supposes", "supposes_nothing").found_in(text)
    return any(one.word in words("doubt", "supposes") for one in found)
