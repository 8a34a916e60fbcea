"""The order in which examples are gone through, round by round: one more or less leaves the order of all others as it was.

Else a single saying more would reshuffle all of them, and what is read just so or just not would change by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

from bot.hearing.descent import Values

_SPREAD = 0x9E3779B1
"""A large odd number: numbers multiplied by it keep no order."""
_BITS = 0xFFFFFFFF


class SteadyOrder:
    """An order of examples for each round, by what stands in them alone."""

    def __init__(self, examples: Sequence[Values]) -> None:
        met: Counter[int] = Counter()
        self._marks: list[int] = []
        for values in examples:
            mark = crc32("\0".join(values).encode(errors="replace"))
            self._marks.append(
                crc32(str(met[mark]).encode(), mark)
            )  # what is said twice stands in two places
            met[mark] += 1

    def of_round(self, number: int) -> list[int]:
        """The places of the examples in the order of a round."""
        turned = (number + 1) * _SPREAD & _BITS
        keys = [(mark ^ turned) * _SPREAD & _BITS for mark in self._marks]
        return sorted(range(len(keys)), key=keys.__getitem__)
