"""Channels whose people get one message for all that is due to them at a moment."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.push import CHANNEL
from bot.delivery.courier import Options, Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter
from bot.delivery.outcome import Patience
from bot.delivery.sender import Attempt, Reminder
from bot.store.ledger import Ledger
from bot.store.model.delivery import Delivery
from bot.store.model.errors import StoreError
from tests.delivery.authors import PlainAuthor
from tests.delivery.clocks import START
from tests.delivery.dispatchers import FAST, LONG_LEASE, Bench, bench


class Letters:
    """Sends letters; `answers` are what the first ones come to."""

    def __init__(self, *answers: Attempt) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[str, list[str]]] = []

    async def send(self, reminder: Reminder) -> Attempt:
        return await self.send_together([reminder], lambda: None)

    async def send_together(self, reminders: Sequence[Reminder], may_send: Callable[[], None]) -> Attempt:
        may_send()
        self.sent.append((reminders[0].user, sorted(one.text.strip() for one in reminders)))
        return self.answers.pop(0) if self.answers else Attempt("sent")


class LosesAnswerBeside(Ledger):
    """A ledger that commits the first claim beside another, and raises afterwards."""

    lost = False

    async def claim_beside(self, term: int, delivery: Delivery, moment: datetime) -> list[Delivery]:
        found = await super().claim_beside(term, delivery, moment)
        if found and not self.lost:
            self.lost = True
            raise StoreError
        return found


@contextlib.asynccontextmanager
async def dispatching(at: Bench, letters: Letters, ledger: Ledger | None = None) -> AsyncIterator[Dispatcher]:
    """A dispatcher that sends letters, a few deliveries claimed at a time."""
    options = Options(batch=3, patience=Patience(second=5.0, longest=10.0))
    routes = {CHANNEL: Route(letters, Limiter(FAST, at.timer))}
    ledger = ledger or at.store.ledger
    dispatcher = Dispatcher(
        ledger, PlainAuthor(), routes, at.timer.clock, at.timer, options=options, lease=LONG_LEASE
    )
    task = asyncio.create_task(dispatcher.run())
    try:
        yield dispatcher
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Bench]:
    """A bench in an empty database."""
    async with bench(f"sqlite:///{tmp_path / 'bot.db'}") as made:
        yield made


NAMES = [f"m{number}" for number in range(8)]


async def test_one_message_for_all_that_is_due(at: Bench) -> None:
    """Though they are claimed three at a time; each counts for itself, and what is due later comes later."""
    later = START + timedelta(hours=1)
    await at.subscribe("a", **dict.fromkeys(NAMES, START), later=later)
    await at.subscribe("b", m0=START)
    letters = Letters()
    async with dispatching(at, letters) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes == {"push": {"sent": 9}})
    assert sorted(letters.sent) == [("a", NAMES), ("b", ["m0"])]


async def test_what_was_refused_together_is_tried_together(at: Bench) -> None:
    """One message again, not eight."""
    await at.subscribe("a", **dict.fromkeys(NAMES, START))
    letters = Letters(Attempt("retry", "busy"), Attempt("retry", "busy"))
    async with dispatching(at, letters) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes == {"push": {"sent": 8}})
    assert letters.sent == [("a", NAMES)] * 3


async def test_what_is_uncertain_together_is_repeated_once_together(at: Bench) -> None:
    """Each with its mark."""
    await at.subscribe("a", **dict.fromkeys(NAMES, START))
    letters = Letters(Attempt("uncertain", "broken"), Attempt("uncertain", "broken"))
    async with dispatching(at, letters) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes == {"push": {"uncertain": 8}})
    assert letters.sent == [("a", NAMES), ("a", [f"{name}  (perhaps again)" for name in NAMES])]


async def test_a_lost_answer_leaves_nothing_claimed(at: Bench) -> None:
    """What was claimed beside another in a transaction whose answer was lost goes out too, once."""
    await at.subscribe("a", **dict.fromkeys(NAMES, START))
    ledger, letters = LosesAnswerBeside(at.store.ledger._engine, ""), Letters()
    async with dispatching(at, letters, ledger) as dispatcher:
        await at.until(lambda: dispatcher.status().outcomes == {"push": {"sent": 8}})
    assert ledger.lost
    assert sorted(text for _, texts in letters.sent for text in texts) == NAMES
