"""An office for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.knowledge import Knowledge
from bot.store.database import Store
from tests.channels.desk.office import Office
from tests.channels.desk.workshop import Workshop, opened
from tests.packs import TinyPack


@pytest.fixture
async def office(tmp_path: Path, tiny_knowledge: Knowledge) -> AsyncIterator[Office]:
    """The desk of the tiny pack, with a reader, an editor and an owner."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        made = await Office(store, tiny_knowledge.pack).open()
        yield made
        for client in made.made:
            await client.aclose()


@pytest.fixture
async def workshop(office: Office, tiny: TinyPack, tmp_path: Path) -> AsyncIterator[Workshop]:
    """One server process with its desk."""
    async with opened(office, tiny, tmp_path / "cache") as made:
        yield made
