"""Whether the database can be written, found out at most once a second however often it is asked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from bot.store.model.errors import StoreError

WAIT_SECONDS = 1.5
"""A database that takes longer does not answer: whoever asks is told so within two seconds."""
KEPT_SECONDS = 1.0
log = structlog.get_logger("noticebot.web")


class HealthCheck:
    """Asks `ping` for the health of the database. `moments` is a monotonic clock, in seconds."""

    def __init__(
        self,
        ping: Callable[[], Awaitable[None]],
        moments: Callable[[], float] = time.monotonic,
        wait: float = WAIT_SECONDS,
    ) -> None:
        self._ping = ping
        self._moments = moments
        self._wait = wait
        self._asking: asyncio.Task[str] | None = None
        self._asked_at = float("-inf")
        self._told = ""

    async def trouble(self) -> str:
        """A word for what is wrong with the database; empty if it can be written.

        A question that is not answered yet is not asked again, so that those who ask do not pile up.
        """
        asking = self._asking
        if asking is None or (asking.done() and self._moments() - self._asked_at >= KEPT_SECONDS):
            asking = self._asking = asyncio.ensure_future(self._ask())
            self._asked_at = self._moments()
        await asyncio.wait({asking}, timeout=self._wait)
        found = asking.result() if asking.done() else "no_answer"
        self._tell(found)
        return found

    async def _ask(self) -> str:
        try:
            await self._ping()
        except StoreError as error:
            return error.code
        return ""

    def _tell(self, found: str) -> None:
        """Log a change: whoever reads the log learns when the trouble began and ended."""
        if found == self._told:
            return
        self._told = found
        if found:
            log.error("database_unwell", cause=found)
        else:
            log.info("database_well")
