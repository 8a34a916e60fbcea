"""Several dispatching processes on one database: one sends, another takes over."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg
import psutil
import pytest
from sqlalchemy import make_url

from bot.clock import system_clock
from bot.process import Owner
from bot.store.database import Store
from tests import preloaded
from tests.delivery import processes
from tests.postgres_gate import gate_to

GIVEN = {"patience": {"second": 1.0}, "options": {"poll": 0.2}}
TAKEOVER_SECONDS = 120.0
"""After which it is given up: about five on a machine that is not busy."""
START_SECONDS = 60.0


async def leader(url: str) -> int:
    """The process that holds the right to send; 0 if none does."""
    async with await Store.open(url) as store:
        found = await store.ledger.leader()
    owner = Owner.from_text(found.owner) if found else None
    return owner.pid if owner else 0


async def first_leader(url: str) -> int:
    """Wait until the first of the processes that were started has begun and holds the right."""
    async with asyncio.timeout(START_SECONDS):
        while not (found := await leader(url)):
            await asyncio.sleep(0.05)
    return found


async def new_leader(url: str, old: int) -> float:
    """Wait until another than `old` holds the right; the seconds that it took."""
    began = time.monotonic()
    while await leader(url) in (old, 0):
        assert time.monotonic() - began < TAKEOVER_SECONDS
        await asyncio.sleep(0.05)
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("sqlite", 2),
        pytest.param("postgres", 2, marks=pytest.mark.postgres),
        pytest.param("postgres", 4, marks=[pytest.mark.postgres, pytest.mark.soak]),
    ],
)
async def test_leader_killed(kind: str, count: int, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Each time the leader is killed another goes on within seconds; nothing is lost, nothing doubled in silence."""
    url = (
        f"sqlite:///{tmp_path / 'bot.db'}"
        if kind == "sqlite"
        else str(request.getfixturevalue("new_postgres")())
    )
    reminders, took = 400, []
    await processes.subscribe(url, reminders, system_clock())
    with processes.sink_process(tmp_path) as sink:
        given = {**GIVEN, "limits": {"per_second": 80.0}}
        running = {process.pid: process for process in (sink.start(url, **given) for _ in range(count))}
        await first_leader(url)
        while len(running) > 1:
            await asyncio.sleep(0.5)
            old = await leader(url)
            processes.kill(running.pop(old))
            took.append(await new_leader(url, old))
        await processes.all_out(url, system_clock(), reminders)
        processes.end(next(iter(running.values())))
        figures = processes.judge(sink.requests(), {f"u{number}" for number in range(reminders)})
    print(f"takeovers {[round(seconds, 2) for seconds in took]} s, {figures}")
    assert (figures.never, figures.silent, figures.thrice) == (0, 0, 0)


async def test_leader_suspended(url: str, tmp_path: Path) -> None:
    """A leader that stands still loses the right after its lease; when it goes on it sends nothing more."""
    reminders = 300
    await processes.subscribe(url, reminders, system_clock())
    with processes.sink_process(tmp_path) as sink:
        given = {**GIVEN, "limits": {"per_second": 60.0}}
        running = [sink.start(url, **given) for _ in range(2)]
        await first_leader(url)
        await asyncio.sleep(0.5)
        old = await leader(url)
        await suspend(old, tmp_path / "bot.db")
        took = await new_leader(url, old)
        await processes.all_out(url, system_clock(), reminders)
        os.kill(old, signal.SIGCONT)
        await asyncio.sleep(1.0)
        assert await leader(url) != old
        ended = [end_kindly(process) for process in running]
        figures = processes.judge(sink.requests(), {f"u{number}" for number in range(reminders)})
    print(f"takeover {took:.2f} s, {figures}, ended in {ended}")
    assert (figures.never, figures.silent, figures.thrice) == (0, 0, 0)


async def suspend(pid: int, file: Path) -> None:
    """Suspend a process, but not while it holds the lock of a file that others need to write."""
    while True:
        os.kill(pid, signal.SIGSTOP)
        while any(thread.status() != psutil.STATUS_STOPPED for thread in threads_of(pid)):
            await asyncio.sleep(
                0.01
            )  # one that waits for the disk stops only after it, with the lock in its hand
        if not file.exists():
            return
        try:
            with contextlib.closing(sqlite3.connect(file, timeout=0.2, isolation_level=None)) as probe:
                probe.execute("BEGIN IMMEDIATE")
                probe.execute("ROLLBACK")
        except sqlite3.OperationalError:
            os.kill(pid, signal.SIGCONT)
            await asyncio.sleep(0.1)
        else:
            return


def threads_of(pid: int) -> list[psutil.Process]:
    """The threads of a process; on a system that shows no threads the process itself."""
    folder = Path(f"/proc/{pid}/task")
    return (
        [psutil.Process(int(task.name)) for task in folder.iterdir()]
        if folder.exists()
        else [psutil.Process(pid)]
    )


def end_kindly(process: preloaded.Started) -> float:
    """End a process as a service manager does."""
    return round(processes.end(process), 2)


async def test_handed_over(url: str, tmp_path: Path) -> None:
    """A leader that is stopped finishes what it has in hand, and the other goes on without a repetition."""
    reminders = 200
    await processes.subscribe(url, reminders, system_clock())
    with processes.sink_process(tmp_path) as sink:
        given = {**GIVEN, "limits": {"per_second": 80.0}}
        running = {process.pid: process for process in (sink.start(url, **given) for _ in range(2))}
        await first_leader(url)
        await asyncio.sleep(0.5)
        old = await leader(url)
        assert processes.end(running.pop(old)) < TAKEOVER_SECONDS
        await new_leader(url, old)
        await processes.all_out(url, system_clock(), reminders)
        processes.end(next(iter(running.values())))
        figures = processes.judge(sink.requests(), {f"u{number}" for number in range(reminders)})
    assert figures == processes.Ledgered(0, 0, 0, 0)


@pytest.mark.parametrize("seconds", [3.0, pytest.param(30.0, marks=pytest.mark.soak)])
async def test_sqlite_locked(seconds: float, tmp_path: Path) -> None:
    """A database that another program holds for a while costs a delay and nothing else."""
    url, reminders = f"sqlite:///{tmp_path / 'bot.db'}", 150
    await processes.subscribe(url, reminders, system_clock())
    with processes.sink_process(tmp_path) as sink:
        process = sink.start(url, **GIVEN, limits={"per_second": 80.0})
        processes.wait_until_leading(process)
        await asyncio.sleep(0.5)
        holder = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(seconds)
        holder.execute("ROLLBACK")
        holder.close()
        await processes.all_out(url, system_clock(), reminders)
        processes.end(process)
        figures = processes.judge(sink.requests(), {f"u{number}" for number in range(reminders)})
    assert figures == processes.Ledgered(0, 0, 0, 0)


@pytest.mark.postgres
async def test_leader_goes_silent(new_postgres: Callable[[], str], tmp_path: Path) -> None:
    """A leader whose host loses power, or whose network swallows all, is followed, and keeps no row locked.

    When the network comes back it sends nothing more; it ends in good order even before that.
    """
    direct = new_postgres()
    gate, through = gate_to(make_url(direct))
    await gate.open()
    reminders = 120
    await processes.subscribe(direct, reminders, system_clock())
    with processes.sink_process(tmp_path) as sink:
        given = {**GIVEN, "limits": {"per_second": 40.0}}
        silent = sink.start(through(), **given)
        await asyncio.to_thread(processes.wait_until_leading, silent)
        await asyncio.sleep(0.5)
        follower = sink.start(direct, **given)
        old = await leader(direct)
        assert old == silent.pid
        gate.silence(True)
        took = await new_leader(direct, old)
        await processes.all_out(direct, system_clock(), reminders)
        gate.silence(False)
        await asyncio.sleep(1.0)
        assert await leader(direct) == follower.pid
        gate.silence(True)
        await asyncio.to_thread(processes.end, silent)
        await asyncio.to_thread(processes.end, follower)
        figures = processes.judge(sink.requests(), {f"u{number}" for number in range(reminders)})
    await gate.shut()
    print(f"takeover {took:.2f} s, {figures}")
    assert (figures.never, figures.silent, figures.thrice) == (0, 0, 0)


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["delivery", "leadership"])
async def test_table_held(table: str, new_postgres: Callable[[], str], tmp_path: Path) -> None:
    """A table that a migration or a backup holds costs a delay and nothing else, longer than anybody waits for a lock."""
    url, reminders = new_postgres(), 150
    await processes.subscribe(url, reminders, system_clock())
    holder = await asyncpg.connect(url.replace("+asyncpg", ""))
    with processes.sink_process(tmp_path) as sink:
        process = sink.start(url, **GIVEN, limits={"per_second": 60.0})
        await asyncio.to_thread(processes.wait_until_leading, process)
        async with holder.transaction():
            await holder.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            await asyncio.sleep(8.0)
        await processes.all_out(url, system_clock(), reminders)
        await asyncio.to_thread(processes.end, process)
        figures = processes.judge(sink.requests(), {f"u{number}" for number in range(reminders)})
    await holder.close()
    assert (figures.never, figures.silent, figures.thrice) == (0, 0, 0)


@pytest.mark.postgres
@pytest.mark.parametrize("seconds", [3.0, pytest.param(30.0, marks=pytest.mark.soak)])
async def test_postgres_away(seconds: float, new_postgres: Callable[[], str], tmp_path: Path) -> None:
    """A server that goes away and comes back costs a delay, and perhaps a second message with its note, nothing else."""
    gate, through = gate_to(make_url(new_postgres()))
    reminders = 150
    await gate.open()
    url = through()
    await processes.subscribe(url, reminders, system_clock())
    with processes.sink_process(tmp_path) as sink:
        process = sink.start(url, **GIVEN, limits={"per_second": 80.0})
        await asyncio.to_thread(processes.wait_until_leading, process)
        await asyncio.sleep(0.5)
        await gate.shut()
        await asyncio.sleep(seconds)
        await gate.open()
        await processes.all_out(url, system_clock(), reminders)
        await asyncio.to_thread(processes.end, process)
        figures = processes.judge(sink.requests(), {f"u{number}" for number in range(reminders)})
    await gate.shut()
    print(f"away for {seconds} s: {figures}")
    assert (figures.never, figures.silent, figures.thrice) == (0, 0, 0)
