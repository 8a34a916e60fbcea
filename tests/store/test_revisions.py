"""Migrations, on each database."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store.database import Store, open_engine
from bot.store.engines.address import read_address
from bot.store.engines.engine import Result, Work
from bot.store.engines.revisions import HEAD, REVISIONS, found_revision, migrate, take_time
from bot.store.model.errors import StoreError
from bot.store.model.saved import Saved, SavedInterview
from bot.store.rows.tables import metadata

FIRST_ROWS = (
    """INSERT INTO conversation (user_key, state, version, updated_at)
    VALUES ('web:1', '{"question": "费用"}', 7, '2022-11-15 02:30:00.000000')""",
    """INSERT INTO interview (user_key, name, state, updated_at)
    VALUES ('web:1', '妈妈', '{"craft": "木雕"}', '2022-11-15 02:30:00.000000')""",
)
MOMENT = datetime(2022, 11, 15, 2, 30, tzinfo=UTC)


async def on(url: str, work: Work[Result]) -> Result:
    """Do `work` on the database at `url` without opening a store, however long it takes on a busy machine."""

    def unhurried(connection: Connection) -> Result:
        if connection.dialect.name == "postgresql":
            take_time(connection)
        return work(connection)

    engine = await open_engine(read_address(url))
    try:
        return await engine.write(unhurried)
    finally:
        await engine.close()


def differences(connection: Connection) -> list[object]:
    """If the tables that the migrations made are not those of tables.py."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def make_first(connection: Connection) -> None:
    """A database as the first release left it."""
    migrate(connection, "0001")
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    for row in FIRST_ROWS:
        connection.exec_driver_sql(row)


def set_revision(connection: Connection, revision: str) -> None:
    """Pretend that the migrations went as far as `revision`."""
    connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


async def test_from_empty(url: str) -> None:
    """Opening an empty database makes exactly the tables of tables.py; opening it again changes nothing."""
    for _ in range(2):
        async with await Store.open(url):
            pass
        assert await on(url, differences) == []
        assert await on(url, found_revision) == HEAD


async def test_from_first_migration(url: str) -> None:
    """A database of the first migration is brought up to date with its rows, whose moments are still right."""
    await on(url, make_first)
    async with await Store.open(url) as store:
        kept = await store.load("web:1")
    assert kept == Saved(
        {"question": "费用"},
        {("", "妈妈"): SavedInterview({"craft": "木雕"}, MOMENT)},
        version=7,
        updated_at=MOMENT,
    )
    assert await on(url, differences) == []


SECOND_ROWS = (
    (
        "INSERT INTO subscription (user_key, id, state, updated_at) VALUES"
        """ ('web:1', 'a', '{"notice": "n-2022"}', '2022-11-15 10:00:00'), ('web:1', 'b', 'broken', '2022-11-15 10:00:00')"""
    ),
    (
        "INSERT INTO delivery (user_key, channel, subscription_id, milestone, kind, revision, due_at, status, ready_at) VALUES"
        " ('web:1', 'web', 'a', 'unit', 'lead', 'r', '2022-12-01 01:00:00', 'due', '2022-12-01 01:00:00')"
    ),
    "INSERT INTO feedback (day, entry, vote, count) VALUES ('2022-11-15', 'unit', 'up', 3)",
)


def make_second(connection: Connection) -> None:
    """A database in which rows do not yet name their notice."""
    migrate(connection, "0002")
    for row in SECOND_ROWS:
        connection.exec_driver_sql(row)


def notices(connection: Connection) -> dict[str, list[str]]:
    """The notices that the rows of each table name, in order of their keys."""
    names = {"subscription": "id", "delivery": "id", "feedback": "entry"}
    return {
        table: list(connection.execute(text(f"SELECT notice FROM {table} ORDER BY {key}")).scalars())
        for table, key in names.items()
    }


async def test_rows_come_to_name_their_notice(url: str) -> None:
    """As far as they tell it themselves; counts of feedback are kept."""
    await on(url, make_second)
    async with await Store.open(url) as store:
        await store.count_feedback("2022-11-15", "n-2022", "unit", "up")
    assert await on(url, notices) == {
        "subscription": ["n-2022", ""],
        "delivery": ["n-2022"],
        "feedback": ["", "n-2022"],
    }
    assert await on(url, differences) == []


async def test_opened_at_once(url: str) -> None:
    """Several that open one empty database at the same moment all succeed."""
    stores = await asyncio.gather(*(Store.open(url) for _ in range(4)))
    for store in stores:
        await store.close()
    assert await on(url, differences) == []


async def test_newer(url: str) -> None:
    """A database of a newer program is refused with a message that says to upgrade, and left as it is."""
    async with await Store.open(url):
        pass
    await on(url, partial(set_revision, revision="9999"))
    with pytest.raises(StoreError, match=r"9999.*请升级"):
        await Store.open(url)
    assert await on(url, found_revision) == "9999"


async def test_broken_off(url: str) -> None:
    """A migration that fails half-way leaves nothing behind: the next opening starts from where it was."""
    await on(url, lambda connection: connection.exec_driver_sql("CREATE TABLE interview (stranger INTEGER)"))
    with pytest.raises(StoreError):
        await Store.open(url)
    await on(url, lambda connection: connection.exec_driver_sql("DROP TABLE interview"))
    async with await Store.open(url):
        pass
    assert await on(url, differences) == []


def test_revisions_are_named() -> None:
    """The list in upgrade.py is the list of the files, in order."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(script.revision for script in reversed(list(scripts))) == REVISIONS
