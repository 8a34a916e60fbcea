"""The check of the right to send that a courier makes immediately before the bytes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

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

    async def send(self, reminder: Reminder) -> Attempt:
        return await self.send_announced(reminder, lambda: None)

    async def send_announced(self, reminder: Reminder, may_send: Callable[[], None]) -> Attempt:
        may_send()
        self.sent.append(reminder)
        return Attempt("sent")


async def test_suspended_while_it_notes(tmp_path: Path) -> None:
    """Whoever loses the right while the note is written sends nothing, and the note stands before any byte."""
    timer, sender = StillTimer(), Recorder()
    trail = SuspendedInNote(tmp_path, timer)
    path = trail.begin()
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        lead = Leadership(store.ledger, this_process(), timer)
        await lead.step()
        assert lead.term is not None
        author = PlainAuthor()
        exchange = AlwaysMarked(store.ledger, lead, timer.clock, timer, lambda: author.zone)
        crew = Crew(store.ledger, lead, exchange, author, timer.clock, timer, Figures(), trail)
        courier = Courier(
            crew, Route(sender, Limiter(Limits(per_second=100.0), timer)), lambda chat, attempt: None
        )
        delivery = Delivery(7, "push:anna", "1", "a", "lead", "", START, START)
        await courier.deliver(delivery, lead.term, timer.monotonic())
    assert sender.sent == []
    assert exchange.settled is not None
    assert exchange.settled.status == "due"
    assert read_trail(path) == frozenset({(7, 1)})
    trail.end()
