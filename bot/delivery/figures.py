"""Counters of a dispatcher since its start, for /healthz, /metrics and the log."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

LATE_SECONDS = (1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 21600.0, 86400.0)
"""The bucket bounds of the lateness histogram, in seconds."""


@dataclass
class Figures:
    """Counts since the start of the process. `outcomes` and `attempts` are by channel and outcome.

    `today` is what was due today up to when it was last counted, by channel and status, from the database.
    """

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    attempts: Counter[tuple[str, str]] = field(default_factory=Counter)
    late: Counter[float] = field(default_factory=Counter)
    late_sum: float = 0.0
    today: dict[tuple[str, str], int] = field(default_factory=dict)
    planned: int = 0
    broken: int = 0
    planned_at: datetime | None = None
    database_away: bool = False

    def sent(self, due_at: datetime, now: datetime) -> None:
        """Record how late a reminder was sent."""
        seconds = max(0.0, (now - due_at).total_seconds())
        self.late[next((bound for bound in LATE_SECONDS if seconds <= bound), float("inf"))] += 1
        self.late_sum += seconds


@dataclass(frozen=True)
class Status:
    """The status of a dispatcher."""

    leading: bool
    term: int | None
    in_flight: int
    claimed: int
    planned: int
    planned_at: datetime | None
    database_away: bool
    outcomes: dict[str, dict[str, int]]

    def to_plain(self) -> dict[str, object]:
        """Return a form that JSON can encode."""
        planned_at = self.planned_at.isoformat() if self.planned_at else None
        return {**self.__dict__, "planned_at": planned_at}
