"""The wish to be told once something is answered that was not: one that has ended, so that nothing else is planned for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

ANSWERED: Final = "answered"
"""The kind of such a wish and of its delivery."""
WAITING, TOLD = "waiting", "told"
"""Why such a wish ended: it waits for the office; it was told of."""
LONGEST_WAIT = timedelta(days=30)
MOST_WAITING = 5
"""Of one person so many wait at a time."""


@dataclass(frozen=True)
class NewAnswers:
    """What a revision answers: kept `questions` by the mark under which people wait; `entry` answers them from `at` on."""

    entry: str
    questions: Mapping[str, int]
    at: datetime
