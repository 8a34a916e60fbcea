"""Clocks. This is the only module that reads the time of the machine; everything else is given a clock or a moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

Clock = Callable[[], datetime]
"""A function that returns the present moment as an aware datetime."""


def system_clock() -> datetime:
    """The present moment by the machine's clock, in UTC."""
    return datetime.now(UTC)


def clock_from(start: datetime, ticking: Clock = system_clock) -> Clock:
    """A clock that shows `start` (aware) now and from there runs as fast as the clock `ticking`."""
    offset = start - ticking()
    return lambda: ticking() + offset


_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def parse_moment(text: str, zone: tzinfo) -> datetime:
    """The aware datetime of an ISO 8601 text; without an offset it is in `zone`.

    Raises ValueError for another text, and for a year that is no year of any notice: reckoning from it would leave the calendar.
    """
    moment = datetime.fromisoformat(text.strip())
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


class Timer:
    """Measures durations and waits. Unlike a Clock it never jumps, and does not know the time of day."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment, including (if the system can tell) those in which the machine was suspended."""
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for `seconds`."""
        import asyncio  # a question asked at the terminal does without it

        await asyncio.sleep(seconds)
