"""What is said when PostgreSQL cannot be used. What it does is in test_keeper, test_upgrade and test_processes."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, text

from bot.delivery.leadership import LEASE_SECONDS
from bot.store.database import Store, open_engine
from bot.store.engines.address import read_address
from bot.store.model.errors import StoreError
from bot.store.model.saved import Saved

NOW = datetime(2022, 11, 15, tzinfo=UTC)


async def test_nobody_listens() -> None:
    """A refused connection is one message that names the server and hides the password."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        with pytest.raises(StoreError, match="连不上") as caught:
            await Store.open(f"postgresql://bot:hush@127.0.0.1:{port}/notice")
    assert "hush" not in str(caught.value)


async def test_no_such_host() -> None:
    """A host that no name server knows is one message."""
    with pytest.raises(StoreError, match="连不上"):
        await Store.open("postgresql://bot:hush@database.invalid/notice")


async def test_no_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra `postgres` the message says how to install it."""
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(StoreError, match=r"noticebot\[postgres\]"):
        await Store.open("postgresql://bot:hush@127.0.0.1/notice")


@pytest.mark.postgres
async def test_no_such_database(new_postgres: Callable[[], str]) -> None:
    """A database that the server does not have is one message."""
    with pytest.raises(StoreError, match="库名"):
        await Store.open(new_postgres().replace("/notice_", "/missing_"))


@pytest.mark.postgres
async def test_connection_lost(new_postgres: Callable[[], str]) -> None:
    """When the server cut every connection, as at its restart, the next turn simply connects again."""
    url = new_postgres()
    engine = await open_engine(read_address(url))
    cut = text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    async with await Store.open(url) as store:
        kept = await store.save("web:1", Saved(), NOW)
        assert await engine.read(lambda connection: connection.scalar(cut)) == 1
        assert await store.load("web:1") == kept
    await engine.close()


@pytest.mark.postgres
@pytest.mark.parametrize("way", ["read", "write"])
async def test_lost_inside_a_transaction(way: str, shared_postgres: str) -> None:
    """A transaction that was broken off before its commit, as after a long sleep, is done again, whole."""
    engine = await open_engine(read_address(shared_postgres))
    tries = []

    def work(connection: Connection) -> object:
        tries.append(connection)
        if len(tries) == 1:
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return connection.scalar(text("SELECT 7"))

    assert await getattr(engine, way)(work) == 7
    assert len(tries) == 2
    await engine.close()


@pytest.mark.postgres
async def test_silent_inside_a_transaction(new_postgres: Callable[[], str]) -> None:
    """The server ends a session that says nothing inside a transaction, or stops in the middle of saying something."""
    engine = await open_engine(read_address(new_postgres()))
    names = "('idle_in_transaction_session_timeout', 'transaction_timeout')"
    asked = text(f"SELECT name, setting::int / 1000 AS seconds FROM pg_settings WHERE name IN {names}")
    rows = await engine.read(lambda connection: connection.execute(asked).all())
    seconds = {row.name: row.seconds for row in rows}
    version = await engine.read(lambda connection: connection.scalar(text("SHOW server_version_num")))
    await engine.close()
    assert 0 < seconds["idle_in_transaction_session_timeout"] < LEASE_SECONDS
    assert 0 < seconds.get("transaction_timeout", 0 if int(version) >= 170_000 else 1) <= 2 * LEASE_SECONDS
