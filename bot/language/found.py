"""What readers give that find something in a text: where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """Something at `start` to `end` (exclusive) of a text."""

    start: int
    end: int
