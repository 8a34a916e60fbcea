"""The one place that reads a clock. `--now` sets it to another moment, from which it runs on."""

from __future__ import annotations

import time
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


class Timer:
    """Time that only runs forward: how long something took, and waiting. No moment of a day."""

    def monotonic(self) -> float:
        """Seconds since some moment. Where the machine can tell, those in which it slept count."""
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Come back after `seconds`."""
        import asyncio  # a question asked at the terminal does without it

        await asyncio.sleep(seconds)
