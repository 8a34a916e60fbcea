"""Where groups are: one that becomes a supergroup gets another id, and everything that is kept of it goes along."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.channels.telegram.speakers import group_of
from bot.clock import Clock
from bot.store.database import Store
from bot.store.model.errors import Conflict

_MOVE_TRIES = 5
log = structlog.get_logger("noticebot.telegram")


class Addresses:
    """The ids of groups, in the store. `unite` makes one set of the wishes of a user who has those of two keys."""

    def __init__(self, store: Store, clock: Clock, unite: Callable[[str, datetime], Awaitable[None]]) -> None:
        self._store = store
        self._clock = clock
        self._unite = unite

    async def moved(self, old: int, new: int) -> None:
        """A group has another id: what is kept of it, of its topics and members, is found there from now on.

        What was wished in the new place before that was known, and in the old one too, is wished once.
        """
        place = group_of(new, None).key
        for left in reversed(range(_MOVE_TRIES)):
            try:
                keys = await self._store.move(group_of(old, None).key, place, self._clock())
                await self._unite(place, self._clock())
            except Conflict:
                if not left:
                    raise
            else:
                log.info("telegram_group_moved", keys=keys)
                return

    async def now_at(self, chat: int) -> int:
        """The id of a group that was called `chat`."""
        found = await self._store.moved_to(group_of(chat, None).key)
        return int(found.rpartition(":")[2]) if found else chat
