"""The intake of Telegram's updates: what is stored of them, and which of them say nothing new."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.channels.telegram.heard import Heard
from bot.channels.telegram.said_before import only_once, words_of
from bot.channels.update_intake import Bounds, Mark, UpdateIntake
from bot.clock import Clock, Timer
from bot.process import Owner
from bot.store.inbox import Inbox
from bot.store.rows.incoming import Arrival, Claimed

_ALBUM_LOOK = 0.25
Answer = Callable[[Claimed, Heard, Mark], Awaitable[int]]
"""Answers one update and returns how many calls that took."""


class HeardForm:
    """How what was heard is stored. `key` is the secret without which nobody can tell what a message said."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def chat_of(self, heard: Heard) -> str:
        """The chat that it belongs to."""
        return str(heard.chat)

    def arrival(self, update_id: int, heard: Heard) -> Arrival:
        """It as it is stored."""
        words = words_of(heard, self._key)
        return Arrival(update_id, self.chat_of(heard), heard.to_text(), words, only_once(heard))

    def read(self, body: str) -> Heard:
        """What `arrival` stored."""
        return Heard.from_text(body)


class Intake(UpdateIntake[Heard]):
    """The intake of one bot. `key` (64 bytes at most): see HeardForm."""

    def __init__(
        self,
        inbox: Inbox,
        channel: str,
        owner: Owner,
        clock: Clock,
        timer: Timer,
        answer: Answer,
        flooded: Callable[[Heard], Awaitable[None]],
        bounds: Bounds | None = None,
        key: bytes = b"",
    ) -> None:
        super().__init__(inbox, channel, owner, clock, timer, answer, flooded, bounds, HeardForm(key))

    async def _is_answered_apart(self, claimed: Claimed, heard: Heard) -> bool:
        """Whether words come under another picture of the same album: then these are answered, and the album once."""
        if heard.kind != "other" or not heard.album:
            return False
        until = self._timer.monotonic() + self._bounds.album
        while True:
            for body in await self._inbox.waiting(self._channel, claimed.chat):
                other = Heard.from_text(body)
                if other.album == heard.album and other.kind == "text":
                    return True
            if self._closed or self._timer.monotonic() >= until:
                return False
            await self._timer.sleep(_ALBUM_LOOK)
