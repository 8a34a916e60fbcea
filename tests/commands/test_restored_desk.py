"""Restoring a copy revives nobody's way into the desk."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.channels.desk.desk_logins import LoggedIn, Logins
from bot.channels.desk.passwords import hash_password
from bot.cli import app
from bot.clock import system_clock
from bot.store.database import Store
from bot.store.model.account import Account, AuditLine, StaffRole

PASSWORD = "once given, kept well"


class Machine:
    """The terminal of a server, and logins at its desk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'bot.db'}"

    def run(self, *arguments: str) -> Result:
        """A command, which must succeed."""
        done = CliRunner().invoke(app, ["--db", self.url, *arguments])
        assert done.exit_code == 0, done.stderr
        return done

    async def login(self, name: str, password: str) -> LoggedIn | str:
        """A login with its session, or why there is none."""
        async with await Store.open(self.url) as store:
            return await Logins(store.staff, system_clock).log_in(name, password, "here")

    async def is_inside(self, token: str) -> bool:
        """Whether a cookie opens anything."""
        async with await Store.open(self.url) as store:
            return await Logins(store.staff, system_clock).found(token, "here") is not None


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """With a database of its own."""
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return Machine(tmp_path)


async def logged_in(machine: Machine, role: StaffRole) -> LoggedIn:
    """The login of li, whose account of this role is made with it."""
    async with await Store.open(machine.url) as store:
        now = system_clock()
        account = Account("li", role, hash_password(PASSWORD), now, None)
        assert await store.staff.add(account, AuditLine(now, "test", "account_added", "li"))
    begun = await machine.login("li", PASSWORD)
    assert isinstance(begun, LoggedIn)
    return begun


async def test_nobody_is_inside_and_no_one_time_password_works(machine: Machine) -> None:
    """Whoever is there again is listed, with what to do; who had a password of their own keeps it."""
    once = (await asyncio.to_thread(machine.run, "desk", "add", "zhang")).stdout.strip()
    begun = await logged_in(machine, "editor")
    assert await machine.is_inside(begun.token)
    await asyncio.to_thread(machine.run, "backup", "copy.db")
    with closing(sqlite3.connect(machine.folder / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM staff_session").fetchone() == (0,)
    await asyncio.to_thread(machine.run, "desk", "remove", "zhang", "--even-last")
    told = (await asyncio.to_thread(machine.run, "restore", "copy.db")).stderr
    assert not await machine.is_inside(begun.token)
    assert await machine.login("zhang", once) == "expired"
    assert isinstance(await machine.login("li", PASSWORD), LoggedIn)
    assert "noticebot desk reset zhang" in told
    assert "noticebot desk reset li" not in told
    assert "li  可改" in told
    assert "失效" in (await asyncio.to_thread(machine.run, "desk", "list")).stdout
    again = (await asyncio.to_thread(machine.run, "desk", "reset", "zhang")).stdout.strip()
    assert isinstance(await machine.login("zhang", again), LoggedIn)


async def test_a_copy_of_before_that_held_sessions(machine: Machine) -> None:
    """Its sessions are not put back either."""
    begun = await logged_in(machine, "owner")
    (machine.folder / "old.db").write_bytes((machine.folder / "bot.db").read_bytes())
    with closing(sqlite3.connect(machine.folder / "old.db")) as copy:
        assert copy.execute("SELECT count(*) FROM staff_session").fetchone() == (1,)
    await asyncio.to_thread(machine.run, "restore", "old.db")
    assert not await machine.is_inside(begun.token)


def test_without_a_desk_nothing_is_said_of_it(machine: Machine) -> None:
    """There is nobody to look at."""

    async def opened() -> None:
        async with await Store.open(machine.url):
            pass

    asyncio.run(opened())
    machine.run("backup", "copy.db")
    assert "noticebot desk" not in machine.run("restore", "copy.db").stderr


async def test_a_moment_that_was_to_come_is_over(machine: Machine) -> None:
    """However long a one-time password was to work."""
    async with await Store.open(machine.url) as store:
        now = system_clock()
        account = Account("li", "owner", hash_password(PASSWORD), now, now + timedelta(days=4000))
        assert await store.staff.add(account, AuditLine(now, "test", "account_added", "li"))
    await asyncio.to_thread(machine.run, "backup", "copy.db")
    await asyncio.to_thread(machine.run, "restore", "copy.db")
    assert await machine.login("li", PASSWORD) == "expired"
