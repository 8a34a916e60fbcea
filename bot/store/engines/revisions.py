"""Bring the tables to the form that this program knows. Safe when several processes open one database at once."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection, inspect, text

from bot.messages import message
from bot.store.engines.engine import Engine
from bot.store.model.errors import StoreError

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
)
"""Every migration, in order. Named here so that opening a current database need not load Alembic."""
HEAD = REVISIONS[-1]
_VERSION_TABLE = "alembic_version"
_LOCK = 0x6E6F74696365
"""The advisory lock of PostgreSQL under which one process migrates while the others wait."""


async def upgrade(engine: Engine, place: str) -> None:
    """Run the migrations that the database lacks. Raises StoreError if it is newer than this program."""
    if await engine.read(found_revision) != HEAD:
        await engine.write(partial(_upgrade, place=place))


def _upgrade(connection: Connection, place: str) -> None:
    if connection.dialect.name == "postgresql":  # on SQLite the transaction, begun for writing, is the lock
        take_time(connection)
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    found = found_revision(connection)
    if found is not None and found not in REVISIONS:
        raise StoreError(message("store_newer", place=place, found=found, known=HEAD), "newer")
    if found != HEAD:
        migrate(connection)


def take_time(connection: Connection) -> None:
    """Let this transaction take as long as it needs: importing Alembic on a busy machine may take seconds."""
    names = (
        "idle_in_transaction_session_timeout",
        "transaction_timeout",
        "lock_timeout",
        "statement_timeout",
    )
    timeouts = "({})".format(", ".join(f"'{name}'" for name in names))
    connection.execute(text(f"SELECT set_config(name, '0', true) FROM pg_settings WHERE name IN {timeouts}"))


def found_revision(connection: Connection) -> str | None:
    """The revision of the database; None if it is empty."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    revision: str | None = connection.scalar(text(f"SELECT version_num FROM {_VERSION_TABLE}"))
    return revision


def migrate(connection: Connection, revision: str = HEAD) -> None:
    """Run the migrations up to `revision` in the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "bot.store:migrations")
    command.upgrade(config, revision)
