"""SQL for mailboxes, links that work once, and counts of letters. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, exists, func, insert, select, update

from bot.store.model.mailbox import Mailbox
from bot.store.rows.deliveries import block, count, end_subscriptions
from bot.store.rows.insertion import add_counts, insert_new
from bot.store.rows.joining_rows import recall
from bot.store.rows.tables import conversation, letter_count, mailbox, subscription, used_link

_LONGEST_REASON = 200
_COUNTS_KEPT = timedelta(days=1)
"""A day of another zone may have just ended."""
_COLUMNS = tuple(mailbox.c[name] for name in Mailbox.__dataclass_fields__)


def admit(connection: Connection, day: str, subjects: Sequence[str], most: int) -> bool:
    """Count one letter on `day` for each of `subjects`; False, and nothing is counted, if one of them has had `most`."""
    wanted = [{"day": day, "subject": subject, "count": 1} for subject in sorted(set(subjects))]
    add_counts(connection, letter_count, wanted)  # first, so that the rows are locked
    ours = (letter_count.c.day == day, letter_count.c.subject.in_(subjects))
    if (connection.scalar(select(func.max(letter_count.c.count)).where(*ours)) or 0) <= most:
        return True
    add_counts(connection, letter_count, [{**one, "count": -1} for one in wanted])
    return False


def confirm(connection: Connection, box: Mailbox, token_hash: str, expires_at: datetime) -> bool:
    """Store `box` in place of any other of its user; False, and nothing changes, if the link was used before."""
    if not insert_new(connection, used_link, [{"token_hash": token_hash, "expires_at": expires_at}]):
        return False
    connection.execute(delete(mailbox).where(mailbox.c.user_key == box.user_key))
    values = {name: getattr(box, name) for name in Mailbox.__dataclass_fields__}
    connection.execute(insert(mailbox), values)
    return True


def is_used(connection: Connection, token_hash: str) -> bool:
    """Whether the link with this hash was used."""
    used = select(used_link.c.token_hash).where(used_link.c.token_hash == token_hash)
    return connection.execute(used).first() is not None


def of_user(connection: Connection, user_key: str) -> Mailbox | None:
    """The mailbox of a user."""
    return _one(connection, mailbox.c.user_key == user_key)


def named(connection: Connection, name: str) -> Mailbox | None:
    """The mailbox of this name."""
    return _one(connection, mailbox.c.name == name)


def close(connection: Connection, user_key: str, reason: str) -> None:
    """Note why nothing is sent to the mailbox of a user any more."""
    mine = (mailbox.c.user_key == user_key, mailbox.c.ended == "")
    connection.execute(update(mailbox).where(*mine).values(ended=reason[:_LONGEST_REASON]))


def remove(connection: Connection, user_key: str) -> bool:
    """Delete the mailbox of a user. Returns whether there was one."""
    return connection.execute(delete(mailbox).where(mailbox.c.user_key == user_key)).rowcount > 0


def leave(connection: Connection, user_key: str, reason: str, day: str) -> None:
    """Delete the mailbox of a user, and end their wishes."""
    remove(connection, user_key)
    _end(connection, user_key, reason, day)


def _end(connection: Connection, user_key: str, reason: str, day: str) -> None:
    end_subscriptions(connection, user_key, reason)
    count(connection, Counter(block(connection, user_key, reason)), day)


def returned(connection: Connection, name: str, reason: str, day: str) -> bool:
    """A letter to the mailbox `name` came back for good: end the wishes of its user. Returns whether it is known."""
    box = named(connection, name)
    if box is None:
        return False
    if box.ended:
        return True
    close(connection, box.user_key, reason)
    recall(connection, box.user_key)
    _end(connection, box.user_key, reason, day)
    return True


def purge(connection: Connection, now: datetime, before: datetime) -> int:
    """Delete links that have expired by `now`, counts of days gone by, and mailboxes to which nothing more will be sent.

    These were confirmed before `before`, and their users have neither a conversation nor a wish that runs. Returns how
    many mailboxes.
    """
    connection.execute(delete(used_link).where(used_link.c.expires_at < now))
    gone = (now - _COUNTS_KEPT).date().isoformat()
    connection.execute(delete(letter_count).where(letter_count.c.day < gone))
    mine = subscription.c.user_key == mailbox.c.user_key
    needed = (
        exists().where(mine, subscription.c.ended == ""),
        exists().where(conversation.c.user_key == mailbox.c.user_key),
    )
    old = delete(mailbox).where(mailbox.c.confirmed_at < before, *(~one for one in needed))
    return connection.execute(old).rowcount


def last_confirmed(connection: Connection) -> datetime | None:
    """When the last address was confirmed."""
    confirmed: datetime | None = connection.scalar(select(func.max(mailbox.c.confirmed_at)))
    return confirmed


def _one(connection: Connection, where: ColumnElement[bool]) -> Mailbox | None:
    row = connection.execute(select(*_COLUMNS).where(where)).first()
    return None if row is None else Mailbox(*row)
