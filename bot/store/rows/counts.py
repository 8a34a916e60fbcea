"""Rows that belong to no user: counts of feedback, and marks (values that the whole program shares)."""

from __future__ import annotations

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.rows.tables import feedback, mark


def kept_mark(connection: Connection, name: str, value: str) -> str:
    """Return the mark `name`, set to `value` if it did not exist. All processes get the same value."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(mark).values(name=name, value=value)
    connection.execute(row.on_conflict_do_nothing(index_elements=["name"]))
    return str(connection.scalar(select(mark.c.value).where(mark.c.name == name)))


def count_feedback(connection: Connection, day: str, notice: str, entry: str, vote: str) -> None:
    """Count one more `vote` on `entry` of the pack of `notice` on `day`."""
    values = {"day": day, "notice": notice, "entry": entry, "vote": vote}
    same = [feedback.c[name] == value for name, value in values.items()]
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = dialect.insert(feedback).values(**values, count=0)
    connection.execute(first.on_conflict_do_nothing(index_elements=list(values)))
    connection.execute(update(feedback).where(*same).values(count=feedback.c.count + 1))


def ping(connection: Connection) -> None:
    """Run a trivial query."""
    connection.execute(select(mark.c.name).limit(1)).all()
