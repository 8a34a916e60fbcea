"""When the notice changes: every subscription is planned again, and what was planned for a moved deadline is dropped.

What was planned for the old day and was not sent is cancelled; whoever was told the old day is told the new one when they
are planned again, those whose reminders rest at that moment too, once they resume.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, delete, or_, select, tuple_, update

from bot.store.model.delivery import NEVER, Told
from bot.store.rows.deliveries import known_status
from bot.store.rows.subscriptions import GIVEN_UP, UNSENT
from bot.store.rows.tables import delivery, subscription

CORRECTION = "correction"
Key = tuple[str, str]
"""A subscription: user_key and id."""
Moved = tuple[str, str]
"""A milestone whose day is another now: the id of its notice, and its own."""
_KEY = tuple_(subscription.c.user_key, subscription.c.id)
_RUNNING = subscription.c.ended.in_(("", "over"))
"""A subscription that ended because all deadlines were over runs again if one is postponed."""


@dataclass(frozen=True)
class Replanned:
    """The result of one batch: how many deliveries were dropped, and the key after which the next batch begins (None: none)."""

    dropped: int
    after: Key | None


def replan(
    connection: Connection, moved: Collection[Moved], moment: datetime, after: Key | None, limit: int
) -> Replanned:
    """Schedule up to `limit` subscriptions after the key `after` for planning at `moment`, also those with nothing left to send.

    What was not sent for the milestones `moved` is dropped.
    """
    keys = [(row.user_key, row.id) for row in connection.execute(_next(after, limit).with_for_update())]
    dropped = _drop(connection, keys, moved) if moved else 0
    connection.execute(
        update(subscription)
        .where(subscription.c.user_key.in_(_users(keys)), _RUNNING)
        .values(next_at=moment, ended="")
    )
    return Replanned(dropped, keys[-1] if len(keys) == limit else None)


def told(connection: Connection, keys: Sequence[Key]) -> dict[Key, Told]:
    """For each subscription, the deadline of each milestone that its owner was (or may have been) told last.

    A correction that is under way, or can never be sent any more, counts too: it is not made again.
    """
    went = known_status.in_(("sent", "sending", "uncertain")) | delivery.c.maybe_repeated
    made = (delivery.c.kind == CORRECTION) & known_status.not_in(GIVEN_UP)
    rows = connection.execute(
        select(
            delivery.c.user_key,
            delivery.c.subscription_id,
            delivery.c.milestone,
            delivery.c.revision,
        )
        .where(_of(keys), delivery.c.kind.in_(("lead", CORRECTION)), went | made)
        .order_by(delivery.c.due_at, delivery.c.id)
    )
    found: dict[Key, dict[str, str]] = defaultdict(dict)
    for user_key, id, milestone, revision in rows:
        found[user_key, id][milestone] = revision.rpartition("/")[2]  # a correction names the old and the new
    return dict(found)


def _next(after: Key | None, limit: int) -> Select[tuple[str, str]]:
    query = select(subscription.c.user_key, subscription.c.id).where(_RUNNING)
    if after is not None:
        place = tuple_(*after)
        query = query.where(place < _KEY)
    return query.order_by(subscription.c.user_key, subscription.c.id).limit(limit)


def _drop(connection: Connection, keys: Sequence[Key], moved: Collection[Moved]) -> int:
    """Cancel what was not sent for the old day, waiting second attempts included."""
    by_notice: dict[str, list[str]] = defaultdict(list)
    for notice, milestone in moved:
        by_notice[notice].append(milestone)
    of_these = or_(
        *(
            delivery.c.notice.in_((notice, "")) & delivery.c.milestone.in_(milestones)
            for notice, milestones in by_notice.items()
        )
    )
    stale = (_of(keys), of_these)
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
