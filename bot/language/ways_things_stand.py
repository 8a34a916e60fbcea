"""How something stands by the words of the street: done, failed, still open, whole, alone, for the first time (`words.toml`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bot.language.word_finder import finder
from bot.language.words import sections_of

_WAYS = "standing"


def standing(said: str) -> Iterator[str]:
    """The ways in which a normalised text says that something stands, from left to right: by name, as often as it says so."""
    kinds = _kinds()
    for found in finder(_WAYS, *sections_of(_WAYS)).found_in(said):
        yield from kinds[found.word]


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    """The lists in which each word stands."""
    kinds: dict[str, tuple[str, ...]] = {}
    for name, words in sections_of(_WAYS).items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), name)
    return kinds
