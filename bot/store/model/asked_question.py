"""What was asked and not answered: counted by entry always, kept as text only where the operator wants that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

GapKind = Literal["unknown", "refused", "useless", "not_said"]
"""Not understood; none of the choices was meant (都不是); the answer was no use (没用); the notice does not say."""
GAP_KINDS: tuple[GapKind, ...] = get_args(GapKind)


@dataclass(frozen=True)
class Gap:
    """One question that was not answered: how, by which entry (empty: by none), and its words; empty if they are not kept.

    One that does not count only adds words to one that was counted.
    """

    kind: GapKind
    entry: str = ""
    text: str = ""
    counts: bool = True


@dataclass(frozen=True)
class GapCount:
    """How often on a day (ISO) a question was not answered in this way."""

    day: str
    kind: GapKind
    entry: str
    count: int


@dataclass(frozen=True)
class KeptQuestion:
    """A question whose words are kept. `settled` is the number of the revision that answers it; 0 while none does."""

    id: int
    kind: GapKind
    entry: str
    text: str
    asked_at: datetime
    settled: int = 0
