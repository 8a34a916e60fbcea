"""What the words of a message and of a wish have in common. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.language.pinyin import respelt

SHORTEST = 2
"""Characters of a word that can tell one wish from another."""


def common(words: str, about: str) -> int:
    """The length of the longest piece that two texts have in common; 0 if that is no word."""
    for length in range(min(len(words), len(about)), SHORTEST - 1, -1):
        if any(about[place : place + length] in words for place in range(len(about) - length + 1)):
            return length
    return 0


def shortened(words: str, about: str) -> int:
    """The length of a word that is a shortened form of a text: 看群 of 看微信群; 0 if it is none."""
    rest = iter(about)
    return len(words) if len(words) >= SHORTEST and all(one in rest for one in words) else 0


def sounding(words: str, about: str) -> int:
    """The length of the longest piece of a text for which another one of its sound stands: 拍召 for 拍照; 0 if none does."""
    for length in range(min(len(words), len(about)), SHORTEST - 1, -1):
        pieces = (about[place : place + length] for place in range(len(about) - length + 1))
        if any(respelt(words, piece, lambda *_: True) != words for piece in pieces):
            return length
    return 0


def names_any(words: str, told: Iterable[str]) -> bool:
    """Whether a text has a word in common with one of those that are told."""
    return any(common(words, about) for about in told)
