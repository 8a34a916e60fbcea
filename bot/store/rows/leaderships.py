"""SQL for the row of the right to send: read, take, keep alive, give back, each one conditional statement."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, exists, select, update

from bot.store.model.delivery import Leader
from bot.store.rows.insertion import insert_new
from bot.store.rows.tables import leadership

DISPATCHER = "dispatcher"
_MINE = leadership.c.name == DISPATCHER


def read_leader(connection: Connection) -> Leader | None:
    """The process that holds the right to send; None if none ever did."""
    row = connection.execute(select(leadership.c.owner, leadership.c.term, leadership.c.beat).where(_MINE))
    found = row.one_or_none()
    return Leader(*found) if found else None


def take(connection: Connection, owner: str, seen: Leader | None) -> int | None:
    """Take the right from the leader that was `seen`. Returns the new term, or None if the row changed since."""
    if seen is None:
        made = insert_new(
            connection, leadership, [{"name": DISPATCHER, "owner": owner, "term": 1, "beat": 0}]
        )
        return 1 if made else None
    taken = connection.execute(
        update(leadership)
        .where(_MINE, leadership.c.term == seen.term, leadership.c.beat == seen.beat)
        .values(owner=owner, term=seen.term + 1, beat=0)
    )
    return seen.term + 1 if taken.rowcount == 1 else None


def beat(connection: Connection, term: int) -> bool:
    """Increment the beat of `term`. Returns False if another process holds the right now."""
    done = connection.execute(
        update(leadership)
        .where(_MINE, leadership.c.term == term, leadership.c.owner != "")
        .values(beat=leadership.c.beat + 1)
    )
    return done.rowcount == 1


def resign(connection: Connection, term: int) -> None:
    """Give the right back, so that another process can take it without waiting."""
    connection.execute(update(leadership).where(_MINE, leadership.c.term == term).values(owner=""))


def leads(term: int) -> ColumnElement[bool]:
    """An SQL condition: `term` is the current term."""
    return exists().where(_MINE, leadership.c.term == term, leadership.c.owner != "")
