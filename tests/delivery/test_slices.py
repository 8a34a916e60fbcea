"""One rate for several processes, each with a slice of it, on each database and a clock that the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.delivery.limiter import Limiter, Limits
from bot.delivery.slices import LEASE_SECONDS, Slices, share_of
from bot.store.database import Store
from tests.delivery.clocks import StillTimer

RATE = 25.0
STEP = 0.02
BURST_SECONDS = 0.04


@dataclass
class Process:
    """A process that sends as much as it may while it is `busy`."""

    store: Store
    timer: StillTimer
    busy: bool = True
    alive: bool = True
    sent: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        limits = Limits(RATE, burst_seconds=BURST_SECONDS, chat_seconds=0.0)
        self.limiter = Limiter(limits, self.timer)
        self.slices = Slices(self.store.rates, "telegram", self.limiter, self.timer)
        self._renew_at = self.timer.monotonic()

    async def step(self) -> None:
        """Do what is to be done at this moment."""
        now = self.timer.monotonic()
        if self.alive and now >= self._renew_at:
            self._renew_at = now + await self.slices.renew()
        if self.busy and self.limiter.reminder_at(now) <= now:
            self.limiter.take_reminder("somebody", now)
            self.sent.append(now)


async def pass_by(seconds: float, *processes: Process) -> None:
    """Advance by so many seconds."""
    timer = processes[0].timer
    for _ in range(round(seconds / STEP)):
        for process in processes:
            await process.step()
        timer.pass_by(STEP)


def rate_of(process: Process, seconds: float) -> float:
    """How many a second went in the last so many seconds."""
    now = process.timer.monotonic()
    return sum(moment >= now - seconds for moment in process.sent) / seconds


def busiest_second(*processes: Process) -> int:
    """How many went in the busiest second, altogether."""
    sent = sorted(moment for process in processes for moment in process.sent)
    return max(sum(moment <= other < moment + 1 for other in sent) for moment in sent)


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """A store in an empty database of each kind."""
    async with await Store.open(url) as opened:
        yield opened


async def test_alone(store: Store) -> None:
    """A process alone has the whole rate at once."""
    alone = Process(store, StillTimer())
    await pass_by(2.0, alone)
    assert rate_of(alone, 2.0) >= RATE * 0.95


async def test_two_share(store: Store) -> None:
    """Two busy processes never exceed the rate together, from the moment at which the second comes; soon they share alike."""
    timer = StillTimer()
    first = Process(store, timer)
    await pass_by(3.0, first)
    second = Process(store, timer)
    await pass_by(8.0, first, second)
    assert busiest_second(first, second) <= RATE + 3
    assert rate_of(first, 2.0) == pytest.approx(RATE / 2, rel=0.1)
    assert rate_of(second, 2.0) == pytest.approx(RATE / 2, rel=0.1)


async def test_who_wants_more_gets_more(store: Store) -> None:
    """What one process does not need the other has; it comes back soon when it is needed."""
    timer = StillTimer()
    busy, idle = Process(store, timer), Process(store, timer, busy=False)
    await pass_by(8.0, busy, idle)
    assert rate_of(busy, 2.0) >= RATE * 0.85
    idle.busy = True
    await pass_by(0.2, busy, idle)
    assert idle.sent
    await pass_by(6.0, busy, idle)
    assert rate_of(idle, 2.0) == pytest.approx(RATE / 2, rel=0.15)
    assert busiest_second(busy, idle) <= RATE + 3


async def test_one_dies(store: Store) -> None:
    """The slice of a process that says nothing more is free after its lease; it uses the slice no longer itself."""
    timer = StillTimer()
    first, second = Process(store, timer), Process(store, timer)
    await pass_by(6.0, first, second)
    second.alive = False
    await pass_by(LEASE_SECONDS + 4.0, first, second)
    assert rate_of(first, 1.0) >= RATE * 0.9
    assert rate_of(second, 1.0) == 0
    assert busiest_second(first, second) <= RATE + 3
    assert len(await store.rates.slices("telegram")) == 1


async def test_given_back(store: Store) -> None:
    """A process that ends leaves its slice to the others at once."""
    timer = StillTimer()
    first, second = Process(store, timer), Process(store, timer)
    await pass_by(6.0, first, second)
    await second.slices.give_back()
    second.alive = False
    await pass_by(3.0, first, second)
    assert rate_of(first, 1.0) >= RATE * 0.95
    assert rate_of(second, 2.0) == 0


async def test_no_trip_for_a_message(store: Store) -> None:
    """However much is sent, the database hears of it every two seconds."""
    alone = Process(store, StillTimer())
    await pass_by(20.0, alone)
    (found,) = await store.rates.slices("telegram")
    assert len(alone.sent) > 400
    assert found.beat <= 11


@pytest.mark.parametrize(
    ("wanted", "others", "share"),
    [
        (3.0, [], 30.0),
        (30.0, [30.0], 15.0),
        (30.0, [3.0], 27.0),
        (3.0, [30.0], 3.0),
        (3.0, [3.0], 15.0),
        (30.0, [30.0, 3.0], 13.5),
        (30.0, [30.0, 30.0, 30.0], 7.5),
    ],
)
def test_share_of(wanted: float, others: list[float], share: float) -> None:
    """Who wants little has it; who wants more than there is shares it alike; what nobody wants is shared alike too."""
    assert share_of(wanted, others, 30.0) == pytest.approx(share)
