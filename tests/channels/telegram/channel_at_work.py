"""The Telegram channel running in the test: over real HTTP against the strict server, with a clock that the test sets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from bot.channels.telegram.post import Surroundings, TelegramPost
from bot.channels.update_intake import Bounds
from bot.conversation.assistant import Assistant
from bot.conversation.turn import Conversation
from bot.delivery.limiter import Limits
from bot.settings import Settings
from bot.store.database import Store
from tests.packs import OPEN
from tests.telegram_api.running import listening
from tests.telegram_api.world import TOKEN

FAST = Limits(1000.0, chat_seconds=0.0, held_chats=2)
"""The rate in tests that are not about it."""
PATH, SECRET = "/hooks/telegram", "a-secret_of-the-tests"


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
        limits=limits,
        bounds=Bounds(sweep=0.2, pause=0.1, album=0.3),
        held=0.0,
        offered_again=(),
    )


@contextlib.asynccontextmanager
async def listening_for(around: Surroundings) -> AsyncIterator[tuple[TelegramPost, str]]:
    """The channel at work with a webhook on a server of its own, and the URL of that server."""
    bound = listening()
    url = f"http://127.0.0.1:{bound.getsockname()[1]}"
    settings = replace(around.settings, telegram_webhook_url=f"{url}{PATH}", telegram_webhook_secret=SECRET)
    post = TelegramPost(replace(around, settings=settings))
    app = post.around(Starlette())
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none"))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.ensure_future(server._serve([bound]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        async with running(post):
            yield post, url
    finally:
        server.should_exit = True
        await task
        bound.close()


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
