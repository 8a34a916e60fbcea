"""Recovers deliveries left behind by a process that died or lost the right to send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, case, delete, func, select, text, update

from bot.process import PROGRAM
from bot.store.model.delivery import NEVER
from bot.store.model.doubts import PAGES, PAGES_ALONE
from bot.store.rows.deliveries import WAITING, count, known_status
from bot.store.rows.leaderships import leads
from bot.store.rows.tables import delivery

STOPPED_SECONDS = 10.0
_STOPPED = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = :program AND pid <> pg_backend_pid()"
    " AND state = 'active' AND wait_event = 'ClientRead'"
    " AND xact_start < clock_timestamp() - make_interval(secs => :seconds)"
)
TWICE = "uncertain twice"
_HARDLY = delivery.c.reason.startswith(PAGES_ALONE, autoescape=True)
"""Whether gateways alone answered: then an interrupted attempt is the first that may well have arrived."""
_BACK = case((delivery.c.maybe_repeated, "uncertain"), else_="due")
"""The status in which a claimed delivery waits again."""


def salvage(connection: Connection, term: int, second_at: datetime, day: str) -> dict[str, int]:
    """Release what other terms claimed. What they were sending becomes uncertain, with its second attempt at `second_at`.

    One that was interrupted before, or whose second attempt it was, ends there. Rows that a suspended process keeps
    locked are skipped. Returns how many were released, uncertain, ended and skipped.
    """
    others = (delivery.c.term != term, leads(term))
    claimed = _unlocked(delivery.c.status == "claimed", *others)
    freed = connection.execute(
        update(delivery).where(delivery.c.id.in_(claimed)).values(status=_BACK, term=None)
    ).rowcount
    sending = (delivery.c.status == "sending", *others)
    ended = connection.execute(
        update(delivery)
        .where(delivery.c.id.in_(_unlocked(*sending, delivery.c.maybe_repeated, ~_HARDLY)))
        .values(status="uncertain", term=None, ready_at=NEVER, reason=TWICE)
        .returning(delivery.c.channel)
    ).scalars()
    counts = Counter((channel, "uncertain") for channel in ended)
    uncertain = connection.execute(
        update(delivery)
        .where(delivery.c.id.in_(_unlocked(*sending, ~delivery.c.maybe_repeated | _HARDLY)))
        .values(status="uncertain", term=None, maybe_repeated=True, ready_at=second_at, reason="interrupted")
    ).rowcount
    count(connection, counts, day)
    left = select(func.count()).where(delivery.c.status.in_(("claimed", "sending")), *others)
    locked = connection.execute(left).scalar_one()
    return {"freed": freed, "uncertain": uncertain, "ended": counts.total(), "locked": locked}


def cut_stopped(connection: Connection) -> int:
    """Have PostgreSQL end sessions of this program that stopped in the middle of a statement. Returns how many.

    Their process is suspended: no limit of a server before PostgreSQL 17 ends them, and the rows that they changed stay
    locked.
    """
    if connection.dialect.name != "postgresql":
        return 0
    given = {"program": PROGRAM, "seconds": STOPPED_SECONDS}
    return int(connection.execute(_STOPPED, given).scalar_one())


def free_unknown(connection: Connection, term: int, channel: str, known: Collection[int]) -> int:
    """Release what `term` itself claimed for `channel`, except the deliveries `known`. Returns how many."""
    mine = (delivery.c.status == "claimed", delivery.c.channel == channel, delivery.c.term == term)
    unknown = update(delivery).where(*mine, delivery.c.id.not_in(known)).values(status=_BACK, term=None)
    return connection.execute(unknown).rowcount


def _unlocked(*conditions: ColumnElement[bool]) -> Select[tuple[int]]:
    """The deliveries for which `conditions` are true, without those locked by another transaction."""
    return select(delivery.c.id).where(*conditions).with_for_update(skip_locked=True)


def reopen_unsent(connection: Connection, term: int, left: Collection[tuple[int, int]]) -> int:
    """Make sendable again what the crashed process of `term` had marked as sending, except the attempts in `left`.

    `left` holds (delivery id, number of the attempt); nothing else was transmitted. Returns how many.
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
    """Up to `most` deliveries that wait for another attempt until later than `latest`."""
    waits = (
        delivery.c.status.in_(WAITING),
        delivery.c.ready_at > latest,
        delivery.c.ready_at < NEVER,
        delivery.c.ready_at > delivery.c.due_at,
    )
    return list(connection.execute(select(delivery.c.id).where(*waits).limit(most)).scalars())


def bring_forward(connection: Connection, ids: Sequence[int], latest: datetime) -> None:
    """Make those of the deliveries `ids` that still wait ready by `latest`."""
    waits = (delivery.c.id.in_(ids), known_status.in_(WAITING), delivery.c.ready_at < NEVER)
    connection.execute(update(delivery).where(*waits).values(ready_at=latest))


def hurry(connection: Connection, channel: str, latest: datetime) -> int:
    """Make what gateways of `channel` did not pass on ready by `latest`. Returns how many were to wait longer."""
    waits = (
        delivery.c.status == "uncertain",
        delivery.c.channel == channel,
        delivery.c.ready_at > latest,
        delivery.c.ready_at < NEVER,
        delivery.c.reason.startswith(PAGES, autoescape=True),
    )
    return connection.execute(update(delivery).where(*waits).values(ready_at=latest)).rowcount


def purge_deliveries(connection: Connection, before: datetime, most: int) -> int:
    """Delete up to `most` deliveries that were due before `before`, whatever their status. Returns how many."""
    old = select(delivery.c.id).where(delivery.c.due_at < before).order_by(delivery.c.due_at).limit(most)
    return connection.execute(delete(delivery).where(delivery.c.id.in_(old))).rowcount
