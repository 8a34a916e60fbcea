"""Wishes of two channels of one person that become one set, in a database: one transaction for each method."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import or_

from bot.store.access import Access
from bot.store.model.carrying import Claim
from bot.store.model.saved import JsonObject, Saved, SavedSubscription
from bot.store.model.wish_joining import HandOver, Joining
from bot.store.rows import joining_rows
from bot.store.rows.subscriptions import load_subscriptions
from bot.store.rows.tables import joining
from bot.store.rows.values import checked_key, in_utc


class Joinings(Access):
    """See `Store.joinings`. Every method raises StoreError if the database cannot be used. All moments are aware."""

    async def offer(
        self, giver: str, pushes: bool, code_hash: str, expires_at: datetime, now: datetime
    ) -> None:
        """Have the wishes of `giver` be taken by a code; `pushes`: messages reach it. Raises Conflict if they are joined."""
        offered = partial(joining_rows.offer, giver=checked_key(giver), pushes=pushes, code_hash=code_hash)
        await self._write(partial(offered, expires_at=in_utc(expires_at), now=in_utc(now)))

    async def given_by(self, giver: str, now: datetime) -> Joining | None:
        """What `giver` offers or has given; None if it is nothing."""
        mine = joining.c.user_key == checked_key(giver)
        found = await self._read(partial(joining_rows.find, mine=mine, now=in_utc(now)))
        return next(iter(found), None)

    async def wanted_by(self, taker: str, now: datetime) -> Joining | None:
        """What `taker` typed the code of and has not taken yet; None if there is none."""
        mine = (joining.c.taker_key == checked_key(taker)) & (joining.c.state != "joined")
        found = await self._read(partial(joining_rows.find, mine=mine, now=in_utc(now)))
        return next(iter(found), None)

    async def joined_with(self, user: str, now: datetime) -> list[Joining]:
        """All by which `user` is joined with somebody."""
        key = checked_key(user)
        mine = or_(joining.c.user_key == key, joining.c.taker_key == key) & (joining.c.state == "joined")
        return await self._read(partial(joining_rows.find, mine=mine, now=in_utc(now)))

    async def own_wishes(self, user: str) -> dict[str, SavedSubscription]:
        """What is stored for `user` themselves, whoever holds their wishes."""
        return await self._read(partial(load_subscriptions, key=checked_key(user)))

    async def claim(self, code_hash: str, taker: str, names: Sequence[str], now: datetime) -> Claim:
        """Have `taker` be the one who gets what has this code."""
        claimed = partial(joining_rows.claim, code_hash=code_hash, taker=checked_key(taker), names=names)
        return await self._write(partial(claimed, now=in_utc(now)))

    async def allow(self, giver: str, taker: str, now: datetime) -> bool:
        """Confirm that `taker` may have it. Returns False if it is not that one who typed the code."""
        return await self._write(partial(joining_rows.allow, giver=giver, taker=taker, now=in_utc(now)))

    async def withdraw(self, user: str) -> None:
        """End what `user` gives or wants, unless it is joined."""
        await self._write(partial(joining_rows.withdraw, user=checked_key(user)))

    async def join(
        self, link: Joining, giver: Saved, taker: Saved, record: JsonObject, now: datetime
    ) -> bool:
        """Store both sides as one set. Returns False if it was not allowed (any more). Raises Conflict if either has changed."""
        both = partial(joining_rows.join, link=link, giver=giver, taker=taker, record=record)
        return await self._write(partial(both, now=in_utc(now)))

    async def part(self, link: Joining, giver: Saved, taker: Saved, now: datetime) -> bool:
        """Store both sides apart. Returns False if they are not joined. Raises Conflict if either has changed."""
        both = partial(joining_rows.part, link=link, giver=giver, taker=taker)
        return await self._write(partial(both, now=in_utc(now)))

    async def lost_holders(self) -> list[str]:
        """Who holds wishes of others and cannot be sent some of them, while one of those who gave can be reached."""
        return await self._read(joining_rows.lost_holders)

    async def hand_over(self, over: HandOver, new: Saved, old: Saved, now: datetime) -> bool:
        """Store both sides after the wishes went over, and have what was not sent be sent to the new one.

        Returns False if it cannot be yet, because something is being sent. Raises Conflict if anything has changed.
        """
        both = partial(joining_rows.hand_over, over=over, new=new, old=old)
        return await self._write(partial(both, now=in_utc(now)))

    async def reach(self, giver: str) -> None:
        """Note that messages reach `giver` by now, for when it gets its wishes back."""
        await self._write(partial(joining_rows.reach, giver=checked_key(giver)))

    async def tidy(self, now: datetime) -> None:
        """Delete what was not joined in time."""
        await self._write(partial(joining_rows.delete_expired, now=in_utc(now)))
