"""An office that is reached through WeChat: the channel at work over real HTTP, its database, its dispatcher."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import uvicorn
from starlette.applications import Starlette

from bot.channels.update_intake import Bounds
from bot.channels.wechat.wechat_post import WechatPost, WechatSurroundings
from bot.conversation.assistant import Assistant
from bot.delivery.courier import Options
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.outcome import Patience
from bot.knowledge import Knowledge
from bot.reminders.pack_author import PackAuthor
from bot.reminders.wording import Composer
from bot.store.database import Store
from bot.wechat_settings import WechatSettings
from tests.conversation.talks import assessor_of
from tests.packs import OPEN
from tests.telegram_api.running import listening
from tests.wechat_api.phone import WechatPhones
from tests.wechat_api.server import WechatServer
from tests.wechat_api.world import AES_KEY, APP_ID, APP_SECRET, TEMPLATE, TOKEN, WechatWorld

OPTIONS = Options(
    poll=0.05, patience=Patience(second=0.2, first=0.1, longest=0.5, hold=0.1, longest_hold=0.3)
)
LONGEST = 60.0
PAGE = "https://notice.example.com"


@dataclass
class Clockwork:
    """A clock that stands until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Office:
    """The channel at work. `clock` is that of the notice, `real` the one of WeChat."""

    store: Store
    server: WechatServer
    phones: WechatPhones
    post: WechatPost
    author: PackAuthor
    clock: Clockwork
    real: Clockwork
    remade: Callable[..., WechatPost]
    posts: list[WechatPost] = field(default_factory=list)

    @property
    def world(self) -> WechatWorld:
        """The account."""
        return self.server.world

    def shown(self, person: str) -> list[tuple[str, str]]:
        """What somebody sees."""
        return self.world.people[person].shown

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait until `reached` is true."""
        async with asyncio.timeout(LONGEST):
            while not reached():
                await asyncio.sleep(0.02)

    async def waits_for(self, reason: str) -> None:
        """Wait until a reminder that is due was not sent, for `reason`."""
        async with asyncio.timeout(LONGEST):
            while reason not in (await self.store.ledger.traffic("wechat", self.clock())).reason:
                await asyncio.sleep(0.02)

    async def until_kept(self, person: str, count: int) -> None:
        """Wait until so many texts of an answer are left."""
        async with asyncio.timeout(LONGEST):
            while True:
                rest = await self.store.wechat_people.rest_of(f"wechat:{person}")
                if len(json.loads(rest or "[]")) == count:
                    return
                await asyncio.sleep(0.02)

    @contextlib.asynccontextmanager
    async def dispatching(self) -> AsyncIterator[Dispatcher]:
        """The dispatcher at work."""
        routes = {self.post.name: self.post.route}
        dispatcher = Dispatcher(self.store.ledger, self.author, routes, self.clock, options=OPTIONS)
        task = asyncio.create_task(dispatcher.run())
        try:
            yield dispatcher
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


Opens = Callable[..., contextlib.AbstractAsyncContextManager[Office]]
"""Opens an office with settings of its own."""


def settings_of(server: WechatServer, **more: Any) -> WechatSettings:
    """The settings that lead to `server`."""
    plain = WechatSettings(APP_ID, APP_SECRET, TOKEN, AES_KEY, server.url, TEMPLATE)
    return replace(plain, **more)


@contextlib.asynccontextmanager
async def serving(post: WechatPost) -> AsyncIterator[str]:
    """The channel on a server of its own, and the URL of that."""
    bound = listening()
    app = post.around(Starlette())
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none"))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    served = asyncio.ensure_future(server._serve([bound]))
    work = asyncio.ensure_future(post.run())
    while not server.started:
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        await served
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


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
            around = WechatSurroundings(
                settings_of(server, **{**settings, **more.pop("settings", {})}),
                store,
                lambda: assistant,
                clock,
                page,
                real,
                bounds=Bounds(sweep=0.1, pause=0.1),
                answer_seconds=more.pop("answer_seconds", answer_seconds),
            )
            return WechatPost(around)

        post = remade()
        url = await stack.enter_async_context(serving(post))
        phones = WechatPhones(world, url, seconds=LONGEST)
        stack.push_async_callback(phones.close)
        composer = Composer(knowledge.pack, assessor_of(knowledge))
        author = PackAuthor(lambda: (knowledge.pack, composer))
        yield Office(store, server, phones, post, author, clock, real, remade)
        assert world.wrong == []
