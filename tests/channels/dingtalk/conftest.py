"""A bureau for each test, on SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.conversation.assistant import Assistant
from bot.knowledge import Knowledge
from tests.channels.dingtalk.bureau import Bureau, Opens, bureau
from tests.channels.dingtalk.dingtalk_branch import DingtalkBranch, dingtalk_branch


@pytest.fixture
async def here(tmp_path: Path, shipped: Knowledge, whole_assistant: Assistant) -> AsyncIterator[Bureau]:
    """A bureau on a new SQLite database."""
    async with bureau(f"sqlite:///{tmp_path / 'bot.db'}", shipped, whole_assistant) as made:
        yield made


@pytest.fixture
def bureau_of(tmp_path: Path, shipped: Knowledge, whole_assistant: Assistant) -> Opens:
    """Opens a bureau with settings of its own, on a new SQLite database."""
    return partial(bureau, f"sqlite:///{tmp_path / 'bot.db'}", shipped, whole_assistant)


@pytest.fixture
async def branch(tmp_path: Path) -> AsyncIterator[DingtalkBranch]:
    """Senders of several processes."""
    async with dingtalk_branch(tmp_path) as made:
        yield made
