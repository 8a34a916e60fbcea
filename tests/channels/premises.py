"""What every place has in which a channel is tried: a database, clocks that are moved by hand, and a dispatcher."""

from __future__ import annotations

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.clock import Timer
from bot.delivery.courier import Options, Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter
from bot.delivery.outcome import Patience
from bot.knowledge import Knowledge
from bot.reminders.pack_author import PackAuthor
from bot.reminders.wording import Composer
from bot.store.database import Store
from tests.conversation.talks import assessor_of
from tests.telegram_api.running import listening

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


class QuickTimer(Timer):
    """A timer whose seconds pass so many times quicker."""

    def __init__(self, quicker: float = 100.0) -> None:
        self._quicker = quicker

    def monotonic(self) -> float:
        """Seconds since some moment, of its own."""
        return super().monotonic() * self._quicker

    async def sleep(self, seconds: float) -> None:
        """Wait for so many of its seconds."""
        await super().sleep(seconds / self._quicker)


@dataclass
class Premises(ABC):
    """A channel at work. `clock` is that of the notice, `real` that of the platform."""

    store: Store
    author: PackAuthor
    clock: Clockwork
    real: Clockwork

    @property
    @abstractmethod
    def routes(self) -> dict[str, Route]:
        """The routes of reminders."""

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait until `reached` is true."""
        async with asyncio.timeout(LONGEST):
            while not reached():
                await asyncio.sleep(0.02)

    async def until_so(self, reached: Callable[[], Awaitable[bool]]) -> None:
        """Wait until `reached`, which asks the database, is true."""
        async with asyncio.timeout(LONGEST):
            while not await reached():
                await asyncio.sleep(0.02)

    async def waits_for(self, channel: str, reason: str) -> None:
        """Wait until a reminder that is due was not sent, for `reason`."""

        async def told() -> bool:
            return reason in (await self.store.ledger.traffic(channel, self.clock())).reason

        await self.until_so(told)

    @contextlib.asynccontextmanager
    async def dispatching(
        self, beside: Callable[[], Awaitable[int]] | None = None
    ) -> AsyncIterator[Dispatcher]:
        """The dispatcher at work, which does `beside` too."""
        dispatcher = Dispatcher(
            self.store.ledger, self.author, self.routes, self.clock, options=OPTIONS, beside=beside
        )
        task = asyncio.create_task(dispatcher.run())
        try:
            yield dispatcher
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def unhurried(route: Route) -> Route:
    """The route with a limiter of its own by the real timer, where that of the channel has a quicker one."""
    return Route(route.sender, Limiter(route.limiter.limits, Timer()))


def author_of(knowledge: Knowledge) -> PackAuthor:
    """Who words the reminders of a pack."""
    composer = Composer(knowledge.pack, assessor_of(knowledge))
    return PackAuthor(lambda: (knowledge.pack, composer))


class Working(Protocol):
    """A channel as a part of the server."""

    async def run(self) -> None:
        """Run until cancelled."""


@contextlib.asynccontextmanager
async def working(post: Working) -> AsyncIterator[None]:
    """The channel at work."""
    work = asyncio.ensure_future(post.run())
    try:
        yield
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


@contextlib.asynccontextmanager
async def serving(post: Working, around: Callable[[ASGIApp], ASGIApp]) -> AsyncIterator[str]:
    """The channel on a server of its own, and the URL of that."""
    bound = listening()
    app = around(Starlette())
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none"))
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    served = asyncio.ensure_future(server._serve([bound]))
    while not server.started:
        await asyncio.sleep(0.005)
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(working(post))
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            await served
