"""What WeChat lets us send to whom, calls heard before, and lent tokens, on both kinds of database."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.store.database import Store
from bot.store.rows.wechat_rows import Allowance, LentToken

NOW = datetime(2022, 11, 15, 2, 0, tzinfo=UTC)
USER = "wechat:oSomebody"
HALF = timedelta(seconds=30)


async def test_an_allowance_is_spent_once_for_each_message(url: str) -> None:
    """Also by several at once; what was not taken is given back, what is over is deleted."""
    async with await Store.open(url) as store:
        people = store.wechat_people
        assert not await people.spend(USER, NOW)
        await people.allow(USER, Allowance(5, NOW + timedelta(hours=47)), tapped=False)
        spent = await asyncio.gather(*(people.spend(USER, NOW) for _ in range(9)))
        assert sorted(spent) == [False] * 4 + [True] * 5
        await people.give_back(USER)
        assert await people.left(USER, NOW) == 1
        await people.exhaust(USER)
        await people.allow(USER, Allowance(3, NOW + timedelta(seconds=55)), tapped=True)
        assert await people.left(USER, NOW) == 3
        assert await people.left(USER, NOW + timedelta(minutes=1)) == 0
        await people.keep_rest(USER, "the rest")
        assert await people.rest_of(USER) == "the rest"
        assert await people.purge(NOW) == 0
        assert await people.purge(NOW + timedelta(days=2)) == 1
        assert await people.rest_of(USER) == ""


async def test_forgetting_takes_the_allowance(url: str) -> None:
    """As it takes every row of a user."""
    async with await Store.open(url) as store:
        await store.wechat_people.allow(USER, Allowance(5, NOW + timedelta(hours=1)), tapped=False)
        await store.forget(USER)
        assert await store.wechat_people.left(USER, NOW) == 0


async def test_calls_heard_before(url: str) -> None:
    """The same call is again for half a minute, then refused; with other words it is refused at once; all is forgotten later."""
    async with await Store.open(url) as store:
        hear = store.wechat_people.hear
        assert await hear("a", "a1", NOW, HALF) == "new"
        assert await hear("a", "a1", NOW + HALF, HALF) == "again"
        assert await hear("a", "a2", NOW, HALF) == "refused"
        assert await hear("a", "a1", NOW + timedelta(seconds=31), HALF) == "refused"
        found = await asyncio.gather(*(hear("b", f"b{number}", NOW, HALF) for number in range(5)))
        assert sorted(found) == ["new", *["refused"] * 4]
        await store.mailboxes.purge(NOW + timedelta(hours=1), NOW)
        assert await hear("a", "a2", NOW + timedelta(hours=1), HALF) == "new"


async def test_one_renews_a_token(url: str) -> None:
    """Of several one has the right, until it is given back or ends; a token that changed meanwhile is not renewed again."""
    async with await Store.open(url) as store:
        tokens, until = store.lent_tokens, NOW + timedelta(seconds=20)
        assert await tokens.lent("wechat wx1") is None
        begun = await asyncio.gather(*(tokens.begin_renewal("wechat wx1", "", NOW, until) for _ in range(5)))
        assert sorted(begun) == [False] * 4 + [True]
        kept = LentToken("sealed", NOW + timedelta(hours=2))
        await tokens.end_renewal("wechat wx1", kept)
        assert await tokens.lent("wechat wx1") == kept
        assert not await tokens.begin_renewal("wechat wx1", "", NOW, until)
        assert await tokens.begin_renewal("wechat wx1", "sealed", NOW, until)
        assert await tokens.begin_renewal("wechat wx1", "sealed", NOW + timedelta(seconds=21), until)
        await tokens.end_renewal("wechat wx1", None)
        assert await tokens.lent("wechat wx1") == kept
