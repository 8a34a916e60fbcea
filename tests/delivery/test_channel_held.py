"""A channel whose gateway refuses everybody: nobody loses a reminder by it, and it is noticed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from bot.delivery.courier import Options
from bot.delivery.metrics import register
from bot.delivery.outcome import Patience
from tests.delivery.clocks import START
from tests.delivery.dispatchers import Bench, bench
from tests.delivery.sink import Fault

MANY = [f"u{number}" for number in range(30)]
QUICK = Options(patience=Patience(second=30.0, first=2.0, longest=20.0, hold=2.0, longest_hold=10.0))


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Bench]:
    """A bench in an empty database."""
    async with bench(f"sqlite:///{tmp_path / 'bot.db'}") as made:
        yield made


async def ended(at: Bench) -> set[str]:
    """Why the wishes of all ended."""
    kept = [await at.store.load(f"push:{user}") for user in MANY]
    return {one.subscriptions["1"].ended for one in kept if one is not None}


@pytest.mark.parametrize(
    "wall",
    [
        Fault("403", body="<html>Blocked by firewall</html>"),
        Fault("401"),
        Fault("404"),
        Fault("302", header="Location: http://127.0.0.1:1/login"),
        Fault("511"),
        Fault("400"),
        Fault("413"),
        Fault("422", body='{"detail":"signature"}'),
    ],
    ids=lambda wall: wall.kind,
)
async def test_wall(at: Bench, wall: Fault) -> None:
    """As long as the gateway refuses everybody, one is tried now and then; once it takes them all have theirs, once."""
    at.sink.wall = wall
    for user in MANY:
        await at.subscribe(user, one=START)
    async with at.dispatching(options=QUICK) as dispatcher:
        await at.until(lambda: dispatcher.held() == {"push": f"HTTP {wall.kind}"})
        while dispatcher.status().in_flight:  # those that were under way when the first was refused
            await at.a_while(1.0)
        tried, began = len(at.sink.got), at.timer.monotonic()
        await at.a_while(60.0)
        passed = at.timer.monotonic() - began
        assert len(at.sink.got) - tried <= passed / (QUICK.patience.hold / 2) + 1
        assert await ended(at) == {""}
        refused = len(at.sink.got)
        at.sink.wall = None
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"sent": len(MANY)})
        assert not dispatcher.held()
    assert sorted(one["user"] for one in at.sink.got[refused:]) == sorted(MANY)
    assert not any(one["maybe_repeated"] for one in at.sink.got)


async def test_refused_for_some(at: Bench) -> None:
    """A gateway that answers some of its users as if it refused everybody holds up none of the others for long."""
    for user in MANY[:10]:
        at.sink.faults[user] = Fault("404", 999)
    for user in MANY:
        await at.subscribe(user, one=START)
    async with at.dispatching(options=QUICK) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"sent": 20})
    assert await ended(at) == {""}
    assert {one["user"] for one in at.sink.got} == {*MANY}


async def test_noticed(at: Bench) -> None:
    """The metrics say that the channel is held, and for no channel that works."""
    registry = CollectorRegistry()
    at.sink.wall = Fault("403")
    await at.subscribe("a", one=START)
    async with at.dispatching(options=QUICK) as dispatcher:
        register(dispatcher, registry)
        assert b'noticebot_reminders_held{channel="push"}' not in generate_latest(registry)
        await at.until(lambda: bool(dispatcher.held()))
        assert b'noticebot_reminders_held{channel="push"} 1.0' in generate_latest(registry)


async def test_refused_alone(at: Bench) -> None:
    """If nobody else is there to tell whose fault it is, nothing is given up: the channel is held, and the reminder tried on."""
    at.sink.wall = Fault("400")
    await at.subscribe("a", one=START, two=START)
    async with at.dispatching(options=QUICK) as dispatcher:
        await at.until(lambda: dispatcher.held() == {"push": "HTTP 400"})
        await at.a_while(120.0)
        assert not dispatcher.status().outcomes
        at.sink.wall = None
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"sent": 2})
        assert not dispatcher.held()


@pytest.mark.parametrize("status", ["400", "422"])
async def test_one_is_refused(at: Bench, status: str) -> None:
    """What the gateway takes of others and not of one is that one's fault: it has failed after six tries, and holds nobody."""
    at.sink.faults["u3"] = Fault(status, 999)
    for user in MANY:
        await at.subscribe(user, one=START)
    async with at.dispatching(options=QUICK) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"sent": 29, "failed": 1})
        assert not dispatcher.held()
    assert [one["user"] for one in at.sink.got].count("u3") == QUICK.patience.refusals


@pytest.mark.parametrize("status", ["400", "422"])
async def test_one_was_there_alone(at: Bench, status: str) -> None:
    """One who is rejected while nobody else is due holds the channel; as soon as others get through, it is that one's fault."""
    at.sink.faults["bad"] = Fault(status, 999)
    await at.subscribe("bad", one=START)
    async with at.dispatching(options=QUICK) as dispatcher:
        await at.until(lambda: bool(dispatcher.held()))
        for number, user in enumerate(MANY[:3], 1):
            await at.subscribe(user, one=at.timer.clock())
            await at.until(lambda sent=number: dispatcher.figures.outcomes["push", "sent"] == sent)  # type: ignore[misc]
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"sent": 3, "failed": 1})
        assert not dispatcher.held()


async def test_breaks_in_the_middle(at: Bench) -> None:
    """A gateway that took some and then refuses everybody for minutes loses none of the others."""
    for user in MANY[:10]:
        await at.subscribe(user, one=START)
    for user in MANY[10:]:
        at.sink.faults[user] = Fault("413", 7)
        await at.subscribe(user, one=START)
    async with at.dispatching(options=QUICK) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes.get("push", {}).get("sent", 0) >= 10)
        await at.until(lambda: bool(dispatcher.held()))
        at.sink.faults.clear()
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"sent": len(MANY)})


async def test_refused_for_a_minute(at: Bench) -> None:
    """A gateway that rejects every message for a while, as after a bad change, loses none either."""
    at.sink.faults = {user: Fault("400", 3) for user in MANY}
    for user in MANY:
        await at.subscribe(user, one=START)
    # Held, it tries one of them at a time: ninety refusals are as many waits.
    short = replace(QUICK, patience=replace(QUICK.patience, hold=0.5, longest_hold=2.0))
    async with at.dispatching(options=short) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"sent": len(MANY)})
    assert not any(one["maybe_repeated"] for one in at.sink.got)
