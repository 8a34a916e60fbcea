"""SQL for users whose key changes: their chat got another id, or two talks become one. Inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, exists, insert, literal, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.store.model.delivery import channel_of
from bot.store.model.errors import Conflict
from bot.store.model.saved import JsonObject, Saved
from bot.store.rows.conversations import delete_rows, save
from bot.store.rows.counts import kept_mark
from bot.store.rows.question_rows import move_questions
from bot.store.rows.sharing_rows import move_shares
from bot.store.rows.tables import conversation, delivery, interview, mailbox, mark, subscription
from bot.store.rows.values import from_json, next_version, to_json

_MOVED = "moved {key}"
"""The mark that tells where a key went."""
_STATES = select(interview.c.state)


def move(connection: Connection, old: str, new: str, moment: datetime) -> int:
    """Give all rows of `old`, and of the keys that begin with `old:`, to `new`; later `moved_to` tells of it.

    Returns how many keys moved. Raises Conflict if somebody else writes to the new one at this moment.
    """
    kept_mark(connection, _MOVED.format(key=old), new)
    keys: set[str] = set()
    for table in (conversation, subscription):
        mine = or_(table.c.user_key == old, table.c.user_key.startswith(f"{old}:", autoescape=True))
        keys.update(connection.scalars(select(table.c.user_key).where(mine)))
    for key in sorted(keys):
        _move_one(connection, key, new + key.removeprefix(old), moment)
    return len(keys)


def join(connection: Connection, key: str, saved: Saved, other: str, version: int, moment: datetime) -> None:
    """Save `saved` for `key`, and delete the rows of `other`, whose talk it holds as of `version` (0: there was none).

    Raises Conflict if either was changed meanwhile.
    """
    columns = conversation.c
    found = connection.scalar(select(columns.version).where(columns.user_key == other).with_for_update())
    if (found or 0) != version:
        raise Conflict(other)
    before = _begun(map(from_json, connection.scalars(_STATES.where(interview.c.user_key == key))))
    save(connection, key, saved, moment)
    _move_deliveries(connection, other, saved.holder or key)
    _move_mailbox(connection, other, key)
    move_questions(connection, other, key)
    move_shares(connection, other, key, _begun(one.state for one in saved.interviews.values()) - before)
    delete_rows(connection, other)


def _begun(states: Iterable[JsonObject]) -> set[str]:
    """When interviews with these states were begun, by which they are told apart: see `SharedPerson`."""
    return {str(state.get("begun", "")) for state in states}


def _move_mailbox(connection: Connection, old: str, new: str) -> None:
    """Give the mailbox of `old` to `new`, unless `new` has one to which letters go; then that of `old` is deleted with it."""
    connection.execute(delete(mailbox).where(mailbox.c.user_key == new, mailbox.c.ended != ""))
    has_one = select(mailbox.c.user_key).where(mailbox.c.user_key == new)
    if connection.execute(has_one).first() is None:
        connection.execute(update(mailbox).where(mailbox.c.user_key == old).values(user_key=new))


def moved_to(connection: Connection, key: str) -> str | None:
    """The key that `key` was changed to; None if it was not."""
    return connection.scalar(select(mark.c.value).where(mark.c.name == _MOVED.format(key=key)))


def _move_one(connection: Connection, old: str, new: str, moment: datetime) -> None:
    """Move one key. What `new` has of its own stays; its version changes, so that no turn under way undoes this."""
    columns = conversation.c
    of_old = connection.execute(select(conversation).where(columns.user_key == old).with_for_update()).first()
    version = connection.scalar(select(columns.version).where(columns.user_key == new).with_for_update())
    if version is None:
        values = (
            {**of_old._mapping, "user_key": new, "version": next_version(0)}
            if of_old is not None
            else {"user_key": new, "state": to_json({}), "version": next_version(0), "updated_at": moment}
        )
        try:
            connection.execute(insert(conversation), values)
        except IntegrityError:
            raise Conflict(new) from None
    else:
        connection.execute(
            update(conversation).where(columns.user_key == new).values(version=next_version(version))
        )
    there = interview.alias()
    same = (there.c.notice == interview.c.notice, there.c.name == interview.c.name)
    mine = (interview.c.user_key == old, ~exists().where(there.c.user_key == new, *same))
    connection.execute(update(interview).where(*mine).values(user_key=new))
    _move_wishes(connection, old, new)
    move_questions(connection, old, new)
    move_shares(connection, old, new)
    connection.execute(delete(conversation).where(columns.user_key == old))


def _move_deliveries(connection: Connection, old: str, new: str) -> None:
    """Move the deliveries of the subscriptions that `new` has now: what was sent is not sent again, what waits is not lost."""
    there = select(subscription.c.id).where(subscription.c.user_key == new)
    known = select(delivery.c.subscription_id).where(delivery.c.user_key == new)
    mine = (
        delivery.c.user_key == old,
        delivery.c.subscription_id.in_(there),
        delivery.c.subscription_id.not_in(known),
    )
    connection.execute(update(delivery).where(*mine).values(user_key=new, channel=channel_of(new)))


def _move_wishes(connection: Connection, old: str, new: str) -> None:
    """Move the subscriptions with their deliveries. One that is there already, under the same id, stays as it is there."""
    names = [column.name for column in subscription.c]
    copied = [literal(new) if name == "user_key" else subscription.c[name] for name in names]
    there = list(connection.scalars(select(subscription.c.id).where(subscription.c.user_key == new)))
    wanted = select(*copied).where(subscription.c.user_key == old, subscription.c.id.not_in(there))
    connection.execute(insert(subscription).from_select(names, wanted))
    mine = (delivery.c.user_key == old, delivery.c.subscription_id.not_in(there))
    connection.execute(update(delivery).where(*mine).values(user_key=new))
    connection.execute(delete(subscription).where(subscription.c.user_key == old))
