"""What is said when PostgreSQL cannot be used. What it does is in test_keeper, test_upgrade and test_processes."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import asyncpg
import pytest
from sqlalchemy import Connection, make_url, text

from bot.delivery.leadership import LEASE_SECONDS
from bot.store.database import Store, open_engine
from bot.store.engines import postgres
from bot.store.engines.address import read_address
from bot.store.engines.revisions import take_time
from bot.store.model.errors import StoreError
from bot.store.model.saved import Saved
from bot.store.rows import salvage
from tests.postgres_gate import gate_to

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
async def test_lost_at_the_end_of_a_read(shared_postgres: str) -> None:
    """If the server cuts off who has read and takes its time over it, as a busy machine does, it is read again."""
    engine = await open_engine(read_address(shared_postgres))
    cut = text("SELECT pg_terminate_backend(:pid)")
    tries = []

    async def cut_off(pid: int) -> None:
        other = await open_engine(read_address(shared_postgres))
        await other.read(lambda connection: connection.execute(cut, {"pid": pid}))
        await other.close()

    def work(connection: Connection) -> object:
        tries.append(connection)
        found = connection.scalar(text("SELECT pg_backend_pid()"))
        if len(tries) == 1:
            with ThreadPoolExecutor() as beside:
                beside.submit(asyncio.run, cut_off(int(found or 0))).result()
        return found

    assert await engine.read(work)
    assert len(tries) == 2
    await engine.close()


@pytest.mark.postgres
async def test_silent_inside_a_transaction(new_postgres: Callable[[], str]) -> None:
    """The server ends a session that says nothing inside a transaction, or stops in the middle of saying something."""
    engine = await open_engine(read_address(new_postgres()))
    asked = text("SELECT name, setting::int / 1000 AS seconds FROM pg_settings WHERE name LIKE '%timeout'")
    rows = await engine.read(lambda connection: connection.execute(asked).all())
    seconds = {row.name: row.seconds for row in rows}
    version = await engine.read(lambda connection: connection.scalar(text("SHOW server_version_num")))
    await engine.close()
    assert 0 < seconds["idle_in_transaction_session_timeout"] < LEASE_SECONDS
    assert 0 < seconds.get("transaction_timeout", 0 if int(version) >= 170_000 else 1) <= 2 * LEASE_SECONDS
    assert seconds["idle_in_transaction_session_timeout"] < seconds["lock_timeout"] <= 2 * LEASE_SECONDS
    assert seconds["lock_timeout"] < seconds["statement_timeout"] < postgres._STATEMENT_SECONDS


@pytest.mark.postgres
async def test_stopped_within_a_statement(
    new_postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that is suspended after half a statement keeps no lock, also if the server has no limit for transactions.

    What is not this program's, or only takes long, is let be.
    """
    monkeypatch.setattr(salvage, "STOPPED_SECONDS", 0.0)
    url = new_postgres()
    plain = url.replace("+asyncpg", "")
    async with await Store.open(url) as store:
        assert await store.ledger.take("a", None) == 1
        half = await asyncpg.connect(plain, server_settings=postgres._SESSION)
        with contextlib.suppress(asyncpg.PostgresError):
            await half.execute("SET transaction_timeout = 0")
        await half.execute("SET idle_in_transaction_session_timeout = 0")
        await half.execute("BEGIN")
        await half.execute("UPDATE leadership SET beat = beat + 1")
        half._transport.write(_prepared("SELECT 1"))
        other = await asyncpg.connect(plain)
        await other.execute("BEGIN")
        other._transport.write(_prepared("SELECT 1"))
        async with asyncio.timeout(60):
            while await store.ledger.cut_stopped() != 1:
                await asyncio.sleep(0.01)
        assert await store.ledger.beat(1)
        assert await store.ledger.cut_stopped() == 0
        for connection in (half, other):
            connection.terminate()


def _prepared(statement: str) -> bytes:
    """What a client sends to have a statement prepared, without waiting for more."""
    body = b"\0" + statement.encode() + b"\0" + struct.pack("!h", 0)
    return b"P" + struct.pack("!i", len(body) + 4) + body + b"H" + struct.pack("!i", 4)


@pytest.mark.postgres
async def test_table_held(new_postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a table that is held nobody waits long: it is said that it is busy, and connections stay free for the rest."""
    monkeypatch.setitem(postgres._SESSION, "lock_timeout", "200ms")
    url = new_postgres()
    async with await Store.open(url) as store:
        kept = await store.save("web:1", Saved(), NOW)
        holder = await asyncpg.connect(url.replace("+asyncpg", ""))
        async with holder.transaction():
            await holder.execute("LOCK TABLE conversation IN ACCESS EXCLUSIVE MODE")
            refused = await asyncio.gather(*(store.load("web:1") for _ in range(40)), return_exceptions=True)
            assert {(type(one), getattr(one, "code", "")) for one in refused} == {(StoreError, "busy")}
            assert await store.ledger.leader() is None
        assert await store.load("web:1") == kept
        await holder.close()


@pytest.mark.postgres
async def test_migration_takes_its_time(new_postgres: Callable[[], str]) -> None:
    """While the tables are changed no limit holds: another process may hold the lock for longer."""
    engine = await open_engine(read_address(new_postgres()))

    def limits(connection: Connection) -> set[str]:
        take_time(connection)
        names = [*(name for name in postgres._SESSION if name.endswith("_timeout") and "tcp" not in name)]
        return {str(connection.scalar(text(f"SHOW {name}"))) for name in names}

    assert await engine.write(limits) == {"0"}
    await engine.close()


@pytest.mark.postgres
async def test_closed_while_silent(new_postgres: Callable[[], str]) -> None:
    """A server that says nothing any more holds up neither what is broken off nor the end of the program."""
    gate, through = gate_to(make_url(new_postgres()))
    await gate.open()
    store = await Store.open(through())
    await store.ledger.leader()
    gate.silence(True)
    async with asyncio.timeout(60):
        asked = [asyncio.create_task(store.load("web:1")), asyncio.create_task(store.ledger.leader())]
        await asyncio.sleep(0)
        for one in asked:
            one.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        await store.close()
    await gate.shut()
