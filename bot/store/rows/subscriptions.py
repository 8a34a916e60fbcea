"""The rows of a user's subscriptions: read, and saved with the conversation in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from bot.store.model.delivery import NEVER
from bot.store.model.office_notice import OFFICE
from bot.store.model.reminded import Reminded
from bot.store.model.saved import SavedSubscription
from bot.store.rows.tables import delivery, subscription
from bot.store.rows.values import from_json

UNSENT = ("due", "claimed")
"""The statuses of a delivery that was certainly not transmitted yet, unless it is `maybe_repeated`."""
GIVEN_UP = ("blocked", "cancelled")
"""The statuses of a delivery that was given up: deleted too, so that a user who comes back is reminded again."""
_WENT = ("sent", "sending", "uncertain")
"""The statuses of a delivery that arrived, or may have."""
_MOST_REMINDED = 20
_MINE = (
    select(subscription.c.id, subscription.c.state, subscription.c.ended, subscription.c.notice)
    .where(subscription.c.user_key == bindparam("mine"))
    .order_by(subscription.c.id)
)


def load_subscriptions(connection: Connection, key: str) -> dict[str, SavedSubscription]:
    """The subscriptions of the user `key`, by id."""
    rows = connection.execute(_MINE, {"mine": key})
    return {id: SavedSubscription(from_json(state), ended, notice) for id, state, ended, notice in rows}


def reminded_since(connection: Connection, key: str, moment: datetime | None) -> tuple[Reminded, ...]:
    """The last reminders that the user `key` got after `moment` (None: ever), or may have got, the last first."""
    columns = delivery.c
    went_at = func.coalesce(columns.sent_at, columns.due_at)
    doubtful = and_(columns.status == "uncertain", columns.ready_at == NEVER)
    query = select(columns.subscription_id, columns.milestone, columns.kind, columns.due_at, doubtful).where(
        columns.user_key == key, columns.status.in_(_WENT)
    )
    if moment is not None:
        query = query.where(went_at > moment)
    rows = connection.execute(query.order_by(went_at.desc(), columns.id.desc()).limit(_MOST_REMINDED))
    return tuple(Reminded(id, milestone, kind, due, bool(lost)) for id, milestone, kind, due, lost in rows)


def stored_texts(connection: Connection, key: str) -> dict[str, tuple[str, str, str]]:
    """The subscriptions of the user `key` as they are stored, by id: the state as text, why it ended, the notice."""
    rows = connection.execute(_MINE, {"mine": key})
    return {id: (state, ended, notice) for id, state, ended, notice in rows}


def save_subscriptions(
    connection: Connection, key: str, wanted: Mapping[str, tuple[str, str, str]], moment: datetime
) -> None:
    """Make the stored subscriptions of `key` equal to `wanted` (state as text, why it ended, the notice).

    Unsent deliveries of a subscription that changed are deleted; the planner plans them again. What the office tells
    everybody is planned by nobody again: it stays as long as its subscription does.
    """
    found = stored_texts(connection, key)
    changed = [id for id in found if wanted.get(id) != found[id]]
    gone = [id for id in changed if id not in wanted]
    if changed:
        unsent = delivery.c.status.in_((*UNSENT, *GIVEN_UP)) & ~delivery.c.maybe_repeated
        planned = delivery.c.kind != OFFICE
        connection.execute(
            delete(delivery).where(
                delivery.c.user_key == key, delivery.c.subscription_id.in_(changed), unsent, planned
            )
        )
    if gone:
        connection.execute(
            delete(subscription).where(subscription.c.user_key == key, subscription.c.id.in_(gone))
        )
    for id, (state, ended, notice) in wanted.items():
        values = {"state": state, "ended": ended, "next_at": None if ended else moment, "updated_at": moment}
        values["notice"] = notice
        if id not in found:
            connection.execute(insert(subscription), {"user_key": key, "id": id, **values})
        elif id in changed:
            mine = (subscription.c.user_key == key, subscription.c.id == id)
            connection.execute(update(subscription).where(*mine).values(values))
