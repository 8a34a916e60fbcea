"""Accounts of the desk, their sessions, and the audit, in a database: one transaction for each method."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.store.access import Access
from bot.store.model.account import Account, AuditLine, StaffRole, StaffSession
from bot.store.rows import staff_rows
from bot.store.rows.values import in_utc


class Staff(Access):
    """Who may use the desk. See `Store.staff`. Every method raises StoreError if the database cannot be used.

    What changes something takes the line that the audit gets, and writes it in the same transaction.
    """

    async def add(self, account: Account, line: AuditLine) -> bool:
        """Make an account; False if there is one of that name."""
        return await self._write(partial(staff_rows.add, account=account, line=line))

    async def named(self, name: str) -> Account | None:
        """The account of this name."""
        return await self._read(partial(staff_rows.named, name=name))

    async def everybody(self) -> tuple[Account, ...]:
        """All accounts by name."""
        return await self._read(staff_rows.everybody)

    async def exists_any(self) -> bool:
        """Whether there is an account."""
        return await self._read(staff_rows.exists_any)

    async def owners(self) -> int:
        """How many owners there are."""
        return await self._read(staff_rows.owners)

    async def give_password(
        self, name: str, password: str, once_until: datetime | None, line: AuditLine
    ) -> bool:
        """Give an account another password (its hash), open it, and end its sessions; False if there is no such account."""
        values = {"password": password, "once_until": once_until, "failures": 0, "locked_until": None}
        return await self._write(partial(staff_rows.change, name=name, values=values, line=line))

    async def give_role(self, name: str, role: StaffRole, line: AuditLine) -> bool:
        """Give an account another role, and end its sessions; False if there is no such account."""
        return await self._write(partial(staff_rows.change, name=name, values={"role": role}, line=line))

    async def remove(self, name: str, line: AuditLine) -> bool:
        """Delete an account with its sessions; False if there is none."""
        return await self._write(partial(staff_rows.remove, name=name, line=line))

    async def count_failure(self, name: str, most: int, until: datetime, line: AuditLine) -> None:
        """Count a wrong password; see `staff_rows.count_failure`."""
        until = in_utc(until)
        await self._write(partial(staff_rows.count_failure, name=name, most=most, until=until, line=line))

    async def begin(self, session: StaffSession, password: str, line: AuditLine) -> bool:
        """Begin a session; False if the account has no longer the password (its hash) that was compared."""
        return await self._write(partial(staff_rows.begin, session=session, password=password, line=line))

    async def session(self, token_hash: str) -> tuple[StaffSession, Account] | None:
        """The session of this token with its account."""
        return await self._read(partial(staff_rows.found_session, token_hash=token_hash))

    async def touch(self, token_hash: str, now: datetime) -> None:
        """Note that a session was used."""
        await self._write(partial(staff_rows.touch, token_hash=token_hash, now=in_utc(now)))

    async def end(self, token_hash: str, line: AuditLine) -> None:
        """End one session."""
        await self._write(partial(staff_rows.end, token_hash=token_hash, line=line))

    async def note(self, line: AuditLine) -> None:
        """Add a line to the audit."""
        await self._write(partial(staff_rows.note, line=line))

    async def audit(self, most: int, before: int = 0) -> tuple[tuple[int, AuditLine], ...]:
        """The last lines of the audit with their numbers, the newest first; see `staff_rows.lines`."""
        return await self._read(partial(staff_rows.lines, most=most, before=before))

    async def tidy(self, now: datetime, unused_since: datetime) -> None:
        """Delete sessions not used since `unused_since`, and lines of the audit that are too old."""
        work = partial(staff_rows.tidy, now=in_utc(now), unused_since=in_utc(unused_since))
        await self._write(work)
