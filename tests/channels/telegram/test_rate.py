"""Reminders and replies at a low rate: all arrive, none is uncertain, and processes together keep to the rate."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.telegram.post import TelegramPost
from bot.conversation.assistant import Assistant
from bot.delivery.courier import Options
from bot.delivery.dispatcher import Dispatcher
from bot.store.database import Store
from bot.store.model.saved import Saved, SavedSubscription
from tests.channels.telegram.channel_at_work import running, settings_for, surroundings
from tests.delivery.authors import PlainAuthor
from tests.delivery.clocks import START, FastTimer
from tests.telegram_api.phone import Phones

FACTOR = 20.0
RATE = 0.6
SEND_SECONDS = 2.0
"""By the machine's clock; the rate runs by one twenty times as fast, and needs almost four of these seconds for all."""
REMINDERS = 30
PEOPLE = list(range(2000, 2000 + REMINDERS))
UNLIMITED = {"everyone": 1000, "burst": 1000, "group": 1000}


@pytest.fixture
def timer() -> FastTimer:
    """The fast clock of the test."""
    return FastTimer(FACTOR)


@pytest.fixture
async def post(
    phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant, timer: FastTimer
) -> AsyncIterator[TelegramPost]:
    """The channel at work at a low rate; the server takes whatever comes."""
    await phones.do("set", limits=UNLIMITED)
    settings = replace(settings_for(phones.url, tmp_path), telegram_rate=RATE)
    around = replace(surroundings(settings, store, full_assistant), timer=timer)
    async with running(TelegramPost(around)) as found:
        yield found


@contextlib.asynccontextmanager
async def reminding(post: TelegramPost, store: Store, timer: FastTimer) -> AsyncIterator[Dispatcher]:
    """A dispatcher that sends through the channel to thirty people who are all due."""
    for person in PEOPLE:
        kept = await store.load(f"telegram:{person}") or Saved()
        wish = SavedSubscription({"due": {"personal": START.isoformat()}})
        await store.save(f"telegram:{person}", replace(kept, subscriptions={"1": wish}), START)
    routes = {"telegram": replace(post.route, send_seconds=SEND_SECONDS)}
    dispatcher = Dispatcher(
        store.ledger, PlainAuthor(), routes, timer.clock, timer, Options(poll=1.0), lease=600.0
    )
    task = asyncio.create_task(dispatcher.run())
    try:
        yield dispatcher
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def statuses(store: Store) -> dict[str, int]:
    """How many deliveries are in each status."""
    found = await store.ledger.due_between(START - timedelta(days=1), START + timedelta(days=1))
    return {status: number for (_, status), number in found.items()}


async def until_over(store: Store) -> dict[str, int]:
    """Wait until every delivery has its end; how they came out."""
    async with asyncio.timeout(40):
        while (found := await statuses(store)).keys() - {"sent", "failed", "uncertain"} or not found:
            await asyncio.sleep(0.05)
    return found


async def test_slow_rate(phones: Phones, post: TelegramPost, store: Store, timer: FastTimer) -> None:
    """A rate so low that a reminder waits longer for its turn than a send may take: all are sent, none is uncertain."""
    await phones.do("many", users=PEOPLE, texts=["/help"])
    assert await phones.wait(REMINDERS) == REMINDERS
    async with reminding(post, store, timer):
        assert await until_over(store) == {"sent": REMINDERS}


async def test_flood_of_replies(phones: Phones, post: TelegramPost, store: Store, timer: FastTimer) -> None:
    """While replies flood, reminders wait; when that is over they go, and none is uncertain."""
    await phones.do("many", users=PEOPLE, texts=["/help"])
    while not post.limiter.waiting:
        await asyncio.sleep(0.01)
    async with reminding(post, store, timer):
        assert await until_over(store) == {"sent": REMINDERS}
    calls = await phones.calls("sendMessage")
    assert len(calls) == 2 * REMINDERS
    half = [call["params"]["text"].startswith("personal") for call in calls[:REMINDERS]]
    assert sum(half) <= 3
