"""The conversation in the documents is one that takes place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.telegram.post import TelegramPost
from bot.conversation.assistant import Assistant
from bot.knowledge import Knowledge
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import FAST, Moment, running, settings_for, surroundings
from tests.channels.telegram.tour import PAGES, toured
from tests.telegram_api.phone import Phones


async def test_tour(
    phones: Phones, store: Store, shipped: Knowledge, full_assistant: Assistant, tmp_path: Path
) -> None:
    """Both READMEs show it to the letter; `python -m tests.channels.telegram.tour` prints it anew."""
    moment = Moment()
    around = surroundings(settings_for(phones.url, tmp_path), store, full_assistant, moment, FAST)
    async with running(TelegramPost(around)) as post:
        told = await toured(phones, post, store, shipped, moment)
    missing = [page.name for page in PAGES if told not in page.read_text(encoding="utf-8")]
    if missing:
        pytest.fail(f"{missing} should show:\n{told}")
    assert await phones.refused() == []
