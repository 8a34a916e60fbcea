"""Whether the database can be written, on each kind: a lock held by another program, a table that somebody rebuilds."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.store.database import Store, open_engine
from bot.store.engines.address import read_address
from bot.store.model.errors import StoreError
from bot.store.model.saved import Saved

NOW = datetime(2022, 11, 15, tzinfo=UTC)


async def test_one_that_can_be_written(url: str) -> None:
    """Again and again, and it disturbs nobody."""
    async with await Store.open(url) as store:
        for _ in range(3):
            await store.ping()
        await store.save("web:1", Saved(), NOW)


async def test_a_file_that_another_program_holds(tmp_path: Path) -> None:
    """It can be read, and nothing can be stored."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert await store.load("web:1") is None
            with pytest.raises(StoreError) as caught:
                await store.ping()
        assert caught.value.code == "busy"
        await store.ping()


async def test_one_in_which_many_write_is_well(tmp_path: Path) -> None:
    """Though the probe itself never gets its turn among them: what is written meanwhile shows that it can be."""
    address = read_address(f"sqlite:///{tmp_path / 'bot.db'}")
    engine = await open_engine(address)
    loop = asyncio.get_running_loop()

    def crowded(_: Connection) -> None:
        raise busy

    def while_others_write(connection: Connection) -> None:
        connection.rollback()
        asyncio.run_coroutine_threadsafe(engine.write(lambda _: None), loop).result()
        raise busy

    refused = sqlite3.OperationalError("database is locked")
    refused.sqlite_errorcode = sqlite3.SQLITE_BUSY
    busy = OperationalError(None, None, refused)
    await engine.probe(while_others_write)
    with pytest.raises(OperationalError):
        await engine.probe(crowded)
    await engine.close()


async def test_a_table_that_is_gone(tmp_path: Path) -> None:
    """Whatever else is wrong is told too, without words of the driver."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("DROP TABLE mark")
        with pytest.raises(StoreError) as caught:
            await store.ping()
        assert caught.value.code == "failed"


@pytest.mark.postgres
@pytest.mark.parametrize("mode", ["ACCESS EXCLUSIVE", "SHARE"])
async def test_a_table_that_another_session_holds(shared_postgres: str, mode: str) -> None:
    """Though no table of the probe's own is held; one that waits for it keeps nobody from knowing."""
    plain = shared_postgres.replace("+asyncpg", "")
    async with await Store.open(shared_postgres) as store:
        other = await asyncpg.connect(plain)
        async with other.transaction():
            await other.execute(f"LOCK TABLE delivery IN {mode} MODE")
            with pytest.raises(StoreError) as caught:
                await store.ping()
        await other.close()
        assert caught.value.code == "busy"
        await store.ping()


@pytest.mark.postgres
async def test_turns_that_wait_hold_up_neither_health_nor_reminders(shared_postgres: str) -> None:
    """Forty behind the lock of a table: each of the others has connections of its own."""
    plain = shared_postgres.replace("+asyncpg", "")
    async with await Store.open(shared_postgres) as store:
        other = await asyncpg.connect(plain)
        async with other.transaction():
            await other.execute("LOCK TABLE conversation IN ACCESS EXCLUSIVE MODE")
            turns = [asyncio.ensure_future(store.load(f"web:{number}")) for number in range(40)]
            await asyncio.sleep(0)
            with pytest.raises(StoreError) as caught:
                await store.ping()
            await store.ledger.leader()
            assert not any(turn.done() for turn in turns)
        await other.close()
        await asyncio.gather(*turns)
        assert caught.value.code == "busy"
