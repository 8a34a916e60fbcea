"""SQLite in a file. Each transaction is one call in a thread; an async driver would switch threads for every statement."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.made_folder import make_folder
from bot.store.engines.engine import PROBE_SECONDS, Result, Work
from bot.store.engines.group_commit import GroupCommit
from bot.store.engines.kept_file import KeptFile

_READERS = 4
_BUSY_SECONDS = 10
_WAL_TRIES = 200
_WAL_PAUSE_SECONDS = 0.05
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA fullfsync = ON",  # macOS: through the disk's own cache
    "PRAGMA secure_delete = ON",  # deleted content is overwritten, not only unlinked
)


class SqliteEngine:
    """Runs transactions on a file. Writers queue for one thread, so that none in this process has to poll for the lock."""

    def __init__(
        self,
        url: URL,
        file: KeptFile,
        busy_seconds: float = _BUSY_SECONDS,
        writer: GroupCommit | None = None,
    ) -> None:
        """`writer` is that of the engine of which this one is a part; None: it has its own."""
        self._url = url
        self._file = file
        self._busy_seconds = busy_seconds
        self._reading = _engine(url, busy_seconds)
        self._probing = _engine(url, PROBE_SECONDS).execution_options(writing=True)
        self._readers = ThreadPoolExecutor(_READERS, "store-reader")
        self._prober = ThreadPoolExecutor(1, "store-prober")
        self._whole = writer is None
        self._quick = _engine(url, busy_seconds, synchronous="NORMAL") if self._whole else None
        self._writer = writer or self._group_commit()
        self._parts: list[SqliteEngine] = []

    def _group_commit(self) -> GroupCommit:
        lasting = self._reading.execution_options(writing=True)
        quick = self._quick.execution_options(writing=True) if self._quick is not None else None
        return GroupCommit(lasting, self._file.check, quick, self._file.sync)

    @classmethod
    async def open(cls, url: URL, path: Path) -> Self:
        """Open the file at `path`; create it if it is missing."""
        await asyncio.to_thread(make_file, path)
        await asyncio.to_thread(set_wal, path)
        return cls(url, KeptFile(path))

    async def read(self, work: Work[Result]) -> Result:
        def run() -> Result:
            with self._reading.connect() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._readers, run)

    async def write(self, work: Work[Result], *, lasting: bool = True) -> Result:
        return await asyncio.wrap_future(self._writer.submit(work, lasting=lasting))

    async def probe(self, work: Work[None]) -> None:
        def run() -> None:
            before = self._writer.commits
            self._file.check_known()
            try:
                with self._probing.begin() as connection:
                    work(connection)
                    self._file.check()
            except OperationalError as error:
                self._file.check_known()  # then whatever SQLite makes of it follows from that
                code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
                # Where many write, a probe may never get its turn: that they do is the answer.
                if code != sqlite3.SQLITE_BUSY or self._writer.commits == before:
                    raise

        await asyncio.get_running_loop().run_in_executor(self._prober, run)

    def apart(self) -> SqliteEngine:
        self._parts.append(SqliteEngine(self._url, self._file, self._busy_seconds, self._writer))
        return self._parts[-1]

    async def close(self) -> None:
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        for part in self._parts:
            part._close()
        if self._whole:
            self._writer.shutdown()
        for threads in (self._readers, self._prober):
            threads.shutdown()
        for engine in filter(None, (self._reading, self._probing, self._quick)):
            engine.dispose()


def _engine(url: URL, busy_seconds: float, synchronous: str = "FULL") -> Engine:
    """An engine whose connections wait so long for a lock, and make no new file where the database was.

    In WAL mode what is less `synchronous` than FULL loses the last commits to a power cut.
    """
    existing = {"uri": "true", "mode": "rw"}
    url = url.set(database=Path(str(url.database)).as_uri(), query=existing)
    engine = create_engine(url, connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", partial(_prepare, synchronous))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(synchronous: str, connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Turn off the driver's implicit BEGIN: `_begin` alone begins transactions."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"PRAGMA synchronous = {synchronous}", *_PRAGMAS):
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin a transaction; a writer takes the write lock at once, since upgrading a read lock later may fail."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def make_file(path: Path) -> None:
    """Create the file of a new database, readable by its owner alone, and its folder, durably."""
    make_folder(path.parent, 0o700)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names of the files in a folder outlive a loss of power, where the system can be told so."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def set_wal(path: Path) -> None:
    """Set WAL mode, which the file keeps. Retries: SQLite's busy timeout does not apply when two processes do so at once."""
    with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
        for attempt in range(_WAL_TRIES):
            try:
                connection.execute("PRAGMA journal_mode = WAL").fetchone()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or attempt == _WAL_TRIES - 1:
                    raise
                time.sleep(_WAL_PAUSE_SECONDS)
            else:
                return
