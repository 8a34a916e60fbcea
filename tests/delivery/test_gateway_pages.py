"""A gateway that answers for minutes or hours that it cannot pass anything on: nobody's reminder is lost by it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.delivery.courier import Options
from bot.delivery.outcome import Patience
from tests.delivery.clocks import START
from tests.delivery.dispatchers import Bench, bench
from tests.delivery.sink import Fault

MANY = [f"u{number}" for number in range(30)]
PAGE = Fault("502", body="<html>502 Bad Gateway</html>")
DAY = 86_400.0
QUICK = Options(patience=Patience(second=30.0, longest_page=3600.0))


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Bench]:
    """A bench in an empty database."""
    async with bench(f"sqlite:///{tmp_path / 'bot.db'}") as made:
        yield made


@pytest.mark.parametrize("status", ["502", "521"])
async def test_for_minutes(at: Bench, status: str) -> None:
    """All have theirs, marked, and it is seen while nobody gets through."""
    at.sink.wall = replace(PAGE, kind=status)
    for user in MANY:
        await at.subscribe(user, one=START)
    async with at.dispatching(options=QUICK) as dispatcher:
        await at.until(lambda: len(at.sink.got) >= 3 * len(MANY))
        assert dispatcher.held() == {"push": f"HTTP {status}"}
        tried, at.sink.wall = len(at.sink.got), None
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"sent": len(MANY)})
        assert not dispatcher.held()
    assert {one["user"] for one in at.sink.got[tried:]} == {*MANY}
    assert len(at.sink.got) == tried + len(MANY)
    assert [one["maybe_repeated"] for one in at.sink.got[: len(MANY)]] == [False] * len(MANY)
    assert all(one["maybe_repeated"] for one in at.sink.got[len(MANY) :])


async def test_alone(at: Bench) -> None:
    """One reminder alone tells by its second answer that nobody gets through."""
    at.sink.wall = PAGE
    await at.subscribe("a", one=START)
    async with at.dispatching(options=QUICK) as dispatcher:
        await at.until(lambda: len(at.sink.got) == 1)
        assert not dispatcher.held()
        await at.until(lambda: bool(dispatcher.held()))
        assert [one["maybe_repeated"] for one in at.sink.got] == [False, True]


async def test_one_gets_through(at: Bench) -> None:
    """As soon as somebody gets through, what waits for a later turn goes too, whichever process tried it before."""
    at.sink.wall = PAGE
    await at.subscribe("a", one=START)
    async with at.dispatching(options=Options(patience=Patience(second=DAY, longest=DAY))) as dispatcher:
        await at.until(lambda: dispatcher.figures.attempts["push", "uncertain"] == 1)
    at.sink.wall = None
    async with at.dispatching(options=Options(patience=Patience(second=5.0, longest=DAY))) as dispatcher:
        at.sink.faults["b"] = replace(PAGE, times=2)
        await at.subscribe("b", one=at.timer.clock())
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"sent": 2})
    assert [one["user"] for one in at.sink.got] == ["a", "b", "b", "b", "a"]


async def test_for_ever(at: Bench) -> None:
    """After ten attempts it ends as uncertain, and is counted."""
    at.sink.wall = PAGE
    await at.subscribe("a", one=START)
    options = Options(patience=Patience(second=2.0, longest_page=2.0))
    async with at.dispatching(options=options) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"uncertain": 1})
        await at.a_while(20.0)
    assert len(at.sink.got) == options.patience.pages


async def test_stopped_and_started(at: Bench) -> None:
    """A program that ends while a gateway is out of order goes on counting where it was."""
    at.sink.wall = PAGE
    await at.subscribe("a", one=START)
    options = Options(patience=Patience(second=2.0, longest_page=2.0))
    for attempts in (3, 6):
        async with at.dispatching(options=options):
            await at.until(lambda most=attempts: len(at.sink.got) >= most)  # type: ignore[misc]
    async with at.dispatching(options=options) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes.get("push") == {"uncertain": 1})
    assert len(at.sink.got) == options.patience.pages
