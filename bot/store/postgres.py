"""PostgreSQL through asyncpg. No process that is suspended, or gone from the network, holds the others up for long."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import asyncpg
from sqlalchemy import URL, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.engine import Result, Work

_CONNECT_SECONDS = 10
_STATEMENT_SECONDS = 30
_SILENT_SECONDS = 3
"""The server ends a session that says nothing for so long inside a transaction: its process may be suspended, and
until the session ends the rows it changed stay locked."""
_TRANSACTION_SECONDS = 10
"""It ends any transaction that takes longer, where it can (from PostgreSQL 17 on): a process that is suspended while it
prepares a statement is in the middle of a request, for which the server waits without counting it as silence."""
_UNANSWERED_SECONDS = 10
"""Both ends give a connection up when the other end has not taken for so long what was sent to it."""
_IDLE_SECONDS, _PROBE_SECONDS, _PROBES = 5, 5, 2
"""When nothing was sent for a while, the other end is probed; after so many probes without an answer it is gone."""
_SESSION = {
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
_TRIES = 4
_AGAIN = ("40P01", "40001")
"""Two transactions waited for each other, and the server ended this one whole: done again, it finds the way free."""

Transaction = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class PostgresEngine:
    """Runs work on a server."""

    def __init__(self, url: URL) -> None:
        self._engine = create_async_engine(
            url,
            pool_pre_ping=True,  # a server that was away and came back costs no turn
            connect_args={
                "timeout": _CONNECT_SECONDS,
                "command_timeout": _STATEMENT_SECONDS,
                "server_settings": _SESSION,
                "connection_class": _KeptAlive,
            },
        )
        event.listen(self._engine.sync_engine, "connect", _limit_transactions)

    async def read(self, work: Work[Result]) -> Result:
        return await self._done(work, self._engine.connect)

    async def write(self, work: Work[Result]) -> Result:
        return await self._done(work, self._engine.begin)

    async def _done(self, work: Work[Result], transaction: Transaction) -> Result:
        """Do `work` in a new `transaction`, and again if one was undone whole."""
        for _ in range(_TRIES - 1):
            try:
                async with transaction() as connection:
                    return await connection.run_sync(work)
            except DBAPIError as error:
                if not _is_undone(error):
                    raise
        async with transaction() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        await self._engine.dispose()


def _limit_transactions(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Set what older servers do not know, and would refuse a connection for."""
    cursor = connection.cursor()
    cursor.execute(
        f"SELECT set_config(name, '{_TRANSACTION_SECONDS}s', false) FROM pg_settings WHERE name = 'transaction_timeout'"
    )
    cursor.close()
    connection.commit()


def _is_undone(error: DBAPIError) -> bool:
    """Whether nothing of the transaction took hold for sure, and doing it again may succeed.

    A connection that broke during a statement took the transaction along; one that broke during the commit (which has
    no statement) tells nothing.
    """
    broke = error.connection_invalidated and error.statement is not None
    return broke or getattr(error.driver_exception, "sqlstate", "") in _AGAIN


class _KeptAlive(asyncpg.Connection):  # type: ignore[misc]  # asyncpg has no types
    """A connection that notices when the server is gone, as the server notices it of this end."""

    __slots__ = ()

    def __init__(self, protocol: Any, transport: Any, *args: Any) -> None:
        super().__init__(protocol, transport, *args)
        wire = transport.get_extra_info("socket")
        if wire.family in (socket.AF_INET, socket.AF_INET6):
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for name, value in _CLIENT.items():
                if hasattr(socket, name):  # some systems lack some of them
                    wire.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
