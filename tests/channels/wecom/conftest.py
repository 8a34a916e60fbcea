"""A unit for each test, on SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.conversation.assistant import Assistant
from bot.knowledge import Knowledge
from tests.channels.wecom.unit import Opens, Unit, unit
from tests.channels.wecom.wecom_branch import WecomBranch, wecom_branch


@pytest.fixture
async def here(tmp_path: Path, shipped: Knowledge, whole_assistant: Assistant) -> AsyncIterator[Unit]:
    """A unit on a new SQLite database."""
    async with unit(f"sqlite:///{tmp_path / 'bot.db'}", shipped, whole_assistant) as made:
        yield made


@pytest.fixture
def unit_of(tmp_path: Path, shipped: Knowledge, whole_assistant: Assistant) -> Opens:
    """Opens a unit with settings of its own, on a new SQLite database."""
    return partial(unit, f"sqlite:///{tmp_path / 'bot.db'}", shipped, whole_assistant)


@pytest.fixture
async def branch(tmp_path: Path) -> AsyncIterator[WecomBranch]:
    """Senders of several processes."""
    async with wecom_branch(tmp_path) as made:
        yield made
