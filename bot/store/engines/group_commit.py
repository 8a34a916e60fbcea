"""Group commit: writers queue for one thread, and those that wait together share a transaction and its one flush to disk.

A flush costs milliseconds however much it writes: a hundred people who write at once wait for a few flushes, not a hundred.
What may be lost with the power, though not with the process, waits for no flush: it is on the disk half a second later.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection, Engine

from bot.store.engines.engine import Result, Work

_MOST_TOGETHER = 64
_SYNC_SECONDS = 0.5
"""How long what waits for no flush may be in the memory of the machine alone."""


@dataclass
class _Entry:
    work: Work[Any]
    lasting: bool = True
    future: Future[Any] = field(default_factory=Future)


class GroupCommit:
    """Runs jobs, each committed whole or rolled back; when its future has a result, everybody sees it, and a `lasting` one
    is durable.
    """

    def __init__(
        self,
        engine: Engine,
        check: Callable[[], None] = lambda: None,
        quick: Engine | None = None,
        sync: Callable[[], None] = lambda: None,
        moments: Callable[[], float] = time.monotonic,
    ) -> None:
        """`engine` begins transactions that may write; `check` is called before each commit, and may forbid it by raising.

        `quick` begins such as are committed without a flush (None: there are none), `sync` flushes what they wrote, and may
        raise OSError. `moments` is a monotonic clock, in seconds.
        """
        self._engine = engine
        self._quick = quick or engine
        self._sync = sync
        self._moments = moments
        self._unsynced_since: float | None = None
        self._open: dict[int, Connection] = {}
        self._check = check
        self.commits = 0
        """How many transactions were committed."""
        self._waiting: SimpleQueue[_Entry | None] = SimpleQueue()
        self._shut = False
        self._lock = threading.Lock()
        """Nothing is queued behind the end: nobody would run it, and who waits for it would wait for ever."""
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[Result], *, lasting: bool = True) -> Future[Result]:
        """Queue `work`; it runs after those queued before. Raises ProgrammingError, as a closed connection does, after the
        shutdown. What is not `lasting` waits for no flush.
        """
        entry = _Entry(work, lasting)
        with self._lock:
            if self._shut:
                message = "the database is closed"
                raise sqlite3.ProgrammingError(message)
            self._waiting.put(entry)
        return entry.future

    def shutdown(self) -> None:
        """Wait until everything submitted is done, then stop the thread."""
        with self._lock:
            self._shut = True
            self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            found = [self._next()]
            while len(found) < _MOST_TOGETHER:
                try:
                    found.append(self._waiting.get_nowait())
                except Empty:
                    break
            going = None not in found
            entries = [one for one in found if one is not None and one.future.set_running_or_notify_cancel()]
            lasting = any(one.lasting for one in entries)
            engine = self._engine if lasting else self._quick
            if len(entries) == 1:
                self._alone(entries[0], engine)
            elif entries:
                self._together(entries, engine)
            if lasting:  # a flush takes along what was written before
                self._unsynced_since = None
            elif entries and self._unsynced_since is None and engine is not self._engine:
                self._unsynced_since = self._moments()
        self._flush()
        for connection in self._open.values():
            connection.close()

    def _next(self) -> _Entry | None:
        """The next job; meanwhile what was committed without a flush is flushed in time."""
        while self._unsynced_since is not None:
            left = self._unsynced_since + _SYNC_SECONDS - self._moments()
            try:
                if left > 0:
                    return self._waiting.get(timeout=left)
            except Empty:
                pass
            self._flush()
        return self._waiting.get()

    def _flush(self) -> None:
        if self._unsynced_since is not None:
            self._unsynced_since = None
            # What the disk refuses now it refuses at the next turn that must last, which says so.
            with contextlib.suppress(OSError):
                self._sync()

    @contextlib.contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        """A transaction on the connection of this thread: to fetch one and give it back costs as much as a statement.

        After a failure it is another connection.
        """
        connection = self._open.pop(id(engine), None) or engine.connect()
        try:
            with connection.begin():
                yield connection
        except BaseException:
            connection.close()
            raise
        self._open[id(engine)] = connection

    def _alone(self, entry: _Entry, engine: Engine) -> None:
        try:
            with self._transaction(engine) as connection:
                result = entry.work(connection)
                self._check()
        except BaseException as error:
            entry.future.set_exception(error)
        else:
            self.commits += 1
            entry.future.set_result(result)

    def _together(self, entries: list[_Entry], engine: Engine) -> None:
        """Run all jobs in one transaction; if one fails, all again, each in a savepoint: it takes none of the others along."""
        try:
            with self._transaction(engine) as connection:
                results = [entry.work(connection) for entry in entries]
                self._check()
        except Exception:  # told below, to the one whom it concerns
            self._one_by_one(entries, engine)
            return
        self.commits += 1
        for entry, result in zip(entries, results, strict=True):
            entry.future.set_result(result)

    def _one_by_one(self, entries: list[_Entry], engine: Engine) -> None:
        """Run each job in a savepoint, so that one that fails rolls back nothing of the others."""
        done: list[tuple[_Entry, Any]] = []
        try:
            with self._transaction(engine) as connection:
                for entry in entries:
                    try:
                        with connection.begin_nested():
                            result = entry.work(connection)
                    except Exception as error:
                        if _broken_off(connection):
                            raise
                        entry.future.set_exception(error)
                    else:
                        done.append((entry, result))
                self._check()
        except BaseException as error:
            for entry in entries:
                if not entry.future.done():
                    entry.future.set_exception(error)
        else:
            self.commits += 1
            for entry, result in done:
                entry.future.set_result(result)


def _broken_off(connection: Connection) -> bool:
    """Whether SQLite rolled back the whole transaction, as it does if the disk is full."""
    driver = connection.connection.driver_connection
    return not getattr(driver, "in_transaction", False)
