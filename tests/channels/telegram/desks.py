"""The Telegram channel running in the test: over real HTTP against the strict server, with a clock that the test sets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.assistant import Assistant, Conversation
from bot.channels.telegram.intake import Bounds
from bot.channels.telegram.pace import Limits
from bot.channels.telegram.post import Surroundings, TelegramPost
from bot.settings import Settings
from bot.store.database import Store
from tests.packs import OPEN
from tests.telegram_api.world import TOKEN


@dataclass
class Moment:
    """A clock that stands still until the test sets it."""

    now: datetime = OPEN

    def __call__(self) -> datetime:
        """The moment that was set."""
        return self.now


def settings_for(url: str, folder: Path, **more: str) -> Settings:
    """Settings of a bot that calls the server at `url`."""
    plain = Settings(folder, folder, telegram_token=TOKEN, telegram_api_url=url)
    return replace(plain, **more)  # type: ignore[arg-type]


def no_calendar(conversation: Conversation, now: datetime) -> bytes:
    """A calendar without a day in it."""
    return b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def surroundings(
    settings: Settings,
    store: Store,
    assistant: Assistant,
    clock: Moment | None = None,
    limits: Limits | None = None,
) -> Surroundings:
    """All that the channel works with."""
    return Surroundings(
        settings,
        store,
        lambda: assistant,
        no_calendar,
        clock or Moment(),
        limits=limits or Limits(),
        bounds=Bounds(sweep=0.2, pause=0.1),
    )


@contextlib.asynccontextmanager
async def running(post: TelegramPost) -> AsyncIterator[TelegramPost]:
    """The channel at work; stopped in good order at the end."""
    task = asyncio.ensure_future(post.run())
    try:
        yield post
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
