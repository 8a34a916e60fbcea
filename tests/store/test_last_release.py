"""A database as the last release left it, brought up to date: tests/data/release-0009.sql, written by that release itself."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.conversation.turn import Channel
from bot.store.backup import back_up, restore
from bot.store.database import Store
from bot.store.engines.revisions import HEAD, found_revision, migrate
from tests.packs import OPEN, SHANGHAI
from tests.serving.servers import ROOT
from tests.store.test_revisions import on

DUMP = ROOT / "tests" / "data" / "release-0009.sql"
PUSHES = Channel(pushes=True)


def as_released(file: Path) -> None:
    """The stored database as a file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))


def with_rows(connection: Connection) -> None:
    """The same rows in tables of that release, made by its migrations."""
    migrate(connection, "0009")
    for row in re.findall(r"^INSERT INTO (?!\"alembic).*;$", DUMP.read_text(encoding="utf-8"), re.MULTILINE):
        connection.exec_driver_sql(row.rstrip(";"))


@pytest.fixture
async def released(url: str, tmp_path: Path) -> str:
    """The address of that database, on each engine."""
    if url.startswith("sqlite"):
        await asyncio.to_thread(as_released, Path(url.removeprefix("sqlite:///")))
    else:
        await on(url, with_rows)
    return url


async def test_talks_and_wishes_are_still_there(released: str, assistant: Assistant) -> None:
    """The interview goes on at its question, and everybody's wishes stand, with their next moments."""
    async with await Store.open(released) as store:
        service = ConversationService(lambda: assistant, store)
        wishes = {
            user: (await service.turn(user, "我的提醒", OPEN, PUSHES)).replies[0].text
            for user in ("api:zhang", "api:li", "api:wang")
        }
        going_on = await service.turn("api:zhang", "陶瓷", OPEN, PUSHES)
        kept = await store.load("web:0123456789")
    assert await on(released, found_revision) == HEAD
    assert "2022年12月1日" in wishes["api:zhang"]
    assert "提前5天" in wishes["api:zhang"]
    assert "2022年12月3日" in wishes["api:li"]
    assert "所在单位推荐截止" in wishes["api:wang"]
    assert "陶瓷" in going_on.replies[0].text
    assert kept is not None
    assert kept.state["topics"]


async def test_their_reminders_are_planned(released: str) -> None:
    """The planner of today reads what that release stored."""
    async with await Store.open(released) as store:
        waiting = await store.ledger.wishes(datetime(2022, 12, 20, tzinfo=SHANGHAI), None, 10)
    assert {one.user_key for one in waiting} == {"api:zhang", "api:li", "api:wang"}


def test_the_way_of_the_page(tmp_path: Path) -> None:
    """As docs/upgrade.md tells it: a copy of the old database, the new program's start, and back again from the copy."""
    file, copy = tmp_path / "noticebot.db", tmp_path / "before.db"
    as_released(file)
    assert back_up(file, copy) > 0
    url = f"sqlite:///{file}"

    async def start() -> None:
        await (await Store.open(url)).close()

    asyncio.run(start())
    assert asyncio.run(on(url, found_revision)) == HEAD
    aside = restore(copy, file, OPEN)
    assert aside is not None
    with closing(sqlite3.connect(file)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == ("0009",)
        assert old.execute("SELECT count(*) FROM subscription").fetchone() == (3,)
    asyncio.run(start())
    assert asyncio.run(on(url, found_revision)) == HEAD
