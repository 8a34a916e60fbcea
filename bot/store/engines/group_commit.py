"""Group commit: writers queue for one thread, and those that wait together share a transaction and its one flush to disk.

A flush costs milliseconds however much it writes: a hundred people who write at once wait for a few flushes, not a hundred.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection, Engine

from bot.store.engines.engine import Result, Work

_MOST_TOGETHER = 64


@dataclass
class _Entry:
    work: Work[Any]
    future: Future[Any] = field(default_factory=Future)


class GroupCommit:
    """Runs jobs, each committed whole or rolled back; a job is durable when its future has a result."""

    def __init__(self, engine: Engine, check: Callable[[], None] = lambda: None) -> None:
        """`engine` begins transactions that may write; `check` is called before each commit, and may forbid it by raising."""
        self._engine = engine
        self._check = check
        self.commits = 0
        """How many transactions were committed."""
        self._waiting: SimpleQueue[_Entry | None] = SimpleQueue()
        self._shut = False
        self._lock = threading.Lock()
        """Nothing is queued behind the end: nobody would run it, and who waits for it would wait for ever."""
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[Result]) -> Future[Result]:
        """Queue `work`; it runs after those queued before. Raises ProgrammingError, as a closed connection does, after the
        shutdown.
        """
        entry = _Entry(work)
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
            found = [self._waiting.get()]
            while len(found) < _MOST_TOGETHER:
                try:
                    found.append(self._waiting.get_nowait())
                except Empty:
                    break
            going = None not in found
            entries = [one for one in found if one is not None and one.future.set_running_or_notify_cancel()]
            if len(entries) == 1:
                self._alone(entries[0])
            elif entries:
                self._together(entries)

    def _alone(self, entry: _Entry) -> None:
        try:
            with self._engine.begin() as connection:
                result = entry.work(connection)
                self._check()
        except BaseException as error:
            entry.future.set_exception(error)
        else:
            self.commits += 1
            entry.future.set_result(result)

    def _together(self, entries: list[_Entry]) -> None:
        """Run each job in a savepoint, so that one that fails rolls back nothing of the others."""
        done: list[tuple[_Entry, Any]] = []
        try:
            with self._engine.begin() as connection:
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
