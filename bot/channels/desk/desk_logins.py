"""Who is logged in at the desk: sessions begun, found and ended, each with its line in the audit."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.channels.desk.passwords import hash_password
from bot.channels.desk.proofs import Proofs, Unproved
from bot.clock import Clock
from bot.store.model.account import Account, AuditLine, StaffSession
from bot.store.staff import Staff

IDLE, LONGEST_SESSION = timedelta(minutes=30), timedelta(hours=9)
"""How long a session lives without a request, and at all."""
LONGEST_HALF = timedelta(minutes=5)
"""How long after the password the code may be given."""
_TOUCHED_AFTER = timedelta(minutes=1)
"""When a session is in use, that is written down so often."""
_LONGEST_NAME = 40
Refusal = Unproved | Literal["expired"]


@dataclass(frozen=True)
class LoggedIn:
    """One request of somebody who is logged in. `token` is what their cookie holds."""

    account: Account
    session: StaffSession
    token: str

    @property
    def is_inside(self) -> bool:
        """Whether nothing is missing: a code, a password of their own."""
        return not self.session.half and self.account.once_until is None


class Logins:
    """Logs people in and out. `clock` gives the moment (aware)."""

    def __init__(self, staff: Staff, clock: Clock) -> None:
        self._staff = staff
        self._clock = clock
        self.proofs = Proofs(staff, clock)
        """Compares passwords and codes."""

    async def log_in(self, name: str, password: str, place: str) -> LoggedIn | Refusal:
        """Begin a session for a browser at `place`, or tell why not. An unknown name and a wrong password are answered alike.

        Of an account that has an authenticator it is a half one, which opens nothing but the page for the code.
        """
        account = await self._staff.named(name) if 0 < len(name) <= _LONGEST_NAME else None
        if account is None:
            why = await self.proofs.nobody(name, password)
            # What was typed is not noted: people type their password where the name belongs.
            await self._staff.note(AuditLine(self._clock(), "", "refused_unknown"))
            return why
        unproved = await self.proofs.password(account, password)
        if unproved is not None:
            return unproved
        now = self._clock()
        if account.once_until is not None and now > account.once_until:
            await self._staff.note(AuditLine(now, account.name, "refused_expired"))
            return "expired"
        return await self._begin(account, place, half=account.has_totp) or "wrong"

    async def give_code(self, who: LoggedIn, code: str) -> LoggedIn | Unproved:
        """Begin the whole session of somebody who gave their password before; the half one ends."""
        why = await self.proofs.code(who.account, code)
        if why is not None:
            return why
        begun = await self._begin(who.account, who.session.place)
        if begun is None:
            return "wrong"
        await self._staff.end(who.session.token_hash)
        return begun

    async def found(self, token: str, place: str) -> LoggedIn | None:
        """The session of this token; None if it has ended. One that comes from elsewhere ends."""
        if not token:
            return None
        found = await self._staff.session(_hash(token))
        if found is None:
            return None
        session, account = found
        now = self._clock()
        longest = LONGEST_HALF if session.half else LONGEST_SESSION
        why = ""
        if session.place != place:
            why = "session_elsewhere"
        elif now - session.seen_at > IDLE or now - session.begun_at > longest:
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

    async def change_password(self, who: LoggedIn, old: str, new: str) -> LoggedIn | Unproved:
        """Give the account the password `new`, end all its sessions and begin one; or why `old` proves nothing."""
        account = who.account
        why = await self.proofs.password(account, old)
        if why is not None:
            return why
        async with self.proofs.comparing:
            made = await asyncio.to_thread(hash_password, new)
        line = AuditLine(self._clock(), account.name, "password_changed")
        await self._staff.give_password(account.name, made, None, line)
        changed = await self._staff.named(account.name)
        return "wrong" if changed is None else await self._begin(changed, who.session.place) or "wrong"

    async def _begin(self, account: Account, place: str, *, half: bool = False) -> LoggedIn | None:
        now, token = self._clock(), secrets.token_urlsafe(32)
        session = StaffSession(_hash(token), account.name, place, now, now, half)
        line = AuditLine(now, account.name, "login_half" if half else "login")
        if not await self._staff.begin(session, account, line):
            return None
        return LoggedIn(account, session, token)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
