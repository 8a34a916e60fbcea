"""SQL for how a call goes: counts alone. Inside its caller's transaction."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, tzinfo

from sqlalchemy import Column, Connection, Table, func, select

from bot.store.model.call_figures import CallFigures
from bot.store.model.delivery import NEVER, channel_of
from bot.store.rows.deliveries import WAITING
from bot.store.rows.reports import running
from bot.store.rows.tables import conversation, delivery, feedback, interview, question_count, tally
from bot.store.rows.values import from_json

MOST_INTERVIEWS = 2000
_MOST_PEOPLE = 200_000
_UNSENT = ("failed", "blocked", "uncertain", "expired")


def call_figures(
    connection: Connection, notice: str, since: datetime, now: datetime, zone: tzinfo
) -> CallFigures:
    """The figures of the notice from `since` on; days are those of `zone`."""
    day = since.astimezone(zone).date().isoformat()
    waits = (delivery.c.status.in_(WAITING), delivery.c.due_at <= now, delivery.c.ready_at < NEVER)
    states = (
        select(interview.c.state)
        .where(interview.c.notice == notice, interview.c.updated_at >= since)
        .order_by(interview.c.updated_at.desc())
        .limit(MOST_INTERVIEWS)
    )
    return CallFigures(
        people=_people(connection, since, zone),
        unanswered=_by_day(connection, question_count, question_count.c.kind, day, notice),
        votes=_by_day(connection, feedback, feedback.c.vote, day, notice),
        reminders=_by_day(connection, tally, tally.c.outcome, day),
        reasons=_reasons(connection, since),
        running=running(connection),
        overdue=int(connection.scalar(select(func.count()).select_from(delivery).where(*waits)) or 0),
        interviews=tuple(from_json(text) for text in connection.scalars(states)),
    )


def _people(connection: Connection, since: datetime, zone: tzinfo) -> dict[tuple[str, str], int]:
    """How many people said their last word on a day, by channel."""
    columns = (conversation.c.updated_at, conversation.c.user_key)
    rows = connection.execute(select(*columns).where(conversation.c.updated_at >= since).limit(_MOST_PEOPLE))
    return dict(Counter((at.astimezone(zone).date().isoformat(), channel_of(key)) for at, key in rows))


def _by_day(
    connection: Connection, table: Table, name: Column[str], day: str, notice: str = ""
) -> dict[tuple[str, str], int]:
    """The counts of a table from `day` (ISO) on, by day and what is counted."""
    query = select(table.c.day, name, func.sum(table.c.count)).where(table.c.day >= day)
    query = query.where(table.c.notice == notice) if notice else query
    return {
        (at, what): int(count) for at, what, count in connection.execute(query.group_by(table.c.day, name))
    }


def _reasons(connection: Connection, since: datetime) -> dict[tuple[str, str], int]:
    """Why reminders did not arrive for certain, by status and reason."""
    columns = (delivery.c.status, delivery.c.reason)
    wanted = (delivery.c.status.in_(_UNSENT), delivery.c.due_at >= since)
    rows = connection.execute(select(*columns, func.count()).where(*wanted).group_by(*columns))
    return {(status, reason): count for status, reason, count in rows}
