"""SQL of the planner: subscriptions to be planned, what was decided for them, deadlines that moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update

from bot.store.model.delivery import Plan, Planned, Wish, channel_of
from bot.store.rows.insertion import insert_new
from bot.store.rows.tables import delivery, mark, subscription
from bot.store.rows.values import to_json

Place = tuple[datetime, str, str]
"""The planner's position in the order of the subscriptions: next_at, user_key, id."""
_ORDER = (subscription.c.next_at, subscription.c.user_key, subscription.c.id)
_THE_ONE = update(subscription).where(
    subscription.c.user_key == bindparam("the_user"), subscription.c.id == bindparam("the_id")
)
_FOUND = _THE_ONE.values(next_at=bindparam("looked_at"), ended=bindparam("why"))
_CHANGED = _THE_ONE.values(state=bindparam("text"))


def wishes(connection: Connection, now: datetime, after: Place | None, limit: int) -> list[Wish]:
    """Up to `limit` subscriptions to be planned by `now`, in order of their keys, after the key `after`."""
    columns = (subscription.c[name] for name in Wish.__dataclass_fields__)
    query = select(*columns).where(subscription.c.next_at <= now).order_by(*_ORDER).limit(limit)
    if after is not None:
        moment, user_key, id = after
        place = tuple_(bindparam(None, moment, subscription.c.next_at.type), user_key, id)
        query = query.where(tuple_(*_ORDER) > place)
    return [Wish(*row) for row in connection.execute(query)]


def record(connection: Connection, looked: Sequence[tuple[Wish, Plan]]) -> int:
    """Insert the planned rows and record when to plan again. Returns how many rows are new.

    A subscription that changed since it was read is left alone: it will be planned anyway.
    """
    # By the user alone: SQLite finds no index for pairs, and walks through the whole table.
    users = sorted({wish.user_key for wish, _ in looked})
    now = connection.execute(
        select(*_ORDER, subscription.c.updated_at).where(subscription.c.user_key.in_(users)).with_for_update()
    )
    same = {(user_key, id): (next_at, changed) for next_at, user_key, id, changed in now}
    kept = [
        (wish, plan)
        for wish, plan in looked
        if same.get((wish.user_key, wish.id)) == (wish.next_at, wish.updated_at)
    ]
    made = insert_new(
        connection,
        delivery,
        [row for wish, plan in kept for row in rows_of(wish.user_key, wish.id, plan.deliveries)],
    )
    found = [
        {"the_user": wish.user_key, "the_id": wish.id, "looked_at": plan.next_at, "why": plan.ended}
        for wish, plan in kept
    ]
    if found:
        connection.execute(_FOUND, found)
    states = [
        {"the_user": wish.user_key, "the_id": wish.id, "text": to_json(plan.state)}
        for wish, plan in kept
        if plan.state is not None
    ]
    if states:
        connection.execute(_CHANGED, states)
    return made


def rows_of(user_key: str, id: str, rows: Sequence[Planned]) -> list[dict[str, object]]:
    """The rows to insert for the subscription `id` of `user_key`."""
    return [
        {
            "user_key": user_key,
            "channel": channel_of(user_key),
            "subscription_id": id,
            "milestone": row.milestone,
            "kind": row.kind,
            "revision": row.revision,
            "due_at": row.due_at,
            "ready_at": row.due_at,
            "status": "due",
            "notice": row.notice,
        }
        for row in rows
    ]


def read_mark(connection: Connection, name: str) -> str | None:
    """The value of the mark `name`."""
    value: str | None = connection.scalar(select(mark.c.value).where(mark.c.name == name))
    return value


def write_mark(connection: Connection, name: str, value: str) -> None:
    """Set the mark `name`."""
    done = connection.execute(update(mark).where(mark.c.name == name).values(value=value))
    if done.rowcount == 0:
        connection.execute(insert(mark), {"name": name, "value": value})
