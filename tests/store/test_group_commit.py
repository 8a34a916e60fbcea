"""Writers that share a transaction."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event

from bot.store.engines.group_commit import GroupCommit


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[GroupCommit]:
    """A writer on a table of numbers."""
    engine = create_engine(f"sqlite:///{tmp_path / 'numbers.db'}")

    @event.listens_for(engine, "connect")
    def _(connection: sqlite3.Connection, __: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE number (value INTEGER PRIMARY KEY)")
    made = GroupCommit(engine)
    yield made
    made.shutdown()
    engine.dispose()


def adding(value: int) -> Callable[[Connection], int]:
    """Add a number; one that is there already is refused by the database."""

    def work(connection: Connection) -> int:
        connection.exec_driver_sql("INSERT INTO number VALUES (?)", (value,))
        return value

    return work


def held(writer: GroupCommit) -> threading.Event:
    """Keep the writer busy until the event is set, so that what comes meanwhile waits together."""
    begun, free = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        begun.set()
        assert free.wait(30)

    writer.submit(hold)
    assert begun.wait(30)
    return free


def numbers(tmp_path: Path) -> set[int]:
    """What is in the file."""
    with closing(sqlite3.connect(tmp_path / "numbers.db")) as connection:
        return {value for (value,) in connection.execute("SELECT value FROM number")}


def test_those_who_wait_together_are_all_done(writer: GroupCommit, tmp_path: Path) -> None:
    """Each gets its own result, when it is in the file."""
    free = held(writer)
    futures = [writer.submit(adding(number)) for number in range(200)]
    free.set()
    assert [future.result(30) for future in futures] == list(range(200))
    assert numbers(tmp_path) == set(range(200))


def test_one_that_fails_takes_back_nothing_of_the_others(writer: GroupCommit, tmp_path: Path) -> None:
    """And nothing of it stays."""

    def half(connection: Connection) -> None:
        adding(100)(connection)
        raise KeyError

    free = held(writer)
    first, twin, failing, last = (writer.submit(work) for work in (adding(1), adding(1), half, adding(2)))
    free.set()
    assert (first.result(30), last.result(30)) == (1, 2)
    assert twin.exception(30) is not None
    assert isinstance(failing.exception(30), KeyError)
    assert numbers(tmp_path) == {1, 2}


def test_where_the_whole_transaction_is_given_up_nobody_is_told_that_it_is_done(
    writer: GroupCommit, tmp_path: Path
) -> None:
    """As SQLite does if the disk is full."""

    def give_up(connection: Connection) -> None:
        connection.exec_driver_sql("ROLLBACK")
        raise KeyError

    free = held(writer)
    futures = [writer.submit(work) for work in (adding(1), give_up, adding(2))]
    free.set()
    assert all(future.exception(30) is not None for future in futures)
    assert numbers(tmp_path) == set()
    assert writer.submit(adding(3)).result(30) == 3


async def test_who_gave_up_waiting_is_left_out(writer: GroupCommit, tmp_path: Path) -> None:
    """A cancelled work is not begun."""
    free = held(writer)
    waiting = asyncio.wrap_future(writer.submit(adding(1)))
    waiting.cancel()
    await asyncio.sleep(0)  # the loop passes the cancellation on
    after = writer.submit(adding(2))
    free.set()
    assert await asyncio.wrap_future(after) == 2
    assert numbers(tmp_path) == {2}


def test_nobody_waits_for_what_comes_after_the_end(writer: GroupCommit, tmp_path: Path) -> None:
    """It is refused at once, as a closed connection refuses; what came before is done."""
    last = writer.submit(adding(1))
    writer.shutdown()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        writer.submit(adding(2))
    assert last.result(30) == 1
    assert numbers(tmp_path) == {1}


class Disk:
    """A clock that the test moves on, and how often the disk was told to flush."""

    def __init__(self) -> None:
        self.now = 0.0
        self.flushes = 0
        self.flushed = threading.Event()

    def flush(self) -> None:
        self.flushes += 1
        self.flushed.set()


def test_what_need_not_last_is_flushed_in_time(tmp_path: Path) -> None:
    """Half a second later, or with the next that must; and at the end. Everybody sees it at once."""
    engines = [create_engine(f"sqlite:///{tmp_path / 'numbers.db'}") for _ in range(2)]
    with engines[0].begin() as connection:
        connection.exec_driver_sql("CREATE TABLE number (value INTEGER PRIMARY KEY)")
    disk = Disk()
    made = GroupCommit(engines[0], quick=engines[1], sync=disk.flush, moments=lambda: disk.now)
    assert made.submit(adding(1), lasting=False).result(30) == 1
    assert numbers(tmp_path) == {1}
    assert disk.flushes == 0
    disk.now = 1.0
    made.submit(adding(2), lasting=False).result(30)
    assert disk.flushed.wait(30)
    assert disk.flushes == 1
    made.submit(adding(3)).result(30)  # a flush of its own
    made.submit(adding(4), lasting=False).result(30)
    made.shutdown()
    assert disk.flushes == 2
    assert numbers(tmp_path) == {1, 2, 3, 4}
    for engine in engines:
        engine.dispose()
