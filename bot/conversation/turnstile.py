"""One at a time for each user, in the order of arrival; users do not wait for each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turnstile:
    """Lets one of each user through at a time. What nobody waits for any more is forgotten."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    @asynccontextmanager
    async def passing(self, user: str) -> AsyncIterator[None]:
        """Wait until those of `user` who came before are through."""
        lock = self._locks.setdefault(user, asyncio.Lock())
        self._waiting[user] = self._waiting.get(user, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[user] -= 1
            if not self._waiting[user]:
                del self._waiting[user], self._locks[user]

    def __len__(self) -> int:
        """How many users are on their way through."""
        return len(self._locks)
