"""A unit that is reached through WeCom: the channel at work over real HTTP, its database, its dispatcher."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.channels.platforms.platform_post import PlatformSurroundings
from bot.channels.update_intake import Bounds
from bot.channels.wecom.wecom_post import WecomPost
from bot.conversation.assistant import Assistant
from bot.delivery.courier import Route
from bot.knowledge import Knowledge
from bot.store.database import Store
from tests.channels.answer_page import answering
from tests.channels.premises import (
    LONGEST,
    PAGE,
    Clockwork,
    Premises,
    QuickTimer,
    author_of,
    serving,
    unhurried,
)
from tests.packs import OPEN
from tests.wecom_api.phone import WecomPhones
from tests.wecom_api.server import WecomServer
from tests.wecom_api.world import WecomWorld, wecom_settings


@dataclass
class Unit(Premises):
    """The channel at work."""

    server: WecomServer
    phones: WecomPhones
    post: WecomPost
    remade: Callable[[], WecomPost]

    @property
    def routes(self) -> dict[str, Route]:
        """The route of reminders, whose seconds are as long as the dispatcher's."""
        return {self.post.name: unhurried(self.post.route)}

    @property
    def world(self) -> WecomWorld:
        """The unit in WeCom."""
        return self.server.world

    def shown(self, person: str) -> list[tuple[str, str]]:
        """What somebody sees."""
        return self.world.people[person].shown

    def pass_minute(self) -> None:
        """Let a minute pass for the platform: its limits count anew."""
        for member in self.world.people.values():
            member.got.clear()


Opens = Callable[..., contextlib.AbstractAsyncContextManager[Unit]]
"""Opens a unit with settings of its own."""


@contextlib.asynccontextmanager
async def unit(
    database: str, knowledge: Knowledge, assistant: Assistant, page: str = PAGE, **settings: Any
) -> AsyncIterator[Unit]:
    """A unit on an empty database, when the call was open. Its seconds pass quickly, but those of the platform's clock."""
    async with contextlib.AsyncExitStack() as stack:
        store = await stack.enter_async_context(await Store.open(database))
        clock, real = Clockwork(OPEN), Clockwork(datetime.now(UTC).replace(microsecond=0))
        server = await stack.enter_async_context(WecomServer(WecomWorld(clock=real)))

        def remade() -> WecomPost:
            around = PlatformSurroundings(
                store,
                lambda: assistant,
                clock,
                page,
                real,
                timer=QuickTimer(),
                bounds=Bounds(sweep=10.0, pause=10.0),
                answers=answering(real) if page else None,
            )
            return WecomPost(wecom_settings(server.url, **settings), around)

        post = remade()
        url = await stack.enter_async_context(serving(post, post.around))
        phones = WecomPhones(server.world, url, seconds=LONGEST, longest=LONGEST)
        phones.idle = lambda: not post.intake.waiting
        stack.push_async_callback(phones.close)
        yield Unit(store, author_of(knowledge), clock, real, server, phones, post, remade)
        assert server.world.wrong == []
