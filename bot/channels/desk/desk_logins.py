"""Who is logged in at the desk: passwords are compared, sessions begun, found and ended, each with its line in the audit."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.channels.desk.passwords import NOBODY, hash_password, is_password
from bot.clock import Clock
from bot.store.model.account import Account, AuditLine, StaffSession
from bot.store.staff import Staff

IDLE, LONGEST_SESSION = timedelta(minutes=30), timedelta(hours=9)
"""How long a session lives without a request, and at all."""
MOST_WRONG, LOCKED_FOR = 5, timedelta(minutes=15)
_TOUCHED_AFTER = timedelta(minutes=1)
"""When a session is in use, that is written down so often."""
_AT_ONCE = 2
"""Passwords compared at a time: each takes 32 MB and a processor."""
_LONGEST_NAME = 40
Refusal = Literal["wrong", "locked", "expired"]


@dataclass(frozen=True)
class LoggedIn:
    """One request of somebody who is logged in. `token` is what their cookie holds."""

    account: Account
    session: StaffSession
    token: str


class Logins:
    """Logs people in and out. `clock` gives the moment (aware)."""

    def __init__(self, staff: Staff, clock: Clock) -> None:
        self._staff = staff
        self._clock = clock
        self._comparing = asyncio.Semaphore(_AT_ONCE)

    async def log_in(self, name: str, password: str, place: str) -> LoggedIn | Refusal:
        """Begin a session for a browser at `place`, or tell why not. An unknown name and a wrong password are answered alike."""
        now = self._clock()
        account = await self._staff.named(name) if 0 < len(name) <= _LONGEST_NAME else None
        right = await self._compare(password, account.password if account else NOBODY)
        if account is None:
            # What was typed is not noted: people type their password where the name belongs.
            await self._staff.note(AuditLine(now, "", "refused_unknown"))
            return "wrong"
        if account.locked_until is not None and now < account.locked_until:
            await self._staff.note(AuditLine(now, account.name, "refused_locked"))
            return "locked"
        if not right:
            line = AuditLine(now, account.name, "refused_wrong")
            await self._staff.count_failure(account.name, MOST_WRONG, now + LOCKED_FOR, line)
            return "wrong"
        if account.once_until is not None and now > account.once_until:
            await self._staff.note(AuditLine(now, account.name, "refused_expired"))
            return "expired"
        return await self._begin(account, place) or "wrong"

    async def found(self, token: str, place: str) -> LoggedIn | None:
        """The session of this token; None if it has ended. One that comes from elsewhere ends."""
        if not token:
            return None
        found = await self._staff.session(_hash(token))
        if found is None:
            return None
        session, account = found
        now = self._clock()
        why = ""
        if session.place != place:
            why = "session_elsewhere"
        elif now - session.seen_at > IDLE or now - session.begun_at > LONGEST_SESSION:
            why = "session_over"
        if why:
            await self._staff.end(session.token_hash, AuditLine(now, account.name, why))
            return None
        if now - session.seen_at > _TOUCHED_AFTER:
            await self._staff.touch(session.token_hash, now)
        return LoggedIn(account, session, token)

    async def log_out(self, who: LoggedIn) -> None:
        """End the session."""
        line = AuditLine(self._clock(), who.account.name, "logout")
        await self._staff.end(who.session.token_hash, line)

    async def change_password(self, who: LoggedIn, old: str, new: str) -> LoggedIn | None:
        """Give the account the password `new`, end all its sessions and begin one; None if `old` is wrong."""
        account = who.account
        if not await self._compare(old, account.password):
            line = AuditLine(self._clock(), account.name, "refused_wrong")
            await self._staff.count_failure(account.name, MOST_WRONG, self._clock() + LOCKED_FOR, line)
            return None
        async with self._comparing:
            made = await asyncio.to_thread(hash_password, new)
        line = AuditLine(self._clock(), account.name, "password_changed")
        await self._staff.give_password(account.name, made, None, line)
        changed = await self._staff.named(account.name)
        return None if changed is None else await self._begin(changed, who.session.place)

    async def _begin(self, account: Account, place: str) -> LoggedIn | None:
        now, token = self._clock(), secrets.token_urlsafe(32)
        session = StaffSession(_hash(token), account.name, place, now, now)
        line = AuditLine(now, account.name, "login")
        if not await self._staff.begin(session, account.password, line):
            return None
        return LoggedIn(account, session, token)

    async def _compare(self, password: str, kept: str) -> bool:
        async with self._comparing:
            return await asyncio.to_thread(is_password, password, kept)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
