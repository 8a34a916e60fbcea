"""Calls heard before, what WeChat lets us send to whom, and lent tokens, in a database: one transaction for each method."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from bot.store.access import Access
from bot.store.rows import wechat_rows
from bot.store.rows.values import checked_key, in_utc
from bot.store.rows.wechat_rows import Allowance, LentToken, Novelty


class PlatformPeople(Access):
    """Calls of platforms that were heard, and people who went. Every method raises StoreError if the database cannot be used."""

    async def gone(self, user: str, reason: str, day: str, *, came_back: bool = False) -> None:
        """`user` went: their wishes end with `reason`. `day` is the one in whose counts that stands.

        `came_back`: the last message to them did, after it had been taken.
        """
        work = partial(wechat_rows.gone, user_key=checked_key(user), reason=reason, day=day)
        await self._write(partial(work, came_back=came_back))

    async def hear(self, call: str, whole: str, now: datetime, again: timedelta) -> Novelty:
        """Whether a call is new; see `wechat_rows.hear`."""
        return await self._write(
            partial(wechat_rows.hear, call=call, whole=whole, now=in_utc(now), again=again)
        )


class WechatPeople(PlatformPeople):
    """What may be sent to whom. See `Store.wechat_people`. Every method raises StoreError if the database cannot be used."""

    async def allow(self, user: str, granted: Allowance, tapped: bool) -> None:
        """Note that a word of `user`, or a tap or a follow, allows so many messages unasked."""
        await self._write(
            partial(wechat_rows.allow, user_key=checked_key(user), granted=granted, tapped=tapped)
        )

    async def left(self, user: str, now: datetime) -> int:
        """How many messages may be sent to `user` unasked."""
        return await self._read(partial(wechat_rows.left, user_key=checked_key(user), now=in_utc(now)))

    async def spend(self, user: str, now: datetime) -> bool:
        """Count one message to `user` unasked; False, and nothing is counted, if none is left."""
        return await self._write(partial(wechat_rows.spend, user_key=checked_key(user), now=in_utc(now)))

    async def give_back(self, user: str) -> None:
        """Undo `spend`, for a message that certainly was not taken."""
        await self._write(partial(wechat_rows.give_back, user_key=checked_key(user)))

    async def exhaust(self, user: str) -> None:
        """Note that nothing may be sent to `user` unasked, until they do something again."""
        await self._write(partial(wechat_rows.exhaust, user_key=checked_key(user)))

    async def hurry(self, user: str, reason: str, now: datetime) -> int:
        """Let the reminders of `user` that wait for `reason` be tried now. Returns how many."""
        work = partial(wechat_rows.hurry, user_key=checked_key(user), reason=reason, now=in_utc(now))
        return await self._write(work)

    async def keep_rest(self, user: str, rest: str) -> None:
        """Keep the rest of an answer to `user`, in place of an earlier one."""
        await self._write(partial(wechat_rows.keep_rest, user_key=checked_key(user), rest=rest))

    async def rest_of(self, user: str) -> str:
        """The rest of the last answer to `user`; empty if there is none."""
        return await self._read(partial(wechat_rows.rest_of, user_key=checked_key(user)))

    async def purge(self, now: datetime) -> int:
        """Delete the allowances that are over. Returns how many."""
        return await self._write(partial(wechat_rows.purge, now=in_utc(now)))


class LentTokens(Access):
    """Tokens that platforms lend. See `Store.lent_tokens`. Every method raises StoreError if the database cannot be used."""

    async def lent(self, name: str) -> LentToken | None:
        """The token of this name."""
        return await self._read(partial(wechat_rows.lent, name=name))

    async def begin_renewal(self, name: str, seen: str, now: datetime, until: datetime) -> bool:
        """Take the right to renew the token `seen` (sealed) until `until`; False if another process does or did."""
        work = partial(wechat_rows.begin_renewal, name=name, seen=seen, now=in_utc(now), until=in_utc(until))
        return await self._write(work)

    async def end_renewal(self, name: str, token: LentToken | None) -> None:
        """Store the new token, or none if it could not be had, and give the right back."""
        await self._write(partial(wechat_rows.end_renewal, name=name, token=token))
