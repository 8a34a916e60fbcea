"""The right to send, with a clock that stands still until it is moved, on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.delivery.leadership import Leadership
from bot.process import this_process
from bot.store.database import Store
from tests.delivery.clocks import StillTimer

LEASE = 5.0


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """A store in an empty database of each kind."""
    async with await Store.open(url) as opened:
        yield opened


def contender(store: Store, timer: StillTimer, machine: str = "elsewhere") -> Leadership:
    """A process that wants to send, on a machine of its own."""
    owner = replace(this_process(), machine=machine)
    return Leadership(store.ledger, owner, timer, LEASE)


async def test_first_comes(store: Store) -> None:
    """The first holds it at once; a second waits as long as the first moves."""
    timer = StillTimer()
    first, second = contender(store, timer), contender(store, timer)
    for _ in range(20):
        await first.step()
        await second.step()
        timer.pass_by(1.0)
    assert (first.term, second.term) == (1, None)


async def test_takeover(store: Store) -> None:
    """A second takes over when the first stood still for the lease, by its own count; the first then holds nothing."""
    timer = StillTimer()
    first, second = contender(store, timer), contender(store, timer)
    await first.step()
    await second.step()
    timer.pass_by(LEASE - 0.1)
    await second.step()
    assert not second.holds(2)
    timer.pass_by(0.2)
    await second.step()
    assert second.holds(2)
    assert first.term is None
    await first.step()
    assert (first.term, second.holds(2)) == (None, True)


async def test_stops_before_anyone_else_begins(store: Store) -> None:
    """Without a beat the owner stops before its lease is over, and goes on with the same term if nobody took it."""
    timer = StillTimer()
    first = contender(store, timer)
    await first.step()
    timer.pass_by(LEASE * 0.85)
    assert first.term is None
    timer.pass_by(3600.0)
    await first.step()
    assert first.term == 1


async def test_given_back(store: Store) -> None:
    """What was given back is taken at once."""
    timer = StillTimer()
    first, second = contender(store, timer), contender(store, timer)
    await first.step()
    await first.resign()
    await second.step()
    assert (first.term, second.term) == (None, 2)


async def test_owner_died_here(store: Store) -> None:
    """The right of a process of this machine that is dead is taken at once."""
    timer = StillTimer()
    machine = this_process().machine
    first, second = contender(store, timer, machine), contender(store, timer, machine)
    first.owner = replace(first.owner, started="1")
    await first.step()
    await second.step()
    assert second.term == (2 if machine else None)


async def test_one_that_is_alone_follows_nobody(store: Store) -> None:
    """Not after a leader that is gone without a word either: standby is who has seen another's beat move."""
    timer = StillTimer()
    gone, only = contender(store, timer), contender(store, timer)
    await gone.step()
    for _ in range(4):
        await only.step()
        assert (only.term, only.follows, only.waits) == (None, False, True)
        timer.pass_by(1.0)
    timer.pass_by(LEASE)
    await only.step()
    assert only.term == 2


async def test_one_that_sees_another_at_work_follows_it(store: Store) -> None:
    """Until the other's beat has stood still for the lease."""
    timer = StillTimer()
    first, second = contender(store, timer), contender(store, timer)
    for _ in range(30):
        await first.step()
        await second.step()
        timer.pass_by(1.0)
    assert second.follows
    assert not first.follows
    timer.pass_by(LEASE)
    assert not second.follows


async def test_one_that_cannot_look_does_not_wait_for_ever(store: Store) -> None:
    """Nor does one whose own right has run out: both are unwell, not about to begin."""
    timer = StillTimer()
    first, second = contender(store, timer), contender(store, timer)
    await first.step()
    timer.pass_by(2 * LEASE)
    assert (first.term, first.waits) == (None, False)
    assert not second.waits
