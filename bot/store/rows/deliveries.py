"""SQL for deliveries being sent: claim them, mark them as sending, record their outcome.

Every UPDATE is conditional on the term of the process that runs it: one that lost the right to send, or slept through
losing it, changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select, update

from bot.store.model.delivery import NEVER, Delivery, Settlement, Status
from bot.store.rows.insertion import add_counts
from bot.store.rows.leaderships import leads
from bot.store.rows.subscriptions import UNSENT
from bot.store.rows.tables import delivery, subscription, tally

WAITING: tuple[Status, ...] = ("due", "uncertain")
_LOADED = ("wish", "ended", "interviews", "asked")
"""The fields of a delivery that materials.py adds; all others are columns."""
COLUMNS = tuple(delivery.c[name] for name in Delivery.__dataclass_fields__ if name not in _LOADED)
known_status: ColumnElement[str] = delivery.c.status + ""
"""The status, for rows selected by id: the + keeps SQLite from using the index on the status instead."""
_LONGEST_REASON = 200
_MOST_TOGETHER = 50
"""In one message: nobody reads more."""


def is_ready(connection: Connection, channel: str, status: Status, now: datetime) -> bool:
    """Whether any delivery of `channel` waits in `status` and is ready. Only reads, so that idling writes nothing."""
    ready = (delivery.c.status == status, delivery.c.channel == channel, delivery.c.ready_at <= now)
    return connection.execute(select(delivery.c.id).where(*ready).limit(1)).first() is not None


def claim(
    connection: Connection, term: int, channel: str, status: Status, now: datetime, limit: int
) -> list[Delivery]:
    """Claim up to `limit` deliveries of `channel` that wait in `status` and are ready, the earliest first."""
    ready = and_(delivery.c.channel == channel, delivery.c.ready_at <= now)
    return _claim(connection, term, status, ready, limit)


def claim_early(
    connection: Connection, term: int, channel: str, moment: datetime, limit: int
) -> list[Delivery]:
    """Claim up to `limit` deliveries of `channel` that are due at the future `moment`."""
    ready = and_(delivery.c.channel == channel, delivery.c.ready_at == moment)
    return _claim(connection, term, "due", ready, limit)


def claim_beside(connection: Connection, term: int, beside: Delivery, moment: datetime) -> list[Delivery]:
    """Claim what else waits for the user of `beside` in the same status, ready by `moment`."""
    ready = and_(delivery.c.user_key == beside.user_key, delivery.c.ready_at <= moment)
    return _claim(connection, term, beside.waiting, ready, _MOST_TOGETHER)


def _claim(
    connection: Connection, term: int, status: Status, ready: ColumnElement[bool], limit: int
) -> list[Delivery]:
    first = (
        select(delivery.c.id)
        .where(delivery.c.status == status, ready)
        .order_by(delivery.c.ready_at, delivery.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)  # SQLite has one writer at a time and leaves this out
    )
    taken = connection.execute(
        update(delivery)
        .where(delivery.c.id.in_(first), known_status == status, leads(term))
        .values(status="claimed", term=term)
        .returning(*COLUMNS)
    )
    return sorted((Delivery(*row) for row in taken), key=lambda one: (one.ready_at, one.id))


def mark_sending(connection: Connection, term: int, ids: Sequence[int]) -> frozenset[int]:
    """Mark the claimed deliveries `ids` as sending. Returns those that may still be sent."""
    if not ids:
        return frozenset()
    mine = (known_status == "claimed", delivery.c.term == term, leads(term))
    marked = connection.execute(
        update(delivery)
        .where(delivery.c.id.in_(ids), *mine)
        .values(status="sending", attempts=delivery.c.attempts + 1)
        .returning(delivery.c.id)
    )
    return frozenset(marked.scalars())


def settle(connection: Connection, settlements: Sequence[Settlement], now: datetime, day: str) -> None:
    """Record the outcome of deliveries and count them under `day`. Idempotent."""
    gone = {one.gone: one.reason for one in settlements if one.gone and _is_held(connection, one)}
    for user_key, reason in sorted(gone.items()):
        end_subscriptions(connection, user_key, reason)
    counts: Counter[tuple[str, str]] = Counter()
    for _, group in groupby(sorted(settlements, key=_alike), key=_alike):
        same = list(group)
        ids = [one.id for one in same]
        settled = connection.execute(
            update(delivery)
            .where(delivery.c.id.in_(ids), *_held(same[0]))
            .values(_values(same[0], now))
            .returning(delivery.c.channel)
        ).scalars()
        counts.update((channel, same[0].outcome) for channel in settled if same[0].outcome)
    for user_key, reason in sorted(gone.items()):
        counts.update(block(connection, user_key, reason))
    count(connection, counts, day)


def count(connection: Connection, counts: Counter[tuple[str, str]], day: str) -> None:
    """Add `counts` (by channel and outcome) to the totals of `day`."""
    rows = [
        {"day": day, "channel": channel, "outcome": outcome, "count": number}
        for (channel, outcome), number in sorted(counts.items())
    ]
    add_counts(connection, tally, rows)


def _held(one: Settlement) -> tuple[ColumnElement[bool], ...]:
    """Whether a row still is as `one` left it. One written twice must not take an attempt off the count of a later claim."""
    statuses = ("sending",) if one.uncounted else ("claimed", "sending")
    return known_status.in_(statuses), delivery.c.term == one.term


def _is_held(connection: Connection, one: Settlement) -> bool:
    return (
        connection.execute(select(delivery.c.id).where(delivery.c.id == one.id, *_held(one))).first()
        is not None
    )


def _alike(one: Settlement) -> tuple[Any, ...]:
    """Group settlements that one statement can write."""
    return (one.term, one.status, one.reason, one.outcome, one.ready_at or NEVER, one.uncounted)


def _values(one: Settlement, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {"status": one.status, "term": None, "reason": one.reason[:_LONGEST_REASON]}
    if one.ready_at is not None:
        values["ready_at"] = one.ready_at
    if one.uncounted:
        values["attempts"] = delivery.c.attempts - 1
    if one.status == "uncertain":
        values["maybe_repeated"] = True
    if one.status == "sent":
        values["sent_at"] = now
    return values


def end_subscriptions(connection: Connection, user_key: str, reason: str) -> None:
    """End the subscriptions of a user who cannot be reached."""
    connection.execute(
        update(subscription)
        .where(subscription.c.user_key == user_key, subscription.c.ended == "")
        .values(ended=f"gone: {reason}"[:_LONGEST_REASON], next_at=None)
    )


def block(connection: Connection, user_key: str, reason: str) -> Counter[tuple[str, str]]:
    """Mark what waits for a user who cannot be reached as blocked. Returns how many, by channel and outcome."""
    unsent = (delivery.c.status.in_((*UNSENT, "uncertain")), delivery.c.ready_at < NEVER)
    blocked = connection.execute(
        update(delivery)
        .where(delivery.c.user_key == user_key, *unsent)
        .values(status="blocked", term=None, reason=reason[:_LONGEST_REASON])
        .returning(delivery.c.channel)
    ).scalars()
    return Counter((channel, "blocked") for channel in blocked)
