"""Figures of a measurement that are counts among a whole: 251 of 261."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """`count` among `of`."""

    count: int
    of: int

    @property
    def part(self) -> float:
        """The part of the whole, 0–1; 0 of nothing."""
        return self.count / self.of if self.of else 0.0


def together(shares: Iterable[Share]) -> Share:
    """Several shares as one."""
    found = list(shares)
    return Share(sum(share.count for share in found), sum(share.of for share in found))
