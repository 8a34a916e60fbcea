"""Read-only reports: what should be sent and what was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, tuple_

from bot.store.model.delivery import NEVER, Delivery, Planned, Traffic
from bot.store.rows.deliveries import COLUMNS, WAITING, known_status
from bot.store.rows.tables import conversation, delivery, subscription, tally

Counts = dict[tuple[str, str], int]
"""How many, by channel and status."""


def due_between(connection: Connection, start: datetime, end: datetime) -> Counts:
    """Count what is due from `start` until before `end`."""
    rows = connection.execute(
        select(delivery.c.channel, delivery.c.status, func.count())
        .where(delivery.c.due_at >= start, delivery.c.due_at < end)
        .group_by(delivery.c.channel, delivery.c.status)
    )
    return {(channel, status): number for channel, status, number in rows}


def tallied(connection: Connection, day: str) -> Counts:
    """Outcomes of `day`; deliveries of users deleted since are counted too."""
    rows = connection.execute(
        select(tally.c.channel, tally.c.outcome, tally.c.count).where(tally.c.day == day)
    )
    return {(channel, outcome): number for channel, outcome, number in rows}


def traffic(connection: Connection, channel: str, now: datetime) -> Traffic:
    """What came in from people of `channel` and went out to them last, and what is overdue at `now`."""
    theirs = conversation.c.user_key.startswith(f"{channel}:", autoescape=True)
    heard = connection.scalar(select(func.max(conversation.c.updated_at)).where(theirs))
    ours = delivery.c.channel == channel
    told = connection.scalar(select(func.max(delivery.c.sent_at)).where(ours, delivery.c.status == "sent"))
    waits = (ours, delivery.c.status.in_(WAITING), delivery.c.due_at <= now, delivery.c.ready_at < NEVER)
    overdue = connection.scalar(select(func.count()).select_from(delivery).where(*waits)) or 0
    tried = select(delivery.c.reason).where(*waits, delivery.c.reason != "")
    reason = connection.scalar(tried.order_by(delivery.c.ready_at.desc()).limit(1)) or ""
    return Traffic(heard, told, overdue, reason)


def audiences(
    connection: Connection, channel: str, now: datetime, until: datetime
) -> list[tuple[datetime, int]]:
    """How many deliveries of `channel` are due at each moment up to `until`, in order."""
    rows = connection.execute(
        select(delivery.c.ready_at, func.count())
        .where(
            delivery.c.status == "due",
            delivery.c.channel == channel,
            delivery.c.ready_at > now,
            delivery.c.ready_at < until,
        )
        .group_by(delivery.c.ready_at)
        .order_by(delivery.c.ready_at)
    )
    return [(moment, number) for moment, number in rows]


def upcoming(
    connection: Connection, until: datetime, after: tuple[datetime, int] | None, limit: int
) -> list[Delivery]:
    """Up to `limit` deliveries still to be sent before `until`, in order of when they are due, after `after`."""
    query = (
        select(*COLUMNS)
        .where(
            known_status.in_((*WAITING, "claimed", "sending")),
            delivery.c.due_at < until,
            delivery.c.ready_at < NEVER,
        )
        .order_by(delivery.c.due_at, delivery.c.id)
        .limit(limit)
    )
    if after is not None:
        moment, id = after
        place = tuple_(bindparam(None, moment, delivery.c.due_at.type), id)
        query = query.where(tuple_(delivery.c.due_at, delivery.c.id) > place)
    return [Delivery(*row) for row in connection.execute(query)]


def running(connection: Connection) -> int:
    """How many subscriptions are still to be planned."""
    return connection.scalar(select(func.count()).where(subscription.c.next_at.is_not(None))) or 0


def rows_made(connection: Connection, users: Sequence[str]) -> set[tuple[str, str, Planned]]:
    """Every stored delivery of `users`, by user_key and subscription, whatever its status."""
    found = connection.execute(
        select(
            delivery.c.user_key,
            delivery.c.subscription_id,
            delivery.c.milestone,
            delivery.c.kind,
            delivery.c.revision,
            delivery.c.due_at,
            delivery.c.notice,
        ).where(delivery.c.user_key.in_(users))
    )
    return {(user_key, id, Planned(*row)) for user_key, id, *row in found}
