"""The dispatcher at work: what it plans, corrects, forgets, catches up with and does not do twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.courier import Options
from bot.delivery.limiter import Limits
from bot.delivery.outcome import Patience
from bot.store.engines.engine import Engine
from bot.store.ledger import Ledger
from bot.store.model.delivery import Settlement, Wish
from bot.store.model.errors import StoreError
from bot.store.model.saved import SavedSubscription
from bot.store.rows.plans import Place
from bot.store.rows.reports import Counts
from tests.delivery.authors import PlainAuthor
from tests.delivery.clocks import START, FastTimer
from tests.delivery.dispatchers import Bench, bench
from tests.delivery.sink import Fault

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class SlowSalvage(Ledger):
    """A ledger of which others keep rows locked for ever."""

    beats = 0
    """Those after salvage had begun."""
    _asked = False

    async def salvage(self, term: int, second_at: datetime, day: str) -> dict[str, int]:
        self._asked = True
        await asyncio.Event().wait()
        raise AssertionError

    async def beat(self, term: int) -> bool:
        self.beats += self._asked
        return await super().beat(term)


class Held(Ledger):
    """A ledger whose subscriptions others hold, as a migration does."""

    held = True
    refused = 0
    beats = 0

    async def wishes(self, now: datetime, after: Place | None, limit: int) -> list[Wish]:
        if self.held:
            self.refused += 1
            raise StoreError(code="busy")
        return await super().wishes(now, after, limit)

    async def beat(self, term: int) -> bool:
        self.beats += 1
        return await super().beat(term)


class RefusesOnce(Ledger):
    """A ledger that another program holds when the one step `step` is taken for the first time."""

    step = ""
    refused = False

    def _refuse(self, step: str) -> None:
        if step == self.step and not self.refused:
            self.refused = True
            raise StoreError(code="busy")

    async def purge(self, before: datetime, most: int) -> int:
        self._refuse("purge")
        return await super().purge(before, most)

    async def due_between(self, start: datetime, end: datetime) -> Counts:
        self._refuse("due_between")
        return await super().due_between(start, end)

    async def audiences(self, channel: str, now: datetime, until: datetime) -> list[tuple[datetime, int]]:
        self._refuse("audiences")
        return await super().audiences(channel, now, until)


class SlowToSettle(Ledger):
    """A ledger that writes no end of an attempt until it is `free`."""

    settling = False
    looked = 0

    def __init__(self, engine: Engine, place: str) -> None:
        super().__init__(engine, place)
        self.free = asyncio.Event()

    async def exchange(
        self, term: int, settled: Sequence[Settlement], to_send: Sequence[int], now: datetime, day: str
    ) -> frozenset[int]:
        if settled:
            self.settling = True
            await self.free.wait()
        return await super().exchange(term, settled, to_send, now, day)

    async def bring_forward(self, latest: datetime) -> int:
        self.looked += 1
        return await super().bring_forward(latest)


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Bench]:
    """A bench in an empty database; what the ledger promises is tested on each kind."""
    async with bench(f"sqlite:///{tmp_path / 'bot.db'}") as made:
        yield made


async def test_new_wish(at: Bench) -> None:
    """A wish made while it runs goes out without a restart, signed and with its clauses, and is counted."""
    async with at.dispatching() as dispatcher:
        await at.subscribe("a", personal=at.timer.clock())
        await at.until(lambda: dispatcher.status().outcomes == {"push": {"sent": 1}})
    (got,) = at.sink.got
    assert (got["user"], got["clauses"], got["maybe_repeated"]) == ("a", ["四.一"], False)
    assert got["signature"].startswith("sha256=")
    assert await at.statuses() == {"sent": 1}


async def test_salvage_hangs(at: Bench) -> None:
    """Bringing back what others left may hang on their locks: the right to send is kept, and reminders go out."""
    await at.subscribe("a", one=START)
    ledger = SlowSalvage(at.store.ledger._engine, "")
    async with at.dispatching(ledger=ledger, lease=20.0):
        await at.until(lambda: ledger.beats >= 3 and at.said() == [("a", "one")])


async def test_one_step_in_trouble(at: Bench) -> None:
    """If the database does not answer one step, it is unwell, though it answers the others; then it is well again."""
    ledger = Held(at.store.ledger._engine, "")
    async with at.dispatching(ledger=ledger, lease=20.0) as dispatcher:
        await at.until(lambda: ledger.refused > 0)
        beats = ledger.beats
        await at.until(lambda: ledger.beats >= beats + 3)
        assert dispatcher.state() == "unwell"
        ledger.held = False
        await at.until(lambda: dispatcher.state() == "ok")


@pytest.mark.parametrize("step", ["purge", "due_between", "audiences"])
async def test_trouble_of_a_rare_step(tmp_path: Path, step: str) -> None:
    """What is done once an hour or a minute, and met with trouble, is tried again at once: well again within seconds."""
    async with bench(f"sqlite:///{tmp_path / 'bot.db'}", factor=0.5) as slowly:
        ledger = RefusesOnce(slowly.store.ledger._engine, "")
        ledger.step = step
        async with slowly.dispatching(ledger=ledger) as dispatcher:
            await slowly.until(lambda: ledger.refused)
            await slowly.until(lambda: dispatcher.state() == "ok")


async def test_two_days_ahead(at: Bench) -> None:
    """Rows are made for two days, not for more."""
    due = {"now": START, "tomorrow": START + 30 * HOUR, "later": START + 50 * HOUR}
    await at.subscribe("a", **due)
    async with at.dispatching():
        await at.until(lambda: at.said() == [("a", "now")])
    assert await at.statuses() == {"sent": 1, "due": 1}


async def test_restart(at: Bench) -> None:
    """Stopped and started again, it sends nothing twice."""
    await at.subscribe("a", one=START)
    for _ in range(3):
        async with at.dispatching() as dispatcher:
            await at.until(lambda running=dispatcher: running.status().leading)  # type: ignore[misc]
            await at.until(lambda: len(at.sink.got) == 1)
            await at.a_while()
    assert at.said() == [("a", "one")]


async def test_stopped_while_under_way(at: Bench) -> None:
    """Stopping waits a little for what is under way and breaks the rest off: it goes out once more, with its note."""
    at.sink.faults["a"] = Fault("hang")
    await at.subscribe("a", one=at.timer.clock())
    options = Options(finish_seconds=0.2, patience=Patience(second=10.0))
    async with at.dispatching(options=options):
        await at.until(lambda: len(at.sink.got) == 1)
    assert await at.statuses() == {"uncertain": 1}
    async with at.dispatching(options=options):
        await at.until(lambda: len(at.sink.got) == 2)
    assert [one["maybe_repeated"] for one in at.sink.got] == [False, True]
    assert len({one["id"] for one in at.sink.got}) == 1


async def test_too_late(at: Bench) -> None:
    """What no longer helps after an outage is not sent, and the database says why."""
    await at.subscribe("a", old=START - 9 * HOUR, new=START - HOUR)
    async with at.dispatching(PlainAuthor(helps_for=2 * HOUR)) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes == {"push": {"sent": 1, "expired": 1}})
    assert at.said() == [("a", "new")]


async def test_broken_wishes(at: Bench) -> None:
    """Wishes that cannot be read, or not be put into words, stop nobody else's."""
    await at.subscribe("a", one=START)
    for user, state in (("other", {"due": 7}), ("empty", {}), ("mute", {"speechless": True})):
        due = {"due": {"one": START.isoformat()}}
        await at.subscribe(user, one=START)
        kept = await at.store.load(f"push:{user}")
        assert kept is not None
        wish = SavedSubscription({**(due if user == "mute" else {}), **state})
        await at.store.save(f"push:{user}", replace(kept, subscriptions={"1": wish}), START)
    async with at.dispatching() as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes == {"push": {"sent": 1}})
    assert at.said() == [("a", "one")]
    assert await at.statuses() == {"sent": 1, "due": 1}


async def test_forgotten_while_claimed(at: Bench) -> None:
    """/forget while a reminder is claimed: it does not go out, and no row stays."""
    for user in "abc":
        await at.subscribe(user, one=START)
    async with at.dispatching(limits=Limits(per_second=0.1)) as dispatcher:
        await at.until(lambda: len(at.sink.got) == 1 and dispatcher.status().claimed > 0)
        await at.store.forget("push:c")
        await at.until(lambda: len(at.sink.got) == 2)
        await at.a_while(15)
    assert sorted(at.said()) == [("a", "one"), ("b", "one")]
    assert await at.store.load("push:c") is None
    assert await at.statuses() == {"sent": 2}


async def test_stopped_while_claimed(at: Bench) -> None:
    """A subscription that ends while its reminder is claimed is left alone."""
    for user in "abc":
        await at.subscribe(user, one=START)
    async with at.dispatching(limits=Limits(per_second=0.1)) as dispatcher:
        await at.until(lambda: len(at.sink.got) == 1 and dispatcher.status().claimed > 0)
        kept = await at.store.load("push:c")
        assert kept is not None
        stopped = replace(kept.subscriptions["1"], ended="stopped")
        await at.store.save("push:c", replace(kept, subscriptions={"1": stopped}), at.timer.clock())
        await at.until(lambda: len(at.sink.got) == 2)
        await at.a_while(15)
    assert sorted(at.said()) == [("a", "one"), ("b", "one")]


async def test_deadline_moved(at: Bench) -> None:
    """A deadline that moves takes what is unsent along, and tells those who were told the old one, once."""
    await at.subscribe("told", personal=START)
    await at.subscribe("untold", personal=START + HOUR)
    await at.subscribe("other", unit=START)
    days = {"personal": "2022-12-06", "unit": "2022-12-10"}
    async with at.dispatching(PlainAuthor(days)):
        await at.until(lambda: len(at.sink.got) == 2)
    for _ in range(2):
        async with at.dispatching(PlainAuthor({**days, "personal": "2022-12-08"})):
            await at.until(lambda: len(at.sink.got) == 3)
            await at.a_while()
    assert sorted(at.said()[:2]) == [("other", "unit"), ("told", "personal")]
    correction = at.sink.got[2]
    assert (correction["user"], correction["kind"]) == ("told", "correction")
    coming = await at.store.ledger.upcoming(START + DAY, None, 10)
    assert [(one.user, one.revision) for one in coming if one.kind == "lead" and one.user == "untold"] == [
        ("untold", "2022-12-08")
    ]


async def test_deadline_moved_to_and_fro(at: Bench) -> None:
    """A deadline that moves and moves back leaves every reminder of the first day in its place."""
    await at.subscribe("a", personal=START + HOUR)
    for day in ("2022-12-06", "2022-12-08", "2022-12-06"):
        async with at.dispatching(PlainAuthor({"personal": day})) as dispatcher:
            await at.until(lambda running=dispatcher: running.figures.planned_at is not None)  # type: ignore[misc]
            await at.a_while(2)
    coming = await at.store.ledger.upcoming(START + DAY, None, 10)
    assert [(one.revision, one.kind) for one in coming] == [("2022-12-06", "lead")]


async def test_clock_jumps_forward(at: Bench) -> None:
    """The clock jumps a day ahead: what was due meanwhile goes out, once; back again, nothing goes twice."""
    await at.subscribe("a", one=START, two=START + 3 * HOUR, three=START + 25 * HOUR)
    async with at.dispatching():
        await at.until(lambda: at.said() == [("a", "one")])
        at.timer.jump(DAY)
        await at.until(lambda: at.said() == [("a", "one"), ("a", "two")])
        at.timer.jump(-DAY)
        await at.a_while()
        at.timer.jump(26 * HOUR)
        await at.until(lambda: len(at.sink.got) == 3)
        await at.a_while()
    assert at.said() == [("a", "one"), ("a", "two"), ("a", "three")]
    assert not any(one["maybe_repeated"] for one in at.sink.got)


async def test_clock_is_set_back(at: Bench) -> None:
    """The clock goes back an hour, while it runs and over a restart: nothing twice, and no retry waits for the hour."""
    at.sink.faults["busy"] = Fault("429", 2, "Retry-After: 20")
    await at.subscribe("a", one=START - 5 * HOUR)
    await at.subscribe("busy", one=START - 5 * HOUR)
    async with at.dispatching():
        await at.until(lambda: len(at.sink.got) == 2)
        at.timer.jump(-HOUR)
        await at.until(lambda: len(at.sink.got) == 3)
    at.timer.jump(-HOUR)
    async with at.dispatching():
        await at.until(lambda: len(at.sink.got) == 4)
        await at.a_while()
    assert sorted(at.said()) == [("a", "one")] + [("busy", "one")] * 3


async def test_clock_is_set_back_while_an_end_is_written(at: Bench) -> None:
    """The clock goes back while the database is slow to write when a reminder is tried again: it waits no hour."""
    at.sink.faults["busy"] = Fault("429", 1, "Retry-After: 20")
    await at.subscribe("busy", one=START - 5 * HOUR)
    ledger = SlowToSettle(at.store.ledger._engine, "")
    async with at.dispatching(ledger=ledger):
        await at.until(lambda: ledger.settling)
        at.timer.jump(-HOUR)
        looked = ledger.looked
        await at.until(lambda: ledger.looked > looked + 1)
        ledger.free.set()
        await at.until(lambda: len(at.sink.got) == 2)


async def test_another_now(at: Bench) -> None:
    """Started again with an earlier --now, it sends nothing twice and goes on with what is to come."""
    at.timer = FastTimer(20.0, START + DAY)
    await at.subscribe("a", one=START, two=START + 23 * HOUR, three=START + 25 * HOUR)
    async with at.dispatching():
        await at.until(lambda: len(at.sink.got) == 2)
    at.timer = FastTimer(20.0, START + 22 * HOUR)
    async with at.dispatching():
        await at.a_while()
        at.timer.jump(4 * HOUR)
        await at.until(lambda: len(at.sink.got) == 3)
    assert at.said()[2] == ("a", "three")


async def test_machine_sleeps(at: Bench) -> None:
    """The machine sleeps over a reminder: it goes out when it wakes."""
    await at.subscribe("a", one=START, two=START + 3 * HOUR)
    async with at.dispatching():
        await at.until(lambda: len(at.sink.got) == 1)
        at.timer.skip(5 * 3600.0)
        await at.until(lambda: len(at.sink.got) == 2)
        await at.a_while()
    assert at.said() == [("a", "one"), ("a", "two")]


async def test_so_many_that_it_starts_early(at: Bench) -> None:
    """If the pace would carry a moment's reminders past its day, they begin before it; a smaller crowd does not."""
    moment = START + 14 * HOUR
    for number in range(5):
        await at.subscribe(f"many{number}", one=moment)
    async with at.dispatching(limits=Limits(per_second=1 / 13_000)):
        await at.until(lambda: len(at.sink.got) == 1)
    at.sink.got.clear()
    async with at.dispatching(limits=Limits(per_second=10.0)):
        await at.a_while(80)
    assert at.sink.got == []
