"""Talks on their way to another browser, on each kind of database and in the twin in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.store.database import Store, open_engine
from bot.store.engines.address import read_address
from bot.store.model.carrying import MOST_TRIES, TRIES_WITHIN, Carrier, Carrying
from bot.store.model.errors import Conflict
from bot.store.model.saved import Keeper, Saved, SavedInterview, SavedSubscription
from tests.conftest import POSTGRES
from tests.store.memory import MemoryStore

NOW = datetime(2022, 11, 22, 1, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)
GIVER, TAKER, OTHER = "web:giver", "web:taker", "web:other"
NAMES = ("by taker", "from place")


@pytest.fixture(params=["memory", "sqlite", POSTGRES])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[MemoryStore | Store]:
    """An empty store, of each kind."""
    if request.param == "memory":
        yield MemoryStore()
        return
    name = "new_postgres" if request.param == "postgres" else "tmp_path"
    made = request.getfixturevalue(name)
    url = made() if request.param == "postgres" else f"sqlite:///{made / 'bot.db'}"
    async with await Store.open(url) as opened:
        yield opened


@pytest.fixture
def carrier(store: MemoryStore | Store) -> Carrier:
    """Its talks on their way."""
    return store.carryings


async def test_a_code_goes_from_one_to_the_other(carrier: Carrier) -> None:
    """Offered, claimed, allowed, taken; each side sees how far it is."""
    await carrier.offer(GIVER, "hash", LATER, NOW)
    assert await carrier.given_by(GIVER, NOW) == Carrying(GIVER, "offered", LATER)
    assert (await carrier.claim("hash", TAKER, NAMES, NOW)).outcome == "claimed"
    assert await carrier.take(TAKER, NOW) is None
    assert not await carrier.allow(GIVER, OTHER, NOW)
    assert await carrier.allow(GIVER, TAKER, NOW)
    assert await carrier.wanted_by(TAKER, NOW) == Carrying(GIVER, "allowed", LATER, TAKER)
    assert await carrier.take(TAKER, NOW) == GIVER
    assert await carrier.given_by(GIVER, NOW) == Carrying(GIVER, "taken", LATER, TAKER)


async def test_a_code_is_used_once(carrier: Carrier) -> None:
    """Nobody else gets it once somebody typed it, nor when it is used up; the answer to the same one may be had again."""
    await carrier.offer(GIVER, "hash", LATER, NOW)
    await carrier.claim("hash", TAKER, NAMES, NOW)
    assert (await carrier.claim("hash", TAKER, NAMES, NOW)).outcome == "claimed"
    assert (await carrier.claim("hash", OTHER, ("by other",), NOW)).outcome == "wrong"
    await carrier.allow(GIVER, TAKER, NOW)
    assert [await carrier.take(who, NOW) for who in (OTHER, TAKER, TAKER)] == [None, GIVER, GIVER]
    assert (await carrier.claim("hash", OTHER, ("by other",), NOW)).outcome == "wrong"
    assert (await carrier.claim("hash", TAKER, NAMES, NOW)).outcome == "wrong"
    await carrier.withdraw(GIVER)
    assert await carrier.take(TAKER, NOW) == GIVER


@pytest.mark.parametrize("states", ["offered", "claimed", "allowed", "taken"])
async def test_nothing_works_when_the_time_is_over(carrier: Carrier, states: str) -> None:
    """However far it was."""
    await carrier.offer(GIVER, "hash", LATER, NOW)
    if states != "offered":
        await carrier.claim("hash", TAKER, NAMES, NOW)
    if states in ("allowed", "taken"):
        await carrier.allow(GIVER, TAKER, NOW)
    if states == "taken":
        await carrier.take(TAKER, NOW)
    assert (await carrier.claim("hash", TAKER, NAMES, LATER)).outcome == "wrong"
    assert not await carrier.allow(GIVER, TAKER, LATER)
    assert await carrier.take(TAKER, LATER) is None
    assert await carrier.given_by(GIVER, LATER) is None
    assert await carrier.wanted_by(TAKER, LATER) is None


async def test_a_new_code_ends_the_one_before(carrier: Carrier) -> None:
    """Whoever had typed the old one gets nothing by it."""
    await carrier.offer(GIVER, "old", LATER, NOW)
    await carrier.claim("old", OTHER, ("by other",), NOW)
    await carrier.offer(GIVER, "new", LATER, NOW)
    assert not await carrier.allow(GIVER, OTHER, NOW)
    assert (await carrier.claim("old", TAKER, NAMES, NOW)).outcome == "wrong"
    assert (await carrier.claim("new", TAKER, NAMES, NOW)).outcome == "claimed"


async def test_whoever_types_another_code_lets_the_first_go(carrier: Carrier) -> None:
    """One browser takes one talk."""
    await carrier.offer(GIVER, "one", LATER, NOW)
    await carrier.offer(OTHER, "two", LATER, NOW)
    await carrier.claim("one", TAKER, NAMES, NOW)
    await carrier.claim("two", TAKER, NAMES, NOW)
    assert not await carrier.allow(GIVER, TAKER, NOW)
    assert await carrier.allow(OTHER, TAKER, NOW)


async def test_either_side_ends_it(carrier: Carrier) -> None:
    """By saying so before it is taken; nobody carries to themselves."""
    for who in (GIVER, TAKER):
        await carrier.offer(GIVER, "hash", LATER, NOW)
        assert (await carrier.claim("hash", GIVER, ("by giver",), NOW)).outcome == "own"
        await carrier.claim("hash", TAKER, NAMES, NOW)
        await carrier.withdraw(who)
        assert await carrier.given_by(GIVER, NOW) is None
        assert await carrier.wanted_by(TAKER, NOW) is None


async def test_five_wrong_codes_and_then_a_rest(carrier: Carrier) -> None:
    """Of one taker, or of one address; the right one is not looked at before ten minutes are over."""
    await carrier.offer(GIVER, "hash", NOW + timedelta(hours=1), NOW)
    for number in range(MOST_TRIES):
        moment = NOW + timedelta(minutes=number)
        claimed = await carrier.claim(f"guess{number}", TAKER, ("by taker", f"from {number}"), moment)
        assert claimed.outcome == "wrong"
    until = moment + TRIES_WITHIN
    for names in (("by taker", "from elsewhere"), ("by other", "by taker")):
        refused = await carrier.claim("hash", TAKER, names, moment)
        assert (refused.outcome, refused.wait_until) == ("too_many", until)
    just_before = until - timedelta(seconds=1)
    assert (await carrier.claim("hash", TAKER, ("by taker",), just_before)).outcome == "too_many"
    assert (await carrier.claim("hash", TAKER, ("by taker",), until)).outcome == "claimed"


async def test_others_at_other_addresses_are_free(carrier: Carrier) -> None:
    """A right code counts for nobody: an office of twenty may carry twenty talks."""
    for number in range(MOST_TRIES):
        await carrier.claim(f"guess{number}", OTHER, ("by other", "from elsewhere"), NOW)
    for number in range(20):
        await carrier.offer(f"web:{number}", f"hash{number}", LATER, NOW)
        claimed = await carrier.claim(f"hash{number}", f"web:t{number}", (f"by {number}", "from office"), NOW)
        assert claimed.outcome == "claimed"


async def test_of_many_at_once_one_gets_it(carrier: Carrier) -> None:
    """A code that several type in one moment, and guesses that come all together."""
    await carrier.offer(GIVER, "hash", LATER, NOW)
    takers = [f"web:t{number}" for number in range(8)]
    claims = await asyncio.gather(*(carrier.claim("hash", who, (f"by {who}",), NOW) for who in takers))
    assert sorted(claim.outcome for claim in claims) == ["claimed"] + ["wrong"] * 7
    guesses = await asyncio.gather(
        *(carrier.claim(f"guess{number}", TAKER, ("from here", "by taker"), NOW) for number in range(12))
    )
    outcomes = [claim.outcome for claim in guesses]
    assert (outcomes.count("wrong"), outcomes.count("too_many")) == (MOST_TRIES, 12 - MOST_TRIES)


async def test_forgetting_takes_it_along(store: Keeper, carrier: Carrier) -> None:
    """On either side."""
    for who in (GIVER, TAKER):
        await carrier.offer(GIVER, "hash", LATER, NOW)
        await carrier.claim("hash", TAKER, NAMES, NOW)
        await carrier.allow(GIVER, TAKER, NOW)
        await store.forget(who)
        assert await carrier.take(TAKER, NOW) is None
        assert await carrier.given_by(GIVER, NOW) is None


async def test_two_talks_become_one_in_one_step(store: Keeper, carrier: Carrier) -> None:
    """What is on its way stays, so that an answer that was lost can be had again; whoever is late must look again."""
    mine = await store.save(GIVER, Saved({"name": "giver"}), NOW)
    wish = {"w": SavedSubscription({"about": "w"})}
    other = await store.save(
        TAKER, Saved({"name": "taker"}, {("", "甲"): SavedInterview({"a": 1})}, wish), NOW
    )
    await carrier.offer(GIVER, "hash", LATER, NOW)
    await carrier.claim("hash", TAKER, NAMES, NOW)
    await carrier.allow(GIVER, TAKER, NOW)
    await carrier.take(TAKER, NOW)
    both = Saved({"name": "both"}, other.interviews, other.subscriptions, mine.version)
    for version in (0, other.version + 1):
        with pytest.raises(Conflict):
            await store.join(GIVER, both, TAKER, version, NOW)
    await store.join(GIVER, both, TAKER, other.version, NOW)
    assert await store.load(TAKER) is None
    kept = await store.load(GIVER)
    assert kept is not None
    assert (kept.state, set(kept.interviews), set(kept.subscriptions)) == (
        {"name": "both"},
        {("", "甲")},
        {"w"},
    )
    assert await carrier.take(TAKER, NOW) == GIVER
    with pytest.raises(Conflict):
        await store.join(GIVER, both, TAKER, 0, NOW)
    await store.forget(GIVER)


async def test_what_is_over_is_deleted(url: str) -> None:
    """Rows, and counts of wrong codes, with the hours; no code stands in the database."""
    async with await Store.open(url) as store:
        await store.carryings.offer(GIVER, "hash", LATER, NOW)
        await store.carryings.claim("guess", TAKER, NAMES, NOW)
        await store.carryings.tidy(LATER - timedelta(seconds=1))
        assert await _rows(url) == (1, 2)
        await store.carryings.tidy(LATER)
        assert await _rows(url) == (0, 0)


async def _rows(url: str) -> tuple[int, ...]:
    engine = await open_engine(read_address(url))
    try:
        return await engine.read(
            lambda connection: tuple(
                int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)
                for table in ("carrying", "carrying_try")
            )
        )
    finally:
        await engine.close()


async def test_processes_count_and_give_together(url: str) -> None:
    """Two that share a database: guesses at both are counted in one, and of two who type a code one gets it."""
    async with await Store.open(url) as one, await Store.open(url) as two:
        await one.carryings.offer(GIVER, "hash", LATER, NOW)
        guesses = await asyncio.gather(
            *(
                store.carryings.claim(f"guess{number}", TAKER, NAMES, NOW)
                for number in range(6)
                for store in (one, two)
            )
        )
        assert [claim.outcome for claim in guesses].count("wrong") == MOST_TRIES
        takers = [(store, f"web:t{number}") for number, store in enumerate((one, two) * 4)]
        claims = await asyncio.gather(
            *(store.carryings.claim("hash", who, (f"by {who}",), NOW) for store, who in takers)
        )
        assert sorted(claim.outcome for claim in claims) == ["claimed"] + ["wrong"] * 7
        winner = await one.carryings.given_by(GIVER, NOW)
        assert winner is not None
        assert await two.carryings.allow(GIVER, winner.taker, NOW)
        taken = await asyncio.gather(*(store.carryings.take(winner.taker, NOW) for store in (one, two)))
        assert taken == [GIVER, GIVER]


async def test_whoever_goes_on_guessing_makes_no_rows(url: str) -> None:
    """Though each guess comes from a session of its own."""
    async with await Store.open(url) as store:
        for number in range(20):
            await store.carryings.claim(f"guess{number}", TAKER, (f"by {number}", "from place"), NOW)
        assert await _rows(url) == (0, MOST_TRIES + 1)
