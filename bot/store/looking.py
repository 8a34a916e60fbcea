"""A look at a database as it stands: nothing is made, migrated or changed, whoever else uses it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from bot.messages import message
from bot.store.engines.address import Address, read_address
from bot.store.engines.revisions import HEAD, REVISIONS, found_revision
from bot.store.engines.trouble import explained
from bot.store.model.errors import StoreError
from bot.store.rows import counts

_LOCK_SECONDS = 3.0
_MOST_READ = 256 * 1024 * 1024
"""A larger file is not read from its beginning to its end."""
_FREE = """
SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - (SELECT count(*) FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND datname IS DISTINCT FROM current_database())
"""
"""Connections that are left for this database: those to others are taken from what the server permits."""
_NEWEST = "SELECT max(updated_at) FROM conversation"


@dataclass(frozen=True)
class Seen:
    """What was seen: the place without its password, the revision (empty: there is no database yet), its size, when a
    conversation was last stored (aware), and how many connections the server permits to this database (None: it is a file)."""

    place: str
    revision: str = ""
    size: int = 0
    newest: datetime | None = None
    connections: int | None = None

    @property
    def behind(self) -> int:
        """How many migrations it lacks."""
        return len(REVISIONS) - 1 - REVISIONS.index(self.revision) if self.revision else 0


async def look_at(url: str) -> Seen:
    """See the database at `url`, and that it could be written now. Raises StoreError if it cannot be used."""
    address = read_address(url)
    with explained(address.place):
        seen = await _server(address) if address.path is None else _file(address.path)
    if seen.revision and seen.revision not in REVISIONS:
        raise StoreError(message("store_newer", place=seen.place, found=seen.revision, known=HEAD), "newer")
    return seen


def _file(path: Path) -> Seen:
    if not path.exists():
        # SQLite takes its log away when the last one closes: where there is one, somebody writes to a file without a name.
        if path.with_name(f"{path.name}-wal").exists():
            raise StoreError(message("store_file_lost", place=path), "file_lost")
        return Seen(str(path))
    with closing(
        sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=_LOCK_SECONDS, isolation_level=None)
    ) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        revision, newest = "", None
        if "alembic_version" in tables:
            revision = str(
                (connection.execute("SELECT version_num FROM alembic_version").fetchone() or [""])[0]
            )
        if "conversation" in tables:
            newest = connection.execute(_NEWEST).fetchone()[0]
        if path.stat().st_size <= _MOST_READ:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise StoreError(message("store_not_a_database", place=path), "not_a_database")
        connection.execute("BEGIN IMMEDIATE")  # whoever may write has the lock, or gets it soon
        connection.execute("ROLLBACK")
    moment = datetime.fromisoformat(newest).replace(tzinfo=UTC) if newest else None
    return Seen(str(path), revision, path.stat().st_size, moment)


async def _server(address: Address) -> Seen:
    from bot.store.engines.postgres import PostgresEngine

    def work(connection: Connection) -> Seen:
        if connection.scalar(text("SHOW transaction_read_only")) == "on":
            raise StoreError(message("store_read_only", place=address.place), "read_only")
        revision = found_revision(connection)
        if revision is None:
            return Seen(address.place, connections=connection.scalar(text(_FREE)))
        newest = connection.scalar(text(_NEWEST))
        free = connection.scalar(text(_FREE))
        return Seen(address.place, revision, counts.used_bytes(connection), newest, free)

    engine = PostgresEngine(address.url)
    try:
        return await engine.read(work)
    finally:
        await engine.close()
