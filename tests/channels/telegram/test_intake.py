"""Updates on their way in: bounded, slowed if somebody floods, never lost if the store is away."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.telegram.heard import Heard
from bot.channels.telegram.intake import Intake
from bot.channels.update_intake import Bounds, Full, Mark
from bot.clock import Clock, Timer
from bot.process import this_process
from bot.store.database import Store
from bot.store.inbox import Inbox
from bot.store.rows.incoming import Claimant, Claimed

BOUNDS = Bounds(at_once=2, waiting=10, of_one=3, sweep=0.05, pause=0.05)


class Answering:
    """Answers when it is let, and notes what it answered."""

    def __init__(self) -> None:
        self.let = asyncio.Event()
        self.answered: list[int] = []
        self.told: list[int] = []
        self.most_at_once = 0
        self._now = 0

    async def answer(self, claimed: Claimed, heard: Heard, mark: Mark) -> int:
        """Answer one."""
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        await self.let.wait()
        await mark(1)
        self._now -= 1
        self.answered.append(claimed.update_id)
        return 2

    async def flooded(self, heard: Heard) -> None:
        """Tell somebody to slow down."""
        self.told.append(heard.chat)


def heard(chat: int) -> Heard:
    """Somebody said something."""
    return Heard("text", chat, chat, "x")


def intake_of(
    store: Store,
    answering: Answering,
    clock: Clock = lambda: datetime.now(UTC),
    bounds: Bounds = BOUNDS,
) -> Intake:
    """An intake with tight bounds."""
    return Intake(
        store.inbox,
        "telegram:1",
        this_process(),
        clock,
        Timer(),
        answering.answer,
        answering.flooded,
        bounds,
    )


async def test_bounds(store: Store) -> None:
    """Only so many are under way, only so many may wait, and all that were taken are answered, in the order of their chat."""
    answering = Answering()
    intake = intake_of(store, answering)
    task = asyncio.ensure_future(intake.run())
    for number in range(9):
        await intake.take([(number, heard(number % 3 + 1))])
    assert intake.under_way == 2
    with pytest.raises(Full):
        await intake.take([(98, heard(8)), (99, heard(9))])
    answering.let.set()
    while intake.waiting:
        await asyncio.sleep(0.01)
    assert sorted(answering.answered) == list(range(9))
    assert [id for id in answering.answered if id % 3 == 0] == [0, 3, 6]
    assert answering.most_at_once == 2
    await intake.finish(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_flood(store: Store) -> None:
    """Who sends more than may wait is told once, and others are taken."""
    answering = Answering()
    intake = intake_of(store, answering)
    task = asyncio.ensure_future(intake.run())
    for number in range(6):
        await intake.take([(number, heard(1))])
    await intake.take([(7, heard(2))])
    answering.let.set()
    while intake.waiting:
        await asyncio.sleep(0.01)
    assert answering.told == [1]
    assert sorted(answering.answered) == [0, 1, 2, 7]
    await intake.finish(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_repeated(store: Store) -> None:
    """What comes again, while it is answered or after, is answered once and waits for nobody."""
    answering = Answering()
    intake = intake_of(store, answering)
    task = asyncio.ensure_future(intake.run())
    await intake.take([(1, heard(1))])
    await intake.take([(1, heard(1))])
    answering.let.set()
    while intake.waiting:
        await asyncio.sleep(0.01)
    await intake.take([(1, heard(1))])
    assert intake.waiting == 0
    assert answering.answered == [1]
    await intake.finish(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_process_that_was_too_busy_to_renew_its_claim_answers_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claim that ran out while its update is answered is found by the sweep, which may be of the same process."""
    claimed_again, sweep = asyncio.Event(), Inbox.sweep

    async def noting(inbox: Inbox, who: Claimant, limit: int) -> list[Claimed]:
        if found := await sweep(inbox, who, limit):
            claimed_again.set()
        return found

    monkeypatch.setattr(Inbox, "sweep", noting)
    answering, late = Answering(), [timedelta(0)]
    intake = intake_of(store, answering, lambda: datetime.now(UTC) + late[0])
    task = asyncio.ensure_future(intake.run())
    await intake.take([(1, heard(1))])
    late[0] = timedelta(minutes=5)
    await claimed_again.wait()
    late[0] *= 2
    await intake.take([(2, heard(1))])  # what comes in claims the first of its chat too
    answering.let.set()
    while intake.waiting:
        await asyncio.sleep(0.01)
    assert answering.answered == [1, 2]
    await intake.finish(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_the_end_of_an_answer_is_recorded_with_what_comes_in(store: Store) -> None:
    """It waits for that, if not for long; and at the end for nothing."""
    answering = Answering()
    answering.let.set()
    intake = intake_of(store, answering, bounds=replace(BOUNDS, at_once=10, sweep=60, record=60))
    task = asyncio.ensure_future(intake.run())
    await intake.take([(1, heard(1))])
    while answering.answered != [1] or intake.under_way:
        await asyncio.sleep(0.01)
    assert await store.inbox.unanswered("telegram:1", [1]) == {1}
    await intake.take([(2, heard(2))])
    assert await store.inbox.unanswered("telegram:1", [1]) == set()
    while answering.answered != [1, 2] or intake.under_way:
        await asyncio.sleep(0.01)
    await intake.finish(1)
    assert await store.inbox.unanswered("telegram:1", [2]) == set()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_answered_by_another(store: Store) -> None:
    """What this process took and another one answered, because it held the chat, waits here no more."""
    first, second = Answering(), Answering()
    intakes = [intake_of(store, answering) for answering in (first, second)]
    tasks = [asyncio.ensure_future(intake.run()) for intake in intakes]
    await intakes[0].take([(1, heard(1))])
    await intakes[1].take([(2, heard(1))])
    assert intakes[1].under_way == 0
    first.let.set()
    second.let.set()
    while any(intake.waiting for intake in intakes):
        await asyncio.sleep(0.01)
    assert first.answered + second.answered == [1, 2]
    for intake, task in zip(intakes, tasks, strict=True):
        await intake.finish(1)
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_finish_gives_back(store: Store) -> None:
    """What is not answered in time at the end is free for the next process at once."""
    answering = Answering()
    intake = intake_of(store, answering)
    task = asyncio.ensure_future(intake.run())
    await intake.take([(1, heard(1))])
    await intake.finish(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    with pytest.raises(Full):
        await intake.take([(2, heard(1))])
    after = Answering()
    after.let.set()
    another = intake_of(store, after)
    task = asyncio.ensure_future(another.run())
    while not after.answered:
        await asyncio.sleep(0.01)
    assert after.answered == [1]
    await another.finish(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
