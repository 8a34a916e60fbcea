"""kill -9 while many chats talk at once: every message gets its answer, in order, none twice but what was in flight."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.conversation.assistant import Assistant
from bot.conversation.turn import Channel, Conversation
from bot.store.database import open_engine
from bot.store.engines.address import read_address
from bot.store.rows.tables import incoming
from tests.packs import OPEN
from tests.ports import free_port
from tests.serving.servers import Servers
from tests.serving.test_workers import workers_of
from tests.telegram_api.phone import Phones
from tests.telegram_api.world import TOKEN

SAYS = ("/interview", "在职在岗", "单位几号前要推荐", "都不是")
"""What each person says. A turn that is taken twice would show: the interview would go on by one question."""


@pytest.fixture
def servers(tmp_path: Path, data_dir: Path) -> Iterator[Servers]:
    """Starts servers; those that still run at the end are killed."""
    found = Servers(tmp_path, data_dir)
    yield found
    for server in found.started:
        server.kill()


def expected(assistant: Assistant) -> list[str]:
    """What is said to each person, by the assistant alone."""
    conversation, texts = Conversation(), []
    for said in SAYS:
        words = "我能不能报" if said == "/interview" else said
        turn = assistant.turn(conversation, words, OPEN, Channel(pushes=True))
        conversation = turn.conversation
        texts += [reply.whole for reply in turn.replies]
    return texts


def without_repeats(texts: list[str], wanted: list[str]) -> tuple[list[str], int]:
    """The texts without those that came twice, and how many these were."""
    kept: list[str] = []
    repeated = 0
    for text in texts:
        if kept and text == kept[-1] and wanted[: len(kept) + 1] != [*kept, text]:
            repeated += 1
        else:
            kept.append(text)
    return kept, repeated


async def everybody_answered(phones: Phones, users: list[int], wanted: list[str], seconds: float) -> int:
    """Wait until all have all their answers, in order; how many came twice."""
    twice = 0
    async with asyncio.timeout(seconds):
        await phones.wait(len(users) * len(wanted), seconds=seconds)
        for user in users:
            kept, repeated = without_repeats(await texts_of(phones, user), wanted)
            while len(kept) < len(wanted):
                await phones.wait(len(kept) + repeated + 1, chat=user, seconds=seconds)
                kept, repeated = without_repeats(await texts_of(phones, user), wanted)
            assert kept == wanted
            twice += repeated
    return twice


async def texts_of(phones: Phones, user: int) -> list[str]:
    """What the bot said to one."""
    return [message["text"] for message in await phones.said(user)]


async def between(phones: Phones, database: str) -> int:
    """How many messages came to Telegram of which the store does not know it yet."""
    engine = await open_engine(read_address(database))
    noted = await engine.read(lambda connection: connection.scalar(select(func.sum(incoming.c.sent))))
    await engine.close()
    return await phones.wait(0) - int(noted or 0)


@pytest.mark.parametrize(
    "people", [20, pytest.param(50, marks=pytest.mark.soak), pytest.param(500, marks=pytest.mark.soak)]
)
@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_kill(
    phones: Phones, servers: Servers, full_assistant: Assistant, mode: str, people: int
) -> None:
    """Killed twice in the middle; after the restart the conversations are what they would have been."""
    users = list(range(2001, 2001 + people))
    port = free_port()
    settings = {"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_API_URL": phones.url}
    if mode == "webhook":
        settings["BOT_TELEGRAM_WEBHOOK_URL"] = f"http://127.0.0.1:{port}/hooks/telegram"
    wanted = expected(full_assistant)
    server = servers.start(settings=settings, port=port)
    await phones.do("many", users=users, texts=list(SAYS))
    in_flight = 0
    for reached in (people // 4, people):
        await phones.wait(reached, seconds=60.0 + people)
        assert server.stop(signal.SIGKILL) != 0
        in_flight += await between(phones, f"sqlite:///{servers.folder / 'bot.db'}")
        server = servers.start(settings=settings, port=port)
    twice = await everybody_answered(phones, users, wanted, 60.0 + people)
    assert twice <= in_flight
    assert server.stop() == 0
    # A process that was killed cannot tell the next one what it sent a moment ago.
    refused = [
        words for words in await phones.refused() if "Conflict" not in words and "Too Many" not in words
    ]
    assert refused == []


@pytest.mark.postgres
async def test_two_processes(
    phones: Phones, servers: Servers, full_assistant: Assistant, new_postgres: Callable[[], str]
) -> None:
    """Two processes behind a balancer on PostgreSQL, one of them killed: each conversation is as if there was one."""
    users = list(range(3001, 3021))
    settings = {
        "BOT_TELEGRAM_TOKEN": TOKEN,
        "BOT_TELEGRAM_API_URL": phones.url,
        "BOT_TELEGRAM_WEBHOOK_URL": "https://balancer.example.org/hooks/telegram",
    }
    database = new_postgres()
    running = [servers.start(settings=settings, db=database) for _ in range(2)]
    await phones.do("set", balanced=[f"{server.url}/hooks/telegram" for server in running])
    for server in running:
        server.wait_for("telegram_webhook_registered")
    await phones.do("many", users=users, texts=list(SAYS))
    await phones.wait(len(users))
    running[0].kill()
    in_flight = await between(phones, database)
    await phones.do("set", balanced=[f"{running[1].url}/hooks/telegram"])
    assert await everybody_answered(phones, users, expected(full_assistant), 90.0) <= in_flight


@pytest.mark.postgres
async def test_two_workers(
    phones: Phones, servers: Servers, full_assistant: Assistant, new_postgres: Callable[[], str]
) -> None:
    """Of two workers one polls; it is killed, and the other goes on: each conversation is as if there was one."""
    users = list(range(4001, 4007))
    settings = {"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_API_URL": phones.url}
    database = new_postgres()
    server = servers.start(settings=settings, db=database, workers=2)
    server.wait_for("workers_serving")
    await phones.do("many", users=users, texts=list(SAYS))
    await phones.wait(len(users))
    workers_of(server)[1].kill()
    in_flight = await between(phones, database)
    assert await everybody_answered(phones, users, expected(full_assistant), 90.0) <= in_flight
    assert server.stop() == 0
