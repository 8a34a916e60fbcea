"""A database on a PostgreSQL server in one file, and back, without the server's own programs."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, insert, select

from bot.store import server_backup
from bot.store.backup import back_up, restore
from bot.store.database import Store
from bot.store.engines.revisions import migrate
from bot.store.model.account import Account, AuditLine, StaffSession
from bot.store.model.errors import StoreError
from bot.store.model.saved import Saved
from bot.store.rows.tables import delivery, metadata, subscription
from bot.store.server_backup import back_up_server, restore_server
from tests.store.test_last_release import LAST_DUMP, with_rows
from tests.store.test_revisions import on

pytestmark = pytest.mark.postgres
NOW = datetime(2022, 12, 3, 1, tzinfo=UTC)
LEFT_OUT = {"kept_question", "sharing", "staff_session"}


def rows(connection: Connection) -> dict[str, list[str]]:
    """All that is stored, without who may send."""
    tables = [table for table in metadata.sorted_tables if table.name != "leadership"]
    return {
        table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table))) for table in tables
    }


@pytest.fixture
async def used(new_postgres: Callable[[], str]) -> str:
    """A database on a server with something of nearly everything."""
    url = await asyncio.to_thread(new_postgres)
    await on(url, partial(with_rows, dump=LAST_DUMP))
    async with await Store.open(url) as store:
        await store.save("web:ü—名", Saved({"said": "a\x01\"'\\\n名😀"}), NOW)
    return url


async def test_a_copy_holds_all_and_goes_back(
    used: str, new_postgres: Callable[[], str], tmp_path: Path
) -> None:
    """Row for row, without what people may withdraw; new rows get numbers of their own."""
    copy = tmp_path / "monday.db"
    assert await back_up_server(used, copy) == copy.stat().st_size
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["monday.db"]
    there = await on(used, rows)
    assert sum(map(bool, there.values())) > 12
    expected = {name: [] if name in LEFT_OUT else found for name, found in there.items()}
    assert await on(f"sqlite:///{copy}", rows) == expected
    other = await asyncio.to_thread(new_postgres)
    await restore_server(copy, other, datetime(1970, 1, 1, tzinfo=UTC))
    assert await on(other, rows) == expected
    async with await Store.open(other) as store:
        known = await store.revisions.listed("tiny-2022", 100)
        new = await store.revisions.propose("tiny-2022", "li", "{}", [], NOW)
        assert new not in {one.id for one in known}
        kept = await store.load("web:ü—名")
        assert kept is not None
        assert kept.state == {"said": "a\x01\"'\\\n名😀"}


async def test_the_copy_is_of_one_moment(used: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What others write while it is made is not half in it; they do not wait for it."""
    before = await on(used, rows)
    copied, loop, writing = server_backup._copy_rows, asyncio.get_running_loop(), list[asyncio.Task[None]]()

    async def write() -> None:
        async with await Store.open(used) as store:
            await store.save("web:late", Saved({"late": True}), NOW)

    def slowly(table: Table, source: Connection, target: Connection) -> None:
        copied(table, source, target)
        if not writing:
            writing.append(loop.create_task(write()))

    monkeypatch.setattr(server_backup, "_copy_rows", slowly)
    await back_up_server(used, tmp_path / "copy.db")
    await writing[0]
    after = await on(f"sqlite:///{tmp_path / 'copy.db'}", rows)
    assert after["conversation"] == before["conversation"]
    assert "web:late" in repr((await on(used, rows))["conversation"])


async def test_what_may_have_been_sent_is_marked(
    used: str, new_postgres: Callable[[], str], tmp_path: Path
) -> None:
    """As of a copy of SQLite: whoever gets it again is told that it may come twice."""

    def due(connection: Connection) -> None:
        base: dict[str, Any] = {
            "user_key": "push:a",
            "channel": "push",
            "milestone": "m",
            "kind": "lead",
            "revision": "",
        }
        moments = (("1", NOW, "due"), ("2", datetime(2023, 1, 1, tzinfo=UTC), "due"), ("3", NOW, "sent"))
        for id, at, status in moments:
            wish = {"user_key": "push:a", "id": id, "state": "{}", "updated_at": NOW}
            connection.execute(insert(subscription), wish)
            values = {**base, "subscription_id": id, "due_at": at, "ready_at": at, "status": status}
            connection.execute(insert(delivery), values)

    await on(used, due)
    await back_up_server(used, tmp_path / "copy.db")
    other = await asyncio.to_thread(new_postgres)
    await restore_server(tmp_path / "copy.db", other, NOW)
    marked = select(delivery.c.subscription_id, delivery.c.maybe_repeated).where(
        delivery.c.user_key == "push:a"
    )
    found = await on(other, lambda connection: connection.execute(marked).all())
    assert sorted(map(tuple, found)) == [("1", True), ("2", False), ("3", False)]


async def test_a_copy_goes_into_the_other_kind(
    used: str, new_postgres: Callable[[], str], tmp_path: Path
) -> None:
    """From a server to a file, and from a file to a server."""
    await back_up_server(used, tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "bot.db", NOW)
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        assert await store.load("web:ü—名") is not None
        await store.save("web:file", Saved({"of": "file"}), NOW)
    back_up(tmp_path / "bot.db", tmp_path / "second.db")
    other = await asyncio.to_thread(new_postgres)
    await restore_server(tmp_path / "second.db", other, NOW)
    async with await Store.open(other) as store:
        assert await store.load("web:file") is not None


async def test_nothing_is_overwritten(used: str, tmp_path: Path) -> None:
    """No file that is there, no database with tables; what is no copy is not taken."""
    copy = tmp_path / "copy.db"
    await back_up_server(used, copy)
    with pytest.raises(StoreError, match="--force"):
        await back_up_server(used, copy)
    await back_up_server(used, copy, replacing=True)
    before = await on(used, rows)
    with pytest.raises(StoreError, match="已经有表") as refused:
        await restore_server(copy, used, NOW)
    assert not refused.value.passes
    assert await on(used, rows) == before
    (tmp_path / "text.db").write_text("no database" * 100, encoding="utf-8")
    for wrong in ("text.db", "nothing.db"):
        with pytest.raises(StoreError, match=wrong):
            await restore_server(tmp_path / wrong, used, NOW)


async def test_another_version_is_told(new_postgres: Callable[[], str], tmp_path: Path) -> None:
    """The program that wrote it copies it; an empty database and one that is not there are told too, and no file is left."""
    url = await asyncio.to_thread(new_postgres)
    with pytest.raises(StoreError, match="版本"):
        await back_up_server(url, tmp_path / "copy.db")
    await on(url, partial(migrate, revision="0015"))
    with pytest.raises(StoreError, match="0015"):
        await back_up_server(url, tmp_path / "copy.db")
    with pytest.raises(StoreError) as unreachable:
        await back_up_server("postgresql://ann:secret@127.0.0.1:1/bot", tmp_path / "copy.db")
    assert "secret" not in str(unreachable.value)
    assert list(tmp_path.iterdir()) == []


async def test_a_restored_desk_lets_nobody_in(new_postgres: Callable[[], str], tmp_path: Path) -> None:
    """As of a copy of SQLite; the accounts that there are now are told."""
    used, other = [await asyncio.to_thread(new_postgres) for _ in range(2)]
    async with await Store.open(used) as store:
        for name, until in (("once", NOW + timedelta(days=3)), ("own", None)):
            account = Account(name, "owner", "hash", NOW, until)
            assert await store.staff.add(account, AuditLine(NOW, "test", "account_added", name))
            session = StaffSession(f"token of {name}", name, "here", NOW, NOW)
            assert await store.staff.begin(session, account, AuditLine(NOW, name, "login"))
    await back_up_server(used, tmp_path / "copy.db")
    told = await restore_server(tmp_path / "copy.db", other, NOW)
    assert [(one.name, one.role, one.void) for one in told] == [
        ("once", "owner", True),
        ("own", "owner", False),
    ]
    async with await Store.open(other) as store:
        assert await store.staff.session("token of own") is None
        once, own = await store.staff.everybody()
        assert once.once_until is not None
        assert once.once_until < NOW
        assert own.once_until is None
