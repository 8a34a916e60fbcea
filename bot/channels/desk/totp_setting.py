"""Turning codes on and off, by the account itself: nobody else can, but whoever sits at the terminal of the server."""

from __future__ import annotations

from typing import Literal

from bot.channels.desk.desk_logins import LoggedIn
from bot.channels.desk.proofs import Proofs, Unproved
from bot.channels.desk.totp import new_secret, recovery_codes, recovery_hash, step_of, typed_code
from bot.clock import Clock
from bot.store.model.account import AuditLine
from bot.store.staff import Staff


class TotpSetting:
    """Gives accounts an authenticator. `clock` gives the moment (aware)."""

    def __init__(self, staff: Staff, proofs: Proofs, clock: Clock) -> None:
        self._staff = staff
        self._proofs = proofs
        self._clock = clock

    async def offer(self, who: LoggedIn, password: str) -> tuple[str, Unproved | Literal[""]]:
        """A secret for an authenticator, which counts once a code confirms it; without one why the password proves nothing."""
        why = await self._proofs.password(who.account, password)
        if why is not None:
            return "", why
        await self._staff.clear_tries(who.account.name)
        secret = new_secret()
        await self._staff.offer_secret(who.session.token_hash, secret)
        return secret, ""

    async def confirm(self, who: LoggedIn, code: str) -> tuple[str, ...]:
        """Ask for codes from now on. Returns the recovery codes; none if `code` is not made from what was offered."""
        secret, now = who.session.offered, self._clock()
        step = step_of(secret, typed_code(code), now) if secret else None
        if step is None:
            return ()
        codes, name = recovery_codes(), who.account.name
        hashes = [recovery_hash(name, one) for one in codes]
        line = AuditLine(now, name, "totp_on")
        return codes if await self._staff.turn_on(who.session, step, hashes, line) else ()

    async def turn_off(self, who: LoggedIn, password: str, code: str) -> Unproved | None:
        """Ask for no codes any more; or why password and code prove nothing."""
        why = await self._proofs.both(who.account, password, code)
        if why is not None:
            return why
        line = AuditLine(self._clock(), who.account.name, "totp_off")
        await self._staff.turn_off(who.account.name, line, but=who.session.token_hash)
        return None
