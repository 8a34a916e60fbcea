"""How long to wait before the next try: longer each time, and spread so that many do not come back at once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count

Chance = Callable[[], float]
"""A number from 0 to 1."""


def pause(tries: int, first: float, longest: float, chance: Chance = random.random) -> float:
    """Seconds until the next try after `tries` of them: doubled from `first` up to `longest`, of which at least half."""
    return min(longest, first * 2.0 ** min(tries - 1, 30)) * (0.5 + 0.5 * chance())


def pauses(first: float, longest: float, chance: Chance = random.random) -> Iterator[float]:
    """The pauses between tries, one after another, without end."""
    return (pause(tries, first, longest, chance) for tries in count(1))
