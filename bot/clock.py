"""The one place that reads a clock. `--now` sets it to another moment, from which it runs on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

Clock = Callable[[], datetime]
"""Gives the present moment, aware."""


def system_clock() -> datetime:
    """The machine's time, in UTC."""
    return datetime.now(UTC)


def clock_from(start: datetime, ticking: Clock = system_clock) -> Clock:
    """A clock that shows `start` (aware) now and runs on with `ticking`."""
    offset = start - ticking()
    return lambda: ticking() + offset


def parse_moment(text: str, zone: tzinfo) -> datetime:
    """An ISO 8601 moment, taken in `zone` where it has no offset. Raises ValueError where it is none."""
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
