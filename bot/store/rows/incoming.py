"""SQL for incoming updates: stored before they are acknowledged, claimed in the order of their chat, marked when answered.

Each function works inside its caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.rows.tables import incoming

NEW, CLAIMED, DONE = "new", "claimed", "done"
_WORDS = "/words"
"""After the name of a channel: the rows that stand for what messages say."""
_COLUMNS = incoming.c
_MINE = (_COLUMNS.channel == bindparam("of_channel"), _COLUMNS.update_id == bindparam("of_id"))
_DONE = (
    update(incoming)
    .where(*_MINE)
    .values(status=DONE, chat_key="", body="", owner="", lease_until=None, sent=bindparam("through"))
)
_INSERT = {
    kind.dialect.name: kind.insert(incoming).on_conflict_do_nothing().returning(_COLUMNS.update_id)
    for kind in (postgresql, sqlite)
}
_OF_CHANNEL = _COLUMNS.channel == bindparam("of_channel")
_FIRST = (
    select(func.min(_COLUMNS.update_id))
    .where(_OF_CHANNEL, _COLUMNS.chat_key.in_(bindparam("of_chats", expanding=True)), _COLUMNS.status != DONE)
    .group_by(_COLUMNS.chat_key)
)
_CLAIM = (
    update(incoming)
    .where(_OF_CHANNEL, _COLUMNS.update_id.in_(_FIRST), _COLUMNS.status != DONE)
    .where(or_(_COLUMNS.status == NEW, _COLUMNS.lease_until < bindparam("of_now")))
    .values(
        status=CLAIMED,
        owner=bindparam("claimed_by"),
        lease_until=bindparam("until"),
        attempts=_COLUMNS.attempts + 1,
    )
    .returning(_COLUMNS.update_id, _COLUMNS.chat_key, _COLUMNS.body, _COLUMNS.sent, _COLUMNS.attempts)
)
_SENT = update(incoming).where(*_MINE, _COLUMNS.status == CLAIMED).values(sent=bindparam("through"))


@dataclass(frozen=True)
class Arrival:
    """An incoming update: its id as the platform numbers it, its chat, and its content as text.

    `words` are numbers (below 2**63) that stand for what it says. If `once`, and all of that was said before, there is
    nothing to answer.
    """

    update_id: int
    chat: str
    body: str
    words: tuple[int, ...] = ()
    once: bool = False


@dataclass(frozen=True)
class Claimed:
    """An update claimed by this process. `sent`: calls of its answer already made. `attempts` includes this one."""

    update_id: int
    chat: str
    body: str
    sent: int = 0
    attempts: int = 1


@dataclass(frozen=True)
class Claimant:
    """Who claims: the channel, the process, the moment of the claim and when the lease ends (both aware)."""

    channel: str
    owner: str
    now: datetime
    until: datetime


@dataclass(frozen=True)
class Marks:
    """Progress of answers: `done` are the ids of answered updates, `sent` the calls made, by update id."""

    done: Mapping[int, int] = field(default_factory=dict)
    sent: Mapping[int, int] = field(default_factory=dict)


def arrive(connection: Connection, who: Claimant, arrivals: Sequence[Arrival]) -> set[int]:
    """Store incoming updates; repeated ones are ignored. Returns the ids of the new ones that are to be answered."""
    said_before = _said_before(connection, who, arrivals)
    fresh = _insert(
        connection,
        who,
        who.channel,
        [
            (one.update_id, one.chat, one.body, NEW)
            if one.update_id not in said_before
            else (one.update_id, "", "", DONE)
            for one in arrivals
        ],
    )
    return fresh - said_before


def _said_before(connection: Connection, who: Claimant, arrivals: Sequence[Arrival]) -> set[int]:
    """The ids of those that say nothing new. What messages say is remembered as long as answered updates are."""
    words = sorted({number for one in arrivals for number in one.words})
    fresh = _insert(connection, who, f"{who.channel}{_WORDS}", [(number, "", "", DONE) for number in words])
    said = set()
    for one in arrivals:
        if one.once and one.words and fresh.isdisjoint(one.words):
            said.add(one.update_id)
        fresh.difference_update(one.words)
    return said


def _insert(
    connection: Connection, who: Claimant, channel: str, found: Sequence[tuple[int, str, str, str]]
) -> set[int]:
    """Insert rows (id, chat, body, status) that do not exist. Returns the ids of those."""
    rows = [
        {
            "channel": channel,
            "update_id": id,
            "chat_key": chat,
            "body": body,
            "status": status,
            "received_at": who.now,
        }
        for id, chat, body, status in found
    ]
    if not rows:
        return set()
    return set(connection.scalars(_INSERT[connection.dialect.name], rows if len(rows) > 1 else rows[0]))


def claim(connection: Connection, who: Claimant, chats: Collection[str]) -> list[Claimed]:
    """Claim the first unanswered update of each of `chats`, unless another process holds it: one conditional UPDATE."""
    if not chats:
        return []
    given = {"of_channel": who.channel, "of_chats": list(chats), "of_now": who.now}
    taken = connection.execute(_CLAIM, {**given, "claimed_by": who.owner, "until": who.until})
    return [Claimed(*row) for row in sorted(taken, key=lambda row: int(row[0]))]


def note(connection: Connection, who: Claimant, marks: Marks) -> None:
    """Record the progress of answers."""
    for statement, through in ((_SENT, marks.sent), (_DONE, marks.done)):
        if through:
            rows = [
                {"of_channel": who.channel, "of_id": id, "through": count} for id, count in through.items()
            ]
            connection.execute(statement, rows)


def waiting_chats(connection: Connection, channel: str, now: datetime, limit: int) -> list[str]:
    """Up to `limit` chats whose first unanswered update is not claimed."""
    first = (
        select(func.min(_COLUMNS.update_id))
        .where(_COLUMNS.channel == channel, _COLUMNS.status != DONE)
        .group_by(_COLUMNS.chat_key)
    )
    free = or_(_COLUMNS.status == NEW, _COLUMNS.lease_until < now)
    found = connection.scalars(
        select(_COLUMNS.chat_key)
        .where(_COLUMNS.channel == channel, _COLUMNS.update_id.in_(first), free)
        .order_by(_COLUMNS.update_id)
        .limit(limit)
    )
    return list(found)


def unanswered(connection: Connection, channel: str, ids: Collection[int]) -> set[int]:
    """Which of the updates `ids` are not answered yet."""
    waiting = (_COLUMNS.channel == channel, _COLUMNS.update_id.in_(ids), _COLUMNS.status != DONE)
    return set(connection.scalars(select(_COLUMNS.update_id).where(*waiting)))


def answered(connection: Connection, channel: str, id: int) -> int | None:
    """How many calls answered the update `id`; None if it is not answered, or unknown."""
    done = (_COLUMNS.channel == channel, _COLUMNS.update_id == id, _COLUMNS.status == DONE)
    through: int | None = connection.scalar(select(_COLUMNS.sent).where(*done))
    return through


def waiting(connection: Connection, channel: str, chat: str) -> list[str]:
    """The content of the updates of `chat` that are not answered yet, in their order."""
    of_chat = (_COLUMNS.channel == channel, _COLUMNS.chat_key == chat, _COLUMNS.status != DONE)
    return list(connection.scalars(select(_COLUMNS.body).where(*of_chat).order_by(_COLUMNS.update_id)))


def owners(connection: Connection, channel: str) -> list[str]:
    """The processes that have claimed updates."""
    mine = (_COLUMNS.channel == channel, _COLUMNS.status == CLAIMED)
    return list(connection.scalars(select(_COLUMNS.owner).where(*mine).distinct()))


def renew(connection: Connection, who: Claimant) -> int:
    """Extend this process's claims until `who.until`. Returns how many."""
    mine = (_COLUMNS.channel == who.channel, _COLUMNS.status == CLAIMED, _COLUMNS.owner == who.owner)
    return connection.execute(update(incoming).where(*mine).values(lease_until=who.until)).rowcount


def release(connection: Connection, channel: str, gone: Iterable[str]) -> int:
    """Release the claims of the processes `gone`. Returns how many."""
    held = (_COLUMNS.channel == channel, _COLUMNS.status == CLAIMED, _COLUMNS.owner.in_(tuple(gone)))
    freed = update(incoming).where(*held).values(status=NEW, owner="", lease_until=None)
    return connection.execute(freed).rowcount


def count_waiting(connection: Connection, channel: str) -> int:
    """How many updates are not answered yet."""
    waiting = (_COLUMNS.channel == channel, _COLUMNS.status != DONE)
    return connection.scalar(select(func.count()).select_from(incoming).where(*waiting)) or 0


def purge(connection: Connection, before: datetime) -> int:
    """Delete answered updates that came in before `before`. Returns how many."""
    old = (_COLUMNS.status == DONE, _COLUMNS.received_at < before)
    return connection.execute(delete(incoming).where(*old)).rowcount
