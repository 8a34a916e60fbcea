"""The inbox of incoming updates, in a database: one transaction for each method."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.store.access import Access
from bot.store.rows import incoming
from bot.store.rows.incoming import Arrival, Claimant, Claimed, Marks
from bot.store.rows.values import in_utc

KEPT_FOR = timedelta(days=3)
"""How long answered updates are remembered. Telegram resends for a day, and may reuse ids after a week."""


class Inbox(Access):
    """Stores updates until they are answered; see `Store.inbox`. All raise StoreError if the database cannot be used."""

    async def exchange(
        self, who: Claimant, arrivals: Sequence[Arrival], marks: Marks, chats: Collection[str]
    ) -> tuple[set[int], list[Claimed]]:
        """Store new updates and the progress of answers durably, in one transaction.

        Returns the ids of the updates that are new, and the updates that this process has now claimed: the first of each
        of `chats` that no other process holds.
        """

        def work(connection: Connection) -> tuple[set[int], list[Claimed]]:
            fresh = incoming.arrive(connection, who, arrivals)
            incoming.note(connection, who, marks)
            return fresh, incoming.claim(connection, who, chats)

        return await self._write(work)

    async def sweep(self, who: Claimant, limit: int) -> list[Claimed]:
        """Claim up to `limit` waiting updates that no process holds."""
        find = partial(incoming.waiting_chats, channel=who.channel, now=in_utc(who.now), limit=limit)
        chats = await self._read(find)
        if not chats:
            return []
        return await self._write(partial(incoming.claim, who=who, chats=chats))

    async def unanswered(self, channel: str, ids: Collection[int]) -> set[int]:
        """Which of the updates `ids` are not answered yet."""
        return await self._read(partial(incoming.unanswered, channel=channel, ids=ids))

    async def answered(self, channel: str, id: int) -> int | None:
        """What was recorded of the answer to the update `id`; None if it is not answered, or unknown."""
        return await self._read(partial(incoming.answered, channel=channel, id=id))

    async def waiting(self, channel: str, chat: str) -> list[str]:
        """The content of the updates of `chat` that are not answered yet."""
        return await self._read(partial(incoming.waiting, channel=channel, chat=chat))

    async def owners(self, channel: str) -> list[str]:
        """The processes that have claimed updates of `channel`."""
        return await self._read(partial(incoming.owners, channel=channel))

    async def renew(self, who: Claimant) -> int:
        """Extend this process's claims. Returns how many."""
        return await self._write(partial(incoming.renew, who=who))

    async def release(self, channel: str, gone: Collection[str]) -> int:
        """Release the claims of the processes `gone`. Returns how many."""
        return await self._write(partial(incoming.release, channel=channel, gone=gone))

    async def count_waiting(self, channel: str) -> int:
        """How many updates are not answered yet."""
        return await self._read(partial(incoming.count_waiting, channel=channel))

    async def purge(self, before: datetime) -> int:
        """Delete answered updates that came in before `before`. Returns how many."""
        return await self._write(partial(incoming.purge, before=in_utc(before)))
