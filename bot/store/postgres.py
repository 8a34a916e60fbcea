"""PostgreSQL through asyncpg."""

from __future__ import annotations

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.engine import Result, Work

_CONNECT_SECONDS = 10
_STATEMENT_SECONDS = 30
_TRIES = 4
_AGAIN = ("40P01", "40001")
"""Two transactions waited for each other, and the server ended this one whole: done again, it finds the way free."""


class PostgresEngine:
    """Runs work on a server."""

    def __init__(self, url: URL) -> None:
        self._engine = create_async_engine(
            url,
            pool_pre_ping=True,  # a server that was away and came back costs no turn
            connect_args={"timeout": _CONNECT_SECONDS, "command_timeout": _STATEMENT_SECONDS},
        )

    async def read(self, work: Work[Result]) -> Result:
        async with self._engine.connect() as connection:
            return await connection.run_sync(work)

    async def write(self, work: Work[Result]) -> Result:
        for _ in range(_TRIES - 1):
            try:
                return await self._write(work)
            except DBAPIError as error:
                if getattr(error.driver_exception, "sqlstate", "") not in _AGAIN:
                    raise
        return await self._write(work)

    async def _write(self, work: Work[Result]) -> Result:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        await self._engine.dispose()
