"""Every fault that a receiver can have, all in one run beside healthy chats."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.channels.push import CHANNEL, PushSender
from bot.delivery.courier import Options, Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.outcome import Patience
from bot.delivery.sender import Attempt, Reminder
from bot.store.database import Store
from bot.store.model.saved import Saved, SavedSubscription
from tests.delivery.authors import PlainAuthor
from tests.delivery.clocks import START, FastTimer
from tests.delivery.sink import Fault, Sink

FACTOR = 20.0
SEND_SECONDS = 300.0
"""By the machine's clock, which a busy machine does not keep up with: here no attempt ends by it."""
SECOND = 60.0
LONGEST = 240.0
"""Seconds after which a run is given up: far more than it takes on a busy machine."""
WAITS = (1, 5, 30)
FAULTS = {
    **{f"wait{seconds}": Fault("429", 1, f"Retry-After: {seconds}") for seconds in WAITS},
    "busy": Fault("503", 1, "Retry-After: 10"),
    "down": Fault("503", 2),
    "500": Fault("500", 1),
    "502": Fault("502", 3),
    "504": Fault("504", 9),
    "hang": Fault("hang", 1),
    "hangs": Fault("hang", 9),
    "reset": Fault("reset", 1),
    "half": Fault("half", 1),
    "gone": Fault("404", 9, body='{"gone": true}'),
    "left": Fault("410", 9),
    "refused": Fault("422", 9),
}
HEALTHY = [f"well{number}" for number in range(60)]


@dataclass
class Run:
    """What the sink saw, by user, and what the database says after."""

    got: list[dict[str, Any]]
    timer: FastTimer
    rows: dict[str, tuple[str, int]]
    ended: dict[str, str]

    def times(self, user: str) -> list[float]:
        """When `user` was written to, in seconds of the run's own time."""
        return [self.timer.at(one["at"]) for one in self.got if one["user"] == user]

    def marks(self, user: str) -> list[bool]:
        """Whether each message to `user` says that it may be a repetition."""
        return [one["maybe_repeated"] for one in self.got if one["user"] == user]


class Impatient(PushSender):
    """Gives an attempt up as soon as the receiver holds it, in the place of the courier's limit: no clock takes part."""

    sink: Sink

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        held = self.sink.held[reminder.user]
        held.clear()
        attempt = asyncio.ensure_future(super().send_announced(reminder, may_send))
        giving_up = asyncio.ensure_future(held.wait())
        await asyncio.wait((attempt, giving_up), return_when=asyncio.FIRST_COMPLETED)
        giving_up.cancel()
        if attempt.done():
            return attempt.result()
        attempt.cancel()
        await asyncio.gather(attempt, return_exceptions=True)
        raise TimeoutError


async def subscribe(store: Store, user: str, *names: str) -> None:
    """A subscription of `user` with reminders that are due at the start."""
    wish = SavedSubscription({"due": {name: START.isoformat() for name in names}})
    await store.save(user, Saved(subscriptions={"1": wish}), START)


async def is_over(store: Store, timer: FastTimer) -> bool:
    """Whether nothing but what cannot get through waits any more."""
    left = await store.ledger.upcoming(timer.clock() + timedelta(days=1), None, 100)
    return all(one.channel == "nowhere" and one.attempts >= 3 for one in left)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The run: every fault at once, until all came to its end."""
    return asyncio.run(all_faults(f"sqlite:///{tmp_path_factory.mktemp('faults') / 'bot.db'}"))


async def all_faults(database: str) -> Run:
    """Send to all of them."""
    async with contextlib.AsyncExitStack() as stack:
        store = await stack.enter_async_context(await Store.open(database))
        sink = await stack.enter_async_context(Sink(dict(FAULTS)))
        more = {"hangs": "abc", "gone": "ab"}
        for user in (*FAULTS, *HEALTHY):
            await subscribe(store, f"push:{user}", *more.get(user, "a"))
        await subscribe(store, "nowhere:1", "personal")
        timer = FastTimer(FACTOR)
        sender = await stack.enter_async_context(Impatient(sink.url, "", timer.clock))
        sender.sink = sink
        nowhere = await stack.enter_async_context(PushSender("http://nobody.invalid/", "", timer.clock))
        limits = Limits(per_second=1000.0, chat_seconds=0.1)
        routes = {
            CHANNEL: Route(sender, Limiter(limits, timer), SEND_SECONDS),
            "nowhere": Route(nowhere, Limiter(limits, timer), SEND_SECONDS),
        }
        dispatcher = Dispatcher(
            store.ledger, PlainAuthor(), routes, timer.clock, timer, Options(slow_seconds=2.0), lease=6000.0
        )
        async with working(dispatcher), asyncio.timeout(LONGEST):
            while not (sink.got and await is_over(store, timer)):
                await asyncio.sleep(0.1)
        return await result(store, sink, timer)


@contextlib.asynccontextmanager
async def working(dispatcher: Dispatcher) -> AsyncIterator[None]:
    """The dispatcher at work."""
    task = asyncio.create_task(dispatcher.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def result(store: Store, sink: Sink, timer: FastTimer) -> Run:
    """What is to be seen after it."""
    found = await store.ledger.due_between(START, START + timedelta(days=1))
    rows = {status: (channel, number) for (channel, status), number in found.items()}
    ended = {}
    for user in FAULTS:
        kept = await store.load(f"push:{user}")
        assert kept is not None
        ended[user] = kept.subscriptions["1"].ended
    return Run(sink.got, timer, rows, ended)


@pytest.mark.parametrize("seconds", WAITS)
def test_429(run: Run, seconds: int) -> None:
    """A chat that is to wait is written to again when its time is over, not before, without a note."""
    first, again = run.times(f"wait{seconds}")
    assert again - first >= seconds
    assert run.marks(f"wait{seconds}") == [False, False]


def test_503(run: Run) -> None:
    """503 says that it was not taken: it is tried again, after the time that it names or a growing pause."""
    first, again = run.times("busy")
    assert again - first >= 10
    assert run.marks("down") == [False, False, False]


@pytest.mark.parametrize("user", ["500", "hang", "reset", "half"])
def test_uncertain(run: Run, user: str) -> None:
    """If nobody knows whether it arrived, it is sent once more, a minute later, with its note."""
    first, again = run.times(user)
    assert again - first >= SECOND
    assert run.marks(user) == [False, True]


def test_never_a_third(run: Run) -> None:
    """If the second attempt is uncertain too, that was all."""
    assert run.marks("504") == [False, True]
    assert sorted(run.marks("hangs")) == [False] * 3 + [True] * 3


def test_502(run: Run) -> None:
    """A gateway that could not pass it on is asked again until it can, and each time says that it may be a repetition."""
    assert run.marks("502") == [False, True, True, True]
    assert all(later - before >= SECOND for before, later in pairwise(run.times("502")))


@pytest.mark.parametrize("user", ["gone", "left"])
def test_gone(run: Run, user: str) -> None:
    """A user who is gone gets nothing more, and the subscription says why it ended."""
    assert len(run.times(user)) == 1
    assert run.ended[user].startswith("gone: HTTP 4")


def test_refused(run: Run) -> None:
    """What is refused is tried a few times more, without a note, and the subscription goes on."""
    assert run.marks("refused") == [False] * Patience().refusals
    assert run.ended["refused"] == ""


def test_healthy(run: Run) -> None:
    """Every healthy chat has its reminder, once, without a note."""
    assert {user: run.marks(user) for user in HEALTHY} == {user: [False] for user in HEALTHY}


def test_nobody_else_waits(tmp_path: Path) -> None:
    """Chats that answer nothing until all others have theirs hold nobody up, though more than may be in flight."""
    asyncio.run(beside_slow_chats(f"sqlite:///{tmp_path / 'bot.db'}"))


async def beside_slow_chats(database: str) -> None:
    """Send to all of them; the slow ones answer when every healthy one has been written to."""
    slow = [f"slow{number}" for number in range(20)]
    async with contextlib.AsyncExitStack() as stack:
        store = await stack.enter_async_context(await Store.open(database))
        sink = await stack.enter_async_context(Sink({user: Fault("wait") for user in slow}))
        for user in (*slow, *HEALTHY):
            await subscribe(store, f"push:{user}", "a")
        timer = FastTimer(FACTOR)
        sender = await stack.enter_async_context(PushSender(sink.url, "", timer.clock))
        route = Route(sender, Limiter(Limits(per_second=1000.0, chat_seconds=0.1), timer), 3600.0)
        options = Options(in_flight=8, slow_seconds=2.0)
        dispatcher = Dispatcher(
            store.ledger, PlainAuthor(), {CHANNEL: route}, timer.clock, timer, options, lease=36000.0
        )
        async with working(dispatcher), asyncio.timeout(LONGEST):
            while not {one["user"] for one in sink.got}.issuperset(HEALTHY):
                await asyncio.sleep(0.05)
            sink.free.set()
            while await store.ledger.upcoming(timer.clock() + timedelta(days=1), None, 100):
                await asyncio.sleep(0.05)
    assert sorted(one["user"] for one in sink.got) == sorted([*slow, *HEALTHY])


def test_name_that_nobody_knows(run: Run) -> None:
    """A name that cannot be resolved is tried again and again, and held against nobody."""
    assert run.rows["due"] == ("nowhere", 1)


def test_how_all_came_out(run: Run) -> None:
    """Every delivery has its end in the database."""
    assert run.rows["uncertain"] == ("push", 4)
    assert run.rows["blocked"] == ("push", 3)
    assert run.rows["failed"] == ("push", 1)
    assert {"claimed", "sending"}.isdisjoint(run.rows)
