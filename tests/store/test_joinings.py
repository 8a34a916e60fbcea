"""The stored side of joined wishes: codes, tries, and what a kill in between leaves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.store.database import Store
from bot.store.model.errors import Conflict
from bot.store.model.saved import Saved, SavedSubscription

NOW = datetime(2022, 11, 15, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
UNTIL = NOW + timedelta(minutes=10)
GIVER, TAKER = "telegram:1", "wechat:2"
WISH = SavedSubscription({"kind": "watch"})


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An empty database of each kind."""
    async with await Store.open(url) as found:
        yield found


async def joined(store: Store) -> None:
    """Two sides that are joined."""
    mine = await store.save(GIVER, Saved(subscriptions={"a": WISH}), NOW)
    other = await store.save(TAKER, Saved(subscriptions={"b": WISH}), NOW)
    await store.joinings.offer(GIVER, True, "hash", UNTIL, NOW)
    assert (await store.joinings.claim("hash", TAKER, ["n"], NOW)).outcome == "claimed"
    assert await store.joinings.allow(GIVER, TAKER, NOW)
    link = await store.joinings.wanted_by(TAKER, NOW)
    assert link is not None
    both = replace(other, subscriptions={"a": WISH, "b": WISH})
    assert await store.joinings.join(link, replace(mine, subscriptions={}), both, {"giver": {}}, NOW)


async def test_both_see_what_one_holds(store: Store) -> None:
    """The giver loads and saves the wishes of the taker; what the taker saved meanwhile is a conflict."""
    await joined(store)
    mine, other = await store.load(GIVER), await store.load(TAKER)
    assert mine is not None
    assert other is not None
    assert mine.holder == TAKER
    assert set(mine.subscriptions) == set(other.subscriptions) == {"a", "b"}
    await store.save(TAKER, replace(other, subscriptions={"b": WISH}), NOW)
    with pytest.raises(Conflict):
        await store.save(GIVER, replace(mine, subscriptions={"a": WISH, "b": WISH, "c": WISH}), NOW)
    mine = await store.load(GIVER)
    assert mine is not None
    await store.save(GIVER, replace(mine, subscriptions={"c": WISH}), NOW)
    other = await store.load(TAKER)
    assert other is not None
    assert set(other.subscriptions) == {"c"}
    with pytest.raises(Conflict):  # the taker's own turn that was under way
        await store.save(TAKER, replace(other, version=other.version - 1), NOW)


async def test_a_turn_under_way_undoes_nothing(store: Store) -> None:
    """A turn of the giver that began before they were joined is taken again."""
    before = await store.save(GIVER, Saved(subscriptions={"x": WISH}), NOW)
    await store.forget(GIVER)
    await joined(store)
    with pytest.raises(Conflict):
        await store.save(GIVER, before, NOW)


async def test_a_side_that_changed_joins_nothing(store: Store) -> None:
    """A turn of either in between: nothing is joined, nothing is lost, and it can be tried again."""
    await store.save(GIVER, Saved(subscriptions={"a": WISH}), NOW)
    old = await store.load(GIVER)
    assert old is not None
    await store.save(GIVER, old, NOW)
    await store.joinings.offer(GIVER, True, "hash", UNTIL, NOW)
    await store.joinings.claim("hash", TAKER, ["n"], NOW)
    await store.joinings.allow(GIVER, TAKER, NOW)
    link = await store.joinings.wanted_by(TAKER, NOW)
    assert link is not None
    with pytest.raises(Conflict):
        await store.joinings.join(link, old, Saved(subscriptions={"a": WISH}), {}, NOW)
    assert await store.load(TAKER) is None
    link = await store.joinings.wanted_by(TAKER, NOW)
    assert link is not None
    assert link.state == "allowed"


async def test_what_is_over_goes(store: Store) -> None:
    """A code after its ten minutes; what is joined stays."""
    await joined(store)
    await store.joinings.offer("push:3", True, "other", UNTIL, NOW)
    await store.joinings.tidy(UNTIL)
    assert await store.joinings.given_by("push:3", NOW) is None
    assert len(await store.joinings.joined_with(TAKER, UNTIL)) == 1
    await store.forget(GIVER)
    assert await store.joinings.joined_with(TAKER, UNTIL) == []


async def test_joined_ones_offer_nothing(store: Store) -> None:
    """Whose wishes are given away cannot give them to another."""
    await joined(store)
    with pytest.raises(Conflict):
        await store.joinings.offer(GIVER, True, "again", UNTIL, NOW)
