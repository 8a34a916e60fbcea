"""When the notice changes: every subscription is planned again, and deliveries for a moved deadline are corrected.

What was planned for the old day and was not sent is cancelled; whoever was told the old day is told the new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, delete, select, tuple_, update

from bot.store.model.delivery import NEVER, Planned
from bot.store.model.saved import JsonObject
from bot.store.rows.deliveries import known_status
from bot.store.rows.insertion import insert_new
from bot.store.rows.plans import rows_of
from bot.store.rows.subscriptions import GIVEN_UP, UNSENT
from bot.store.rows.tables import delivery, subscription
from bot.store.rows.values import from_json, to_json

CORRECTION = "correction"
Key = tuple[str, str]
"""A subscription: user_key and id."""
Told = Mapping[str, str]
"""The deadline that a person was told last, as a revision, by milestone."""
Judge = Callable[[JsonObject, Told], tuple[tuple[Planned, ...], JsonObject]]
"""From the state of a subscription and what its owner was told: the corrections, and the new state. May raise anything."""
_KEY = tuple_(subscription.c.user_key, subscription.c.id)
_RUNNING = subscription.c.ended.in_(("", "over"))
"""A subscription that ended because all deadlines were over runs again if one is postponed."""


@dataclass(frozen=True)
class Corrected:
    """The result of one batch: deliveries cancelled, corrections made, and the key after which the next batch begins."""

    dropped: int
    made: int
    after: Key | None


def replan(connection: Connection, moment: datetime, after: Key | None, limit: int) -> Key | None:
    """Schedule up to `limit` subscriptions after the key `after` for planning at `moment`, also those with nothing left to send.

    Returns the key of the last one; None if there are no more.
    """
    keys = [(row.user_key, row.id) for row in connection.execute(_next(after, limit))]
    connection.execute(
        update(subscription)
        .where(subscription.c.user_key.in_(_users(keys)), _RUNNING)
        .values(next_at=moment, ended="")
    )
    return keys[-1] if len(keys) == limit else None


def correct(
    connection: Connection,
    moved: Collection[str],
    judge: Judge,
    moment: datetime,
    after: Key | None,
    limit: int,
) -> Corrected:
    """Correct up to `limit` subscriptions after the key `after`, now that the milestones `moved` have other days."""
    found = connection.execute(_next(after, limit).with_for_update()).all()
    keys = [(row.user_key, row.id) for row in found]
    told = _told(connection, keys)
    dropped = _drop(connection, keys, moved)
    corrections: list[dict[str, object]] = []
    for row in found:
        key = (row.user_key, row.id)
        values: dict[str, object] = {"next_at": moment, "ended": ""}
        try:
            rows, state = judge(from_json(row.state), told[key]) if key in told else ((), None)
        except Exception:  # one that cannot be read must not stop the others
            rows, state = (), None
        if rows and state is not None:
            values["state"] = to_json(state)
            corrections += rows_of(*key, rows)
        mine = (subscription.c.user_key == row.user_key, subscription.c.id == row.id)
        connection.execute(update(subscription).where(*mine).values(values))
    made = insert_new(connection, delivery, corrections)
    return Corrected(dropped, made, keys[-1] if len(keys) == limit else None)


def _next(after: Key | None, limit: int) -> Select[tuple[str, str, str]]:
    query = select(subscription.c.user_key, subscription.c.id, subscription.c.state).where(_RUNNING)
    if after is not None:
        place = tuple_(*after)
        query = query.where(place < _KEY)
    return query.order_by(subscription.c.user_key, subscription.c.id).limit(limit)


def _told(connection: Connection, keys: Sequence[Key]) -> dict[Key, dict[str, str]]:
    """For each subscription, the deadline of each milestone that its owner was (or may have been) told last."""
    went = known_status.in_(("sent", "sending", "uncertain")) | delivery.c.maybe_repeated
    rows = connection.execute(
        select(
            delivery.c.user_key,
            delivery.c.subscription_id,
            delivery.c.milestone,
            delivery.c.revision,
        )
        .where(_of(keys), delivery.c.kind.in_(("lead", CORRECTION)), went)
        .order_by(delivery.c.due_at, delivery.c.id)
    )
    told: dict[Key, dict[str, str]] = defaultdict(dict)
    for user_key, id, milestone, revision in rows:
        told[user_key, id][milestone] = revision.rpartition("/")[2]  # a correction names the old and the new
    return told


def _drop(connection: Connection, keys: Sequence[Key], moved: Collection[str]) -> int:
    """Cancel what was not sent for the old day, waiting second attempts included."""
    stale = (_of(keys), delivery.c.milestone.in_(moved))
    unsent = known_status.in_((*UNSENT, *GIVEN_UP)) & ~delivery.c.maybe_repeated
    dropped = connection.execute(delete(delivery).where(*stale, unsent)).rowcount
    second = known_status.in_(("claimed", "uncertain")) & delivery.c.maybe_repeated
    called_off = connection.execute(
        update(delivery)
        .where(*stale, second, delivery.c.ready_at < NEVER)
        .values(status="cancelled", term=None, reason="the deadline moved")
    ).rowcount
    return dropped + called_off


def _of(keys: Sequence[Key]) -> ColumnElement[bool]:
    """Select by the users of `keys`; their other subscriptions belong to a batch before or after this one."""
    return delivery.c.user_key.in_(_users(keys))


def _users(keys: Sequence[Key]) -> list[str]:
    return sorted({user_key for user_key, _ in keys})
