"""An office that is reached through WeChat: the channel at work over real HTTP, its database, its dispatcher."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.channels.platforms.platform_post import PlatformSurroundings
from bot.channels.update_intake import Bounds
from bot.channels.wechat.wechat_post import WechatPost
from bot.conversation.assistant import Assistant
from bot.delivery.courier import Route
from bot.knowledge import Knowledge
from bot.store.database import Store
from bot.wechat_settings import WechatSettings
from tests.channels.answer_page import answering
from tests.channels.premises import LONGEST, PAGE, Clockwork, Premises, author_of, serving
from tests.packs import OPEN
from tests.wechat_api.phone import WechatPhones
from tests.wechat_api.server import WechatServer
from tests.wechat_api.world import TEMPLATE, WechatWorld, wechat_settings


@dataclass
class Office(Premises):
    """The channel at work."""

    server: WechatServer
    phones: WechatPhones
    post: WechatPost
    remade: Callable[..., WechatPost]
    posts: list[WechatPost] = field(default_factory=list)

    @property
    def routes(self) -> dict[str, Route]:
        """The route of reminders."""
        return {self.post.name: self.post.route}

    @property
    def world(self) -> WechatWorld:
        """The account."""
        return self.server.world

    def shown(self, person: str) -> list[tuple[str, str]]:
        """What somebody sees."""
        return self.world.people[person].shown

    async def until_kept(self, person: str, count: int) -> None:
        """Wait until so many texts of an answer are left."""
        async with asyncio.timeout(LONGEST):
            while True:
                rest = await self.store.wechat_people.rest_of(f"wechat:{person}")
                if len(json.loads(rest or "[]")) == count:
                    return
                await asyncio.sleep(0.02)


Opens = Callable[..., contextlib.AbstractAsyncContextManager[Office]]
"""Opens an office with settings of its own."""


def settings_of(server: WechatServer, **more: Any) -> WechatSettings:
    """The settings that lead to `server`, with the account's template."""
    return wechat_settings(server.url, **{"template_id": TEMPLATE, **more})


def at(post: WechatPost) -> contextlib.AbstractAsyncContextManager[str]:
    """The channel on a server of its own, and the URL of that."""
    return serving(post, post.around)


@contextlib.asynccontextmanager
async def office(
    database: str,
    knowledge: Knowledge,
    assistant: Assistant,
    answer_seconds: float = 30.0,
    page: str = PAGE,
    **settings: Any,
) -> AsyncIterator[Office]:
    """An office on an empty database, when the call was open. An answer may take long: the machine is busy."""
    async with contextlib.AsyncExitStack() as stack:
        store = await stack.enter_async_context(await Store.open(database))
        clock, real = Clockwork(OPEN), Clockwork(datetime.now(UTC).replace(microsecond=0))
        world = WechatWorld(clock=real, plain=settings.get("plain", False))
        server = await stack.enter_async_context(WechatServer(world))

        def remade(**more: Any) -> WechatPost:
            around = PlatformSurroundings(
                store,
                lambda: assistant,
                clock,
                page,
                real,
                bounds=Bounds(sweep=0.1, pause=0.1),
                answers=answering(real),
            )
            given = settings_of(server, **{**settings, **more.pop("settings", {})})
            return WechatPost(given, around, more.pop("answer_seconds", answer_seconds))

        post = remade()
        url = await stack.enter_async_context(at(post))
        phones = WechatPhones(world, url, seconds=LONGEST)
        stack.push_async_callback(phones.close)
        yield Office(store, author_of(knowledge), clock, real, server, phones, post, remade)
        assert world.wrong == []
