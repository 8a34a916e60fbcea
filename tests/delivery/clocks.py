"""Timers for tests: one that runs many times as fast, one that stands still until it is moved, and one (virtual time) that
jumps to the next deadline when every task sleeps."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from collections.abc import Awaitable
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
        """Convert the machine's monotonic seconds to those of this timer."""
        return (machine - self._began) * self._factor

    def skip(self, seconds: float) -> None:
        """Simulate a machine that was suspended for so long: all its clocks advance."""
        self._began -= seconds / self._factor

    def jump(self, by: timedelta) -> None:
        """Set the wall clock; the monotonic timer is unaffected."""
        self._start += by


class StillTimer(Timer):
    """Stands still until `pass_by` advances it, which ends the sleeps that are due."""

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
        """Advance by so many seconds."""
        self.seconds += seconds
        due = [event for moment, event in self._sleepers if moment <= self.seconds]
        self._sleepers = [(moment, event) for moment, event in self._sleepers if moment > self.seconds]
        for event in due:
            event.set()


class Turned(Timer):
    """Virtual time that jumps to the next moment for which a task sleeps."""

    def __init__(self) -> None:
        self._now = 0.0
        self._sleeping: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def monotonic(self) -> float:
        """Seconds since the test began."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Sleep until virtual time reaches that moment."""
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleeping, (self._now + seconds, next(self._numbers), woken))
        await woken

    async def run(self, *works: Awaitable[None]) -> None:
        """Run all coroutines to their end, advancing the time whenever all of them sleep."""
        tasks = [asyncio.ensure_future(work) for work in works]
        while not all(task.done() for task in tasks):
            for _ in range(20):
                await asyncio.sleep(0)
            if self._sleeping and not all(task.done() for task in tasks):
                self._now, _, woken = heapq.heappop(self._sleeping)
                if not woken.done():
                    woken.set_result(None)
        await asyncio.gather(*tasks)
