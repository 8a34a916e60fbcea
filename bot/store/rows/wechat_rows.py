"""SQL for what WeChat lets us send to whom, calls heard before, and lent tokens.

Each function works in its caller's transaction.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, and_, delete, or_, select, update

from bot.store.rows.deliveries import block, count, end_subscriptions
from bot.store.rows.insertion import insert_new
from bot.store.rows.joining_rows import recall
from bot.store.rows.tables import delivery, lent_token, used_link, wechat_person

NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
HEARD_FOR = timedelta(minutes=20)
"""How long a call is remembered: longer than a date of a call is believed."""
Novelty = Literal["new", "again", "refused"]
_PERSON = wechat_person.c


@dataclass(frozen=True)
class Allowance:
    """How many messages may be sent unasked, and until when."""

    left: int
    until: datetime


def allow(connection: Connection, user_key: str, granted: Allowance, tapped: bool) -> None:
    """Note that a word, or a tap or a follow, allows so much. It replaces what the last of its kind allowed."""
    empty = {"word_left": 0, "word_until": NOTHING_YET, "tap_left": 0, "tap_until": NOTHING_YET, "rest": ""}
    insert_new(connection, wechat_person, [{"user_key": user_key, **empty}])
    names = ("tap_left", "tap_until") if tapped else ("word_left", "word_until")
    values = dict(zip(names, (granted.left, granted.until), strict=True))
    connection.execute(update(wechat_person).where(_PERSON.user_key == user_key).values(values))


def left(connection: Connection, user_key: str, now: datetime) -> int:
    """How many messages may be sent to a user unasked at `now`. What a tap allows does not add to what a word does."""
    row = connection.execute(
        select(_PERSON.word_left, _PERSON.word_until, _PERSON.tap_left, _PERSON.tap_until).where(
            _PERSON.user_key == user_key
        )
    ).first()
    if row is None:
        return 0
    return max(row.word_left if row.word_until > now else 0, row.tap_left if row.tap_until > now else 0, 0)


def spend(connection: Connection, user_key: str, now: datetime) -> bool:
    """Count one message unasked, against both allowances; False, and nothing is counted, if none is left."""
    by_word = and_(_PERSON.word_left > 0, _PERSON.word_until > now)
    by_tap = and_(_PERSON.tap_left > 0, _PERSON.tap_until > now)
    one_less = {"word_left": _PERSON.word_left - 1, "tap_left": _PERSON.tap_left - 1}
    allowed = update(wechat_person).where(_PERSON.user_key == user_key, or_(by_word, by_tap))
    return connection.execute(allowed.values(one_less)).rowcount == 1


def give_back(connection: Connection, user_key: str) -> None:
    """Undo `spend`, for a message that certainly was not taken."""
    one_more = {"word_left": _PERSON.word_left + 1, "tap_left": _PERSON.tap_left + 1}
    connection.execute(update(wechat_person).where(_PERSON.user_key == user_key).values(one_more))


def exhaust(connection: Connection, user_key: str) -> None:
    """Note that nothing may be sent to a user unasked, until they do something again."""
    none = {"word_left": 0, "tap_left": 0}
    connection.execute(update(wechat_person).where(_PERSON.user_key == user_key).values(none))


def hurry(connection: Connection, user_key: str, reason: str, now: datetime) -> int:
    """Let the reminders that wait for `reason`, and what stands behind it, be tried at `now`. Returns how many."""
    waiting = (
        delivery.c.user_key == user_key,
        delivery.c.status.in_(("due", "uncertain")),
        delivery.c.ready_at > now,
        delivery.c.reason.startswith(reason, autoescape=True),
    )
    return connection.execute(update(delivery).where(*waiting).values(ready_at=now)).rowcount


def keep_rest(connection: Connection, user_key: str, rest: str) -> None:
    """Keep the rest of an answer, in place of an earlier one."""
    connection.execute(update(wechat_person).where(_PERSON.user_key == user_key).values(rest=rest))


def rest_of(connection: Connection, user_key: str) -> str:
    """The rest of the last answer; empty if there is none."""
    rest: str | None = connection.scalar(select(_PERSON.rest).where(_PERSON.user_key == user_key))
    return rest or ""


def gone(connection: Connection, user_key: str, reason: str, day: str, *, came_back: bool) -> None:
    """A user went: their wishes end with `reason`, and so do the reminders that wait. `came_back`: the last one did."""
    if came_back:
        recall(connection, user_key)
    connection.execute(delete(wechat_person).where(_PERSON.user_key == user_key))
    end_subscriptions(connection, user_key, reason)
    count(connection, Counter(block(connection, user_key, reason)), day)


def hear(connection: Connection, call: str, whole: str, now: datetime, again: timedelta) -> Novelty:
    """Whether a call is new, by the hash of its date and number (`call`) and of these with what it says (`whole`).

    The same call within `again` is the sender's own repetition; later, or saying something else, it is refused.
    """
    expires = now + HEARD_FOR
    if insert_new(connection, used_link, [{"token_hash": call, "expires_at": expires}]):
        insert_new(connection, used_link, [{"token_hash": whole, "expires_at": expires}])
        return "new"
    seen = select(used_link.c.expires_at).where(used_link.c.token_hash == whole)
    expired: datetime | None = connection.scalar(seen)
    return "again" if expired is not None and expires - expired <= again else "refused"


def purge(connection: Connection, now: datetime) -> int:
    """Delete the allowances that are over. Returns how many."""
    over = (_PERSON.word_until < now, _PERSON.tap_until < now)
    return connection.execute(delete(wechat_person).where(*over)).rowcount


@dataclass(frozen=True)
class LentToken:
    """A token as it is stored."""

    sealed: str
    expires_at: datetime


def lent(connection: Connection, name: str) -> LentToken | None:
    """The token of this name."""
    row = connection.execute(
        select(lent_token.c.sealed, lent_token.c.expires_at).where(lent_token.c.name == name)
    ).first()
    return None if row is None or not row.sealed else LentToken(*row)


def begin_renewal(connection: Connection, name: str, seen: str, now: datetime, until: datetime) -> bool:
    """Take the right to renew a token, until `until`; False if another has it, or the token is not the one `seen` any more."""
    empty = {"sealed": "", "expires_at": NOTHING_YET, "renewing_until": NOTHING_YET}
    insert_new(connection, lent_token, [{"name": name, **empty}])
    free = (lent_token.c.name == name, lent_token.c.sealed == seen, lent_token.c.renewing_until < now)
    return connection.execute(update(lent_token).where(*free).values(renewing_until=until)).rowcount == 1


def end_renewal(connection: Connection, name: str, token: LentToken | None) -> None:
    """Store the new token, or none if it could not be had, and give the right back."""
    values = {"renewing_until": NOTHING_YET}
    new = {"sealed": token.sealed, "expires_at": token.expires_at} if token else {}
    connection.execute(update(lent_token).where(lent_token.c.name == name).values({**values, **new}))
