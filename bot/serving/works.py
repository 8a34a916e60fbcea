"""What runs beside the server for as long as it does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from types import TracebackType
from typing import Self

import structlog

from bot.refusal import Refused

_AGAIN_SECONDS = 5.0
log = structlog.get_logger("noticebot")
Work = Callable[[], Awaitable[None]]
"""Something that runs until it is cancelled, and then ends what it has in hand."""


class Works:
    """Runs works from `async with` to its end, or to `stop`; one that fails is begun again a little later.

    One that is refused is kept as `refusal`, and `on_refusal` is called: nothing but other settings would help it.
    """

    def __init__(
        self, works: Iterable[Work], on_refusal: Callable[[], None], again: float = _AGAIN_SECONDS
    ) -> None:
        self._works = tuple(works)
        self._on_refusal = on_refusal
        self._again = again
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._stopped = False
        self.refusal: Refused | None = None

    def stop(self) -> None:
        """Have every work end what it has in hand. Once: a second time would break that off."""
        if not self._stopped:
            self._stopped = True
            for task in self._tasks:
                task.cancel()

    async def __aenter__(self) -> Self:
        self._tasks = tuple(asyncio.create_task(self._lasting(work)) for work in self._works)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _lasting(self, work: Work) -> None:
        while True:
            try:
                await work()
            except Refused as refusal:
                self.refusal = refusal
                self._on_refusal()
                return
            except Exception:
                log.exception("background_work_failed")
            await asyncio.sleep(self._again)
