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
from bot.store.ledger import Ledger
from bot.store.model.delivery import Plan, Told, Wish
from bot.store.rows.corrections import Key
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
        self._known = ""

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
        revisions = self._author.revisions()
        return [
            (wish, self._look_at(wish, _outdated(told.get((wish.user_key, wish.id), {}), revisions), now))
            for wish in batch
        ]

    def _look_at(self, wish: Wish, outdated: Told, now: datetime) -> Plan:
        try:
            state = json.loads(wish.state)
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
        """If the notice changed since any process planned last, schedule everything for planning."""
        notice, revisions = self._author.notice, dict(self._author.revisions())
        current = json.dumps({"notice": notice, "deadlines": revisions}, ensure_ascii=False, sort_keys=True)
        if current == self._known:
            return
        kept = await self._ledger.mark(_PLANNED_UNDER)
        if kept is not None and kept != current:
            before = json.loads(kept)
            old = before["deadlines"] if before["notice"] == notice else {}
            await self._replan([name for name, day in old.items() if revisions.get(name) != day])
        if kept != current:
            await self._ledger.set_mark(_PLANNED_UNDER, current)
        self._known = current

    async def _replan(self, moved: Sequence[str]) -> None:
        now, dropped = self._clock(), 0
        step = await self._ledger.replan(moved, now, None, self._batch)
        while step.after is not None:
            dropped += step.dropped
            step = await self._ledger.replan(moved, now, step.after, self._batch)
        if moved:
            log.warning("deadlines_moved", milestones=list(moved), dropped=dropped + step.dropped)


def _outdated(told: Told, revisions: Mapping[str, str]) -> Told:
    """What a person was told that is no longer so."""
    return {milestone: day for milestone, day in told.items() if revisions.get(milestone, day) != day}
