"""A fair lock for each user: one turn at a time in the order of arrival; users do not wait for each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turnstile:
    """Locks by user. A lock that nobody holds or waits for is dropped."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    @asynccontextmanager
    async def passing(self, user: str) -> AsyncIterator[None]:
        """Hold the lock of `user`; waits for those who came before."""
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
        """How many users hold or wait for a lock."""
        return len(self._locks)
