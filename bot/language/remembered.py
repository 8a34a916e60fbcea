"""Functions of a text that remember what they last made of it; all of them can be made to forget.

A turn asks the same of the same few texts again and again, and on the day that everybody comes so do many people.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakSet

_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")
TEXTS_KEPT = 512
"""Of how many texts what was made is remembered, by each function."""
_ALL: WeakSet[Any] = WeakSet()


def remembered(most: int) -> Callable[[Callable[_Asked, _Made]], Callable[_Asked, _Made]]:
    """Have a function remember the results of its last `most` calls. What it gives must not be changed by anybody."""

    def wrapped(function: Callable[_Asked, _Made]) -> Callable[_Asked, _Made]:
        kept = lru_cache(most)(function)
        _ALL.add(kept)
        return cast("Callable[_Asked, _Made]", kept)

    return wrapped


class LastTexts:
    """The last texts, or what holds them, of which the same was found."""

    def __init__(self, most: int = TEXTS_KEPT) -> None:
        self._most = most
        self._kept: dict[Hashable, None] = {}
        _ALL.add(self)

    def add(self, text: Hashable) -> None:
        """Remember one; the first of too many is dropped."""
        self._kept[text] = None
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]

    def __contains__(self, text: Hashable) -> bool:
        return text in self._kept

    def cache_clear(self) -> None:
        """Drop all."""
        self._kept.clear()


def forget_texts() -> None:
    """Drop every text that is remembered in this process."""
    for kept in list(_ALL):
        kept.cache_clear()
