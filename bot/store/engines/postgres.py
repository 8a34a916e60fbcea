"""PostgreSQL through asyncpg. A process that is suspended or cut off from the network does not block the others for long."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import asyncpg
from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.process import PROGRAM
from bot.store.engines.engine import PROBE_SECONDS, Result, Work

_CONNECT_SECONDS = 10
_STATEMENT_SECONDS = 30
_SILENT_SECONDS = 3
"""The server ends a session that is idle in a transaction for so long: its process may be suspended, and the rows that
it changed stay locked until the session ends."""
_TRANSACTION_SECONDS = 10
"""The server ends any transaction that takes longer (from PostgreSQL 17 on): a process that is suspended while it prepares
a statement does not count as idle."""
_UNANSWERED_SECONDS = 10
"""TCP_USER_TIMEOUT of both ends: a connection is dropped when sent data stay unacknowledged for so long."""
_IDLE_SECONDS, _PROBE_SECONDS, _PROBES = 5, 5, 2
"""TCP keepalives: after so much silence the other end is probed; after so many unanswered probes it is gone."""
_LOCK_SECONDS = 5
"""The server gives a statement up that waits so long for a lock, as behind a migration or a backup: longer than a silent
session keeps one, and so short that those who wait do not fill the pool."""
_SERVER_SECONDS = 20
"""The server gives any statement up that takes longer, also one whose sender stopped in the middle of it."""
_SESSION = {
    "application_name": PROGRAM,
    "lock_timeout": f"{_LOCK_SECONDS}s",
    "statement_timeout": f"{_SERVER_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{_SILENT_SECONDS}s",
    "tcp_user_timeout": f"{_UNANSWERED_SECONDS}s",
    "tcp_keepalives_idle": str(_IDLE_SECONDS),
    "tcp_keepalives_interval": str(_PROBE_SECONDS),
    "tcp_keepalives_count": str(_PROBES),
}
_CLIENT = {
    "TCP_USER_TIMEOUT": _UNANSWERED_SECONDS * 1000,
    "TCP_KEEPIDLE": _IDLE_SECONDS,
    "TCP_KEEPINTVL": _PROBE_SECONDS,
    "TCP_KEEPCNT": _PROBES,
}
_KEPT_OPEN, _MORE = 5, 10
"""Connections that a pool keeps, and how many more it opens for a rush."""
MOST_CONNECTIONS = 2 * (_KEPT_OPEN + _MORE + 1)
"""What one process of the server uses at most: a pool for the turns and one for the deliveries, each with a probe."""
_LEAVE_SECONDS = 1.0
"""How long the server may take to say goodbye."""
_TRIES = 4
_AGAIN = ("40P01", "40001")
"""SQLSTATE of a deadlock or a serialization failure: the server rolled the transaction back, and a retry succeeds."""

Transaction = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class PostgresEngine:
    """Runs transactions on a PostgreSQL server."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine = _engine(url, _STATEMENT_SECONDS, pool_size=_KEPT_OPEN, max_overflow=_MORE)
        self._probing = _engine(url, PROBE_SECONDS + 1, pool_size=1, max_overflow=0)
        self._parts: list[PostgresEngine] = []

    async def read(self, work: Work[Result]) -> Result:
        return await self._done(work, self._engine.connect, _is_unread)

    async def write(self, work: Work[Result], *, lasting: bool = True) -> Result:
        def quickly(connection: Connection) -> Result:
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            return work(connection)

        return await self._done(work if lasting else quickly, self._engine.begin, _is_undone)

    async def _done(
        self, work: Work[Result], transaction: Transaction, may_repeat: Callable[[DBAPIError], bool]
    ) -> Result:
        """Run `work` in a new `transaction`, and retry a few times after errors that it `may_repeat`."""
        for _ in range(_TRIES - 1):
            try:
                async with transaction() as connection:
                    return await connection.run_sync(work)
            except DBAPIError as error:
                if not may_repeat(error):
                    raise
        async with transaction() as connection:
            return await connection.run_sync(work)

    async def probe(self, work: Work[None]) -> None:
        async with self._probing.begin() as connection:
            await connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PROBE_SECONDS}s'")
            await connection.run_sync(work)

    def apart(self) -> PostgresEngine:
        self._parts.append(PostgresEngine(self._url))
        return self._parts[-1]

    async def close(self) -> None:
        parts = (part.close() for part in self._parts)
        await asyncio.gather(*parts, *map(_dispose, (self._engine, self._probing)))


async def _dispose(engine: AsyncEngine) -> None:
    """Close every connection: take leave of the server, unless it does not answer any more."""
    seconds = _LEAVE_SECONDS
    while True:
        try:
            async with asyncio.timeout(seconds):
                return await engine.dispose()
        except TimeoutError:
            # That connection is cut off now; so are the others, if they do not answer at once.
            seconds = _LEAVE_SECONDS / 20


def _engine(url: URL, statement_seconds: float, **pool: int) -> AsyncEngine:
    """An engine with a pool of connections, on which a statement may take so long."""
    engine = create_async_engine(
        url,
        pool_pre_ping=True,  # so that a restart of the server fails no turn
        connect_args={
            "timeout": _CONNECT_SECONDS,
            "command_timeout": statement_seconds,
            "server_settings": _SESSION,
            "connection_class": _KeptAlive,
        },
        **pool,
    )
    event.listen(engine.sync_engine, "connect", _limit_transactions)
    return engine


def _limit_transactions(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Set what older servers do not know: as a connection parameter it would make them refuse the connection."""
    cursor = connection.cursor()
    cursor.execute(
        f"SELECT set_config(name, '{_TRANSACTION_SECONDS}s', false) FROM pg_settings WHERE name = 'transaction_timeout'"
    )
    cursor.close()
    connection.commit()


def _is_undone(error: DBAPIError) -> bool:
    """Whether the transaction was certainly rolled back and may succeed when run again.

    A connection lost during a statement rolled the transaction back; after one lost during COMMIT (which has no
    statement) nobody knows.
    """
    broke = error.connection_invalidated and error.statement is not None
    return broke or getattr(error.driver_exception, "sqlstate", "") in _AGAIN


def _is_unread(error: DBAPIError) -> bool:
    """Whether something that only reads failed for a reason that passes: a lost connection may be lost at its end too."""
    return error.connection_invalidated or _is_undone(error)


class _KeptAlive(asyncpg.Connection):  # type: ignore[misc]  # asyncpg has no types
    """A connection with TCP keepalives, so that this end notices when the server is gone."""

    __slots__ = ()

    def __init__(self, protocol: Any, transport: Any, *args: Any) -> None:
        super().__init__(protocol, transport, *args)
        wire = transport.get_extra_info("socket")
        if wire.family in (socket.AF_INET, socket.AF_INET6):
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for name, value in _CLIENT.items():
                if hasattr(socket, name):  # some systems lack some of them
                    wire.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
