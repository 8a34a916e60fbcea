"""What a process left behind that died or lost the right to send, brought back to where it can go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, case, delete, func, select, update

from bot.store.deliveries import WAITING, count, known_status
from bot.store.delivery import NEVER
from bot.store.leaderships import leads
from bot.store.tables import delivery

TWICE = "uncertain twice"


def salvage(connection: Connection, term: int, second_at: datetime, day: str) -> dict[str, int]:
    """Free what other terms claimed; what they were sending is uncertain and has its second attempt at `second_at`.

    A second attempt that was broken off ends there. Rows that a suspended process keeps locked are passed over. How
    many there were of each: freed, uncertain, ended, locked.
    """
    others = (delivery.c.term != term, leads(term))
    back = case((delivery.c.maybe_repeated, "uncertain"), else_="due")
    claimed = _unlocked(delivery.c.status == "claimed", *others)
    freed = connection.execute(
        update(delivery).where(delivery.c.id.in_(claimed)).values(status=back, term=None)
    ).rowcount
    sending = (delivery.c.status == "sending", *others)
    ended = connection.execute(
        update(delivery)
        .where(delivery.c.id.in_(_unlocked(*sending, delivery.c.maybe_repeated)))
        .values(status="uncertain", term=None, ready_at=NEVER, reason=TWICE)
        .returning(delivery.c.channel)
    ).scalars()
    counts = Counter((channel, "uncertain") for channel in ended)
    uncertain = connection.execute(
        update(delivery)
        .where(delivery.c.id.in_(_unlocked(*sending, ~delivery.c.maybe_repeated)))
        .values(status="uncertain", term=None, maybe_repeated=True, ready_at=second_at, reason="interrupted")
    ).rowcount
    count(connection, counts, day)
    left = select(func.count()).where(delivery.c.status.in_(("claimed", "sending")), *others)
    locked = connection.execute(left).scalar_one()
    return {"freed": freed, "uncertain": uncertain, "ended": counts.total(), "locked": locked}


def _unlocked(*conditions: ColumnElement[bool]) -> Select[tuple[int]]:
    """The deliveries of which `conditions` are true, without those that another transaction holds at this moment."""
    return select(delivery.c.id).where(*conditions).with_for_update(skip_locked=True)


def unsend(connection: Connection, term: int, left: Collection[tuple[int, int]]) -> int:
    """Free what the dead owner of `term` was sending but for the attempts in `left`: (id, number of the attempt).

    Nothing else touched the wire. How many there were.
    """
    found = connection.execute(
        select(delivery.c.id, delivery.c.attempts).where(
            delivery.c.status == "sending", delivery.c.term == term
        )
    )
    ids = [id for id, attempts in found if (id, attempts) not in left]
    connection.execute(
        update(delivery)
        .where(delivery.c.id.in_(ids), known_status == "sending", delivery.c.term == term)
        .values(status="claimed", attempts=delivery.c.attempts - 1)
    )
    return len(ids)


def postponed(connection: Connection, latest: datetime, most: int) -> list[int]:
    """Up to `most` deliveries that wait after an attempt, and for longer than until `latest`."""
    waits = (
        delivery.c.status.in_(WAITING),
        delivery.c.ready_at > latest,
        delivery.c.ready_at < NEVER,
        delivery.c.ready_at > delivery.c.due_at,
    )
    return list(connection.execute(select(delivery.c.id).where(*waits).limit(most)).scalars())


def bring_forward(connection: Connection, ids: Sequence[int], latest: datetime) -> None:
    """Let the deliveries `ids` wait no longer than until `latest`, if they still wait."""
    waits = (delivery.c.id.in_(ids), known_status.in_(WAITING), delivery.c.ready_at < NEVER)
    connection.execute(update(delivery).where(*waits).values(ready_at=latest))


def purge_deliveries(connection: Connection, before: datetime, most: int) -> int:
    """Delete up to `most` deliveries that were due before `before`, whatever became of them; how many there were."""
    old = select(delivery.c.id).where(delivery.c.due_at < before).order_by(delivery.c.due_at).limit(most)
    return connection.execute(delete(delivery).where(delivery.c.id.in_(old))).rowcount
