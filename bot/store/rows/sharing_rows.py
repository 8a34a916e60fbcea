"""SQL for people who let a group see how they stand. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, delete, func, insert, or_, select, update

from bot.store.model.account import AuditLine
from bot.store.model.errors import Conflict
from bot.store.model.saved import Saved
from bot.store.model.sharing import MOST_GROUPS, MOST_SHARED, Consent, SharedPerson, ShareGroup, TypedCode
from bot.store.rows.carrying_rows import count_wrong, counted
from bot.store.rows.conversations import load
from bot.store.rows.staff_rows import note
from bot.store.rows.tables import conversation, share_group, sharing

GROUPS_KEPT = timedelta(days=180)
"""How long a group is listed after it ended."""
_OF_GROUP = tuple(share_group.c[name] for name in ShareGroup.__dataclass_fields__)
_OF_PERSON: tuple[Column[Any], ...] = (
    sharing.c.user_key,
    *(sharing.c[name] for name in list(SharedPerson.__dataclass_fields__)[1:]),
)


def make_group(
    connection: Connection, group: ShareGroup, code_hash: str, now: datetime, line: AuditLine
) -> int:
    """Make a group (its id is given here). Returns the id; 0 if an open one has the name, or there are too many."""
    still = (share_group.c.notice == group.notice, *_open(now))
    names = list(connection.scalars(select(share_group.c.name).where(*still)))
    if group.name in names or len(names) >= MOST_GROUPS:
        return 0
    values = {name: value for name, value in asdict(group).items() if name != "id"}
    made = insert(share_group).values(**values, code_hash=code_hash).returning(share_group.c.id)
    id = connection.execute(made).scalar_one()
    note(connection, line)
    return int(id)


def groups_of(connection: Connection, notice: str) -> tuple[ShareGroup, ...]:
    """The groups of a notice, the newest first."""
    rows = connection.execute(
        select(*_OF_GROUP).where(share_group.c.notice == notice).order_by(share_group.c.id.desc())
    )
    return tuple(ShareGroup(*row) for row in rows)


def found_group(connection: Connection, id: int) -> ShareGroup | None:
    """The group with this id."""
    row = connection.execute(select(*_OF_GROUP).where(share_group.c.id == id)).one_or_none()
    return None if row is None else ShareGroup(*row)


def with_groups(connection: Connection, now: datetime) -> frozenset[str]:
    """The notices of which a group takes people."""
    return frozenset(connection.scalars(select(share_group.c.notice).where(*_open(now)).distinct()))


def give_code(
    connection: Connection, notice: str, id: int, code_hash: str, now: datetime, line: AuditLine
) -> bool:
    """Give an open group another code in the place of its own; False if there is none of this id."""
    mine = (share_group.c.id == id, share_group.c.notice == notice, *_open(now))
    if not connection.execute(update(share_group).where(*mine).values(code_hash=code_hash)).rowcount:
        return False
    note(connection, line)
    return True


def close_group(connection: Connection, notice: str, id: int, now: datetime, line: AuditLine) -> bool:
    """Close a group, which sees nobody any more; False if there is no open one of this id."""
    mine = (share_group.c.id == id, share_group.c.notice == notice, *_open(now))
    if not connection.execute(update(share_group).where(*mine).values(closed_at=now)).rowcount:
        return False
    connection.execute(delete(sharing).where(sharing.c.group_id == id))
    note(connection, line)
    return True


def typed(
    connection: Connection, code_hash: str, notices: Sequence[str], names: Sequence[str], now: datetime
) -> TypedCode:
    """The open group of one of `notices` with this code. A wrong one counts for each of `names`, unless they must rest."""
    rests_until = counted(connection, names, now)
    if rests_until is not None:
        return TypedCode(wait_until=rests_until)
    right = (share_group.c.code_hash == code_hash, share_group.c.notice.in_(notices))
    row = connection.execute(select(*_OF_GROUP).where(*right, *_open(now))).one_or_none()
    if row is None:
        count_wrong(connection, names, now)
        return TypedCode()
    return TypedCode(ShareGroup(*row))


def share(
    connection: Connection,
    user: str,
    version: int,
    group: int,
    people: Sequence[SharedPerson],
    now: datetime,
) -> Consent:
    """Let a group see these people of `user`, in the place of those whom it saw before.

    Raises Conflict if the conversation of `user` is not that of `version`: what was confirmed may be gone.
    """
    mine = select(conversation.c.version).where(conversation.c.user_key == user).with_for_update()
    if connection.scalar(mine) != version:
        raise Conflict(user)
    # The group is locked, so that it cannot be closed between this look and the rows.
    still = select(share_group.c.id).where(share_group.c.id == group, *_open(now)).with_for_update()
    if connection.scalar(still) is None:
        return "over"
    others = (sharing.c.group_id == group, sharing.c.user_key != user)
    count = connection.scalar(select(func.count()).select_from(sharing).where(*others)) or 0
    if count + len(people) > MOST_SHARED:
        return "full"
    connection.execute(delete(sharing).where(sharing.c.group_id == group, sharing.c.user_key == user))
    connection.execute(insert(sharing), [_row_of(one, group) for one in people])
    return "shared"


def shared_by(
    connection: Connection, user: str, now: datetime
) -> tuple[tuple[ShareGroup, SharedPerson], ...]:
    """Whom `user` lets which open groups see."""
    rows = connection.execute(
        select(*_OF_GROUP, *_OF_PERSON)
        .join(share_group, share_group.c.id == sharing.c.group_id)
        .where(sharing.c.user_key == user, *_open(now))
        .order_by(share_group.c.id, sharing.c.shown)
    )
    cut = len(_OF_GROUP)
    return tuple((ShareGroup(*row[:cut]), _person(row[cut:])) for row in rows)


def withdraw_shares(connection: Connection, user: str, group: int) -> int:
    """Let the group (0: every group) see nobody of `user` any more. Returns how many it saw."""
    mine = sharing.c.user_key == user
    mine = mine & (sharing.c.group_id == group) if group else mine
    return connection.execute(delete(sharing).where(mine)).rowcount


def seen_by(connection: Connection, group: int, now: datetime) -> tuple[tuple[SharedPerson, Saved], ...]:
    """Whom a group sees, each with what is stored for whoever shares them; nobody if the group has ended."""
    people = _people(connection, group, now)
    kept = {user: load(connection, user) or Saved() for user in sorted({one.user for one in people})}
    return tuple((one, kept[one.user]) for one in people)


def note_reading(
    connection: Connection,
    group: int,
    people: Iterable[SharedPerson],
    now: datetime,
    line: AuditLine,
    told: Callable[[int], str],
) -> frozenset[SharedPerson] | None:
    """Note that whoever of `people` is still shared was read; `told` says how many these are.

    Returns them; None if the group has ended.
    """
    found = connection.execute(select(share_group.c.id).where(share_group.c.id == group, *_open(now))).first()
    if found is None:
        return None
    still = frozenset(people) & frozenset(_people(connection, group, now))
    note(connection, replace(line, about=told(len(still))))
    return still


def move_shares(connection: Connection, old: str, new: str, begun: Collection[str] | None = None) -> None:
    """Give what `old` shares to `new`, to whom their interviews go; what rests on no interview ends.

    `begun` are those that go there, and were not there before; None: all of them. What `new` shares of the same name with
    the same group stays.
    """
    mine = select(*_OF_PERSON, sharing.c.group_id).where(sharing.c.user_key == old, sharing.c.begun != "")
    rows = connection.execute(mine).all()
    there = {
        (group, person)
        for group, person in connection.execute(
            select(sharing.c.group_id, sharing.c.person).where(sharing.c.user_key == new)
        )
    }
    found = [(_person(row[:-1]), row[-1]) for row in rows]
    moved = [
        _row_of(replace(one, user=new), group)
        for one, group in found
        if (group, one.person) not in there and (begun is None or one.begun in begun)
    ]
    connection.execute(delete(sharing).where(sharing.c.user_key == old))
    if moved:
        connection.execute(insert(sharing), moved)


def drop_ended(connection: Connection, now: datetime) -> None:
    """Delete whom groups saw that have ended, and groups that ended long ago."""
    ended = select(share_group.c.id).where(
        or_(share_group.c.closed_at.is_not(None), share_group.c.ends_at <= now)
    )
    connection.execute(delete(sharing).where(sharing.c.group_id.in_(ended)))
    long_ago = now - GROUPS_KEPT
    old = or_(share_group.c.closed_at < long_ago, share_group.c.ends_at < long_ago)
    connection.execute(delete(share_group).where(old))


def _open(now: datetime) -> tuple[Any, ...]:
    return share_group.c.closed_at.is_(None), share_group.c.ends_at > now


def _people(connection: Connection, group: int, now: datetime) -> list[SharedPerson]:
    rows = connection.execute(
        select(*_OF_PERSON)
        .join(share_group, share_group.c.id == sharing.c.group_id)
        .where(sharing.c.group_id == group, *_open(now))
        .order_by(sharing.c.source, sharing.c.shown, sharing.c.user_key, sharing.c.person)
    )
    return [_person(row) for row in rows]


def _person(values: Sequence[Any]) -> SharedPerson:
    return SharedPerson(*values)


def _row_of(one: SharedPerson, group: int) -> dict[str, Any]:
    values = asdict(one)
    return {"user_key": values.pop("user"), "group_id": group, **values}
