"""What came in: once each, in the order of its chat, by one process at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.database import Store
from bot.store.inbox import Inbox
from bot.store.rows.incoming import Arrival, Claimant, Marks

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)


def claimant(owner: str = "one", later: float = 0) -> Claimant:
    """A process whose claims hold for a minute."""
    now = NOW + timedelta(seconds=later)
    return Claimant("telegram", owner, now, now + timedelta(minutes=1))


async def arrive(inbox: Inbox, who: Claimant, *arrivals: Arrival) -> list[int]:
    """Have something come in; the numbers that are now for `who` to answer."""
    _, claimed = await inbox.exchange(who, arrivals, Marks(), {arrival.chat for arrival in arrivals})
    return [found.update_id for found in claimed]


def arrival(id: int, chat: str) -> Arrival:
    """An update that says its own number."""
    return Arrival(id, chat, f'"{id}"')


@pytest.fixture
async def inbox(url: str) -> AsyncIterator[Inbox]:
    """An empty inbox on each kind of database."""
    async with await Store.open(url) as store:
        yield store.inbox


async def test_order(inbox: Inbox) -> None:
    """Of each chat only the first is claimed; the next comes when that one is done."""
    assert await arrive(inbox, claimant(), arrival(3, "b"), arrival(1, "a"), arrival(2, "a")) == [1, 3]
    _, following = await inbox.exchange(claimant(), [], Marks({1: 1}), ["a"])
    assert [(claimed.update_id, claimed.body) for claimed in following] == [(2, '"2"')]
    assert await inbox.exchange(claimant(), [], Marks({2: 1, 3: 1}), ["a", "b"]) == (set(), [])
    assert await inbox.count_waiting("telegram") == 0


async def test_once(inbox: Inbox) -> None:
    """What comes again is not claimed again, neither while it is being answered nor after, and it is no news."""
    fresh, _ = await inbox.exchange(claimant(), [arrival(1, "a"), arrival(1, "a")], Marks(), ["a"])
    assert fresh == {1}
    assert await inbox.exchange(claimant(), [arrival(1, "a")], Marks(), []) == (set(), [])
    assert await arrive(inbox, claimant(), arrival(1, "a")) == []
    await inbox.exchange(claimant(), [], Marks({1: 1}), ["a"])
    assert await arrive(inbox, claimant("other"), arrival(1, "a")) == []


async def test_other_process(inbox: Inbox) -> None:
    """What is held by one process is not another's, nor is what comes after it in the chat."""
    await arrive(inbox, claimant(), arrival(1, "a"))
    assert await arrive(inbox, claimant("other"), arrival(2, "a")) == []
    assert await inbox.sweep(claimant("other"), 10) == []
    await inbox.exchange(claimant(), [], Marks({1: 1}), [])
    assert [claimed.update_id for claimed in await inbox.sweep(claimant("other"), 10)] == [2]


async def test_lease(inbox: Inbox) -> None:
    """What a process held is another's when the lease is over, with how far the answer was; not before, nor renewed."""
    await arrive(inbox, claimant(), arrival(1, "a"))
    await inbox.exchange(claimant(), [], Marks({}, {1: 2}), [])
    assert await inbox.renew(claimant(later=30)) == 1
    assert await inbox.sweep(claimant("other", 61), 10) == []
    (taken,) = await inbox.sweep(claimant("other", 91), 10)
    assert (taken.update_id, taken.sent, taken.attempts) == (1, 2, 2)


async def test_release(inbox: Inbox) -> None:
    """What a dead process held is free at once."""
    await arrive(inbox, claimant(), arrival(1, "a"))
    assert await inbox.owners("telegram") == ["one"]
    assert await inbox.release("telegram", ["one"]) == 1
    assert [claimed.update_id for claimed in await inbox.sweep(claimant("other"), 10)] == [1]


async def test_purge(inbox: Inbox) -> None:
    """What was answered long ago is deleted; what waits stays."""
    await arrive(inbox, claimant(), arrival(1, "a"), arrival(2, "a"))
    await inbox.exchange(claimant(), [], Marks({1: 1}), [])
    assert await inbox.purge(NOW) == 0
    assert await inbox.purge(NOW + timedelta(seconds=1)) == 1
    assert await inbox.count_waiting("telegram") == 1


def said(id: int, words: int, edits: bool = False) -> Arrival:
    """A message, or an edit of one, that says `words`."""
    return Arrival(id, "a", f'"{id}"', (words,), edits)


async def test_an_edit_that_says_the_same(inbox: Inbox) -> None:
    """It is no news, also after a restart and in the batch of its message; one that says something else is."""
    fresh, _ = await inbox.exchange(claimant(), [said(1, 70), said(2, 70, edits=True)], Marks(), [])
    assert fresh == {1}
    fresh, _ = await inbox.exchange(
        claimant("other"), [said(3, 70, edits=True), said(4, 71, edits=True)], Marks(), []
    )
    assert fresh == {4}
    fresh, _ = await inbox.exchange(claimant(), [said(5, 71, edits=True), said(6, 70)], Marks(), [])
    assert fresh == {6}
    assert await inbox.count_waiting("telegram") == 3
    await inbox.exchange(claimant(), [], Marks({1: 1, 4: 1, 6: 1}), [])
    await inbox.purge(NOW + timedelta(seconds=1))
    fresh, _ = await inbox.exchange(claimant(), [said(7, 70, edits=True)], Marks(), [])
    assert fresh == {7}


async def test_one_of_several_that_say_the_same(inbox: Inbox) -> None:
    """Of those that are answered once, such as pictures of an album, the first is new, unless one that must be answered came."""
    album, other = Arrival(1, "a", "x", (80,), once=True), Arrival(2, "a", "x", (80,), once=True)
    assert (await inbox.exchange(claimant(), [album, other], Marks(), []))[0] == {1}
    captioned, after = Arrival(3, "a", "x", (90, 91)), Arrival(4, "a", "x", (91,), once=True)
    assert (await inbox.exchange(claimant(), [captioned], Marks(), []))[0] == {3}
    assert (await inbox.exchange(claimant(), [after], Marks(), []))[0] == set()
