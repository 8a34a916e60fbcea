"""A dispatcher in the test's own process, with a sink, a fast clock and a plain author."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.channels.push import CHANNEL, PushSender
from bot.delivery.courier import Options, Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.outcome import Patience
from bot.store.database import Store
from bot.store.ledger import Ledger
from bot.store.model.saved import Saved, SavedSubscription
from tests.delivery.authors import PlainAuthor
from tests.delivery.clocks import START, FastTimer
from tests.delivery.sink import Sink

FAST = Limits(per_second=1000.0, chat_seconds=0.1)
LONG_LEASE = 100.0
"""In seconds of a clock that runs twenty times as fast: longer than a busy machine holds a process up."""
LONGEST_WAIT = 60.0


@dataclass
class Bench:
    """What a dispatcher works with."""

    store: Store
    sink: Sink
    timer: FastTimer

    async def subscribe(self, user: str, **due: datetime) -> None:
        """A subscription of `user`; reminders by name, with when each is due."""
        kept = await self.store.load(f"push:{user}") or Saved()
        wish = SavedSubscription({"due": {name: moment.isoformat() for name, moment in due.items()}})
        await self.store.save(f"push:{user}", replace(kept, subscriptions={"1": wish}), self.timer.clock())

    @contextlib.asynccontextmanager
    async def dispatching(
        self,
        author: PlainAuthor | None = None,
        limits: Limits = FAST,
        options: Options | None = None,
        send_seconds: float = 10.0,
        ledger: Ledger | None = None,
        lease: float = LONG_LEASE,
    ) -> AsyncIterator[Dispatcher]:
        """A dispatcher at work."""
        async with PushSender(self.sink.url, "secret", self.timer.clock) as sender:
            dispatcher = Dispatcher(
                ledger or self.store.ledger,
                author or PlainAuthor(),
                {CHANNEL: Route(sender, Limiter(limits, self.timer), send_seconds)},
                self.timer.clock,
                self.timer,
                options or Options(patience=Patience(second=30.0, longest=60.0)),
                lease,
            )
            task = asyncio.create_task(dispatcher.run())
            try:
                yield dispatcher
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    def said(self) -> list[tuple[str, str]]:
        """The users and texts of the reminders received, in order."""
        return [(one["user"], one["text"].split(" ")[0]) for one in self.sink.got]

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait until `reached` is true."""
        async with asyncio.timeout(LONGEST_WAIT):
            while not reached():
                await asyncio.sleep(0.02)

    async def a_while(self, seconds: float = 5.0) -> None:
        """Wait so many seconds of the fast clock, in which something that must not happen might happen."""
        await self.timer.sleep(seconds)

    async def statuses(self) -> dict[str, int]:
        """How many deliveries are in each status."""
        found = await self.store.ledger.due_between(START - timedelta(days=9), START + timedelta(days=9))
        return {status: number for (_, status), number in found.items()}


@contextlib.asynccontextmanager
async def bench(url: str, factor: float = 20.0) -> AsyncIterator[Bench]:
    """A bench on the database at `url`."""
    async with await Store.open(url) as store, Sink() as sink:
        yield Bench(store, sink, FastTimer(factor))
