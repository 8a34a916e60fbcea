"""Talks of many people beside a test, which end with it: no test waits for them without an end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from types import TracebackType
from typing import Self

STILL = 120.0
"""Seconds without any progress after which a test is given up."""
_CANCELLATIONS = 30


class TalksBeside:
    """`talk` for each of `everybody` while the block lasts. `shown` counts what people have seen so far."""

    def __init__(
        self, talk: Callable[[str], Awaitable[None]], everybody: Iterable[str], shown: Callable[[], int]
    ) -> None:
        self._talk, self._everybody, self._shown = talk, everybody, shown

    async def __aenter__(self) -> Self:
        self._tasks = [asyncio.ensure_future(self._talk(person)) for person in self._everybody]
        return self

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait until that is reached. Fails at once when a talk fails, and when nothing goes on for `STILL` seconds."""
        clock = asyncio.get_running_loop().time
        before, since = self._progress(), clock()
        while True:
            now = self._progress()
            if reached():
                return
            if now != before:
                before, since = now, clock()
            assert clock() - since < STILL, f"nothing goes on: {now[0]} shown, {now[1]} talks ended"
            await asyncio.sleep(0.02)

    async def until_all_ended(self, reached: Callable[[], bool]) -> None:
        """Wait until every talk has ended and that is reached."""
        await self.until(lambda: all(task.done() for task in self._tasks) and reached())

    def _progress(self) -> tuple[int, int]:
        ended = [task for task in self._tasks if task.done()]
        for task in ended:
            task.result()
        return self._shown(), len(ended)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        left = {task for task in self._tasks if not task.done()}
        for _ in range(_CANCELLATIONS):  # a talk that tries again after a fault may lose a cancellation
            if not left:
                break
            for task in left:
                task.cancel()
            _, left = await asyncio.wait(left, timeout=1)
