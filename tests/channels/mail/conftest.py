"""A town for each test, on SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.knowledge import Knowledge
from tests.channels.mail.town import Town, town


@pytest.fixture
async def here(tmp_path: Path, shipped: Knowledge) -> AsyncIterator[Town]:
    """A town on a new SQLite database."""
    async with town(f"sqlite:///{tmp_path / 'bot.db'}", shipped) as made:
        yield made


@pytest.fixture
async def anywhere(url: str, shipped: Knowledge) -> AsyncIterator[Town]:
    """A town on each kind of database."""
    async with town(url, shipped) as made:
        yield made
