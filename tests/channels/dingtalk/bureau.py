"""A bureau that is reached through DingTalk: the channel at work over real HTTP and WebSocket, its database, its dispatcher."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.channels.dingtalk.dingtalk_post import DingtalkPost
from bot.channels.platforms.platform_post import PlatformSurroundings
from bot.channels.update_intake import Bounds
from bot.conversation.assistant import Assistant
from bot.delivery.courier import Route
from bot.knowledge import Knowledge
from bot.store.database import Store
from tests.channels.premises import LONGEST, Clockwork, Premises, QuickTimer, author_of, unhurried, working
from tests.dingtalk_api.phone import DingtalkPhones
from tests.dingtalk_api.server import DingtalkServer
from tests.dingtalk_api.world import DingtalkWorld, dingtalk_settings
from tests.packs import OPEN


@dataclass
class Bureau(Premises):
    """The channel at work."""

    server: DingtalkServer
    phones: DingtalkPhones
    post: DingtalkPost
    remade: Callable[[], DingtalkPost]

    @property
    def routes(self) -> dict[str, Route]:
        """The route of reminders, whose seconds are as long as the dispatcher's."""
        return {self.post.name: unhurried(self.post.route)}

    @property
    def world(self) -> DingtalkWorld:
        """The unit in DingTalk."""
        return self.server.world

    def shown(self, person: str) -> list[tuple[str, str]]:
        """What somebody sees."""
        return self.world.people[person].shown

    async def connected(self, count: int = 1) -> None:
        """Wait until so many connections stand."""
        await self.until(lambda: len(self.server.connections) == count)


Opens = Callable[..., contextlib.AbstractAsyncContextManager[Bureau]]
"""Opens a bureau with settings of its own."""


@contextlib.asynccontextmanager
async def bureau(
    database: str, knowledge: Knowledge, assistant: Assistant, **settings: Any
) -> AsyncIterator[Bureau]:
    """A bureau on an empty database, when the call was open. Its seconds pass quickly, but those of the platform's clock."""
    async with contextlib.AsyncExitStack() as stack:
        store = await stack.enter_async_context(await Store.open(database))
        clock, real = Clockwork(OPEN), Clockwork(datetime.now(UTC).replace(microsecond=0))
        server = await stack.enter_async_context(DingtalkServer(DingtalkWorld(clock=real)))

        def remade() -> DingtalkPost:
            around = PlatformSurroundings(
                store,
                lambda: assistant,
                clock,
                real_clock=real,
                timer=QuickTimer(),
                bounds=Bounds(sweep=10.0, pause=10.0),
            )
            return DingtalkPost(dingtalk_settings(server.url, **settings), around)

        post = remade()
        await stack.enter_async_context(working(post))
        phones = DingtalkPhones(server, longest=LONGEST)
        phones.idle = lambda: not post.intake.waiting
        yield Bureau(store, author_of(knowledge), clock, real, server, phones, post, remade)
        assert server.world.wrong == []
