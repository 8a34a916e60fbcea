"""SQL for wishes of two channels that become one set. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.store.model.carrying import Claim
from bot.store.model.delivery import channel_of
from bot.store.model.errors import Conflict
from bot.store.model.saved import JsonObject, Saved
from bot.store.model.wish_joining import Joining
from bot.store.rows.carrying_rows import count_wrong, counted
from bot.store.rows.conversations import save
from bot.store.rows.tables import conversation, delivery, joining, subscription
from bot.store.rows.values import from_json, to_json

_COLUMNS = joining.c
_JOINED = _COLUMNS.state == "joined"


def offer(
    connection: Connection, giver: str, pushes: bool, code_hash: str, expires_at: datetime, now: datetime
) -> None:
    """Offer the wishes of `giver` in place of any earlier offer. Raises Conflict if they are joined, or just now offered."""
    delete_expired(connection, now)
    connection.execute(delete(joining).where(~_JOINED, _COLUMNS.user_key == giver))
    values = {"code_hash": code_hash, "state": "offered", "expires_at": expires_at, "pushes": pushes}
    try:
        connection.execute(insert(joining), {"user_key": giver, **values})
    except IntegrityError:
        raise Conflict(giver) from None


def find(connection: Connection, mine: ColumnElement[bool], now: datetime) -> list[Joining]:
    """What `mine` selects and is not over."""
    rows = connection.execute(
        select(
            _COLUMNS.user_key,
            _COLUMNS.taker_key,
            _COLUMNS.state,
            _COLUMNS.expires_at,
            _COLUMNS.pushes,
            _COLUMNS.record,
        )
        .where(mine, or_(_JOINED, _COLUMNS.expires_at > now))
        .order_by(_COLUMNS.expires_at.desc())
    )
    return [
        Joining(giver, taker, state, until, pushes, from_json(record))
        for giver, taker, state, until, pushes, record in rows
    ]


def claim(connection: Connection, code_hash: str, taker: str, names: Sequence[str], now: datetime) -> Claim:
    """Have `taker` be the one who gets what has this code, unless another is. What is wrong counts for each of `names`."""
    rests_until = counted(connection, names, now)
    if rests_until is not None:
        return Claim("too_many", rests_until)
    right = and_(_COLUMNS.code_hash == code_hash, _COLUMNS.expires_at > now, ~_JOINED)
    if connection.scalar(select(_COLUMNS.user_key).where(right)) == taker:
        return Claim("own")
    free = or_(_COLUMNS.state == "offered", _COLUMNS.taker_key == taker)
    state = case((_COLUMNS.state == "offered", "claimed"), else_=_COLUMNS.state)
    claimed = update(joining).where(right, free).values(taker_key=taker, state=state)
    if not connection.execute(claimed).rowcount:
        count_wrong(connection, names, now)
        return Claim("wrong")
    others = (_COLUMNS.taker_key == taker, _COLUMNS.code_hash != code_hash, ~_JOINED)
    connection.execute(delete(joining).where(*others))
    return Claim("claimed")


def allow(connection: Connection, giver: str, taker: str, now: datetime) -> bool:
    """Confirm `taker`; False if the code is not in that one's hands."""
    mine = (_COLUMNS.user_key == giver, _COLUMNS.taker_key == taker, _COLUMNS.expires_at > now)
    allowed = update(joining).where(*mine, _COLUMNS.state.in_(("claimed", "allowed"))).values(state="allowed")
    return connection.execute(allowed).rowcount == 1


def withdraw(connection: Connection, user: str) -> None:
    """Delete what `user` gives or wants and is not joined."""
    mine = or_(_COLUMNS.user_key == user, _COLUMNS.taker_key == user)
    connection.execute(delete(joining).where(mine, ~_JOINED))


def delete_expired(connection: Connection, now: datetime) -> None:
    """Delete what nothing can come of any more."""
    connection.execute(delete(joining).where(~_JOINED, _COLUMNS.expires_at <= now))


def join(
    connection: Connection,
    link: Joining,
    giver: Saved,
    taker: Saved,
    record: JsonObject,
    now: datetime,
) -> bool:
    """Store both sides, of which the taker now has all wishes, with what was sent of them. Returns False if it was not allowed.

    Raises Conflict if either was changed meanwhile, or is joined with somebody else by now.
    """
    _lock(connection, link)
    mine = (_COLUMNS.user_key == link.giver, _COLUMNS.taker_key == link.taker, _COLUMNS.expires_at > now)
    allowed = update(joining).where(*mine, _COLUMNS.state == "allowed")
    if not connection.execute(allowed.values(state="joining")).rowcount:
        return False
    # Whoever holds the wishes of others gives none on: an offer of theirs is over.
    connection.execute(delete(joining).where(_COLUMNS.user_key == link.taker, ~_JOINED))
    save(connection, link.taker, taker, now)
    _move_deliveries(connection, link.giver, link.taker)
    save(connection, link.giver, giver, now)
    done = update(joining).where(_COLUMNS.user_key == link.giver)
    connection.execute(
        done.values(state="joined", record=to_json(record), code_hash=f"joined {link.giver}"[:64])
    )
    return True


def part(connection: Connection, link: Joining, giver: Saved, taker: Saved, now: datetime) -> bool:
    """Store both sides, each of which has its own wishes again. Returns False if they are not joined any more.

    Raises Conflict if either was changed meanwhile.
    """
    _lock(connection, link)
    mine = (_COLUMNS.user_key == link.giver, _COLUMNS.taker_key == link.taker, _JOINED)
    if not connection.execute(delete(joining).where(*mine)).rowcount:
        return False
    save(connection, link.giver, giver, now)
    _move_deliveries(connection, link.taker, link.giver)
    save(connection, link.taker, taker, now)
    return True


def reach(connection: Connection, giver: str) -> None:
    """Note that messages reach the giver by now: what it gets back is sent there, also what was only noted before."""
    mine = (_COLUMNS.user_key == giver, _JOINED)
    found = connection.scalar(select(_COLUMNS.record).where(*mine).with_for_update())
    if found is not None:
        record = to_json({**from_json(found), "noted": []})
        connection.execute(update(joining).where(*mine).values(pushes=True, record=record))


def _lock(connection: Connection, link: Joining) -> None:
    """Lock both sides, always in one order."""
    keys = (link.giver, link.taker)
    columns = conversation.c
    connection.execute(
        select(columns.version).where(columns.user_key.in_(keys)).order_by(columns.user_key).with_for_update()
    ).all()


def _move_deliveries(connection: Connection, old: str, new: str) -> None:
    """Move the deliveries of the subscriptions that only `new` will have: what was sent is not sent again."""
    there = select(subscription.c.id).where(subscription.c.user_key == new)
    known = select(delivery.c.subscription_id).where(delivery.c.user_key == new)
    mine = (
        delivery.c.user_key == old,
        delivery.c.subscription_id.in_(there),
        delivery.c.subscription_id.not_in(known),
    )
    connection.execute(update(delivery).where(*mine).values(user_key=new, channel=channel_of(new)))
