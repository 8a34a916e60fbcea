"""Recovery of what another process or another clock left behind, on time that stands still."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from bot.delivery.courier import Crew
from bot.delivery.exchange import Exchange
from bot.delivery.figures import Figures
from bot.delivery.leadership import Leadership
from bot.delivery.recovery import Recovery
from bot.delivery.trail import Trail
from bot.store.ledger import Ledger
from tests.delivery.authors import PlainAuthor
from tests.delivery.clocks import StillTimer


class Left:
    """A ledger in which an earlier process left one delivery; it counts how often waiting times are looked after."""

    left = 1
    looked = 0

    async def salvage(self, term: int, second_at: datetime, day: str) -> dict[str, int]:
        found, self.left = self.left, 0
        return {"freed": found, "locked": 0}

    async def cut_stopped(self) -> int:
        return 0

    async def bring_forward(self, latest: datetime) -> int:
        self.looked += 1
        return 0


class Scene:
    """The recovery of a process that may send, with what it works on; `woken` counts its calls."""

    def __init__(self, folder: Path) -> None:
        self.timer, self.ledger, self.woken = StillTimer(), Left(), 0
        lead = cast("Leadership", SimpleNamespace(term=1, before=None))
        ledger = cast("Ledger", self.ledger)
        author = PlainAuthor()
        exchange = Exchange(ledger, lead, self.timer.clock, self.timer, lambda: author.zone)
        crew = Crew(ledger, lead, exchange, author, self.timer.clock, self.timer, Figures(), Trail(folder))
        self.recovery = Recovery(crew, self.wake)

    def wake(self) -> None:
        self.woken += 1


async def test_what_was_left_is_sent_at_once(tmp_path: Path) -> None:
    """The lanes are woken when something was left, and only then."""
    scene = Scene(tmp_path)
    await scene.recovery.bring_back()
    assert scene.woken == 1
    scene.timer.pass_by(60.0)
    await scene.recovery.bring_back()
    assert scene.woken == 1


async def test_waiting_times_of_what_was_left_are_looked_after(tmp_path: Path) -> None:
    """What was left may wait for a moment of another clock: the waiting times are looked after anew."""
    scene = Scene(tmp_path)
    await scene.recovery.mind_the_clock()
    scene.timer.pass_by(120.0)
    await scene.recovery.mind_the_clock()
    before = scene.ledger.looked
    await scene.recovery.bring_back()
    await scene.recovery.mind_the_clock()
    assert scene.ledger.looked == before + 1
