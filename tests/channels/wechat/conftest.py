"""An office for each test, on SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.conversation.assistant import Assistant
from bot.knowledge import Knowledge
from tests.channels.wechat.office import Office, Opens, office
from tests.channels.wechat.wechat_branch import WechatBranch, wechat_branch


@pytest.fixture
async def here(tmp_path: Path, shipped: Knowledge, whole_assistant: Assistant) -> AsyncIterator[Office]:
    """An office on a new SQLite database."""
    async with office(f"sqlite:///{tmp_path / 'bot.db'}", shipped, whole_assistant) as made:
        yield made


@pytest.fixture
def office_of(tmp_path: Path, shipped: Knowledge, whole_assistant: Assistant) -> Opens:
    """Opens an office with settings of its own, on a new SQLite database."""
    return partial(office, f"sqlite:///{tmp_path / 'bot.db'}", shipped, whole_assistant)


@pytest.fixture
async def branch(tmp_path: Path) -> AsyncIterator[WechatBranch]:
    """Senders of several processes."""
    async with wechat_branch(tmp_path) as made:
        yield made
