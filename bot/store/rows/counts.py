"""Rows that belong to no user: counts of feedback, and marks (values that the whole program shares)."""

from __future__ import annotations

from sqlalchemy import Connection, case, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.rows.tables import feedback, mark, metadata

_PROBED = "probed"


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


def probe(connection: Connection) -> None:
    """Write as everything else does: take the locks that writing takes, and change one row."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(metadata.tables)
        connection.execute(text(f"LOCK TABLE {names} IN ROW EXCLUSIVE MODE"))
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(mark).values(name=_PROBED, value="0")
    turned = case((mark.c.value == "0", "1"), else_="0")  # an equal row might not be written
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": turned}))


def used_bytes(connection: Connection) -> int:
    """How many bytes the database takes up, without what is free inside it."""
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    pages, free, size = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0)
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size
