"""Runs what takes the processor in a thread of its own, one thing at a time, in turn for those who ask.

So a message that takes long to read holds up neither reminders nor the health check, and many messages of one visitor hold up
another's by no more than one of them.
"""

from __future__ import annotations

import asyncio
import sys
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

MOST_WAITING = 64
"""What may wait for one origin."""
_FOR_RATE = 200.0
"""The requests a second of one origin for which so much may wait."""
Made = TypeVar("Made")


class Crowded(Exception):  # noqa: N818 - not an error: whoever asks is to come again
    """Too much of one origin waits already."""


def most_waiting(rate: float) -> int:
    """What may wait for an origin that may send `rate` requests a second (0: as many as it likes)."""
    return max(MOST_WAITING, int(MOST_WAITING * rate / _FOR_RATE)) if rate else sys.maxsize


class Thinking:
    """Runs work for origins, such as the addresses of visitors: the next is always of the origin that waited longest."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._thread = ThreadPoolExecutor(1, "thinking")
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._busy = False

    async def run(self, origin: str, work: Callable[[], Made]) -> Made:
        """The result of `work`. Raises Crowded if too much of `origin` waits."""
        if self._busy:
            await self._turn(origin)
        self._busy = True
        running = asyncio.get_running_loop().run_in_executor(self._thread, work)
        running.add_done_callback(lambda _: self._next())
        return await asyncio.shield(running)

    def close(self) -> None:
        """End the thread once it has done what it does."""
        self._thread.shutdown(wait=False)

    async def _turn(self, origin: str) -> None:
        queue = self._waiting.setdefault(origin, deque())
        if len(queue) >= self._most:
            raise Crowded
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # it was given the turn and will not take it
                self._next()
            raise

    def _next(self) -> None:
        """Give the turn to the first that still waits; its origin goes to the end of the row."""
        while self._waiting:
            origin, queue = self._waiting.popitem(last=False)
            waiting = queue.popleft()
            if queue:
                self._waiting[origin] = queue
            if not waiting.done():
                waiting.set_result(None)
                return
        self._busy = False
