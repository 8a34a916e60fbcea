"""The access token: one for all processes, kept sealed in the database, renewed by one of them at a time."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.clock import Clock, Timer
from bot.delivery.sender import Attempt
from bot.store.rows.wechat_rows import LentToken
from bot.store.wechat_people import LentTokens

_EARLY = timedelta(minutes=5)
"""Before its end the old token and the new one are both valid for so long."""
_LEASE = timedelta(seconds=20)
_LOOKS, _PAUSE = 60, 0.2
_NONCE = 12
Fetch = Callable[[bool], Awaitable[tuple[str, float]]]
"""Asks the platform for a token and the seconds for which it is valid; True: for another one than it lends now."""


class NoToken(Exception):  # noqa: N818 - an outcome, not a fault of ours
    """There is no token. `attempt` is what that means for a message, `code` what the platform said (0: nothing)."""

    def __init__(self, attempt: Attempt, code: int = 0) -> None:
        super().__init__(attempt.reason)
        self.attempt = attempt
        self.code = code


class SharedToken:
    """The token of the account `name`, sealed with what only its owner has (`secret`)."""

    def __init__(
        self, store: LentTokens, name: str, secret: str, fetch: Fetch, clock: Clock, timer: Timer
    ) -> None:
        self._store = store
        self._name = name
        self._box = AESGCM(hashlib.sha256(f"{name} {secret}".encode()).digest())
        self._fetch = fetch
        self._clock = clock
        self._timer = timer
        self._lock = asyncio.Lock()
        self._mine = ("", datetime.fromtimestamp(0, clock().tzinfo))

    async def token(self, stale: str = "") -> str:
        """The token; another one than `stale`. Raises NoToken, StoreError."""
        mine, until = self._mine
        if mine and mine != stale and until > self._clock() + _EARLY:
            return mine
        async with self._lock:
            for _ in range(_LOOKS):
                kept = await self._store.lent(self._name)
                found = self._opened(kept)
                if kept and found and found != stale and kept.expires_at > self._clock() + _EARLY:
                    self._mine = found, kept.expires_at
                    return found
                now, seen = self._clock(), kept.sealed if kept else ""
                if await self._store.begin_renewal(self._name, seen, now, now + _LEASE):
                    return await self._renew(stale)
                await self._timer.sleep(_PAUSE)
        raise NoToken(Attempt("retry", "the token is being renewed"))

    async def _renew(self, stale: str) -> str:
        new: LentToken | None = None
        try:
            token, seconds = await self._fetch(False)
            if token == stale:  # it believes in a token that its other half refuses
                token, seconds = await self._fetch(True)
            until = self._clock() + timedelta(seconds=seconds)
            new, self._mine = LentToken(self._sealed(token), until), (token, until)
            return token
        finally:
            await self._store.end_renewal(self._name, new)

    def _sealed(self, token: str) -> str:
        nonce = os.urandom(_NONCE)
        return base64.b64encode(nonce + self._box.encrypt(nonce, token.encode(), None)).decode()

    def _opened(self, kept: LentToken | None) -> str:
        """The stored token; empty if there is none, or one that was sealed with another secret."""
        try:
            sealed = base64.b64decode(kept.sealed) if kept else b""
            return self._box.decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode() if sealed else ""
        except (InvalidTag, ValueError):
            return ""
