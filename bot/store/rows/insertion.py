"""Inserts and upserts, for which SQLite and PostgreSQL have different dialects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert those of `rows` whose keys are new. Returns how many these are."""
    if not rows:
        return 0
    done = connection.execute(_insert(connection, table).on_conflict_do_nothing(), list(rows))
    return max(done.rowcount, 0)


def add_counts(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Upsert: add the `count` of each row to the stored row of the same key, or insert it."""
    for row in rows:
        statement = _insert(connection, table).values(row)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(table.primary_key),
                set_={"count": table.c.count + statement.excluded.count},
            )
        )


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
