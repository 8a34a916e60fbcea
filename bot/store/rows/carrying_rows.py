"""SQL for talks on their way to another browser. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, case, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.elements import ColumnElement

from bot.store.model.carrying import MOST_TRIES, TRIES_WITHIN, Carrying, Claim
from bot.store.model.errors import Conflict
from bot.store.rows.insertion import insert_new
from bot.store.rows.tables import carrying, carrying_try

_UNUSED = ("offered", "claimed", "allowed")


def offer(connection: Connection, giver: str, code_hash: str, expires_at: datetime, now: datetime) -> None:
    """Offer the talk of `giver` in place of any earlier offer. Raises Conflict if another process does so now."""
    delete_expired(connection, now)
    connection.execute(delete(carrying).where(carrying.c.user_key == giver))
    values = {"user_key": giver, "code_hash": code_hash, "state": "offered", "expires_at": expires_at}
    try:
        connection.execute(insert(carrying), values)
    except IntegrityError:
        raise Conflict(giver) from None


def find(connection: Connection, mine: ColumnElement[bool], now: datetime) -> Carrying | None:
    """What `mine` selects, the newest first, unless it is over."""
    columns = carrying.c
    found = connection.execute(
        select(columns.user_key, columns.state, columns.expires_at, columns.taker_key)
        .where(mine, columns.expires_at > now)
        .order_by(columns.expires_at.desc())
    ).first()
    return None if found is None else Carrying(*found)


def claim(connection: Connection, code_hash: str, taker: str, names: Sequence[str], now: datetime) -> Claim:
    """Give the code to `taker` if nobody else has it; a wrong one counts for each of `names`, unless they must rest."""
    rests_until = counted(connection, names, now)
    if rests_until is not None:
        return Claim("too_many", rests_until)
    columns = carrying.c
    right = (columns.code_hash == code_hash, columns.expires_at > now)
    if connection.scalar(select(columns.user_key).where(*right)) == taker:
        return Claim("own")
    free = or_(
        columns.state == "offered", (columns.taker_key == taker) & columns.state.in_(("claimed", "allowed"))
    )
    state = case((columns.state == "offered", "claimed"), else_=columns.state)
    claimed = connection.execute(
        update(carrying).where(*right, free).values(taker_key=taker, state=state)
    ).rowcount
    if not claimed:
        count_wrong(connection, names, now)
        return Claim("wrong")
    others = (columns.taker_key == taker, columns.code_hash != code_hash, columns.state.in_(_UNUSED))
    connection.execute(delete(carrying).where(*others))
    return Claim("claimed")


def allow(connection: Connection, giver: str, taker: str, now: datetime) -> bool:
    """Confirm `taker`; False if the code is not in that one's hands."""
    columns = carrying.c
    mine = (columns.user_key == giver, columns.taker_key == taker, columns.expires_at > now)
    allowed = update(carrying).where(*mine, columns.state.in_(("claimed", "allowed"))).values(state="allowed")
    return connection.execute(allowed).rowcount == 1


def take(connection: Connection, taker: str, now: datetime) -> str | None:
    """Use up what `taker` was allowed; again it is the same, for an answer that did not arrive."""
    columns = carrying.c
    mine = (columns.taker_key == taker, columns.state.in_(("allowed", "taken")), columns.expires_at > now)
    connection.execute(update(carrying).where(*mine).values(state="taken"))
    return connection.scalar(select(columns.user_key).where(*mine).order_by(columns.expires_at.desc()))


def withdraw(connection: Connection, user: str) -> None:
    """Delete what `user` gives or wants and was not taken."""
    mine = or_(carrying.c.user_key == user, carrying.c.taker_key == user)
    connection.execute(delete(carrying).where(mine, carrying.c.state.in_(_UNUSED)))


def delete_expired(connection: Connection, now: datetime) -> None:
    """Delete what nothing can be done with any more."""
    connection.execute(delete(carrying).where(carrying.c.expires_at <= now))
    connection.execute(delete(carrying_try).where(carrying_try.c.until <= now))


def counted(connection: Connection, names: Sequence[str], now: datetime) -> datetime | None:
    """Lock the counts of `names`, always in one order; the moment until which one of them must rest, or None."""
    rests_until = _rests_until(connection, names, now)
    if rests_until is not None:  # whoever goes on guessing makes no rows
        return rests_until
    counts = carrying_try.c
    for name in sorted(names):
        insert_new(connection, carrying_try, [{"name": name, "tries": 0, "until": now + TRIES_WITHIN}])
        fresh = case((counts.until <= now, 0), else_=counts.tries)
        connection.execute(update(carrying_try).where(counts.name == name).values(tries=fresh))
    return _rests_until(connection, names, now)


def _rests_until(connection: Connection, names: Sequence[str], now: datetime) -> datetime | None:
    counts = carrying_try.c
    spent = (counts.name.in_(names), counts.tries >= MOST_TRIES, counts.until > now)
    return max(connection.scalars(select(counts.until).where(*spent)), default=None)


def count_wrong(connection: Connection, names: Sequence[str], now: datetime) -> None:
    """Count one more for each name; each must be free of them for as long again."""
    counts = carrying_try.c
    more = update(carrying_try).values(tries=counts.tries + 1, until=now + TRIES_WITHIN)
    for name in sorted(names):
        connection.execute(more.where(counts.name == name))
