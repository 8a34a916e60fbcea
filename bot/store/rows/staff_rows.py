"""SQL for accounts of the desk, their sessions, and the audit. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, case, delete, func, insert, or_, select, update

from bot.store.model.account import Account, AuditLine, StaffRole, StaffSession
from bot.store.model.errors import LastOwner
from bot.store.rows.insertion import insert_new
from bot.store.rows.tables import carrying_try, desk_audit, staff_account, staff_session

LONGEST_ABOUT = 200
AUDIT_KEPT = timedelta(days=730)
_ACCOUNT = tuple(staff_account.c[name] for name in Account.__dataclass_fields__)
_SESSION = tuple(staff_session.c[name] for name in StaffSession.__dataclass_fields__)
_LINE = tuple(desk_audit.c[name] for name in AuditLine.__dataclass_fields__)


def note(connection: Connection, line: AuditLine) -> None:
    """Add a line to the audit."""
    connection.execute(insert(desk_audit), {**asdict(line), "about": line.about[:LONGEST_ABOUT]})


def add(connection: Connection, account: Account, line: AuditLine) -> bool:
    """Make an account; False if there is one of that name."""
    if not insert_new(connection, staff_account, [asdict(account)]):
        return False
    note(connection, line)
    return True


def named(connection: Connection, name: str) -> Account | None:
    """The account of this name."""
    row = connection.execute(select(*_ACCOUNT).where(staff_account.c.name == name)).one_or_none()
    return None if row is None else _account(row)


def everybody(connection: Connection) -> tuple[Account, ...]:
    """All accounts by name."""
    rows = connection.execute(select(*_ACCOUNT).order_by(staff_account.c.name))
    return tuple(_account(row) for row in rows)


def exists_any(connection: Connection) -> bool:
    """Whether there is an account."""
    return connection.execute(select(staff_account.c.name).limit(1)).first() is not None


def change(connection: Connection, name: str, values: Mapping[str, Any], line: AuditLine) -> bool:
    """Change the account `name` and end its sessions; False if there is none."""
    changed = connection.execute(update(staff_account).where(staff_account.c.name == name).values(**values))
    if changed.rowcount != 1:
        return False
    end_all(connection, name)
    note(connection, line)
    return True


def take_try(connection: Connection, name: str, most: int, now: datetime, until: datetime) -> bool:
    """Count a try before it is looked at, so that many at once are no more than `most`; False if none is looked at now.

    With the last of them none is looked at before `until`, and the count begins anew; what was right clears it.
    """
    failures, locked_until = staff_account.c.failures, staff_account.c.locked_until
    taken = (
        update(staff_account)
        .where(staff_account.c.name == name, or_(locked_until.is_(None), locked_until <= now))
        .values(
            locked_until=case((failures + 1 >= most, until), else_=None),
            failures=case((failures + 1 >= most, 0), else_=failures + 1),
        )
    )
    return connection.execute(taken).rowcount == 1


def take_try_of_nobody(
    connection: Connection, name: str, most: int, now: datetime, until: datetime, forgotten: datetime
) -> bool:
    """The same for a `name` that no account has, as a mark of it; it counts anew once it is `forgotten`."""
    tries, over = carrying_try.c.tries, carrying_try.c.until
    insert_new(connection, carrying_try, [{"name": name, "tries": 0, "until": forgotten}])
    counted = case((over <= now, 1), else_=tries + 1)
    taken = (
        update(carrying_try)
        .where(carrying_try.c.name == name, or_(tries < most, over <= now))
        .values(tries=counted, until=case((counted >= most, until), else_=forgotten))
    )
    return connection.execute(taken).rowcount == 1


def clear_tries(connection: Connection, name: str) -> None:
    """Somebody proved who they are: the count begins anew."""
    cleared = update(staff_account).where(staff_account.c.name == name).values(failures=0, locked_until=None)
    connection.execute(cleared)


def begin(connection: Connection, session: StaffSession, proved: Account, line: AuditLine) -> bool:
    """Begin a session; False if the account is gone, or has another password or secret than those that were `proved`.

    A half one takes its own try off the count and no more: else a known password would open as many codes as one likes.
    """
    mine = (
        staff_account.c.name == proved.name,
        staff_account.c.password == proved.password,
        staff_account.c.totp_secret == proved.totp_secret,
    )
    if connection.execute(select(staff_account.c.name).where(*mine).with_for_update()).first() is None:
        return False
    if session.half:
        counted = staff_account.c.failures > 0
        one_less = update(staff_account).where(*mine, counted).values(failures=staff_account.c.failures - 1)
        connection.execute(one_less)
    else:
        clear_tries(connection, session.account)
    connection.execute(insert(staff_session), asdict(session))
    note(connection, line)
    return True


def found_session(connection: Connection, token_hash: str) -> tuple[StaffSession, Account] | None:
    """The session of this token with its account."""
    mine = (staff_session.c.token_hash == token_hash, staff_account.c.name == staff_session.c.account)
    query = select(*_SESSION, *_ACCOUNT).where(*mine)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    cut = len(_SESSION)
    account = dict(zip(Account.__dataclass_fields__, row[cut:], strict=True))
    return StaffSession(*row[:cut]), Account(**account)


def touch(connection: Connection, token_hash: str, now: datetime) -> None:
    """Note that a session was used at `now`."""
    mine = staff_session.c.token_hash == token_hash
    connection.execute(update(staff_session).where(mine).values(seen_at=now))


def end(connection: Connection, token_hash: str, line: AuditLine | None) -> None:
    """End one session; with a line if it is to be told."""
    mine = staff_session.c.token_hash == token_hash
    if connection.execute(delete(staff_session).where(mine)).rowcount and line is not None:
        note(connection, line)


def lines(connection: Connection, most: int, before: int = 0) -> tuple[tuple[int, AuditLine], ...]:
    """The last `most` lines of the audit with their numbers, the newest first; only those before the number `before`, if set."""
    query = select(desk_audit.c.id, *_LINE).order_by(desk_audit.c.id.desc()).limit(most)
    if before:
        query = query.where(desk_audit.c.id < before)
    return tuple((row[0], AuditLine(*row[1:])) for row in connection.execute(query))


def tidy(connection: Connection, now: datetime, unused_since: datetime) -> None:
    """Delete sessions not used since `unused_since`, and lines of the audit that are too old at `now`."""
    connection.execute(delete(staff_session).where(staff_session.c.seen_at < unused_since))
    connection.execute(delete(desk_audit).where(desk_audit.c.at < now - AUDIT_KEPT))


def check_another_owner(connection: Connection, name: str) -> None:
    """Raise LastOwner if `name` is the only account that is an owner. Until the transaction ends no other owner can go."""
    wanted: StaffRole = "owner"
    found = select(staff_account.c.name).where(staff_account.c.role == wanted).with_for_update()
    if list(connection.scalars(found)) == [name]:
        raise LastOwner(name)


def give_role(
    connection: Connection, name: str, role: StaffRole, line: AuditLine, *, even_last: bool
) -> bool:
    """Give the account `name` another role and end its sessions; False if there is none.

    Raises LastOwner if there would be no owner any more, unless `even_last`.
    """
    if role != "owner" and not even_last:
        check_another_owner(connection, name)
    return change(connection, name, {"role": role}, line)


def owners(connection: Connection) -> int:
    """How many accounts have the role owner."""
    wanted: StaffRole = "owner"
    count = select(func.count()).select_from(staff_account).where(staff_account.c.role == wanted)
    return int(connection.scalar(count) or 0)


def end_all(connection: Connection, name: str, but: str = "") -> None:
    """End all sessions of an account but that of the token hash `but`."""
    mine = (staff_session.c.account == name, staff_session.c.token_hash != but)
    connection.execute(delete(staff_session).where(*mine))


def _account(row: Row[Any]) -> Account:
    return Account(**dict(zip(Account.__dataclass_fields__, row, strict=True)))
