"""SQL for what the office tells everybody. Each function works inside its caller's transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.store.model.account import AuditLine
from bot.store.model.delivery import Planned
from bot.store.model.office_notice import (
    MOST_A_DAY,
    OFFICE,
    Confirmation,
    OfficeNotice,
    Reach,
    written_revision,
)
from bot.store.model.saved import JsonObject
from bot.store.rows.insertion import insert_new
from bot.store.rows.plans import rows_of
from bot.store.rows.staff_rows import note, owners
from bot.store.rows.tables import delivery, office_notice, subscription
from bot.store.rows.values import from_json

_OFFICE_NOTICE = tuple(office_notice.c[name] for name in OfficeNotice.__dataclass_fields__)
_BATCH = 1000


def draft(
    connection: Connection, notice: str, author: str, sender: str, text: str, now: datetime, line: AuditLine
) -> int:
    """Store a draft. Returns its id."""
    values = {
        "notice": notice,
        "author": author,
        "sender": sender,
        "text": text,
        "made_at": now,
        "status": "drafted",
        "decided_by": "",
        "decided_at": None,
        "day": "",
        "people": 0,
        "held_by": "",
        "held_at": None,
    }
    made = insert(office_notice).values(values).returning(office_notice.c.id)
    id = int(connection.execute(made).scalar_one())
    note(connection, line)
    return id


def listed(connection: Connection, notice: str, most: int) -> tuple[OfficeNotice, ...]:
    """The last ones, the newest first."""
    query = select(*_OFFICE_NOTICE).where(office_notice.c.notice == notice)
    return tuple(
        OfficeNotice(*row)
        for row in connection.execute(query.order_by(office_notice.c.id.desc()).limit(most))
    )


def found(connection: Connection, notice: str, id: int) -> OfficeNotice | None:
    """The one of this id."""
    mine = (office_notice.c.notice == notice, office_notice.c.id == id)
    row = connection.execute(select(*_OFFICE_NOTICE).where(*mine)).one_or_none()
    return None if row is None else OfficeNotice(*row)


def held(connection: Connection, notice: str) -> tuple[OfficeNotice, ...]:
    """Those that are held and neither sent nor stopped, the oldest first."""
    waiting = (office_notice.c.status == "drafted", office_notice.c.held_by != "")
    query = select(*_OFFICE_NOTICE).where(office_notice.c.notice == notice, *waiting)
    return tuple(OfficeNotice(*row) for row in connection.execute(query.order_by(office_notice.c.id)))


def reached(connection: Connection, now: datetime) -> Reach:
    """How many people have reminders at `now`, and how many have paused all of theirs."""
    query = select(func.count(subscription.c.user_key.distinct())).where(subscription.c.ended == "")
    told = len(_told_under(connection, now))
    return Reach(told, int(connection.scalar(query) or 0) - told)


def hold(connection: Connection, notice: str, id: int, account: str, line: AuditLine) -> bool:
    """Begin the hold after which `account` may send its own draft if there is no other owner; False if there is none."""
    mine = (office_notice.c.notice == notice, office_notice.c.id == id, office_notice.c.status == "drafted")
    begun = update(office_notice).where(
        *mine, office_notice.c.author == account, office_notice.c.held_by == ""
    )
    if connection.execute(begun.values(held_by=account, held_at=line.at)).rowcount != 1:
        return False
    note(connection, line)
    return True


def confirm(
    connection: Connection, notice: str, id: int, account: str, day: str, now: datetime, line: AuditLine
) -> Confirmation:
    """Have it sent to everybody who has reminders now, once each, unless it is one's own or `day` (ISO) has had enough.

    One's own may be sent by whoever is the only owner, once its hold is over by the clock of the audit.
    """
    # Locked in one order, so that two confirmations at once are counted one after the other.
    rows = select(office_notice.c.id).where(office_notice.c.notice == notice)
    connection.execute(rows.order_by(office_notice.c.id).with_for_update()).all()
    one = found(connection, notice, id)
    if one is None or one.status != "drafted":
        return "gone"
    if one.author == account:
        if owners(connection) != 1:
            return "own"
        until = one.held_until(account)
        if until is None or line.at < until:
            return "early"
    if has_enough(connection, day):
        return "enough"
    people = _plan(connection, one, notice, now)
    values = {"status": "confirmed", "decided_by": account, "decided_at": now, "day": day, "people": people}
    connection.execute(update(office_notice).where(office_notice.c.id == id).values(**values))
    note(connection, line)
    return "confirmed"


def has_enough(connection: Connection, day: str) -> bool:
    """Whether as many were sent on `day` (ISO) as may be."""
    of_day = (office_notice.c.day == day, office_notice.c.status == "confirmed")
    sent = connection.scalar(select(func.count()).select_from(office_notice).where(*of_day))
    return int(sent or 0) >= MOST_A_DAY


def stop(connection: Connection, notice: str, id: int, account: str, now: datetime, line: AuditLine) -> bool:
    """Stop it before it is confirmed; False if it was decided on."""
    mine = (office_notice.c.notice == notice, office_notice.c.id == id, office_notice.c.status == "drafted")
    values = {"status": "stopped", "decided_by": account, "decided_at": now}
    if connection.execute(update(office_notice).where(*mine).values(**values)).rowcount != 1:
        return False
    note(connection, line)
    return True


def outcomes(connection: Connection, id: int) -> dict[str, int]:
    """What became of its deliveries, by status."""
    query = select(delivery.c.status, func.count()).where(
        delivery.c.kind == OFFICE, delivery.c.milestone == _milestone(id)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query.group_by(delivery.c.status))}


def _plan(connection: Connection, one: OfficeNotice, notice: str, now: datetime) -> int:
    """Make a delivery for each person, under the first of their subscriptions that run and rest not. Returns how many."""
    people = sorted(_told_under(connection, now).items())
    revision = written_revision(one.sender, one.text)
    planned = Planned(_milestone(one.id), OFFICE, revision, now, notice)
    for start in range(0, len(people), _BATCH):
        batch = people[start : start + _BATCH]
        insert_new(connection, delivery, [row for user, id in batch for row in rows_of(user, id, [planned])])
    return len(people)


def _told_under(connection: Connection, now: datetime) -> dict[str, str]:
    """The first subscription of each person that runs and is not paused at `now`, by user."""
    # Text within the state has its quotes escaped, so that these words stand there as names alone.
    state = subscription.c.state
    rests = state.contains('"paused": true') | state.contains('"paused_until": "')
    running = subscription.c.ended == ""
    query = select(subscription.c.user_key, func.min(subscription.c.id)).where(running, ~rests)
    rows = connection.execute(query.group_by(subscription.c.user_key))
    first: dict[str, str] = {row[0]: row[1] for row in rows}
    resting = select(subscription.c.user_key, subscription.c.id, state).where(running, rests)
    for user, id, text in connection.execute(resting):
        if not _is_paused(from_json(text), now) and id < first.get(user, id + " "):
            first[user] = id
    return first


def _is_paused(state: JsonObject, now: datetime) -> bool:
    until = state.get("paused_until")
    return bool(state.get("paused")) or (until is not None and now < datetime.fromisoformat(until))


def _milestone(id: int) -> str:
    return f"{OFFICE}:{id}"
