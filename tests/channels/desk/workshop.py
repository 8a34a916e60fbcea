"""A desk at which the tiny pack can be changed, beside the knowledge of a server process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter

from bot.channels.desk.desk_app import build_desk
from bot.channels.desk.trials import Bench
from bot.serving.current import CurrentKnowledge
from tests.channels.desk.office import Office
from tests.packs import OPEN, TinyPack


@dataclass
class Workshop:
    """A desk at which the tiny pack can be changed, and the knowledge of a server process."""

    office: Office
    current: CurrentKnowledge
    folder: Path

    async def looked(self) -> None:
        """What the process does every two seconds."""
        await self.current._look_for_revisions()

    def said(self, question: str) -> str:
        """The answer of the process."""
        turn = self.current.assistant().suggestions(question, OPEN)
        return turn[0][1].text if turn else ""

    async def status(self) -> str:
        """How the last change stands."""
        (last, *_) = await self.office.store.revisions.listed("tiny-2022", 1)
        return last.status


def reloads() -> Counter:
    """Counts."""
    return Counter("reloads", "Reloads", ["outcome"], registry=CollectorRegistry())


@asynccontextmanager
async def opened(office: Office, tiny: TinyPack, cache: Path) -> AsyncIterator[Workshop]:
    """One server process with its desk."""
    current = CurrentKnowledge(tiny.folder, cache, reloads())
    current.lay_over(office.store.revisions)
    office.services.home.bench = Bench(
        tiny.folder, cache, current.base, lambda: current.laid.number, lambda: dict(current.laid.misfits)
    )
    office.services.home.pack = current.pack
    office.services.keeps_questions = 30
    office.app = build_desk(office.services)
    yield Workshop(office, current, tiny.folder)
    await office.services.stop()
