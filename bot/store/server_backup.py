"""Copies of a database on a PostgreSQL server: files like those of SQLite, made and put back without the server's programs.

So a copy can also be put into the other kind of database.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, NullPool, Table, create_engine, insert, inspect, select, text, update

from bot.messages import message
from bot.store.backup import NOT_COPIED, UNSURE, check_copy, where_it_is_full, whole_copy
from bot.store.database import Store, open_engine
from bot.store.engines.address import read_address
from bot.store.engines.revisions import HEAD, found_revision, migrate, take_time
from bot.store.engines.trouble import explained
from bot.store.model.errors import StoreError
from bot.store.restored_desk import RestoredAccount, accounts_in, close_desk
from bot.store.rows.tables import delivery, leadership, metadata
from bot.store.rows.values import in_utc

_ROWS = 500
"""Rows that are held at a time."""
_WRONG = "wrong_copy"
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_VERSION = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
_COPIED = tuple(table for table in metadata.sorted_tables if table.name not in NOT_COPIED)


async def back_up_server(url: str, copy: Path, *, replacing: bool = False) -> int:
    """Copy the database at `url` into the file `copy`, as it was at one moment. Returns its size in bytes.

    Others go on reading and writing. Raises StoreError if it cannot be done, or if the database is of another version.
    """
    address = read_address(url)
    with (
        whole_copy(copy, address.place, replacing=replacing) as unfinished,
        where_it_is_full(copy),
        explained(address.place),
    ):
        engine = await open_engine(address)
        try:
            await engine.read(partial(_read_all, place=address.place, into=unfinished))
        finally:
            await engine.close()
    return copy.expanduser().stat().st_size


async def restore_server(copy: Path, url: str, now: datetime) -> tuple[RestoredAccount, ...]:
    """Put a copy into the empty database at `url`, all of it or nothing.

    Returns the accounts of the desk that there are now. For what may have been sent since the copy was made, and for who was
    logged in, see `bot.store.backup.restore`. Raises StoreError if the copy is none,
    or if there are tables already: nothing that is there is ever replaced.
    """
    copy, address = copy.expanduser().absolute(), read_address(url)
    if not copy.is_file():
        raise StoreError(message("restore_missing", copy=copy), _WRONG)
    check_copy(copy)
    with tempfile.TemporaryDirectory() as folder, explained(address.place):
        present = Path(folder) / "copy.db"
        shutil.copyfile(copy, present)
        os.chmod(present, 0o600)
        async with await Store.open(f"sqlite:///{present}"):  # an older copy is brought up to date
            pass
        with closing(sqlite3.connect(present)) as written, written:
            close_desk(written)
        engine = await open_engine(address)
        try:
            await engine.write(partial(_write_all, place=address.place, out_of=present, now=now))
        finally:
            await engine.close()
        return accounts_in(present)


def _read_all(connection: Connection, place: str, into: Path) -> None:
    connection.exec_driver_sql(_SNAPSHOT)
    take_time(connection)
    found = found_revision(connection)
    if found != HEAD:
        raise StoreError(message("backup_other_version", place=place, found=found or "-", known=HEAD), _WRONG)
    into.write_bytes(b"")  # of a try before that the server broke off
    with _file(into) as file:
        metadata.create_all(file)
        file.exec_driver_sql(_VERSION)
        file.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
        for table in _COPIED:
            _copy_rows(table, connection, file)


def _write_all(connection: Connection, place: str, out_of: Path, now: datetime) -> None:
    take_time(connection)
    if {*inspect(connection).get_table_names()} & {*metadata.tables, "alembic_version"}:
        raise StoreError(message("restore_not_empty", place=place), _WRONG)
    migrate(connection)
    with _file(out_of) as file:
        for table in _COPIED:
            _copy_rows(table, file, connection)
            _count_on(table, connection)
    may_repeat = (delivery.c.status.in_(UNSURE), delivery.c.due_at <= in_utc(now))
    connection.execute(update(delivery).where(*may_repeat).values(maybe_repeated=True))
    connection.execute(update(leadership).values(owner=""))


@contextmanager
def _file(path: Path) -> Iterator[Connection]:
    """A connection to a file of SQLite, in one transaction."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def _copy_rows(table: Table, source: Connection, target: Connection) -> None:
    rows = source.execution_options(yield_per=_ROWS).execute(select(table))
    for part in rows.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in part])


def _count_on(table: Table, connection: Connection) -> None:
    """Have numbers that the server gives follow those that were put in."""
    number = table.autoincrement_column
    if number is not None and table.c.keys()[0] == number.name and len(table.primary_key) == 1:
        sequence = f"pg_get_serial_sequence('{table.name}', '{number.name}')"
        last = f"(SELECT max({number.name}) FROM {table.name})"
        connection.execute(text(f"SELECT setval({sequence}, {last}) WHERE {last} IS NOT NULL"))
