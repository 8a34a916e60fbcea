"""Who waits for an answer, on each database: told once, by whichever revision answers, and never after a change of mind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.database import Store
from bot.store.model.account import AuditLine
from bot.store.model.asked_question import Gap
from bot.store.model.awaited_answer import LONGEST_WAIT, TOLD, WAITING, NewAnswers
from bot.store.model.delivery import Delivery
from bot.store.model.errors import Conflict
from bot.store.model.saved import Saved, SavedSubscription

NOW = datetime(2022, 11, 15, 2, tzinfo=UTC)
NOTICE = "tiny-2022"
LINE = AuditLine(NOW, "li", "revision_taken")


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """On each database."""
    async with await Store.open(url) as opened:
        yield opened


def wish(mark: str, notice: str = NOTICE, ended: str = WAITING) -> SavedSubscription:
    """As the conversation stores it."""
    state = {"kind": "answered", "notice": notice, "milestones": [mark]}
    return SavedSubscription(state, ended, notice)


async def waits(store: Store, user: str, *marks: str, notice: str = NOTICE, at: datetime = NOW) -> Saved:
    """Somebody waits for these."""
    wishes = {f"answered-{mark}": wish(mark, notice) for mark in marks}
    return await store.save(user, Saved(subscriptions=wishes), at)


async def take(store: Store, after: int, answers: NewAnswers | None) -> int | None:
    """Take a revision on top of `after`."""
    id = await store.revisions.propose(NOTICE, "li", "{}", [], NOW)
    return await store.revisions.take(NOTICE, id, after, "", [], 0, LINE, answers)


async def due(store: Store, channel: str) -> list[Delivery]:
    """What is claimed for a channel an hour later."""
    term = await store.ledger.take("somebody", await store.ledger.leader())
    assert term is not None
    return await store.ledger.claim(term, channel, "due", NOW + timedelta(hours=1), 10)


async def test_they_are_told_once(store: Store) -> None:
    """Of what they asked and of this notice; another revision tells nobody again."""
    await store.questions.note("push:1", [Gap("unknown", "", "能不能停车")], "2022-11-15", NOTICE, NOW)
    (question,) = await store.questions.kept(NOTICE, NOW - timedelta(days=1))
    await waits(store, "push:1", "parking", "cats")
    await waits(store, "push:2", "parking")
    await waits(store, "push:3", "parking", notice="other-2022")
    await waits(store, "push:4", "parking", at=NOW - LONGEST_WAIT - timedelta(hours=1))
    assert await store.questions.awaited(NOTICE, NOW) == {"parking", "cats"}
    answers = NewAnswers("desk_parking", {"parking": question.id}, NOW + timedelta(minutes=1))
    assert await take(store, 0, answers) == 1
    assert await take(store, 1, answers) == 2
    assert await store.questions.awaited(NOTICE, NOW) == {"cats"}
    found = await due(store, "push")
    assert [(one.user_key, one.kind, one.revision, one.notice) for one in found] == [
        ("push:1", "answered", "desk_parking", NOTICE),
        ("push:2", "answered", "desk_parking", NOTICE),
    ]
    assert {one.asked for one in found} == {"能不能停车"}
    assert {one.ended for one in found} == {TOLD}


async def test_the_words_are_named_only_while_they_are_kept(store: Store) -> None:
    """A delivery holds the number of the question alone."""
    await store.questions.note("push:1", [Gap("unknown", "", "能不能停车")], "2022-11-15", NOTICE, NOW)
    (question,) = await store.questions.kept(NOTICE, NOW - timedelta(days=1))
    await waits(store, "push:1", "parking")
    await take(store, 0, NewAnswers("e", {"parking": question.id}, NOW))
    assert await store.questions.purge(NOW + timedelta(seconds=1)) == 1
    (one,) = await due(store, "push")
    assert one.asked == ""
    assert "停车" not in repr(one)


async def test_a_revision_that_another_was_quicker_than_tells_nobody(store: Store) -> None:
    """It is tried again, and tells then."""
    await waits(store, "push:1", "parking")
    assert await take(store, 7, NewAnswers("e", {"parking": 1}, NOW)) is None
    assert await store.questions.awaited(NOTICE, NOW) == {"parking"}


async def test_a_turn_under_way_has_nobody_wait_again(store: Store) -> None:
    """It is taken again from what is stored since."""
    before = await waits(store, "push:1", "parking")
    await take(store, 0, NewAnswers("e", {"parking": 1}, NOW))
    with pytest.raises(Conflict):
        await store.save("push:1", before, NOW)
    assert len(await due(store, "push")) == 1


async def test_forgotten_before_and_after(store: Store) -> None:
    """Whoever had everything deleted is told nothing."""
    await waits(store, "push:1", "parking")
    await waits(store, "push:2", "parking")
    await store.forget("push:1")
    await take(store, 0, NewAnswers("e", {"parking": 1}, NOW))
    await store.forget("push:2")
    assert await due(store, "push") == []


async def test_two_revisions_at_once_tell_once(store: Store) -> None:
    """Whichever is taken first; nobody waits for the other."""
    for number in range(20):
        await waits(store, f"push:{number}", "parking", "cats")
    ids = [await store.revisions.propose(NOTICE, "li", "{}", [], NOW) for _ in range(2)]
    both = NewAnswers("e", {"parking": 1, "cats": 2}, NOW)

    async def taken(id: int) -> int | None:
        for after in range(2):
            number = await store.revisions.take(NOTICE, id, after, "", [], 0, LINE, both)
            if number is not None:
                return number
        return None

    await asyncio.gather(*(taken(id) for id in ids))
    term = await store.ledger.take("somebody", await store.ledger.leader())
    assert term is not None
    found = await store.ledger.claim(term, "push", "due", NOW + timedelta(hours=1), 100)
    assert len(found) == len({(one.user_key, one.subscription_id) for one in found}) == 40


async def test_the_tidying_takes_what_is_over(store: Store) -> None:
    """What was told stays until its delivery is long sent."""
    await waits(store, "push:1", "parking", at=NOW - LONGEST_WAIT + timedelta(hours=1))
    await waits(store, "push:2", "cats", at=NOW - LONGEST_WAIT - timedelta(hours=1))
    await take(store, 0, NewAnswers("e", {"parking": 1}, NOW))
    assert await store.questions.purge_waiting(NOW + timedelta(hours=2) - LONGEST_WAIT) == 1
    assert len(await due(store, "push")) == 1
