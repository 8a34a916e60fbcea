"""Tasks that run in the background for as long as the server does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from types import TracebackType
from typing import Self

import structlog

from bot.refusal import Refused

_RETRY_SECONDS = 5.0
_FINISH_SECONDS = 30.0
"""How long a job may take to finish what it has begun, before it is cancelled again."""
log = structlog.get_logger("noticebot")
Job = Callable[[], Awaitable[None]]
"""An async function that runs until it is cancelled, and then finishes what it has begun."""


class BackgroundTasks:
    """Runs `jobs`, each in a task, while inside `async with`, or until `stop` is called.

    A job that raises is logged and started again after `retry` seconds. If one raises Refused, which starting again
    cannot mend, that is kept as `refusal`, and `on_refusal` is called.
    """

    def __init__(
        self,
        jobs: Iterable[Job],
        on_refusal: Callable[[], None],
        retry: float = _RETRY_SECONDS,
        finish: float = _FINISH_SECONDS,
    ) -> None:
        """`finish`: how many seconds a job may take to finish what it has begun, before it is cancelled again."""
        self._jobs = tuple(jobs)
        self._on_refusal = on_refusal
        self._retry = retry
        self._finish = finish
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._stopped = False
        self.refusal: Refused | None = None

    def stop(self) -> None:
        """Cancel every task, so that it finishes what it has begun. A second call does nothing: it would interrupt that."""
        if not self._stopped:
            self._stopped = True
            for task in self._tasks:
                task.cancel()

    async def __aenter__(self) -> Self:
        self._tasks = tuple(asyncio.create_task(self._run(job)) for job in self._jobs)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        while self._tasks:
            _, going = await asyncio.wait(self._tasks, timeout=self._finish)
            if not going:
                break
            # A cancellation can be lost, as where what was waited for comes at the same moment.
            log.warning("background_task_cancelled_again", count=len(going))
            for task in going:
                task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, job: Job) -> None:
        while True:
            try:
                await job()
            except Refused as refusal:
                self.refusal = refusal
                self._on_refusal()
                return
            except Exception:
                log.exception("background_work_failed")
            await asyncio.sleep(self._retry)
