"""Keepers for the tests of the store. The databases themselves come from tests/conftest.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.database import Store
from bot.store.model.saved import Keeper
from tests.conftest import POSTGRES
from tests.store.memory import MemoryStore


@pytest.fixture(params=["memory", "sqlite", POSTGRES])
async def keeper(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Keeper]:
    """Every keeper: the twin in memory and the store on each database."""
    if request.param == "memory":
        async with MemoryStore() as memory:
            yield memory
        return
    if request.param == "sqlite":
        async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
            yield store
        return
    async with await Store.open(request.getfixturevalue("shared_postgres")) as store:
        yield store
        await store.purge(datetime.max.replace(tzinfo=UTC))
