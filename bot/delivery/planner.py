"""Inserts the deliveries of the next two days, a batch of subscriptions at a time, and the corrections of moved deadlines."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.delivery.author import Author
from bot.delivery.figures import Figures
from bot.delivery.moved_days import Mark, moves
from bot.store.ledger import Ledger
from bot.store.model.delivery import Plan, Told, Wish
from bot.store.rows.corrections import Key, Moved
from bot.store.rows.plans import Place

HORIZON = timedelta(hours=48)
BATCH = 500
_PLANNED_UNDER = "planned under"
_SOONEST_AGAIN = timedelta(seconds=1)
_BROKEN_AGAIN = timedelta(days=1)
"""Pause before a subscription that cannot be read is planned again: a newer program may be able to read it."""
log = structlog.get_logger("bot.reminders")


class Planner:
    """Plans ahead. Any process may run it: inserting a delivery that exists already does nothing."""

    def __init__(
        self, ledger: Ledger, author: Author, clock: Clock, figures: Figures, batch: int = BATCH
    ) -> None:
        self._ledger = ledger
        self._author = author
        self._clock = clock
        self._figures = figures
        self._batch = batch
        self._mark = Mark({})

    async def step(self) -> int:
        """Plan everything that is due for planning. Returns how many deliveries are new.

        Raises StoreError if the database cannot be reached.
        """
        await self._mend()
        now, made = self._clock(), 0
        after: Place | None = None
        while batch := await self._ledger.wishes(now, after, self._batch):
            told = await self._ledger.told([(wish.user_key, wish.id) for wish in batch])
            looked = await asyncio.to_thread(self._look, batch, told, now)
            made += await self._ledger.record(looked)
            if len(batch) < self._batch:
                break
            after = (batch[-1].next_at, batch[-1].user_key, batch[-1].id)
        self._figures.planned += made
        self._figures.planned_at = now
        if made:
            log.info("reminders_planned", new=made)
        return made

    def _look(
        self, batch: Sequence[Wish], told: Mapping[Key, Told], now: datetime
    ) -> list[tuple[Wish, Plan]]:
        return [(wish, self._look_at(wish, told.get((wish.user_key, wish.id), {}), now)) for wish in batch]

    def _look_at(self, wish: Wish, told: Told, now: datetime) -> Plan:
        try:
            state = json.loads(wish.state)
            known = {**self._mark.told_before(state), **told}
            outdated = _outdated(known, self._author.revisions(state)) if known else {}
            rows, after = self._author.correct(state, outdated, now) if outdated else ((), state)
            if rows:  # the reminders of the new day are planned next, from the state after the correction
                return Plan(rows, now + _SOONEST_AGAIN, state=after)
            plan = self._author.plan(state, now, now + HORIZON)
        except Exception as error:  # one that is broken must not keep the others from being planned
            self._figures.broken += 1
            log.warning("subscription_unreadable", subscription=wish.id, error=type(error).__name__)
            return Plan((), now + _BROKEN_AGAIN)
        return replace(plan, next_at=max(plan.next_at, now + _SOONEST_AGAIN)) if plan.next_at else plan

    async def _mend(self) -> None:
        """If the notices changed since any process planned last, schedule everything for planning."""
        days = {id: dict(days) for id, days in self._author.notices().items()}
        if days == self._mark.days:
            return
        kept = await self._ledger.mark(_PLANNED_UNDER)
        before = Mark.read(kept) if kept is not None else Mark(days)
        after = before
        if before.days != days:
            after = before.after(days, self._clock())
            await self._replan(moves(before, after))
        if kept is None or after is not before:
            await self._ledger.set_mark(_PLANNED_UNDER, after.written())
        self._mark = after

    async def _replan(self, moved: Sequence[Moved]) -> None:
        now, dropped = self._clock(), 0
        step = await self._ledger.replan(moved, now, None, self._batch)
        while step.after is not None:
            dropped += step.dropped
            step = await self._ledger.replan(moved, now, step.after, self._batch)
        if moved:
            log.warning(
                "deadlines_moved", milestones=[name for _, name in moved], dropped=dropped + step.dropped
            )


def _outdated(told: Told, revisions: Mapping[str, str]) -> Told:
    """What a person was told that is no longer so."""
    return {milestone: day for milestone, day in told.items() if revisions.get(milestone, day) != day}
