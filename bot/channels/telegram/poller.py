"""Long polling. The offset moves on only when the updates before it are in the store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.refusals import told
from bot.channels.telegram.update_reader import id_of_update
from bot.channels.telegram.wire import seconds_of
from bot.channels.update_intake import Full
from bot.clock import Timer
from bot.retry import pauses
from bot.store.model.errors import StoreError

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_CONFLICTS = 4
"""Conflicts in a row that mean a second poller; one that is just being stopped causes one or two."""
log = structlog.get_logger("noticebot.telegram")
Fetch = Callable[[int | None], Awaitable[list[Any]]]
"""Gets the updates from an offset on, as plain data."""
Take = Callable[[Sequence[Any]], Awaitable[None]]
"""Stores raw updates."""


class SecondPoller(Exception):  # noqa: N818 - the state of the channel
    """Another program polls for this bot."""


class Poller:
    """Gets updates by `fetch` and passes them to `take`, which returns when they are stored."""

    def __init__(self, fetch: Fetch, take: Take, timer: Timer) -> None:
        self._fetch = fetch
        self._take = take
        self._timer = timer
        self._offset: int | None = None

    async def run(self) -> None:
        """Fetch until cancelled. Raises SecondPoller if another program polls too, InvalidToken if the token was revoked."""
        conflicts, waits = 0, _waits()
        while True:
            try:
                updates = await self._fetch(self._offset)
            except Conflict as error:
                conflicts += 1
                if conflicts >= _CONFLICTS:
                    raise SecondPoller(told(error)) from error
                await self._timer.sleep(_FIRST_PAUSE)
            except InvalidToken:
                raise
            except RetryAfter as error:
                await self._timer.sleep(seconds_of(error))
            except TelegramError as error:
                seconds = next(waits)
                log.warning("telegram_unreachable", reason=told(error), again_in=round(seconds, 1))
                await self._timer.sleep(seconds)
            else:
                conflicts, waits = 0, _waits()
                await self._keep(updates)

    async def _keep(self, updates: Sequence[Any]) -> None:
        """Have the updates stored, retrying as long as it takes; Telegram keeps them until then."""
        ids = [id for plain in updates if (id := id_of_update(plain)) is not None]
        if updates and not ids:  # the same would be sent again at once
            await self._timer.sleep(_FIRST_PAUSE)
        waits = _waits()
        while updates:
            try:
                await self._take(updates)
            except (StoreError, Full) as error:
                log.warning("telegram_updates_wait", reason=type(error).__name__)
                await self._timer.sleep(next(waits))
            else:
                self._offset = max(ids) + 1 if ids else self._offset
                return


def _waits() -> Iterator[float]:
    return pauses(_FIRST_PAUSE, _LONGEST_PAUSE)
