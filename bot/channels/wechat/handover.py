"""The way of an answer to the request that waits for it: WeChat shows what it is answered within five seconds."""

from __future__ import annotations

import asyncio
import contextlib


class Handover:
    """One request that waits for an answer."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self._text: asyncio.Future[str | None] = loop.create_future()
        self._written: asyncio.Future[bool] = loop.create_future()

    @property
    def is_open(self) -> bool:
        """Whether an answer can still be given."""
        return not self._text.done()

    async def give(self, text: str) -> bool:
        """Give the answer. Returns whether it was written to the connection."""
        if not self.is_open:
            return False
        self._text.set_result(text)
        return await asyncio.shield(self._written)

    async def take(self, seconds: float) -> str | None:
        """Wait for the answer; None if it did not come in time, or goes to another request."""
        text = None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                text = await asyncio.shield(self._text)
        if text is None:
            self.close(False)
        return text

    def close(self, written: bool) -> None:
        """End it: whether the answer was written."""
        if not self._text.done():
            self._text.set_result(None)
        if not self._written.done():
            self._written.set_result(written)
