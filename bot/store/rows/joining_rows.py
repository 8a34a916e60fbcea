"""SQL for wishes of two channels that become one set. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.store.model.carrying import Claim
from bot.store.model.delivery import NEVER, channel_of
from bot.store.model.errors import Conflict
from bot.store.model.saved import JsonObject, Saved
from bot.store.model.wish_joining import HandOver, Joining
from bot.store.rows.carrying_rows import count_wrong, counted
from bot.store.rows.conversations import save
from bot.store.rows.tables import conversation, delivery, joining, subscription
from bot.store.rows.values import from_json, to_json

_COLUMNS = joining.c
_JOINED = _COLUMNS.state == "joined"
_BACK_WITHIN = timedelta(days=1)
"""What was sent so long before the last message may have come back with it."""
_GIVEN_UP = (delivery.c.status.in_(("blocked", "failed")), delivery.c.ready_at < NEVER)
"""Deliveries that were given up while somebody else might have been sent them."""


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
    # What was given up before is no sign that the taker cannot be reached.
    old = update(delivery).where(delivery.c.user_key == link.taker, *_GIVEN_UP)
    connection.execute(old.values(ready_at=NEVER))
    save(connection, link.giver, giver, now)
    done = update(joining).where(_COLUMNS.user_key == link.giver)
    connection.execute(done.values(state="joined", record=to_json(record), code_hash=_no_code(link.giver)))
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


def lost_holders(connection: Connection) -> list[str]:
    """Who holds wishes of others, and was not there or refused what was sent, if one of the others can be reached."""
    taker = _COLUMNS.taker_key
    gone = exists().where(subscription.c.user_key == taker, subscription.c.ended.startswith("gone: "))
    failed = exists().where(
        delivery.c.user_key == taker, delivery.c.status == "failed", delivery.c.ready_at < NEVER
    )
    lost = select(taker).where(_JOINED, _COLUMNS.pushes, or_(gone, failed)).distinct()
    return list(connection.scalars(lost.order_by(taker)))


def hand_over(connection: Connection, over: HandOver, new: Saved, old: Saved, now: datetime) -> bool:
    """Store both sides after all wishes of one went to the other, who had given some of them, and what was not sent with them.

    Returns False if something is being sent to the old one. Raises Conflict if anything was changed meanwhile.
    """
    _lock_keys(connection, (over.old, over.new))
    held = (_COLUMNS.taker_key == over.old, _JOINED)
    givers = set(connection.scalars(select(_COLUMNS.user_key).where(*held).with_for_update()))
    if givers != (over.records.keys() - {over.old}) | {over.new}:
        raise Conflict(over.old)
    # In the order in which planner and dispatcher lock: wishes, then deliveries. From here on none of them begins.
    wishes = select(subscription.c.id).where(subscription.c.user_key == over.old)
    connection.execute(wishes.with_for_update()).all()
    mine = delivery.c.user_key == over.old
    statuses = select(delivery.c.status).where(mine, delivery.c.status.in_(("claimed", "sending")))
    if "sending" in set(connection.scalars(statuses.with_for_update())):
        return False
    save(connection, over.new, new, now)
    _move_deliveries(connection, over.old, over.new, now)
    save(connection, over.old, old, now)
    connection.execute(update(delivery).where(mine, *_GIVEN_UP).values(ready_at=NEVER))
    connection.execute(delete(joining).where(_COLUMNS.user_key == over.old, ~_JOINED))
    turned = {"user_key": over.old, "taker_key": over.new, "pushes": False, "code_hash": _no_code(over.old)}
    connection.execute(update(joining).where(_COLUMNS.user_key == over.new, _JOINED).values(turned))
    connection.execute(update(joining).where(*held).values(taker_key=over.new))
    for giver, record in over.records.items():
        link = update(joining).where(_COLUMNS.user_key == giver, _JOINED)
        connection.execute(link.values(record=to_json(record)))
    return True


def recall(connection: Connection, user_key: str) -> None:
    """The last message to `user_key` came back: if they hold wishes of others, it is to be sent to one of these, marked.

    So is what was sent shortly before: nobody knows which of it came back. So is what is being sent: it may come back
    before its sender has noted that it was taken, and what the sender notes then changes nothing any more.
    """
    if not connection.scalar(select(exists().where(_COLUMNS.taker_key == user_key, _JOINED))):
        return
    went = (delivery.c.user_key == user_key, delivery.c.status.in_(("sending", "sent")))
    last = connection.scalar(select(func.max(delivery.c.sent_at)).where(*went))
    # In one statement: what is "sending" when it is looked for may be "sent" when its row is free.
    late = (
        true()
        if last is None
        else or_(delivery.c.sent_at.is_(None), delivery.c.sent_at >= last - _BACK_WITHIN)
    )
    back = update(delivery).where(*went, late)
    connection.execute(back.values(status="blocked", term=None, maybe_repeated=True))


def reach(connection: Connection, giver: str) -> None:
    """Note that messages reach the giver by now: what it gets back is sent there, also what was only noted before."""
    mine = (_COLUMNS.user_key == giver, _JOINED)
    found = connection.scalar(select(_COLUMNS.record).where(*mine).with_for_update())
    if found is not None:
        record = to_json({**from_json(found), "noted": []})
        connection.execute(update(joining).where(*mine).values(pushes=True, record=record))


def _no_code(giver: str) -> str:
    """What stands in place of the code of one that is joined."""
    return f"joined {giver}"[:64]


def _lock(connection: Connection, link: Joining) -> None:
    _lock_keys(connection, (link.giver, link.taker))


def _lock_keys(connection: Connection, keys: Sequence[str]) -> None:
    """Lock both sides, always in one order."""
    columns = conversation.c
    connection.execute(
        select(columns.version).where(columns.user_key.in_(keys)).order_by(columns.user_key).with_for_update()
    ).all()


def _move_deliveries(connection: Connection, old: str, new: str, again: datetime | None = None) -> None:
    """Move the deliveries of the subscriptions that only `new` will have: what was sent is not sent again.

    What waits, or was given up because `old` could not be sent to, is sent from the moment `again` on, if there is one: with
    its mark if an earlier attempt may have arrived.
    """
    there = select(subscription.c.id).where(subscription.c.user_key == new)
    known = select(delivery.c.subscription_id).where(delivery.c.user_key == new)
    mine = (
        delivery.c.user_key == old,
        delivery.c.subscription_id.in_(there),
        delivery.c.subscription_id.not_in(known),
    )
    if again is not None:
        waits = or_(delivery.c.status == "claimed", and_(*_GIVEN_UP))
        status = case((delivery.c.maybe_repeated, "uncertain"), else_="due")
        ready = case((delivery.c.due_at > again, delivery.c.due_at), else_=again)
        # Of what was only claimed the reason tells of the attempts before; of the rest, why it was given up elsewhere.
        reason = case((delivery.c.status == "claimed", delivery.c.reason), else_="")
        values = {"status": status, "term": None, "ready_at": ready, "reason": reason}
        connection.execute(update(delivery).where(*mine, waits).values(values))
    connection.execute(update(delivery).where(*mine).values(user_key=new, channel=channel_of(new)))
