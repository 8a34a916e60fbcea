"""SQL for accounts of the desk, their sessions, and the audit. Each function works inside its caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, case, delete, func, insert, select, update

from bot.store.model.account import Account, AuditLine, StaffRole, StaffSession
from bot.store.rows.insertion import insert_new
from bot.store.rows.tables import desk_audit, staff_account, staff_session

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
    _end_all(connection, name)
    note(connection, line)
    return True


def remove(connection: Connection, name: str, line: AuditLine) -> bool:
    """Delete the account `name` with its sessions; False if there is none."""
    _end_all(connection, name)
    if connection.execute(delete(staff_account).where(staff_account.c.name == name)).rowcount != 1:
        return False
    note(connection, line)
    return True


def count_failure(connection: Connection, name: str, most: int, until: datetime, line: AuditLine) -> None:
    """Count a wrong password; with the last of `most` none is looked at before `until`, and the count begins anew."""
    failures = staff_account.c.failures
    connection.execute(
        update(staff_account)
        .where(staff_account.c.name == name)
        .values(
            locked_until=case((failures + 1 >= most, until), else_=staff_account.c.locked_until),
            failures=case((failures + 1 >= most, 0), else_=failures + 1),
        )
    )
    note(connection, line)


def begin(connection: Connection, session: StaffSession, password: str, line: AuditLine) -> bool:
    """Begin a session; False if the account is gone or has another password than that which was compared."""
    mine = (staff_account.c.name == session.account, staff_account.c.password == password)
    cleared = update(staff_account).where(*mine).values(failures=0, locked_until=None)
    if connection.execute(cleared).rowcount != 1:
        return False
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


def end(connection: Connection, token_hash: str, line: AuditLine) -> None:
    """End one session."""
    mine = staff_session.c.token_hash == token_hash
    if connection.execute(delete(staff_session).where(mine)).rowcount:
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


def owners(connection: Connection) -> int:
    """How many accounts have the role owner."""
    wanted: StaffRole = "owner"
    count = select(func.count()).select_from(staff_account).where(staff_account.c.role == wanted)
    return int(connection.scalar(count) or 0)


def _end_all(connection: Connection, name: str) -> None:
    connection.execute(delete(staff_session).where(staff_session.c.account == name))


def _account(row: Row[Any]) -> Account:
    return Account(**dict(zip(Account.__dataclass_fields__, row, strict=True)))
