"""Functions of a text that remember what they last made of it; all of them can be made to forget.

A turn asks the same of the same few texts again and again, and on the day that everybody comes so do many people.
"""

from __future__ import annotations

from collections.abc import Callable
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


def forget_texts() -> None:
    """Drop every text that is remembered in this process."""
    for kept in list(_ALL):
        kept.cache_clear()
