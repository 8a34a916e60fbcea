"""Time for tests: a clock that runs many times as fast, and one that stands still until it is moved."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

from bot.clock import Timer

START = datetime(2022, 11, 22, 1, tzinfo=UTC)
"""09:00 in Hangzhou, two weeks before the last deadline of the notice."""


class FastTimer(Timer):
    """Runs `factor` times as fast as the machine's. `clock` shows START and what has run since, and `jump`s."""

    def __init__(self, factor: float, start: datetime = START) -> None:
        self._factor = factor
        self._began = time.monotonic()
        self._start = start

    def monotonic(self) -> float:
        return (time.monotonic() - self._began) * self._factor

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._factor)

    def clock(self) -> datetime:
        """The moment of a day."""
        return self._start + timedelta(seconds=self.monotonic())

    def at(self, machine: float) -> float:
        """Seconds of this timer when the machine's monotonic clock showed `machine`."""
        return (machine - self._began) * self._factor

    def skip(self, seconds: float) -> None:
        """Let the machine sleep so long: all its clocks went on meanwhile."""
        self._began -= seconds / self._factor

    def jump(self, by: timedelta) -> None:
        """Set the clock; what runs forward runs on."""
        self._start += by


class StillTimer(Timer):
    """Stands still until `pass_by`. A sleep comes back when its time was passed by."""

    def __init__(self, start: datetime = START) -> None:
        self.seconds = 1000.0
        self._start = start - timedelta(seconds=self.seconds)
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        event = asyncio.Event()
        self._sleepers.append((self.seconds + seconds, event))
        await event.wait()

    def clock(self) -> datetime:
        """The moment of a day."""
        return self._start + timedelta(seconds=self.seconds)

    def pass_by(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.seconds += seconds
        due = [event for moment, event in self._sleepers if moment <= self.seconds]
        self._sleepers = [(moment, event) for moment, event in self._sleepers if moment > self.seconds]
        for event in due:
            event.set()
