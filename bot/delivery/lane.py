"""The lane of a channel: claims its reminders a few at a time and starts them at its rate, no chat blocking another."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.delivery.channel_alarm import ChannelAlarm
from bot.delivery.courier import Courier, Crew, Route
from bot.delivery.outcome import returned
from bot.delivery.sender import Attempt
from bot.store.model.delivery import Delivery

log = structlog.get_logger("bot.reminders")
_SECOND_ATTEMPTS = 8
_SHORTEST_PAUSE = 0.001


class Lane:
    """Sends the reminders of one channel. Call `step` in a loop."""

    def __init__(self, channel: str, route: Route, crew: Crew) -> None:
        self.channel = channel
        self.limiter = route.limiter
        self.early: datetime | None = None
        """A future moment whose reminders are being sent already, because so many are due then."""
        self.alarm = ChannelAlarm(channel, route.limiter, crew.timer, crew.options.patience, crew.chance)
        self._crew = crew
        self._chat_of = route.chat_of
        self._courier = Courier(crew, route, self._hear)
        self._claimed: list[Delivery] = []
        self._term: int | None = None
        self._look_at = float("-inf")
        self._answer_lost = False
        self._flying: dict[asyncio.Task[None], tuple[float, list[Delivery]]] = {}
        self._changed = asyncio.Event()

    @property
    def in_flight(self) -> int:
        """Attempts under way."""
        return len(self._flying)

    @property
    def claimed(self) -> int:
        """Deliveries claimed and not yet under way."""
        return len(self._claimed)

    def wake(self) -> None:
        """Look for due deliveries without waiting for the next poll."""
        self._look_at = float("-inf")
        self._changed.set()

    async def step(self) -> None:
        """Start one delivery, or wait until one can start. Raises StoreError if the database cannot be reached."""
        self._changed.clear()
        term, now = self._crew.lead.term, self._crew.timer.monotonic()
        if term is None:
            return await self._pause(self._crew.options.poll)
        if term != self._term:  # what was claimed under another term is not ours any more
            self._claimed, self._term, self._look_at = [], term, float("-inf")
        if self.alarm.is_through:
            await self._hurry()
        if now >= self._look_at and len(self._claimed) < self._crew.options.batch // 2:
            await self._claim_surely(term, now)
        delivery = self._next(now)
        if delivery is not None:
            return self._start([delivery, *await self._beside(delivery, term)], term, now)
        if self._is_stuck(now):
            self._give_back(term, now)
        return await self._pause(self._until_next(now))

    async def finish(self, seconds: float) -> None:
        """Release what is claimed; wait up to `seconds` for attempts under way, then cancel them."""
        claimed, self._claimed = self._claimed, []
        for delivery in claimed if self._term is not None else []:
            self._crew.exchange.post(returned(delivery, self._term or 0, delivery.ready_at))
        tasks = set(self._flying)
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _hurry(self) -> None:
        """The gateway passes messages on again: what it did not pass on waits no longer than needed."""
        latest = self._crew.clock() + timedelta(seconds=self._crew.options.patience.second)
        count = await self._crew.ledger.hurry(self.channel, latest)
        self.alarm.is_through = False
        if count:
            log.info("reminders_hurried", channel=self.channel, count=count)

    async def _claim_surely(self, term: int, now: float) -> None:
        """Claim; if the answer is lost, the commit may stand: release first what was claimed unknown to this lane."""
        if self._answer_lost:
            flying = (one.id for _, deliveries in self._flying.values() for one in deliveries)
            known = [*flying, *(delivery.id for delivery in self._claimed)]
            freed = await self._crew.ledger.free_unknown(term, self.channel, known)
            log.info("reminders_unknown_freed", channel=self.channel, count=freed)
        self._answer_lost = True
        await self._claim(term, now)
        self._answer_lost = False

    async def _claim(self, term: int, now: float) -> None:
        """Claim what is ready: second attempts, first attempts, and those whose sending begins early."""
        ledger, moment, batch = self._crew.ledger, self._crew.clock(), self._crew.options.batch
        if not any(delivery.maybe_repeated for delivery in self._claimed):
            self._claimed[:0] = await ledger.claim(term, self.channel, "uncertain", moment, _SECOND_ATTEMPTS)
        first = await ledger.claim(term, self.channel, "due", moment, batch)
        if not first and self.early is not None and self.early > moment:
            first = await ledger.claim_early(term, self.channel, self.early, batch)
        self._claimed += first
        self._look_at = float("-inf") if len(first) == batch else now + self._crew.options.poll

    def _next(self, now: float) -> Delivery | None:
        """Take the first claimed delivery that the limits of channel, chat and attempts under way permit now."""
        if not self._claimed or not self._has_room(now) or self.limiter.reminder_at(now) > now:
            return None
        for place, delivery in enumerate(self._claimed):
            if self._may_go(delivery, now):
                return self._claimed.pop(place)
        return None

    async def _beside(self, delivery: Delivery, term: int) -> list[Delivery]:
        """What goes out in one message with `delivery`: all that is due to the same user by now, where the channel can.

        The first attempt of one and the second of another stay apart.
        """
        if not self._courier.digests:
            return []
        beside = [one for one in self._claimed if _go_together(one, delivery)]
        self._claimed = [one for one in self._claimed if not _go_together(one, delivery)]
        lost, self._answer_lost = self._answer_lost, True
        try:
            moment = max(self._crew.clock(), delivery.due_at)
            found = await self._crew.ledger.claim_beside(term, delivery, moment)
        except BaseException:
            self._claimed[:0] = [delivery, *beside]
            raise
        self._answer_lost = lost
        return beside + found

    def _may_go(self, delivery: Delivery, now: float) -> bool:
        if self._chat_at(delivery, now) > now:
            return False
        others = [(at, deliveries[0]) for at, deliveries in self._flying.values()]
        if delivery.maybe_repeated and any(
            other.maybe_repeated and self._is_fresh(at, now) for at, other in others
        ):
            return False  # second attempts are sent one by one: a kill interrupts at most one
        return all(other.user != delivery.user for _, other in others)

    def _has_room(self, now: float) -> bool:
        options = self._crew.options
        fresh = sum(self._is_fresh(started, now) for started, _ in self._flying.values())
        most = 1 if self.alarm.reason else options.in_flight  # one shows whether the channel works again
        return fresh < most and self.in_flight < options.in_flight + options.slow

    def _is_stuck(self, now: float) -> bool:
        """Whether the channel is free but none of the claimed ones may be sent, and no more can be claimed."""
        full = len(self._claimed) >= self._crew.options.batch // 2
        return full and self._has_room(now) and self.limiter.reminder_at(now) <= now

    def _chat_at(self, delivery: Delivery, now: float) -> float:
        """When the next message may be sent to the chat of `delivery`."""
        return self.limiter.chat_at(self._chat_of(delivery.user), now)

    def _is_fresh(self, started: float, now: float) -> bool:
        return now - started < self._crew.options.slow_seconds

    def _give_back(self, term: int, now: float) -> None:
        """Release those that cannot be sent now, so that others can be claimed."""
        moment, poll = self._crew.clock(), self._crew.options.poll
        claimed, self._claimed = self._claimed, []
        for delivery in claimed:
            seconds = max(poll, self._chat_at(delivery, now) - now)
            self._crew.exchange.post(returned(delivery, term, moment + timedelta(seconds=seconds)))

    def _start(self, deliveries: list[Delivery], term: int, now: float) -> None:
        permitted = self.limiter.take_reminder(self._chat_of(deliveries[0].user), now)
        task = asyncio.create_task(self._courier.deliver(deliveries, term, permitted))
        self._flying[task] = (now, deliveries)
        task.add_done_callback(self._landed)

    def _hear(self, delivery: Delivery, attempt: Attempt) -> Attempt:
        """Hold a chat, or all, as soon as the channel's answer asks for it. Returns what the answer means."""
        chat = self._chat_of(delivery.user)
        if attempt.outcome == "wait" and self.limiter.hold(chat, attempt.seconds):
            log.warning("reminders_held", channel=self.channel, seconds=attempt.seconds)
        return self.alarm.hear(chat, delivery.id, attempt)

    def _landed(self, task: asyncio.Task[None]) -> None:
        _, deliveries = self._flying.pop(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("reminder_dropped", delivery=deliveries[0].id, exc_info=task.exception())
        self._changed.set()

    def _until_next(self, now: float) -> float:
        """Seconds until something may be sent or claimed, if nothing changes before."""
        options = self._crew.options
        if not self._has_room(now):
            return options.slow_seconds / 4
        moments = [self._chat_at(delivery, now) for delivery in self._claimed]
        moments += [self._look_at, *([self.limiter.reminder_at(now)] if self._claimed else [])]
        return min((moment - now for moment in moments if moment > now), default=options.poll)

    async def _pause(self, seconds: float) -> None:
        """Wait for so many seconds, or until something changes."""
        waiting = asyncio.ensure_future(self._crew.timer.sleep(max(seconds, _SHORTEST_PAUSE)))
        changed = asyncio.ensure_future(self._changed.wait())
        try:
            await asyncio.wait((waiting, changed), return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            changed.cancel()


def _go_together(one: Delivery, other: Delivery) -> bool:
    """Whether two deliveries may go out in one message."""
    return one.user_key == other.user_key and one.maybe_repeated == other.maybe_repeated
