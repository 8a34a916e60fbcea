"""Offers a question of the interview again that was lost on its way, so that nobody waits for one that never comes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from functools import partial
from types import TracebackType
from typing import Final, Self

import structlog

from bot.channels.telegram.caller import Courier
from bot.channels.telegram.heard import Heard
from bot.channels.telegram.letters import letters
from bot.channels.telegram.speakers import Speaker
from bot.channels.telegram.turns import Said, Turns
from bot.clock import Clock, Timer
from bot.replies.reply import Kind
from bot.store.model.errors import StoreError

OFFERED_AGAIN: Final = (5.0, 30.0, 120.0, 600.0, 3600.0)
_MOST_OWED = 1_000
log = structlog.get_logger("noticebot.telegram")


class Offers:
    """The questions that are owed to those whom they did not reach; `pauses` in seconds. `async with` ends its tasks."""

    def __init__(
        self, turns: Turns, courier: Courier, clock: Clock, timer: Timer, pauses: Sequence[float]
    ) -> None:
        self._turns = turns
        self._courier = courier
        self._clock = clock
        self._timer = timer
        self._pauses = pauses
        self._owed: dict[str, asyncio.Task[None]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        tasks = list(self._owed.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def note(self, heard: Heard, said: Said, arrived: bool) -> None:
        """An answer was sent, and arrived or may not have: what of it asks something is owed until it did."""
        asks = any(reply.kind is Kind.QUESTION for reply in said.replies)
        if not asks or said.speaker is None:
            return
        key = said.speaker.key
        if arrived:
            self._settled(key)
        elif key not in self._owed and len(self._owed) < _MOST_OWED:
            self._owed[key] = asyncio.create_task(self._offer(heard, said.speaker))

    def _settled(self, key: str) -> None:
        task = self._owed.pop(key, None)
        if task is not None:
            task.cancel()

    async def _offer(self, heard: Heard, speaker: Speaker) -> None:
        try:
            for seconds in self._pauses:
                await self._timer.sleep(seconds)
                with contextlib.suppress(StoreError):
                    if await self._offered(heard, speaker):
                        return
        finally:
            if self._owed.get(speaker.key) is asyncio.current_task():
                del self._owed[speaker.key]

    async def _offered(self, heard: Heard, speaker: Speaker) -> bool:
        """Whether the open question is out now, or none is open any more, or nobody is there to be asked."""
        now = self._clock()
        said = await self._turns.open_question(speaker, now)
        if not said.replies:
            return True
        calendar = partial(self._turns.calendar, said.conversation, now)
        name = self._turns.assistant.title
        outcomes = [
            (await self._courier.reply(heard.chat, letter, topic=heard.topic)).outcome
            for letter in letters(said.replies, said.keyboards, calendar, name)
        ]
        log.info("telegram_question_offered_again", outcome=outcomes[-1])
        return all(outcome in ("sent", "gone", "failed") for outcome in outcomes)
