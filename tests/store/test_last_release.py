"""Databases of before, brought up to date: tests/data/release-0009.sql and release-0016.sql, which earlier releases themselves
wrote, and release-0015.sql, of the program that first had all of the desk."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection

from bot.channels.desk.entry_titles import entry_titles
from bot.channels.desk.passwords import is_password
from bot.conversation.assistant import Assistant, assistant_of
from bot.conversation.service import ConversationService
from bot.conversation.shared_states import shared_states
from bot.conversation.turn import Channel
from bot.evaluation.trial import TrialReport
from bot.knowledge import Knowledge
from bot.language.for_others import MAIL_MARK
from bot.pack.laying import PhrasingChange, holding, read_change
from bot.replies.reply import Kind
from bot.store.backup import back_up, restore
from bot.store.database import Store
from bot.store.engines.revisions import HEAD, found_revision, migrate
from bot.store.rows.tables import metadata
from tests.packs import OPEN, SHANGHAI
from tests.serving.servers import ROOT
from tests.store.test_revisions import on

DUMP, DESK_DUMP, LAST_DUMP = (
    ROOT / "tests" / "data" / f"release-{number}.sql" for number in ("0009", "0015", "0016")
)
PUSHES = Channel(pushes=True)
DESK_PASSWORD = "correct horse battery"


def as_released(file: Path, dump: Path = DUMP) -> None:
    """A stored database as a file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))


def with_rows(connection: Connection, dump: Path) -> None:
    """The same rows in tables of that time, made by its migrations."""
    migrate(connection, dump.stem.partition("-")[2])
    rows = re.findall(
        r"^INSERT INTO \"(?!alembic)(\w+)\"(.*);$", dump.read_text(encoding="utf-8"), re.MULTILINE
    )
    places = [table.name for table in metadata.sorted_tables]
    for table, values in sorted(rows, key=lambda row: places.index(row[0])):
        connection.exec_driver_sql(f'INSERT INTO "{table}"{values}')


async def stored(url: str, dump: Path) -> str:
    """The address of a stored database, on each engine."""
    if url.startswith("sqlite"):
        await asyncio.to_thread(as_released, Path(url.removeprefix("sqlite:///")), dump)
    else:
        await on(url, partial(with_rows, dump=dump))
    return url


@pytest.fixture
async def released(url: str) -> str:
    """The database of the last release."""
    return await stored(url, DUMP)


@pytest.fixture(params=[DESK_DUMP, LAST_DUMP], ids=["0015", "0016"])
async def with_desk(url: str, request: pytest.FixtureRequest) -> str:
    """The databases with all of the desk."""
    return await stored(url, request.param)


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


async def test_what_the_desk_holds_is_still_there(with_desk: str, shipped: Knowledge) -> None:
    """Accounts with their passwords and roles, changes, questions, groups with who shares, words to everybody, the audit."""
    notice, assistant = shipped.pack.facts.id, assistant_of(shipped)
    async with await Store.open(with_desk) as store:
        accounts = await store.staff.everybody()
        change, *_ = await store.revisions.taken(notice)
        *_, question = await store.questions.kept(notice, OPEN - timedelta(days=1))
        (group,) = await store.sharings.groups_of(notice)
        (state,) = shared_states(await store.sharings.seen_by(group.id, OPEN), assistant, OPEN)
        (word,) = await store.office_notices.listed(notice, 9)
        acts = [line.act for _, line in await store.staff.audit(99)]
        service = ConversationService(lambda: assistant, store)
        going_on = await service.turn("api:zhang", "不给看了", OPEN, PUSHES)
    assert await on(with_desk, found_revision) == HEAD
    assert [(one.name, one.role) for one in accounts] == [("chen", "owner"), ("lin", "editor")]
    assert all(is_password(DESK_PASSWORD, one.password) for one in accounts)
    assert (change[0], read_change(change[1])) == (1, PhrasingChange("fee", ("办这件事要自己掏钱吗",)))
    assert question.text == "会飞的木头人怎么养"
    assert (state.shared.shown, state.stage) == ("木雕厂 张三", "open")
    assert (word.status, word.sender) == ("drafted", "省工艺美术办公室")
    assert acts[:2] == ["notice_drafted", "group_made"]
    assert acts[-3:] == ["revision_taken", "account_added", "account_added"]
    assert "已收回" in going_on.replies[0].text
    assert going_on.replies[-1].kind is Kind.QUESTION


async def test_wishes_beside_the_desk_are_planned(with_desk: str) -> None:
    """As those of the last release."""
    async with await Store.open(with_desk) as store:
        waiting = await store.ledger.wishes(datetime(2022, 12, 20, tzinfo=SHANGHAI), None, 10)
    assert {one.user_key for one in waiting} == {"api:zhang", "api:li"}


async def test_what_the_last_release_noted_of_changes(url: str, shipped: Knowledge) -> None:
    """Which hold, which was taken back, why one was refused: the pages and `noticebot desk revisions` read its reports."""
    notice = shipped.pack.facts.id
    async with await Store.open(await stored(url, LAST_DUMP)) as store:
        listed = await store.revisions.listed(notice, 9)
        rows = [(number, read_change(text)) for number, text in await store.revisions.taken(notice)]
        titles = await entry_titles(store, shipped.pack)
    assert [(one.number, one.status) for one in listed] == [
        (0, "refused"),
        (3, "taken"),
        (2, "taken"),
        (1, "taken"),
    ]
    assert holding(rows) == {1, 3}
    reports = [msgspec.json.decode(one.report, type=TrialReport) for one in listed]
    assert [one.passed for one in reports] == [False, True, True, True]
    assert "撤销第 2 号改动" in titles.told(rows[-1][1])


async def test_addresses_in_talks_of_before_are_masked(url: str, assistant: Assistant) -> None:
    """Somebody told one to the last release; the talk goes on, and nothing else of it changed."""
    async with await Store.open(await stored(url, LAST_DUMP)) as store:
        kept = await store.load("api:wang")
        assert kept is not None
        assert "wang@" not in repr(kept)
        assert kept.state["topics"][0]["question"] == f"我的邮箱是 {MAIL_MARK}"
        service = ConversationService(lambda: assistant, store)
        assert (await service.turn("api:wang", "个人申报什么时候截止", OPEN, PUSHES)).replies
