"""A user whose key changes keeps everything, on each kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.database import Store
from bot.store.model.delivery import Plan, Planned
from bot.store.model.errors import Conflict
from bot.store.model.saved import Saved, SavedInterview, SavedSubscription

NOW = datetime(2022, 11, 22, 1, tzinfo=UTC)
OLD, NEW = "telegram:-5", "telegram:-1005"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An empty store."""
    async with await Store.open(url) as found:
        yield found


def wishes(*ids: str) -> dict[str, SavedSubscription]:
    """Subscriptions with these ids."""
    return {id: SavedSubscription({"about": id}) for id in ids}


async def test_all_goes_along(store: Store) -> None:
    """Conversation, interviews, wishes and what waits to be sent, also those of the members; others stay."""
    await store.save(
        OLD, Saved({"name": "group"}, {("", "妈妈"): SavedInterview({"a": 1})}, wishes("x")), NOW
    )
    await store.save(f"{OLD}:7", Saved({"name": "member"}), NOW)
    await store.save("telegram:-55", Saved(subscriptions=wishes("y")), NOW)
    found = await store.ledger.wishes(NOW, None, 10)
    await store.ledger.record([(one, Plan((Planned("personal", "lead", "r", NOW),), NOW)) for one in found])
    assert await store.move(OLD, NEW, NOW) == 2
    assert await store.load(OLD) is None
    kept = await store.load(NEW)
    assert kept is not None
    assert (kept.state, set(kept.interviews), set(kept.subscriptions)) == (
        {"name": "group"},
        {("", "妈妈")},
        {"x"},
    )
    member = await store.load(f"{NEW}:7")
    assert member is not None
    assert member.state == {"name": "member"}
    assert await store.load("telegram:-55") is not None
    term = await store.ledger.take("somebody", await store.ledger.leader())
    assert term is not None
    due = await store.ledger.claim(term, "telegram", "due", NOW, 9)
    assert {(one.user_key, one.subscription_id) for one in due} == {(NEW, "x"), ("telegram:-55", "y")}
    assert await store.moved_to(OLD) == NEW
    assert await store.moved_to("telegram:-55") is None


async def test_what_is_there_already_stays(store: Store) -> None:
    """Somebody wrote in the new place before: both lists are one, and what is told of an interview of one name is not mixed."""
    await store.save(OLD, Saved({"name": "old"}, {("", "甲"): SavedInterview({"a": 1})}, wishes("x")), NOW)
    await store.save(NEW, Saved({"name": "new"}, {("", "甲"): SavedInterview({"a": 2})}, wishes("y")), NOW)
    await store.move(OLD, NEW, NOW)
    await store.move(OLD, NEW, NOW + timedelta(hours=1))
    kept = await store.load(NEW)
    assert kept is not None
    assert (kept.state, kept.interviews["", "甲"].state) == ({"name": "new"}, {"a": 2})
    assert set(kept.subscriptions) == {"x", "y"}


async def test_the_same_wish_in_both(store: Store) -> None:
    """What was made alike in both places, under one id, is there once, with the reminders of the new place."""
    for key in (OLD, NEW):
        await store.save(key, Saved(subscriptions=wishes("x")), NOW)
    found = await store.ledger.wishes(NOW, None, 10)
    await store.ledger.record([(one, Plan((Planned("personal", "lead", "r", NOW),), NOW)) for one in found])
    await store.move(OLD, NEW, NOW)
    term = await store.ledger.take("somebody", await store.ledger.leader())
    assert term is not None
    due = await store.ledger.claim(term, "telegram", "due", NOW, 9)
    assert [(one.user_key, one.subscription_id) for one in due] == [(NEW, "x")]


@pytest.mark.parametrize("first", [None, Saved({"name": "new"})])
async def test_a_turn_under_way_undoes_nothing(store: Store, first: Saved | None) -> None:
    """Who loaded the new place before the move, with nothing or something in it, must load again."""
    if first is not None:
        await store.save(NEW, first, NOW)
    before = await store.load(NEW) or Saved()
    await store.save(OLD, Saved(subscriptions=wishes("x")), NOW)
    await store.purge(NOW + timedelta(seconds=1)) if first is None else None
    await store.move(OLD, NEW, NOW)
    with pytest.raises(Conflict):
        await store.save(NEW, replace(before, state={"name": "late"}), NOW)
    kept = await store.load(NEW)
    assert kept is not None
    assert set(kept.subscriptions) == {"x"}


@pytest.mark.parametrize("kept", [True, False])
async def test_what_waits_to_be_sent_goes_with_its_wish(store: Store, kept: bool) -> None:
    """Where two talks become one: once, and only if the wish comes along."""
    taker, giver = "web:taker", "web:giver"
    other = await store.save(taker, Saved(subscriptions=wishes("x")), NOW)
    mine = await store.save(giver, Saved(subscriptions=wishes("y")), NOW)
    found = await store.ledger.wishes(NOW, None, 10)
    await store.ledger.record([(one, Plan((Planned("personal", "lead", "r", NOW),), NOW)) for one in found])
    both = replace(mine, subscriptions=wishes("x", "y") if kept else wishes("y"))
    await store.join(giver, both, taker, other.version, NOW)
    again = await store.ledger.wishes(NOW, None, 10)
    await store.ledger.record([(one, Plan((Planned("personal", "lead", "r", NOW),), NOW)) for one in again])
    term = await store.ledger.take("somebody", await store.ledger.leader())
    assert term is not None
    due = await store.ledger.claim(term, "web", "due", NOW, 9)
    expected = [(giver, "x"), (giver, "y")] if kept else [(giver, "y")]
    assert sorted((one.user_key, one.subscription_id) for one in due) == expected
