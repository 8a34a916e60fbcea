"""A strict server in a thread, everybody's phones, and the channel at work."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.channels.telegram.post import TelegramPost
from bot.conversation.assistant import Assistant, assistant_of
from bot.knowledge import Knowledge
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import (
    FAST,
    Moment,
    listening_for,
    running,
    settings_for,
    surroundings,
)
from tests.telegram_api.phone import Phones
from tests.telegram_api.running import in_thread


@pytest.fixture
def api_url() -> Iterator[str]:
    """Where the server is."""
    with in_thread() as url:
        yield url


@pytest.fixture
async def phones(api_url: str) -> AsyncIterator[Phones]:
    """Everybody's phones."""
    async with Phones(api_url) as found:
        yield found


@pytest.fixture(scope="session")
def full_assistant(shipped: Knowledge) -> Assistant:
    """Answers and interviews from the shipped pack."""
    return assistant_of(shipped)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as found:
        yield found


@pytest.fixture
def moment() -> Moment:
    """The clock, which the test sets."""
    return Moment()


@pytest.fixture(params=["polling", "webhook"])
async def post(
    request: pytest.FixtureRequest,
    api_url: str,
    tmp_path: Path,
    store: Store,
    full_assistant: Assistant,
    moment: Moment,
) -> AsyncIterator[TelegramPost]:
    """The channel at work, in both modes."""
    around = surroundings(settings_for(api_url, tmp_path), store, full_assistant, moment, FAST)
    if request.param == "polling":
        async with running(TelegramPost(around)) as found:
            yield found
    else:
        async with listening_for(around) as (listener, _):
            yield listener
