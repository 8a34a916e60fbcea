"""Where groups are: one that becomes a supergroup gets another id, and everything that is kept of it goes along."""

from __future__ import annotations

import structlog

from bot.channels.telegram.speakers import group_of
from bot.clock import Clock
from bot.store.database import Store
from bot.store.model.errors import Conflict

_MOVE_TRIES = 5
log = structlog.get_logger("noticebot.telegram")


class Addresses:
    """The ids of groups, in the store."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def moved(self, old: int, new: int) -> None:
        """A group has another id: what is kept of it, of its topics and members, is found there from now on."""
        for left in reversed(range(_MOVE_TRIES)):
            try:
                keys = await self._store.move(group_of(old, None).key, group_of(new, None).key, self._clock())
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
