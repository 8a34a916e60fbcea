"""Whether somebody is who they say: passwords and codes, each try counted before it is looked at."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Literal

from bot.channels.desk.passwords import NOBODY, is_password
from bot.channels.desk.totp import DIGITS_SHOWN, recovery_hash, step_of, typed_code
from bot.clock import Clock
from bot.store.model.account import Account, AuditLine
from bot.store.staff import Staff

MOST_WRONG, LOCKED_FOR = 5, timedelta(minutes=15)
_FORGOTTEN_AFTER = timedelta(days=180)
"""Of an account tries count until one is right; those of a name that none has must end some time."""
_AT_ONCE = 2
"""Passwords compared at a time: each takes 32 MB and a processor."""
Unproved = Literal["wrong", "locked"]


class Proofs:
    """Compares what people give with what is kept. `clock` gives the moment (aware)."""

    def __init__(self, staff: Staff, clock: Clock) -> None:
        self._staff = staff
        self._clock = clock
        self.comparing = asyncio.Semaphore(_AT_ONCE)
        """Held by whoever makes or compares a hash of a password."""

    async def nobody(self, name: str, password: str) -> Unproved:
        """Refuse a name that no account has, as one that has: after as many tries, in as long a time, with the same words."""
        now = self._clock()
        until, forgotten = now + LOCKED_FOR, now + _FORGOTTEN_AFTER
        if not await self._staff.take_try_of_nobody(name, MOST_WRONG, now, until, forgotten):
            return "locked"
        await self._compare(password, NOBODY)
        return "wrong"

    async def password(self, account: Account, password: str) -> Unproved | None:
        """Why a password proves nothing; None if it is right, which does not clear the tries yet."""
        if not await self._may_try(account):
            return "locked"
        return await self._password(account, password)

    async def code(self, account: Account, code: str) -> Unproved | None:
        """Why a code proves nothing; None if it is right and was not used before. It is used up by that."""
        if not await self._may_try(account):
            return "locked"
        return await self._code(account, code)

    async def both(self, account: Account, password: str, code: str) -> Unproved | None:
        """Why password and code together prove nothing; None if both are right, and then the count begins anew."""
        if not await self._may_try(account):
            return "locked"
        why = await self._password(account, password) or await self._code(account, code)
        if why is None:
            await self._staff.clear_tries(account.name)
        return why

    async def _password(self, account: Account, password: str) -> Unproved | None:
        if await self._compare(password, account.password):
            return None
        await self._refused(account, "refused_wrong")
        return "wrong"

    async def _code(self, account: Account, code: str) -> Unproved | None:
        if await self._used(account, typed_code(code)):
            return None
        await self._refused(account, "refused_code")
        return "wrong"

    async def _may_try(self, account: Account) -> bool:
        now = self._clock()
        if await self._staff.take_try(account.name, MOST_WRONG, now, now + LOCKED_FOR):
            return True
        await self._refused(account, "refused_locked")
        return False

    async def _used(self, account: Account, code: str) -> bool:
        if not account.has_totp:
            return False
        now = self._clock()
        if len(code) == DIGITS_SHOWN and code.isdecimal():
            step = step_of(account.totp_secret, code, now)
            return step is not None and await self._staff.use_step(account, step)
        line = AuditLine(now, account.name, "recovery_used")
        return await self._staff.use_recovery(account.name, recovery_hash(account.name, code), line)

    async def _refused(self, account: Account, act: str) -> None:
        await self._staff.note(AuditLine(self._clock(), account.name, act))

    async def _compare(self, password: str, kept: str) -> bool:
        async with self.comparing:
            return await asyncio.to_thread(is_password, password, kept)
