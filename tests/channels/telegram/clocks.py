"""A steady clock that runs only when everybody sleeps."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Awaitable

from bot.clock import Timer


class Turned(Timer):
    """Time that jumps to the next moment for which somebody waits."""

    def __init__(self) -> None:
        self._now = 0.0
        self._sleeping: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def monotonic(self) -> float:
        """Seconds since the test began."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was turned so far."""
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleeping, (self._now + seconds, next(self._numbers), woken))
        await woken

    async def run(self, *works: Awaitable[None]) -> None:
        """Do the works to their end, turning the clock whenever all of them sleep."""
        tasks = [asyncio.ensure_future(work) for work in works]
        while not all(task.done() for task in tasks):
            for _ in range(20):
                await asyncio.sleep(0)
            if self._sleeping and not all(task.done() for task in tasks):
                self._now, _, woken = heapq.heappop(self._sleeping)
                if not woken.done():
                    woken.set_result(None)
        await asyncio.gather(*tasks)
