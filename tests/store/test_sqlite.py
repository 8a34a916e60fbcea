"""The file of SQLite: its rights, its settings, and what is said when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.store.database import Store, open_engine
from bot.store.engines.address import read_address
from bot.store.engines.kept_file import KeptFile
from bot.store.engines.sqlite import SqliteEngine
from bot.store.model.errors import StoreError
from bot.store.model.saved import Saved, SavedInterview
from bot.store.rows.tables import metadata

NOW = datetime(2022, 11, 15, tzinfo=UTC)


async def test_file_is_the_owners(tmp_path: Path) -> None:
    """The folder is made, and nobody but the owner can read the database or its side files."""
    path = tmp_path / "new" / "data" / "bot.db"
    async with await Store.open(f"sqlite:///{path}") as store:
        await store.save("web:1", Saved(), NOW)
        files = list(path.parent.iterdir())
        assert {file.name for file in files} >= {"bot.db", "bot.db-wal"}
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"])
async def test_schemes(tmp_path: Path, scheme: str) -> None:
    """Each way of writing SQLite's URL names the same file."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        await store.save("web:1", Saved({"here": True}), NOW)
    async with await Store.open(f"{scheme}:///{tmp_path / 'bot.db'}") as store:
        kept = await store.load("web:1")
    assert kept is not None
    assert kept.state == {"here": True}


async def test_settings(tmp_path: Path) -> None:
    """Every connection has WAL, waits for a lock, keeps foreign keys, and syncs each commit."""
    engine = await open_engine(read_address(f"sqlite:///{tmp_path / 'bot.db'}"))
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "secure_delete": 1,
    }
    found = await engine.read(
        lambda connection: {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    )
    await engine.close()
    assert found == wanted


async def test_forget_leaves_nothing(tmp_path: Path) -> None:
    """After a forget no table has a row of the user, and the file does not hold the words any more."""
    path = tmp_path / "bot.db"
    secret = "SecretCraft" * 1000
    async with await Store.open(f"sqlite:///{path}") as store:
        await store.save(
            "web:1", Saved({"said": secret}, {("", "me"): SavedInterview({"said": secret})}), NOW
        )
        await store.forget("web:1")
    with closing(sqlite3.connect(path)) as connection:
        for table in metadata.tables:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert b"SecretCraft" not in path.read_bytes()


async def test_not_a_database(tmp_path: Path) -> None:
    """A file that is something else is left as it is, and the message names it."""
    path = tmp_path / "letter.txt"
    path.write_text("亲爱的同事：" * 1000, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"letter\.txt 不是数据库"):
        await Store.open(f"sqlite:///{path}")
    assert path.read_bytes() == before


async def test_corrupted(tmp_path: Path) -> None:
    """A database whose pages were overwritten is named as damaged, at the latest when it is used."""
    path = tmp_path / "bot.db"
    async with await Store.open(f"sqlite:///{path}") as store:
        await store.save("web:1", Saved(), NOW)
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    with pytest.raises(StoreError, match="损坏"):
        await Store.open(f"sqlite:///{path}")


async def test_folder_cannot_be_made(tmp_path: Path) -> None:
    """If a file stands in the way of the folder, the message says what to do."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="文件夹"):
        await Store.open(f"sqlite:///{tmp_path / 'file' / 'bot.db'}")


async def test_path_is_a_folder(tmp_path: Path) -> None:
    """A folder is no database."""
    with pytest.raises(StoreError, match="文件夹"):
        await Store.open(f"sqlite:///{tmp_path}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_folder_not_writable(tmp_path: Path) -> None:
    """A folder without the right to write gives one message."""
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="文件夹"):
        await Store.open(f"sqlite:///{tmp_path / 'bot.db'}")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder where not even root may write")
async def test_folder_not_writable_for_root() -> None:
    """A folder that takes no files gives one message."""
    with pytest.raises(StoreError, match="文件夹"):
        await Store.open("sqlite:////proc/self/bot.db")


@pytest.mark.parametrize("end", ["", "-wal"])
async def test_file_deleted(tmp_path: Path, end: str) -> None:
    """What would be written to a deleted file is not acknowledged."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        await store.save("web:1", Saved(), NOW)
        (tmp_path / f"bot.db{end}").unlink()
        for work in (store.save("web:2", Saved(), NOW), store.save("web:3", Saved(), NOW), store.ping()):
            with pytest.raises(StoreError) as caught:
                await work
            assert caught.value.code == "file_lost"
        assert not caught.value.passes
        assert await store.load("web:2") is None
        assert end or not (tmp_path / "bot.db").exists(), "a new one was made in its place"


async def test_folder_with_odd_names(tmp_path: Path) -> None:
    """A path may hold whatever the system allows in one: blanks, signs of an address, Chinese."""
    path = tmp_path / "a b#c?d%20&e=1" / "数据.db"
    async with await Store.open(str(URL.create("sqlite", database=str(path)))) as store:
        await store.save("web:1", Saved(), NOW)
    assert path.exists()


async def test_held_by_another(tmp_path: Path) -> None:
    """A save that waited in vain for another program says so; a load does not wait at all."""
    address = read_address(f"sqlite:///{tmp_path / 'bot.db'}")
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        await store.save("web:1", Saved(), NOW)
    async with Store(
        SqliteEngine(address.url, KeptFile(tmp_path / "bot.db"), busy_seconds=0), address.place
    ) as store:
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert await store.load("web:1") is not None
            with pytest.raises(StoreError, match="占着"):
                await store.save("web:2", Saved(), NOW)
        await store.save("web:2", Saved(), NOW)
