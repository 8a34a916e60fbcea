"""What came in from wires, in a database: a transaction for each step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.store import incoming
from bot.store.access import Access
from bot.store.incoming import Arrival, Claimant, Claimed, Marks
from bot.store.values import in_utc

KEPT_FOR = timedelta(days=3)
"""How long it is known that something was answered. Telegram repeats for a day, and may give numbers anew after a week."""


class Inbox(Access):
    """Keeps what is to be answered. Had by `Store.inbox`. Raises StoreError if the database cannot be used."""

    async def exchange(
        self, who: Claimant, arrivals: Sequence[Arrival], marks: Marks, chats: Collection[str]
    ) -> tuple[set[int], list[Claimed]]:
        """Write down what came in and how far answers are, on the disk when this returns.

        Gives the numbers of what came in for the first time, and what is now this process's to answer: what is first
        in `chats` and nobody else's.
        """

        def work(connection: Connection) -> tuple[set[int], list[Claimed]]:
            fresh = incoming.arrive(connection, who, arrivals)
            incoming.note(connection, who, marks)
            return fresh, incoming.claim(connection, who, chats)

        return await self._write(work)

    async def sweep(self, who: Claimant, limit: int) -> list[Claimed]:
        """Claim up to `limit` that wait and that nobody holds."""
        find = partial(incoming.waiting_chats, channel=who.channel, now=in_utc(who.now), limit=limit)
        chats = await self._read(find)
        if not chats:
            return []
        return await self._write(partial(incoming.claim, who=who, chats=chats))

    async def unanswered(self, channel: str, ids: Collection[int]) -> set[int]:
        """Which of the updates `ids` nobody answered yet."""
        return await self._read(partial(incoming.unanswered, channel=channel, ids=ids))

    async def owners(self, channel: str) -> list[str]:
        """Every process that holds something of `channel`."""
        return await self._read(partial(incoming.owners, channel=channel))

    async def renew(self, who: Claimant) -> int:
        """Hold on to what this process holds; how much that is."""
        return await self._write(partial(incoming.renew, who=who))

    async def release(self, channel: str, gone: Collection[str]) -> int:
        """Free what the processes `gone` held; how much that was."""
        return await self._write(partial(incoming.release, channel=channel, gone=gone))

    async def count_waiting(self, channel: str) -> int:
        """How many are not answered yet."""
        return await self._read(partial(incoming.count_waiting, channel=channel))

    async def purge(self, before: datetime) -> int:
        """Delete what was answered and came in before `before`; how many there were."""
        return await self._write(partial(incoming.purge, before=in_utc(before)))
