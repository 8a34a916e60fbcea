"""The database commits and its answer is lost: nothing stays claimed, nothing is sent twice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

import pytest

from bot.store.engines.engine import Engine
from bot.store.ledger import Ledger
from bot.store.model.delivery import Delivery, Settlement, Status
from bot.store.model.errors import StoreError
from tests.delivery.clocks import START
from tests.delivery.dispatchers import Bench, bench


class LosesAnswers(Ledger):
    """A ledger that commits the first claim, the first mark and the first outcome, and raises afterwards."""

    def __init__(self, engine: Engine, place: str) -> None:
        super().__init__(engine, place)
        self.lost: list[str] = []

    def _lose(self, what: str) -> None:
        if what not in self.lost:
            self.lost.append(what)
            raise StoreError(what)

    async def claim(
        self, term: int, channel: str, status: Status, now: datetime, limit: int
    ) -> list[Delivery]:
        orders = await super().claim(term, channel, status, now, limit)
        if orders:
            self._lose("claim")
        return orders

    async def exchange(
        self, term: int, settled: Sequence[Settlement], to_send: Sequence[int], now: datetime, day: str
    ) -> frozenset[int]:
        may = await super().exchange(term, settled, to_send, now, day)
        if to_send:
            self._lose("mark")
        elif settled:
            self._lose("outcome")
        return may


@pytest.fixture
async def at(url: str) -> AsyncIterator[Bench]:
    """A bench in an empty database of each kind."""
    async with bench(url) as made:
        yield made


async def test_lost_answers(at: Bench) -> None:
    """Each reminder goes out once, without a note, and comes to its end."""
    for user in "abc":
        await at.subscribe(user, one=START)
    ledger = LosesAnswers(at.store.ledger._engine, "")
    async with at.dispatching(ledger=ledger) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes == {"push": {"sent": 3}})
    assert ledger.lost == ["claim", "mark", "outcome"]
    assert sorted(at.said()) == [("a", "one"), ("b", "one"), ("c", "one")]
    assert not any(one["maybe_repeated"] for one in at.sink.got)
    assert await at.statuses() == {"sent": 3}
