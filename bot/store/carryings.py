"""Talks on their way to another browser, in a database: one transaction for each method."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.store.access import Access
from bot.store.model.carrying import Carrying, Claim
from bot.store.rows import carrying_rows
from bot.store.rows.tables import carrying
from bot.store.rows.values import checked_key, in_utc


class Carryings(Access):
    """See `Store.carryings` and the protocol `Carrier`. Every method raises StoreError if the database cannot be used."""

    async def offer(self, giver: str, code_hash: str, expires_at: datetime, now: datetime) -> None:
        """Have the talk of `giver` be taken by a code. Raises Conflict if another process does so now: try again."""
        until, moment, key = in_utc(expires_at), in_utc(now), checked_key(giver)
        await self._write(
            partial(carrying_rows.offer, giver=key, code_hash=code_hash, expires_at=until, now=moment)
        )

    async def given_by(self, giver: str, now: datetime) -> Carrying | None:
        """What `giver` offers."""
        mine = carrying.c.user_key == giver
        return await self._read(partial(carrying_rows.find, mine=mine, now=in_utc(now)))

    async def wanted_by(self, taker: str, now: datetime) -> Carrying | None:
        """What `taker` typed the code of."""
        mine = carrying.c.taker_key == checked_key(taker)
        return await self._read(partial(carrying_rows.find, mine=mine, now=in_utc(now)))

    async def claim(self, code_hash: str, taker: str, names: Sequence[str], now: datetime) -> Claim:
        """Have `taker` be the one who gets what has this code."""
        key, moment = checked_key(taker), in_utc(now)
        return await self._write(
            partial(carrying_rows.claim, code_hash=code_hash, taker=key, names=names, now=moment)
        )

    async def allow(self, giver: str, taker: str, now: datetime) -> bool:
        """Confirm that `taker` may have it."""
        key = checked_key(taker)
        return await self._write(partial(carrying_rows.allow, giver=giver, taker=key, now=in_utc(now)))

    async def take(self, taker: str, now: datetime) -> str | None:
        """Use up what `taker` was allowed."""
        return await self._write(partial(carrying_rows.take, taker=checked_key(taker), now=in_utc(now)))

    async def withdraw(self, user: str) -> None:
        """End what `user` gives or wants, unless it was taken."""
        await self._write(partial(carrying_rows.withdraw, user=checked_key(user)))

    async def tidy(self, now: datetime) -> None:
        """Delete what is over."""
        await self._write(partial(carrying_rows.delete_expired, now=in_utc(now)))
