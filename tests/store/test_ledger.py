"""Deliveries in the database: planned once, claimed once, settled by their own term, on each engine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.database import Store
from bot.store.model.delivery import NEVER, Delivery, Plan, Planned, Settlement, Status
from bot.store.model.doubts import Doubts
from bot.store.model.saved import Saved, SavedInterview, SavedSubscription
from bot.store.rows.tables import delivery

NOW = datetime(2022, 11, 22, 1, tzinfo=UTC)
DAY = "2022-11-22"
SECOND = NOW + timedelta(seconds=60)
A_ROW = Planned("personal", "lead", "2022-12-06", NOW)


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """A store in an empty database of each kind."""
    async with await Store.open(url) as opened:
        yield opened


async def lead(store: Store) -> int:
    """A new term for another process."""
    term = await store.ledger.take("somebody", await store.ledger.leader())
    assert term is not None
    return term


async def subscribe(store: Store, user: str, *rows: Planned, id: str = "1") -> None:
    """A subscription of `user` with `rows` planned for it."""
    kept = await store.load(user) or Saved()
    wishes = {**kept.subscriptions, id: SavedSubscription({"say": "hello"})}
    await store.save(user, replace(kept, subscriptions=wishes), NOW)
    for wish in await store.ledger.wishes(NOW, None, 100):
        planned = rows if (wish.user_key, wish.id) == (user, id) else ()
        await store.ledger.record([(wish, Plan(planned, NOW + timedelta(days=1)))])


async def claim(
    store: Store, term: int, status: Status = "due", now: datetime = NOW, channel: str = "push"
) -> list[Delivery]:
    """What is claimed."""
    return await store.ledger.claim(term, channel, status, now, 100)


async def statuses(store: Store) -> dict[str, int]:
    """How many deliveries are in each status."""
    found = await store.ledger.due_between(NOW - timedelta(days=9), NOW + timedelta(days=9))
    return {status: number for (_, status), number in found.items()}


async def exchange(
    store: Store, term: int, settled: list[Settlement], to_send: list[int], now: datetime = NOW
) -> frozenset[int]:
    """An exchange on the day of NOW."""
    return await store.ledger.exchange(term, settled, to_send, now, DAY)


async def test_planned_once(store: Store) -> None:
    """A delivery is made once, however often the same comes out of planning."""
    await subscribe(store, "push:1", A_ROW)
    await store.ledger.replan((), NOW, None, 100)
    (wish,) = await store.ledger.wishes(NOW, None, 100)
    assert await store.ledger.record([(wish, Plan((A_ROW,)))]) == 0
    assert await statuses(store) == {"due": 1}


async def test_changed_while_planning(store: Store) -> None:
    """A wish that changed after the planner read it gets nothing of its old form."""
    await store.save("push:1", Saved(subscriptions={"1": SavedSubscription({"at": "08:00"})}), NOW)
    (wish,) = await store.ledger.wishes(NOW, None, 100)
    kept = await store.load("push:1")
    assert kept is not None
    later = NOW + timedelta(seconds=1)
    await store.save("push:1", replace(kept, subscriptions={"1": SavedSubscription({"at": "09:00"})}), later)
    assert await store.ledger.record([(wish, Plan((A_ROW,)))]) == 0
    (again,) = await store.ledger.wishes(later, None, 100)
    assert again.state != wish.state


async def test_wishes_in_batches(store: Store) -> None:
    """Every subscription that is to be looked at comes once, a batch at a time, though all are due at one moment."""
    for number in range(7):
        await store.save(f"push:{number}", Saved(subscriptions={"1": SavedSubscription({})}), NOW)
    seen, after = [], None
    while batch := await store.ledger.wishes(NOW, after, 3):
        seen += [wish.user_key for wish in batch]
        after = (batch[-1].next_at, batch[-1].user_key, batch[-1].id)
    assert seen == [f"push:{number}" for number in range(7)]


async def test_claimed_once(store: Store) -> None:
    """What one claims nobody else claims; the earliest come first, and what is not due yet does not come."""
    for number in range(30):
        await subscribe(store, f"push:{number:02}", replace(A_ROW, due_at=NOW - timedelta(minutes=number)))
    await subscribe(store, "push:later", replace(A_ROW, due_at=NOW + timedelta(seconds=1)))
    term = await lead(store)
    parts = await asyncio.gather(*(store.ledger.claim(term, "push", "due", NOW, 10) for _ in range(4)))
    users = [one.user for part in parts for one in part]
    assert sorted(users) == [f"{number:02}" for number in range(30)]
    assert ["29", "28"] in [[one.user for one in part][:2] for part in parts]


async def test_by_channel(store: Store) -> None:
    """A channel claims its own."""
    await subscribe(store, "push:1", A_ROW)
    await subscribe(store, "telegram:1", A_ROW)
    term = await lead(store)
    assert [one.user_key for one in await claim(store, term, channel="telegram")] == ["telegram:1"]
    assert [one.user_key for one in await claim(store, term)] == ["push:1"]


async def test_what_the_text_is_made_from_is_loaded(store: Store) -> None:
    """A claimed delivery comes with the wish and the interviews of its user, as they are now."""
    await subscribe(store, "push:1", A_ROW)
    kept = await store.load("push:1")
    assert kept is not None
    await store.save(
        "push:1", replace(kept, interviews={("", "本人"): SavedInterview({"craft": "木雕"})}), NOW
    )
    (one,) = await store.ledger.claim(await lead(store), "push", "due", NOW, 10)
    assert (one.wish, one.ended, one.interviews) == ({"say": "hello"}, "", {"本人": {"craft": "木雕"}})


async def test_sent(store: Store) -> None:
    """A delivery that left and arrived is counted once, though its end be written twice."""
    await subscribe(store, "push:1", A_ROW)
    term = await lead(store)
    (one,) = await claim(store, term)
    assert await exchange(store, term, [], [one.id]) == {one.id}
    end = Settlement(one.id, term, "sent", outcome="sent")
    for _ in range(2):
        await exchange(store, term, [end], [])
    assert await statuses(store) == {"sent": 1}
    assert await store.ledger.tallied(DAY) == {("push", "sent"): 1}


async def test_old_term(store: Store) -> None:
    """A process that slept through losing the right can neither claim, nor let leave, nor write an end."""
    await subscribe(store, "push:1", A_ROW)
    old = await lead(store)
    (one,) = await claim(store, old)
    new = await lead(store)
    await store.ledger.salvage(new, SECOND, DAY)
    assert await exchange(store, old, [], [one.id]) == frozenset()
    await exchange(store, old, [Settlement(one.id, old, "failed", outcome="failed")], [])
    assert await claim(store, old) == []
    assert [again.id for again in await claim(store, new)] == [one.id]


async def test_salvage(store: Store) -> None:
    """After a death: what was claimed is free, what was being sent is tried once more a minute later, then never."""
    await subscribe(store, "push:claimed", A_ROW)
    await subscribe(store, "push:sending", A_ROW)
    term = await lead(store)
    both = await claim(store, term)
    await exchange(store, term, [], [one.id for one in both if one.user == "sending"])
    assert await store.ledger.salvage(term, SECOND, DAY) == {
        "freed": 0,
        "uncertain": 0,
        "ended": 0,
        "locked": 0,
    }
    term = await lead(store)
    assert await store.ledger.salvage(term, SECOND, DAY) == {
        "freed": 1,
        "uncertain": 1,
        "ended": 0,
        "locked": 0,
    }
    assert [one.user for one in await claim(store, term)] == ["claimed"]
    assert await claim(store, term, "uncertain") == []
    (second,) = await claim(store, term, "uncertain", SECOND)
    assert (second.user, second.maybe_repeated, second.attempts) == ("sending", True, 1)
    await exchange(store, term, [], [second.id])
    term = await lead(store)
    assert await store.ledger.salvage(term, SECOND, DAY) == {
        "freed": 1,
        "uncertain": 0,
        "ended": 1,
        "locked": 0,
    }
    assert await claim(store, term, "uncertain", NEVER - timedelta(days=1)) == []
    assert await store.ledger.tallied(DAY) == {("push", "uncertain"): 1}


async def test_salvage_after_a_gateway(store: Store) -> None:
    """An attempt that was interrupted after answers of a gateway alone is the first that may have arrived, not the second."""
    await subscribe(store, "push:1", A_ROW)
    term = await lead(store)
    (one,) = await claim(store, term)
    await exchange(store, term, [], [one.id])
    noted = Doubts().with_page().before("HTTP 502")
    await exchange(store, term, [Settlement(one.id, term, "uncertain", noted, ready_at=SECOND)], [])
    for found in ({"uncertain": 1, "ended": 0}, {"uncertain": 0, "ended": 1}):
        (one,) = await claim(store, term, "uncertain", SECOND)
        await exchange(store, term, [], [one.id])
        term = await lead(store)
        assert await store.ledger.salvage(term, SECOND, DAY) == {"freed": 0, "locked": 0, **found}


async def test_hurry(store: Store) -> None:
    """What a gateway of this channel did not pass on is brought forward; what waits for another reason, or elsewhere, is not."""
    noted, later = Doubts().with_page().before("HTTP 502"), SECOND + timedelta(hours=1)
    reasons = {"push:page": noted, "push:broken": "ReadError", "mail:page": noted}
    term = await lead(store)
    for user, reason in reasons.items():
        await subscribe(store, user, A_ROW)
        (one,) = await claim(store, term, channel=user.partition(":")[0])
        await exchange(store, term, [], [one.id])
        await exchange(store, term, [Settlement(one.id, term, "uncertain", reason, ready_at=later)], [])
    assert await store.ledger.hurry("push", SECOND) == 1
    assert await store.ledger.hurry("push", SECOND) == 0
    assert [one.user for one in await claim(store, term, "uncertain", SECOND)] == ["page"]


@pytest.mark.postgres
async def test_salvage_passes_over_what_is_locked(new_postgres: Callable[[], str]) -> None:
    """Rows that a suspended process keeps locked hold nobody up: they are counted, and come with the next salvage."""
    url = new_postgres()
    async with await Store.open(url) as store:
        for user in ("push:1", "push:2"):
            await subscribe(store, user, A_ROW)
        held, _ = await claim(store, await lead(store))
        term = await lead(store)
        other = create_async_engine(url)
        async with other.begin() as connection:
            row = select(delivery.c.id).where(delivery.c.id == held.id).with_for_update()
            await connection.execute(row)
            found = await store.ledger.salvage(term, SECOND, DAY)
        await other.dispose()
        assert found == {"freed": 1, "uncertain": 0, "ended": 0, "locked": 1}
        found = await store.ledger.salvage(term, SECOND, DAY)
        assert found == {"freed": 1, "uncertain": 0, "ended": 0, "locked": 0}


async def test_killed_between_claim_and_second_attempt(store: Store) -> None:
    """A second attempt that was claimed but did not leave still is one: it says so when it goes."""
    await subscribe(store, "push:1", A_ROW)
    term = await lead(store)
    (one,) = await claim(store, term)
    await exchange(store, term, [], [one.id])
    await exchange(store, term, [Settlement(one.id, term, "uncertain", "hung", ready_at=SECOND)], [])
    assert len(await claim(store, term, "uncertain", SECOND)) == 1
    term = await lead(store)
    await store.ledger.salvage(term, SECOND, DAY)
    assert await claim(store, term, "due", SECOND) == []
    (again,) = await claim(store, term, "uncertain", SECOND)
    assert again.maybe_repeated


async def test_unsend(store: Store) -> None:
    """What a dead process had marked but, by its trail, not put on the wire goes out as if it had never been marked."""
    await subscribe(store, "push:1", A_ROW)
    await subscribe(store, "push:2", A_ROW)
    old = await lead(store)
    first, second = await claim(store, old)
    await exchange(store, old, [], [first.id, second.id])
    new = await lead(store)
    assert await store.ledger.reopen_unsent(old, {(first.id, 1)}) == 1
    assert await store.ledger.salvage(new, SECOND, DAY) == {
        "freed": 1,
        "uncertain": 1,
        "ended": 0,
        "locked": 0,
    }
    (freed,) = await claim(store, new)
    assert (freed.id, freed.attempts, freed.maybe_repeated) == (second.id, 0, False)


async def test_gone(store: Store) -> None:
    """Whoever cannot be reached gets nothing more; the subscription says why it ended; others go on."""
    soon = replace(A_ROW, due_at=NOW + timedelta(hours=1))
    await subscribe(store, "push:1", A_ROW, soon)
    await subscribe(store, "push:2", A_ROW)
    term = await lead(store)
    first, _ = await claim(store, term)
    await exchange(store, term, [], [first.id])
    end = Settlement(first.id, term, "blocked", "HTTP 403", outcome="blocked", gone="push:1")
    await exchange(store, term, [end], [])
    assert await statuses(store) == {"blocked": 2, "claimed": 1}
    assert await store.ledger.tallied(DAY) == {("push", "blocked"): 2}
    kept = await store.load("push:1")
    assert kept is not None
    assert kept.subscriptions["1"].ended == "gone: HTTP 403"


async def test_back_after_gone(store: Store) -> None:
    """Whoever was out of reach and subscribes again is reminded of what did not go out."""
    soon = replace(A_ROW, due_at=NOW + timedelta(hours=1))
    await subscribe(store, "push:1", A_ROW, soon)
    term = await lead(store)
    (one,) = await claim(store, term)
    await exchange(store, term, [Settlement(one.id, term, "blocked", "HTTP 403", gone="push:1")], [])
    await subscribe(store, "push:1", soon)
    assert await statuses(store) == {"due": 1}


async def test_forgotten_while_claimed(store: Store) -> None:
    """What was forgotten while claimed does not leave, and no row of the user stays but the count."""
    await subscribe(store, "push:1", A_ROW)
    term = await lead(store)
    (one,) = await claim(store, term)
    assert await store.forget("push:1") == 3
    assert await exchange(store, term, [], [one.id]) == frozenset()
    await exchange(store, term, [Settlement(one.id, term, "sent", outcome="sent")], [])
    assert await statuses(store) == {}
    assert await store.ledger.tallied(DAY) == {}


async def test_what_may_not_have_arrived_is_told_as_such(store: Store) -> None:
    """Once it is not tried again; while it is, it may well arrive."""
    later = NOW + timedelta(minutes=1)
    await subscribe(store, "push:1", replace(A_ROW, due_at=later))
    await subscribe(store, "push:2", replace(A_ROW, due_at=later))
    term = await lead(store)
    first, second = await claim(store, term, now=later)
    await exchange(store, term, [], [first.id, second.id])
    over = Settlement(first.id, term, "uncertain", "hung", outcome="uncertain", ready_at=NEVER)
    again = Settlement(second.id, term, "uncertain", "hung", ready_at=SECOND)
    await exchange(store, term, [over, again], [])
    doubtful = {}
    for one in (first, second):
        kept = await store.load(one.user_key)
        assert kept is not None
        doubtful[one.id] = [told.doubtful for told in kept.reminded]
    assert doubtful == {first.id: [True], second.id: [False]}


async def test_changed_while_uncertain(store: Store) -> None:
    """A wish that changes does not make an uncertain delivery a new one, which would go out without its note."""
    await subscribe(store, "push:1", A_ROW)
    term = await lead(store)
    (one,) = await claim(store, term)
    await exchange(store, term, [], [one.id])
    await exchange(store, term, [Settlement(one.id, term, "uncertain", "hung", ready_at=SECOND)], [])
    kept = await store.load("push:1")
    assert kept is not None
    await store.save("push:1", replace(kept, subscriptions={"1": SavedSubscription({"say": "bye"})}), NOW)
    (wish,) = await store.ledger.wishes(NOW, None, 10)
    assert await store.ledger.record([(wish, Plan((A_ROW,)))]) == 0
    assert await statuses(store) == {"uncertain": 1}


async def test_wait_written_twice(store: Store) -> None:
    """The end of an attempt whose commit was not answered is written again: the delivery's next claim stays as it is."""
    await subscribe(store, "push:1", A_ROW)
    term = await lead(store)
    (one,) = await claim(store, term)
    await exchange(store, term, [], [one.id])
    end = Settlement(one.id, term, "due", "HTTP 429", ready_at=NOW, uncounted=True)
    await exchange(store, term, [end], [])
    assert await claim(store, term) == [replace(one, reason="HTTP 429")]
    assert await exchange(store, term, [end], [one.id]) == {one.id}
    assert await statuses(store) == {"sending": 1}
    (after,) = await store.ledger.upcoming(SECOND, None, 10)
    assert after.attempts == 1


async def test_gone_written_twice(store: Store) -> None:
    """Whoever came back between the two writes of the news that they are gone keeps the subscription."""
    await subscribe(store, "push:1", A_ROW)
    term = await lead(store)
    (one,) = await claim(store, term)
    end = Settlement(one.id, term, "blocked", "HTTP 403", outcome="blocked", gone="push:1")
    await exchange(store, term, [end], [])
    kept = await store.load("push:1")
    assert kept is not None
    await store.save("push:1", replace(kept, subscriptions={"1": SavedSubscription({"say": "hello"})}), NOW)
    await exchange(store, term, [end], [])
    found = await store.load("push:1")
    assert found is not None
    assert found.subscriptions["1"].ended == ""


async def test_claimed_unknown(store: Store) -> None:
    """What a term claimed without knowing it waits again in its own status; what it knows of, and other channels, stay."""
    for user in ("push:1", "push:2", "telegram:1"):
        await subscribe(store, user, A_ROW)
    term = await lead(store)
    known, _ = await claim(store, term)
    await claim(store, term, channel="telegram")
    assert await store.ledger.free_unknown(term + 1, "push", []) == 0
    assert await store.ledger.free_unknown(term, "push", [known.id]) == 1
    found = await store.ledger.due_between(NOW, SECOND)
    assert found == {("push", "claimed"): 1, ("push", "due"): 1, ("telegram", "claimed"): 1}


async def test_clock_set_back(store: Store) -> None:
    """What waits after an attempt does not wait for an hour that the clock took back; what is planned stays."""
    await subscribe(store, "push:1", A_ROW)
    await subscribe(store, "push:2", replace(A_ROW, due_at=NOW + timedelta(hours=5)))
    term = await lead(store)
    (one,) = await claim(store, term)
    later = NOW + timedelta(hours=3)
    await exchange(store, term, [Settlement(one.id, term, "due", "HTTP 429", ready_at=later)], [])
    assert await store.ledger.bring_forward(SECOND) == 1
    assert [again.user for again in await claim(store, term, now=SECOND)] == ["1"]


async def test_early(store: Store) -> None:
    """What is due at a moment to come can be claimed before it."""
    moment = NOW + timedelta(hours=5)
    await subscribe(store, "push:1", replace(A_ROW, due_at=moment))
    term = await lead(store)
    assert await store.ledger.audiences("push", NOW, NOW + timedelta(days=2)) == [(moment, 1)]
    assert len(await store.ledger.claim_early(term, "push", moment, 10)) == 1


async def test_purge(store: Store) -> None:
    """Old deliveries are deleted."""
    await subscribe(store, "push:1", A_ROW)
    assert await store.ledger.purge(NOW, 10) == 0
    assert await store.ledger.purge(NOW + timedelta(seconds=1), 10) == 1


async def test_one_takes_the_right(store: Store) -> None:
    """Of several that take the right from the same owner one gets it; a beat in between saves the owner."""
    taken = await asyncio.gather(*(store.ledger.take(name, None) for name in "abc"))
    assert sorted(term or 0 for term in taken) == [0, 0, 1]
    leader = await store.ledger.leader()
    assert leader is not None
    taken = await asyncio.gather(*(store.ledger.take(name, leader) for name in "abc"))
    assert sorted(term or 0 for term in taken) == [0, 0, 2]
    leader = await store.ledger.leader()
    assert leader is not None
    assert await store.ledger.beat(leader.term)
    assert await store.ledger.take("d", leader) is None
    await store.ledger.resign(leader.term)
    assert not await store.ledger.beat(leader.term)


async def test_what_is_due_to_one_person_is_claimed_beside(store: Store) -> None:
    """Of the same person, in the same status, ready by the moment; nothing of others, nothing of later."""
    rows = [Planned(f"m{number}", "lead", "r", NOW) for number in range(3)]
    later = Planned("later", "lead", "r", NOW + timedelta(hours=1))
    await subscribe(store, "web:a", *rows, later)
    await subscribe(store, "web:b", rows[0])
    term = await lead(store)
    (first, *_) = await store.ledger.claim(term, "web", "due", NOW, 1)
    beside = await store.ledger.claim_beside(term, first, NOW)
    assert [one.milestone for one in (first, *beside)] == ["m0", "m1", "m2"]
    assert {one.user_key for one in beside} == {"web:a"}
    assert all(one.wish for one in beside)
    assert await store.ledger.claim_beside(term, first, NOW) == []
    assert await store.ledger.claim_beside(term - 1, first, NOW + timedelta(hours=2)) == []
