"""Mailboxes, links and counts of letters, on each database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.database import Store
from bot.store.model.mailbox import Mailbox
from bot.store.model.saved import Saved, SavedSubscription

NOW = datetime(2022, 11, 15, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
BOX = Mailbox("web:zhang", "zhang@example.com", "name1", NOW)
DAY = "2022-11-15"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An empty store."""
    async with await Store.open(url) as made:
        yield made


async def test_a_link_works_once(store: Store) -> None:
    """Even if it is followed many times at once."""
    boxes = store.mailboxes
    tries = (boxes.confirm(replace(BOX, name=f"n{number}"), "hash", LATER) for number in range(5))
    assert sorted(await asyncio.gather(*tries)) == [False] * 4 + [True]
    assert await boxes.is_used("hash")
    assert not await boxes.is_used("other")


async def test_a_new_address_takes_the_place_of_the_old_one(store: Store) -> None:
    """With a new name: links of the old letters lead nowhere any more."""
    boxes = store.mailboxes
    await boxes.confirm(BOX, "one", LATER)
    await boxes.close("web:zhang", "SMTP 550 5.1.1")
    other = replace(BOX, address="li@example.com", name="name2")
    await boxes.confirm(other, "two", LATER)
    assert await boxes.of_user("web:zhang") == other
    assert await boxes.named("name1") is None
    assert await boxes.named("name2") == other


async def test_three_letters_a_day_however_many_ask_at_once(store: Store) -> None:
    """For each subject of its own; what is not admitted is not counted for the other."""
    boxes = store.mailboxes
    admitted = await asyncio.gather(*(boxes.admit(DAY, ["to", f"from{number}"], 3) for number in range(10)))
    assert admitted.count(True) == 3
    assert not await boxes.admit(DAY, ["to", "new"], 3)
    for _ in range(3):
        assert await boxes.admit(DAY, ["new", "new"], 3)
    assert not await boxes.admit(DAY, ["new"], 3)
    assert await boxes.admit("2022-11-16", ["to"], 3)


async def test_what_came_back_ends_the_wishes_of_one_person(store: Store) -> None:
    """With the reason; a name that nobody has is told to be unknown."""
    wish = SavedSubscription({"due": {}})
    for user in ("web:zhang", "web:li"):
        await store.save(user, Saved(subscriptions={"1": wish}), NOW)
    await store.mailboxes.confirm(BOX, "one", LATER)
    assert await store.mailboxes.returned("name1", "DSN 5.1.1", DAY)
    assert await store.mailboxes.returned("name1", "DSN 5.1.1", DAY)
    assert not await store.mailboxes.returned("name9", "DSN 5.1.1", DAY)
    ended = {}
    for user in ("web:zhang", "web:li"):
        kept = await store.load(user)
        assert kept is not None
        ended[user] = kept.subscriptions["1"].ended
    assert ended == {"web:zhang": "gone: DSN 5.1.1", "web:li": ""}
    box = await store.mailboxes.of_user("web:zhang")
    assert box is not None
    assert box.ended == "DSN 5.1.1"


async def test_forgetting_takes_the_mailbox(store: Store) -> None:
    """And a mailbox keeps a session from being forgotten for room."""
    await store.save("web:zhang", Saved(), NOW)
    await store.mailboxes.confirm(BOX, "one", LATER)
    assert not await store.forget_talk("web:zhang")
    assert await store.forget("web:zhang") == 2
    assert await store.mailboxes.of_user("web:zhang") is None


async def test_what_is_of_no_use_any_more_is_deleted(store: Store) -> None:
    """Links that have expired, counts of days gone by, mailboxes without a wish that runs and without a conversation."""
    boxes = store.mailboxes
    wish = SavedSubscription({"due": {}})
    await store.save("web:waits", Saved(subscriptions={"1": wish}), NOW)
    await store.save("web:over", Saved(subscriptions={"1": replace(wish, ended="over")}), NOW)
    for user in ("web:waits", "web:over", "web:gone"):
        await boxes.confirm(Mailbox(user, "a@b.cn", user, NOW), f"hash {user}", LATER)
    await boxes.admit(DAY, ["to"], 3)
    assert await boxes.purge(NOW, NOW) == 0
    much_later = NOW + timedelta(days=200)
    await store.purge(much_later)
    assert await boxes.purge(much_later, much_later - timedelta(days=180)) == 2
    assert await boxes.of_user("web:waits") is not None
    assert not await boxes.is_used("hash web:gone")
    for _ in range(3):
        assert await boxes.admit(DAY, ["to"], 3)


async def test_traffic_is_that_of_one_channel(store: Store) -> None:
    """When something came in last; nothing went out yet."""
    await store.save("web:zhang", Saved(), NOW)
    await store.save("website:x", Saved(), NOW + timedelta(hours=1))
    found = await store.ledger.traffic("web", NOW)
    assert (found.heard_at, found.told_at, found.overdue) == (NOW, None, 0)


@pytest.mark.parametrize(
    ("own", "joined", "left"),
    [
        ("", "theirs", "theirs"),
        ("mine", "theirs", "mine"),
        ("ended", "theirs", "theirs"),
        ("mine", "", "mine"),
        ("", "", ""),
    ],
)
async def test_a_talk_that_is_joined_brings_its_mailbox(
    store: Store, own: str, joined: str, left: str
) -> None:
    """Unless there is one to which letters go already: one person has one address."""
    kept = await store.save("web:zhang", Saved(), NOW)
    other = await store.save("web:other", Saved(), NOW)
    if own:
        await store.mailboxes.confirm(replace(BOX, name=own), own, LATER)
    if own == "ended":
        await store.mailboxes.close("web:zhang", "SMTP 550 5.1.1")
    if joined:
        await store.mailboxes.confirm(replace(BOX, user_key="web:other", name=joined), joined, LATER)
    await store.join("web:zhang", kept, "web:other", other.version, NOW)
    box = await store.mailboxes.of_user("web:zhang")
    assert (box.name if box else "") == left
    assert await store.mailboxes.of_user("web:other") is None
