"""The check of the right to send that a courier makes immediately before the bytes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.courier import Courier, Crew, Route
from bot.delivery.exchange import Exchange
from bot.delivery.figures import Figures
from bot.delivery.leadership import Leadership
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.sender import Attempt, Reminder
from bot.delivery.trail import Trail, read_trail
from bot.process import this_process
from bot.store.database import Store
from bot.store.model.delivery import Delivery, Settlement
from tests.delivery.authors import PlainAuthor
from tests.delivery.clocks import START, StillTimer


class AlwaysMarked(Exchange):
    """Marks every delivery as sending at once, and keeps what was settled."""

    settled: Settlement | None = None

    async def may_send(self, id: int, term: int) -> bool:
        return True

    def post(self, settlement: Settlement) -> asyncio.Future[None]:
        self.settled = settlement
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        written.set_result(None)
        return written


class SuspendedInNote(Trail):
    """The process is suspended for longer than the lease while it writes the note."""

    def __init__(self, folder: Path, timer: StillTimer) -> None:
        super().__init__(folder)
        self._timer = timer

    def note(self, id: int, attempt: int) -> None:
        super().note(id, attempt)
        self._timer.pass_by(60.0)


class Recorder:
    """A sender that records what it sends."""

    def __init__(self) -> None:
        self.sent: list[Reminder] = []
        self.begun = asyncio.Event()

    async def send(self, reminder: Reminder) -> Attempt:
        return await self.send_announced(reminder, lambda: None)

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        may_send()
        self.sent.append(reminder)
        return Attempt("sent")


class Hanging(Recorder):
    """A sender that never comes back from its first byte."""

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        await super().send_announced(reminder, may_send)
        self.begun.set()
        await asyncio.Event().wait()
        raise AssertionError


class Postponing(PlainAuthor):
    """Writes nothing before a later moment."""

    def write(self, delivery: Delivery, now: datetime) -> datetime:
        return LATER


LATER = START + timedelta(hours=3)
DUE = Delivery(7, "push:anna", "1", "a", "lead", "", START, START)


async def delivered(
    folder: Path,
    delivery: Delivery,
    author: PlainAuthor,
    sender: Recorder,
    timer: StillTimer,
    trail: Trail,
    send_seconds: float = 30.0,
    exchanges: list[AlwaysMarked] | None = None,
) -> Settlement:
    """What is recorded of `delivery`, given to a courier whose process holds the right to send; `exchanges` gets its exchange."""
    async with await Store.open(f"sqlite:///{folder / 'bot.db'}") as store:
        lead = Leadership(store.ledger, this_process(), timer)
        await lead.step()
        assert lead.term is not None
        exchange = AlwaysMarked(store.ledger, lead, timer.clock, timer, lambda: author.zone)
        if exchanges is not None:
            exchanges.append(exchange)
        crew = Crew(store.ledger, lead, exchange, author, timer.clock, timer, Figures(), trail)
        route = Route(sender, Limiter(Limits(per_second=100.0), timer), send_seconds)
        courier = Courier(crew, route, lambda delivery, attempt: attempt)
        await courier.deliver([delivery], lead.term, timer.monotonic())
    assert exchange.settled is not None
    return exchange.settled


async def test_suspended_while_it_notes(tmp_path: Path) -> None:
    """Whoever loses the right while the note is written sends nothing, and the note stands before any byte."""
    timer, sender = StillTimer(), Recorder()
    trail = SuspendedInNote(tmp_path, timer)
    path = trail.begin()
    settled = await delivered(tmp_path, DUE, PlainAuthor(), sender, timer, trail)
    assert sender.sent == []
    assert settled.status == "due"
    assert read_trail(path) == frozenset({(7, 1)})
    trail.end()


async def test_attempt_that_hangs(tmp_path: Path) -> None:
    """After the seconds of its route nobody knows whether it arrived."""
    sender = Hanging()
    settled = await delivered(tmp_path, DUE, PlainAuthor(), sender, StillTimer(), Trail(tmp_path), 0.01)
    assert len(sender.sent) == 1
    assert (settled.status, settled.reason) == ("uncertain", "no answer in time")


async def test_what_is_not_to_be_sent_yet_waits(tmp_path: Path) -> None:
    """Nothing is sent, and it may be claimed again at the moment that the author gives."""
    sender = Recorder()
    settled = await delivered(tmp_path, DUE, Postponing(), sender, StillTimer(), Trail(tmp_path))
    assert sender.sent == []
    assert (settled.status, settled.ready_at, settled.outcome) == ("due", LATER, "")


async def test_what_nobody_wants_any_more_is_cancelled(tmp_path: Path) -> None:
    """A subscription that was stopped after the claim sends nothing."""
    sender = Recorder()
    stopped = replace(DUE, ended="stopped")
    settled = await delivered(tmp_path, stopped, PlainAuthor(), sender, StillTimer(), Trail(tmp_path))
    assert sender.sent == []
    assert (settled.status, settled.reason) == ("cancelled", "stopped")


async def test_the_last_reminders_still_go(tmp_path: Path) -> None:
    """A subscription that is over sends what was due before: the last reminder ends it."""
    sender, trail = Recorder(), Trail(tmp_path)
    trail.begin()
    over = replace(DUE, ended="over")
    settled = await delivered(tmp_path, over, PlainAuthor(), sender, StillTimer(), trail)
    assert len(sender.sent) == 1
    assert settled.status == "sent"
    trail.end()


class NeverBegins(Recorder):
    """A sender that hangs before its first byte: a connection that does not come up."""

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        self.begun.set()
        await asyncio.Event().wait()
        raise AssertionError


async def test_attempt_that_hangs_before_its_first_byte(tmp_path: Path) -> None:
    """It certainly did not arrive: it is tried again without a mark."""
    never = NeverBegins()
    settled = await delivered(tmp_path, DUE, PlainAuthor(), never, StillTimer(), Trail(tmp_path), 0.01)
    assert (settled.status, settled.reason) == ("due", "no answer in time")


@pytest.mark.parametrize(("kind", "status"), [(NeverBegins, "due"), (Hanging, "uncertain")])
async def test_attempt_that_the_end_of_the_program_breaks_off(
    tmp_path: Path, kind: type[Recorder], status: str
) -> None:
    """Only one whose first byte went may have arrived."""
    sender, exchanges = kind(), list[AlwaysMarked]()
    work = delivered(tmp_path, DUE, PlainAuthor(), sender, StillTimer(), Trail(tmp_path), exchanges=exchanges)
    sending = asyncio.ensure_future(work)
    await sender.begun.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    (exchange,) = exchanges
    assert exchange.settled is not None
    assert exchange.settled.status == status
