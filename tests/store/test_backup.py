"""A database in one file, and back."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store.backup import back_up, file_of, restore
from bot.store.database import Store
from bot.store.model.errors import StoreError
from bot.store.model.saved import Saved
from tests.disks import small_disk_at

NOW = datetime(2022, 12, 3, 1, tzinfo=UTC)
INSERT = """INSERT INTO delivery (user_key, channel, subscription_id, milestone, kind, revision, due_at, status, ready_at)
VALUES ('push:a', 'push', ?, 'm', 'lead', '', ?, ?, ?)"""


def url_of(path: Path) -> str:
    """The address of a file."""
    return f"sqlite:///{path}"


async def kept_in(path: Path, user: str = "web:1") -> object:
    """What the database in a file holds of a user."""
    async with await Store.open(url_of(path)) as store:
        saved = await store.load(user)
    return saved.state if saved is not None else None


async def test_a_copy_of_one_in_use_is_whole(tmp_path: Path) -> None:
    """All that was saved, though none of it is in the file itself yet: a plain copy has nothing."""
    path, copy = tmp_path / "bot.db", tmp_path / "copies" / "monday.db"
    copy.parent.mkdir()
    async with await Store.open(url_of(path)) as store:
        await store.save("web:1", Saved({"said": "a"}), NOW)
        shutil.copy(path, tmp_path / "plain.db")
        assert back_up(path, copy) > 0
        await store.save("web:2", Saved(), NOW)
    assert [file.name for file in copy.parent.iterdir()] == ["monday.db"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert await kept_in(copy) == {"said": "a"}
    assert await kept_in(copy, "web:2") is None
    assert _rows(copy) == 1
    assert _rows(tmp_path / "plain.db") == 0


def _rows(path: Path) -> int:
    """How many conversations are in the file; none if it has not even a table of them."""
    with closing(sqlite3.connect(path)) as database, suppress(sqlite3.OperationalError):
        return int(database.execute("SELECT count(*) FROM conversation").fetchone()[0])
    return 0


async def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A disk that is not plugged in: a copy in a folder of its name would be on this one."""
    path, copy = tmp_path / "bot.db", tmp_path / "usb" / "monday.db"
    async with await Store.open(url_of(path)):
        with pytest.raises(StoreError, match="usb"):
            back_up(path, copy)
    assert not copy.parent.exists()


async def test_nothing_is_overwritten_by_mistake(tmp_path: Path) -> None:
    """Neither an older copy unless that is wanted, nor the database with itself; a folder never."""
    path, copy = tmp_path / "bot.db", tmp_path / "copy.db"
    with pytest.raises(StoreError, match=r"bot\.db"):
        back_up(path, copy)
    async with await Store.open(url_of(path)) as store:
        await store.save("web:1", Saved({"said": "a"}), NOW)
    back_up(path, copy)
    before = copy.read_bytes()
    for target, replacing in ((copy, False), (path, True), (tmp_path, True)):
        with pytest.raises(StoreError, match="--force") as refused:
            back_up(path, target, replacing=replacing)
        assert not refused.value.passes
    assert copy.read_bytes() == before
    assert await kept_in(path) == {"said": "a"}
    back_up(path, copy, replacing=True)


async def test_it_is_put_back(tmp_path: Path) -> None:
    """In the place of what is there, which stays beside it; also where nothing is, or something damaged."""
    path, copy = tmp_path / "bot.db", tmp_path / "copy.db"
    async with await Store.open(url_of(path)) as store:
        await store.save("web:1", Saved({"said": "a"}), NOW)
    back_up(path, copy)
    async with await Store.open(url_of(path)) as store:
        await store.forget("web:1")
    aside = restore(copy, path, NOW)
    assert aside is not None
    assert await kept_in(path) == {"said": "a"}
    assert await kept_in(aside) is None
    assert restore(copy, tmp_path / "new.db", NOW) is None
    assert await kept_in(tmp_path / "new.db") == {"said": "a"}
    (tmp_path / "broken.db").write_bytes(b"nonsense" * 1000)
    assert restore(copy, tmp_path / "broken.db", NOW) is not None
    assert await kept_in(tmp_path / "broken.db") == {"said": "a"}


async def test_one_in_use_is_left_alone(tmp_path: Path) -> None:
    """Even by a server that is idle; what is no copy is refused too."""
    path, copy = tmp_path / "bot.db", tmp_path / "copy.db"
    async with await Store.open(url_of(path)) as store:
        await store.save("web:1", Saved({"said": "a"}), NOW)
        back_up(path, copy)
        await store.save("web:2", Saved({"said": "b"}), NOW)
        with pytest.raises(StoreError, match="停下"):
            restore(copy, path, NOW)
        assert await store.load("web:2") is not None
    (tmp_path / "half.db").write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE conversation (a)")
    for wrong in ("half.db", "other.db", "missing.db", "bot.db"):
        with pytest.raises(StoreError) as refused:
            restore(tmp_path / wrong, path, NOW)
        assert not refused.value.passes
    assert await kept_in(path, "web:2") == {"said": "b"}
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


async def test_what_may_have_been_sent_since_says_so(tmp_path: Path) -> None:
    """A reminder that was due and open in the copy; not one to come, nor one that was sent."""
    path, copy = tmp_path / "bot.db", tmp_path / "copy.db"
    async with await Store.open(url_of(path)):
        pass
    hour = timedelta(hours=1)
    with closing(sqlite3.connect(path)) as database, database:
        for id, due, status in (
            ("1", NOW - hour, "due"),
            ("2", NOW + hour, "due"),
            ("3", NOW - hour, "sent"),
        ):
            moment = due.replace(tzinfo=None).isoformat(" ", "microseconds")
            database.execute(INSERT, (id, moment, status, moment))
    back_up(path, copy)
    restore(copy, path, NOW)
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT subscription_id, maybe_repeated FROM delivery ORDER BY 1").fetchall()
    assert found == [("1", 1), ("2", 0), ("3", 0)]


def test_one_on_a_server_has_no_file() -> None:
    """It is copied in another way: tests/store/test_server_backup.py."""
    assert file_of("postgresql://ann:secret@db.example/bot") is None


def test_a_database_that_is_locked_is_no_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command may work later."""
    path = tmp_path / "bot.db"
    monkeypatch.setattr("bot.store.backup._BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE conversation (a)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as caught:
            back_up(path, tmp_path / "copy.db")
    assert (caught.value.code, caught.value.passes) == ("busy", True)
    assert not (tmp_path / "copy.db").exists()


async def _filled(path: Path) -> None:
    async with await Store.open(url_of(path)) as store:
        for number in range(20):
            await store.save(f"web:{number}", Saved({"said": "长" * 2000}), NOW)


def _spoiled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 2, len(content), 97):
        content[place] ^= 255
    path.write_bytes(content)


async def test_a_damaged_copy_is_told_of_as_a_copy(tmp_path: Path) -> None:
    """Cut off, spoiled, noise or missing: nothing is touched, and nobody is told to move the database away."""
    path, copy = tmp_path / "bot.db", tmp_path / "copy.db"
    await _filled(path)
    back_up(path, copy)
    whole, before = copy.read_bytes(), path.read_bytes()
    for content in (whole[: len(whole) // 2], b"\x07" * 20_000, b""):
        copy.write_bytes(content)
        with pytest.raises(StoreError, match="什么也没有动") as refused:
            restore(copy, path, NOW)
        assert not refused.value.passes
    copy.write_bytes(whole)
    _spoiled(copy)
    with pytest.raises(StoreError, match="什么也没有动"):
        restore(copy, path, NOW)
    with pytest.raises(StoreError, match="文件名"):
        restore(tmp_path / "nowhere.db", path, NOW)
    assert path.read_bytes() == before


async def test_a_damaged_database_is_no_backup(tmp_path: Path) -> None:
    """It is told of as such, and leaves no file behind."""
    path = tmp_path / "bot.db"
    await _filled(path)
    _spoiled(path)
    with pytest.raises(StoreError, match=r"bot\.db 不是数据库") as caught:
        back_up(path, tmp_path / "copy.db")
    assert caught.value.code == "not_a_database"
    assert [file.name for file in tmp_path.iterdir() if "copy" in file.name] == []


async def test_no_room_for_the_copy(tmp_path: Path) -> None:
    """What is full is the disk of the copy, not that of the database."""
    path = tmp_path / "bot.db"
    await _filled(path)
    with small_disk_at(tmp_path / "small", "64k") as folder:
        with pytest.raises(StoreError, match=r"small.copy\.db") as caught:
            back_up(path, folder / "copy.db")
        assert list(folder.iterdir()) == []
    assert (caught.value.code, caught.value.passes) == ("full", True)
