"""What the server does by itself now and then: it looks how large the database is, and deletes what is kept no longer."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta

import structlog

from bot.clock import Clock, system_clock
from bot.conversation.memory import KEPT_FOR
from bot.settings import Settings
from bot.store.database import Store
from bot.store.inbox import KEPT_FOR as UPDATES_KEPT
from bot.store.model.awaited_answer import LONGEST_WAIT
from bot.store.model.errors import StoreError

_SIZE_SECONDS = 60.0
_TIDY_EVERY = timedelta(hours=6)
_STAFF_IDLE = timedelta(days=1)
"""Sessions of the desk that were not used for so long ended long ago."""
log = structlog.get_logger("noticebot")


class Housekeeping:
    """Looks after one database. `clock` may be pretended."""

    def __init__(self, settings: Settings, store: Store, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self.full = False
        """Whether the database is larger than it should become: then newcomers are not stored."""

    async def watch_size(self) -> None:
        """Every minute, note whether the database is larger than it should become."""
        most = self._settings.database_mb * 1e6
        while most:
            with contextlib.suppress(StoreError):
                full = await self._store.used_bytes() > most
                if full and not self.full:
                    log.error(
                        "database_too_large", setting="BOT_DATABASE_MB", most_mb=self._settings.database_mb
                    )
                self.full = full
            await asyncio.sleep(_SIZE_SECONDS)
        await asyncio.Event().wait()

    async def tidy(self) -> None:
        """Every few hours, delete the conversations that were not continued for 180 days, and old updates of Telegram."""
        store = self._store
        while True:
            with contextlib.suppress(StoreError):
                count = await store.purge(self._clock() - KEPT_FOR)
                updates = await store.inbox.purge(system_clock() - UPDATES_KEPT)
                mailboxes = await store.mailboxes.purge(system_clock(), system_clock() - KEPT_FOR)
                await store.wechat_people.purge(system_clock())
                await store.carryings.tidy(self._clock())
                await store.questions.purge(self._clock() - timedelta(days=self._settings.keep_questions))
                await store.questions.purge_waiting(self._clock() - LONGEST_WAIT)
                await store.staff.tidy(system_clock(), system_clock() - _STAFF_IDLE)
                await store.joinings.tidy(self._clock())
                await store.sharings.tidy(self._clock())
                log.info("tidied", conversations=count, updates=updates, mailboxes=mailboxes)
            await asyncio.sleep(_TIDY_EVERY.total_seconds())
