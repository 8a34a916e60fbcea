"""Accounts of the desk, their sessions, and the audit, in a database: one transaction for each method."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime
from functools import partial

from bot.store.access import Access
from bot.store.model.account import Account, AuditLine, StaffRole, StaffSession
from bot.store.rows import staff_rows, totp_rows
from bot.store.rows.counts import kept_mark
from bot.store.rows.values import in_utc

_MARK_KEY = "desk_names"
_OF_DESK, _MARK_DIGITS = "desk:", 5


class Staff(Access):
    """Who may use the desk. See `Store.staff`. Every method raises StoreError if the database cannot be used.

    What changes something takes the line that the audit gets, and writes it in the same transaction.
    """

    _mark_key = ""

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

    async def give_role(
        self, name: str, role: StaffRole, line: AuditLine, *, even_last: bool = False
    ) -> bool:
        """Give an account another role, and end its sessions; False if there is no such account.

        Raises LastOwner if there would be no owner any more, unless `even_last`.
        """
        work = partial(staff_rows.give_role, name=name, role=role, line=line, even_last=even_last)
        return await self._write(work)

    async def remove(self, name: str, line: AuditLine, *, even_last: bool = False) -> bool:
        """Delete an account with its sessions; False if there is none. Raises LastOwner as `give_role` does."""
        return await self._write(partial(totp_rows.remove, name=name, line=line, even_last=even_last))

    async def take_try(self, name: str, most: int, now: datetime, until: datetime) -> bool:
        """Count a try before it is looked at; False if none is looked at now. See `staff_rows.take_try`."""
        work = partial(staff_rows.take_try, name=name, most=most, now=in_utc(now), until=in_utc(until))
        return await self._write(work)

    async def take_try_of_nobody(
        self, name: str, most: int, now: datetime, until: datetime, forgotten: datetime
    ) -> bool:
        """Count a try of a name that no account has, in all processes; see `staff_rows.take_try_of_nobody`.

        What is kept of the name is a keyed mark of few bits: it may be a password that was typed in the wrong place.
        """
        key = self._mark_key or await self._write(
            partial(kept_mark, name=_MARK_KEY, value=secrets.token_hex(32))
        )
        self._mark_key = key
        made = hmac.new(key.encode(), name.encode(errors="replace"), hashlib.sha256).hexdigest()
        work = partial(
            staff_rows.take_try_of_nobody,
            name=f"{_OF_DESK}{made[:_MARK_DIGITS]}",
            most=most,
            now=in_utc(now),
            until=in_utc(until),
            forgotten=in_utc(forgotten),
        )
        return await self._write(work)

    async def clear_tries(self, name: str) -> None:
        """Somebody proved who they are: the count begins anew."""
        await self._write(partial(staff_rows.clear_tries, name=name))

    async def begin(self, session: StaffSession, proved: Account, line: AuditLine) -> bool:
        """Begin a session; False if the account is no longer as it was when somebody proved to be it."""
        return await self._write(partial(staff_rows.begin, session=session, proved=proved, line=line))

    async def offer_secret(self, token_hash: str, secret: str) -> None:
        """Keep with a session what its account may take for its authenticator."""
        await self._write(partial(totp_rows.offer, token_hash=token_hash, secret=secret))

    async def turn_on(
        self, session: StaffSession, step: int, recovery: Collection[str], line: AuditLine
    ) -> bool:
        """Ask for codes from now on; see `totp_rows.turn_on`."""
        work = partial(totp_rows.turn_on, session=session, step=step, recovery=recovery, line=line)
        return await self._write(work)

    async def turn_off(self, name: str, line: AuditLine, but: str = "") -> bool:
        """Ask for no codes any more, and end all sessions but one; False if none were asked for."""
        return await self._write(partial(totp_rows.turn_off, name=name, line=line, but=but))

    async def use_step(self, account: Account, step: int) -> bool:
        """Use the code of a step; False if it, or a later one, was used."""
        work = partial(totp_rows.use_step, name=account.name, secret=account.totp_secret, step=step)
        return await self._write(work)

    async def use_recovery(self, name: str, code_hash: str, line: AuditLine) -> bool:
        """Use a recovery code; False if there is none of this hash."""
        return await self._write(partial(totp_rows.use_recovery, name=name, code_hash=code_hash, line=line))

    async def recovery_left(self, name: str) -> int:
        """How many recovery codes were not used yet."""
        return await self._read(partial(totp_rows.recovery_left, name=name))

    async def session(self, token_hash: str) -> tuple[StaffSession, Account] | None:
        """The session of this token with its account."""
        return await self._read(partial(staff_rows.found_session, token_hash=token_hash))

    async def touch(self, token_hash: str, now: datetime) -> None:
        """Note that a session was used."""
        await self._write(partial(staff_rows.touch, token_hash=token_hash, now=in_utc(now)))

    async def end(self, token_hash: str, line: AuditLine | None = None) -> None:
        """End one session; with a line if it is to be told."""
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
