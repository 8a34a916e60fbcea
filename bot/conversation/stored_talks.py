"""The talks of a store: loaded within the patience of who asks, kept as they were stored a moment ago, and saved."""

from __future__ import annotations

import time
from collections.abc import Awaitable
from datetime import datetime
from typing import TypeVar

import structlog

from bot.conversation.recent_talks import RecentTalks
from bot.conversation.unstored import Patience
from bot.store.model.errors import StoreError
from bot.store.model.saved import Keeper, Saved

TRIES = 5
"""How often what was made of a talk is made again because another process saved in between."""
_Result = TypeVar("_Result")
log = structlog.get_logger("noticebot")


class StoredTalks:
    """The talks that a keeper keeps."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._patience = Patience(time.monotonic)
        self._recent = RecentTalks()

    async def soon(self, work: Awaitable[_Result]) -> _Result:
        """What the database says. Raises StoreError if it does not answer soon."""
        return await self._patience.wait(work)

    async def load(self, user: str) -> Saved:
        """Load what is stored for `user`. Raises StoreError if the database does not answer soon."""
        return await self.soon(self._keeper.load(user)) or Saved(wishless=True)

    def known(self, user: str) -> Saved | None:
        """What was stored for `user` a moment ago, if it is known: another process may have stored something since."""
        return self._recent.get(user)

    def drop(self, user: str) -> None:
        """Know nothing of `user` without asking."""
        self._recent.drop(user)

    async def save(
        self, user: str, saved: Saved, now: datetime, *, only_answers: bool, answers_id: bool
    ) -> None:
        """Save a turn: one that only answered is given all the same if it cannot be stored.

        Nor need such a one outlive a loss of power, unless it answers a message with an id, which may come again.
        """
        self._recent.drop(user)
        if not only_answers:
            self._recent.keep(user, await self._keeper.save(user, saved, now), now)
            return
        try:
            saving = self._keeper.save(user, saved, now, lasting=answers_id)
            self._recent.keep(user, await self._patience.wait(saving), now)
        except StoreError as error:
            log.warning("answered_without_database", cause=error.code)
