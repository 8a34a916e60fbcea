"""The loop that plans and sends reminders.

Every process runs a dispatcher; the one that holds the right to send works, the others wait to take over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

import structlog

from bot.clock import Clock, Timer
from bot.delivery.author import Author
from bot.delivery.courier import Crew, Options, Route
from bot.delivery.daily import DailyLine
from bot.delivery.exchange import Exchange
from bot.delivery.figures import Figures, Status
from bot.delivery.head_start import head_starts
from bot.delivery.lane import Lane
from bot.delivery.leadership import LEASE_SECONDS, Leadership
from bot.delivery.planner import HORIZON, Planner
from bot.delivery.recovery import Recovery
from bot.delivery.trail import Trail
from bot.process import this_process
from bot.store.ledger import Ledger
from bot.store.model.errors import StoreError

_PLAN_SECONDS = 1.0
_FORESEE_SECONDS = 60.0
_COUNT_SECONDS = 30.0
_PURGE_SECONDS = 3600.0
_PURGED_AT_ONCE = 1_000
_KEPT_FOR = timedelta(days=400)
_SAY_AGAIN_SECONDS = 60.0
_TROUBLE_SECONDS = 2.0
log = structlog.get_logger("bot.reminders")


class Dispatcher:
    """Plans and sends reminders. `run` works until cancelled; `state`, `status` and `figures` report on it."""

    name = "reminders"

    def __init__(
        self,
        ledger: Ledger,
        author: Author,
        routes: Mapping[str, Route],
        clock: Clock,
        timer: Timer | None = None,
        options: Options | None = None,
        lease: float = LEASE_SECONDS,
        trail: Trail | None = None,
        beside: Callable[[], Awaitable[int]] | None = None,
    ) -> None:
        """`beside` is called every second by the process that sends: it returns how many users got something to send."""
        self._beside = beside
        self.figures = Figures()
        self._trail = trail or Trail()
        self._ledger = ledger
        self._author = author
        self._clock = clock
        self._timer = timer or Timer()
        self._lead = Leadership(ledger, this_process(), self._timer, lease)
        self._exchange = Exchange(ledger, self._lead, clock, self._timer, lambda: author.zone)
        self._planner = Planner(ledger, author, clock, self.figures)
        self._daily = DailyLine(ledger, clock, lambda: author.zone)
        crew = Crew(
            ledger,
            self._lead,
            self._exchange,
            author,
            clock,
            self._timer,
            self.figures,
            self._trail,
            options or Options(),
        )
        self._crew = crew
        self._lanes = {channel: Lane(channel, route, crew) for channel, route in routes.items()}
        self._led = asyncio.Event()
        self._recovery = Recovery(crew, self.wake)
        self._say_at = float("-inf")
        self._troubled: set[Callable[[], Awaitable[object]]] = set()
        """Those steps to which the database does not answer: one that works is no sign that the others do."""
        self._announced: set[tuple[str, datetime]] = set()

    async def run(self) -> None:
        """Work until cancelled; then finish attempts under way, within ten seconds, and give the right to send back."""
        works = [
            self._again(self._lead_or_wait, lambda: self._lead.pause),
            self._again(self._leading(self._recovery.bring_back), lambda: _PLAN_SECONDS),
            self._again(self._leading(self._planner.step), lambda: _PLAN_SECONDS),
            self._again(self._leading(self._look_beside), lambda: _PLAN_SECONDS),
            self._again(self._leading(self._recovery.mind_the_clock), lambda: _PLAN_SECONDS),
            self._again(self._leading(self._foresee), lambda: _FORESEE_SECONDS),
            self._again(self._leading(self._daily.step), lambda: _PLAN_SECONDS),
            self._again(self._leading(self._count), lambda: _COUNT_SECONDS),
            self._again(self._leading(self._purge), lambda: _PURGE_SECONDS),
            *(self._again(lane.step, lambda: 0.0) for lane in self._lanes.values()),
        ]
        self._lead.owner = replace(self._lead.owner, trail=self._trail.begin())
        writing = asyncio.create_task(self._exchange.run())
        working = [asyncio.create_task(work) for work in works]
        try:
            await asyncio.wait(working)
        finally:
            await self._end(working, writing)

    def state(self) -> str:
        """One word: ok (this process sends), standby (another is seen to), starting, or unwell (nobody can)."""
        if self.figures.database_away:
            return "unwell"
        if self._lead.term is not None:
            return "ok"
        if self._lead.follows:
            return "standby"
        return "starting" if self._lead.waits else "unwell"

    def held(self) -> dict[str, str]:
        """Why nobody gets through a channel at present, by channel: it refuses everybody, or a gateway answers for it."""
        reasons = {channel: lane.alarm.reason or lane.alarm.page for channel, lane in self._lanes.items()}
        return {channel: reason for channel, reason in reasons.items() if reason}

    def wake(self) -> None:
        """Look for due reminders without waiting for the next poll."""
        for lane in self._lanes.values():
            lane.wake()

    def status(self) -> Status:
        """The current status."""
        outcomes: dict[str, dict[str, int]] = {}
        for (channel, outcome), number in sorted(self.figures.outcomes.items()):
            outcomes.setdefault(channel, {})[outcome] = number
        return Status(
            leading=self._lead.term is not None,
            term=self._lead.term,
            in_flight=sum(lane.in_flight for lane in self._lanes.values()),
            claimed=sum(lane.claimed for lane in self._lanes.values()),
            planned=self.figures.planned,
            planned_at=self.figures.planned_at,
            database_away=self.figures.database_away,
            outcomes=outcomes,
        )

    async def _end(self, working: list[asyncio.Task[None]], writing: asyncio.Task[None]) -> None:
        """Start no more attempts, finish those under way, record their outcomes, and let another process take over at once."""
        keeping, *others = working
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.gather(
            *(lane.finish(self._crew.options.finish_seconds) for lane in self._lanes.values())
        )
        writing.cancel()
        keeping.cancel()
        await asyncio.gather(writing, keeping, return_exceptions=True)
        try:
            async with asyncio.timeout(1.0):
                await self._exchange.flush()
                await self._lead.resign()
        except (StoreError, TimeoutError) as error:
            log.warning("reminders_end_unwritten", error=str(error))
        else:
            self._trail.end()

    async def _again(self, step: Callable[[], Awaitable[object]], pause: Callable[[], float]) -> None:
        """Call `step` in a loop that no exception ends."""
        while True:
            try:
                await step()
            except StoreError as error:
                self._troubled.add(step)
                self.figures.database_away = True
                self._say_away(error)
                await self._timer.sleep(_TROUBLE_SECONDS)
                continue  # however seldom it is done otherwise: until it works, this process counts as unwell
            except Exception:
                log.exception("reminders_step_failed")
                await self._timer.sleep(_TROUBLE_SECONDS)
            self._troubled.discard(step)
            self.figures.database_away = bool(self._troubled)
            if seconds := pause():
                await self._timer.sleep(seconds)

    def _say_away(self, error: StoreError) -> None:
        """Log that the database cannot be reached, but not at every try."""
        seconds = self._timer.monotonic()
        if seconds >= self._say_at:
            log.warning("reminders_database_away", error=str(error))
            self._say_at = seconds + _SAY_AGAIN_SECONDS

    def _leading(self, step: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[object]]:
        """Wrap `step` so that only the process with the right to send runs it."""

        async def led() -> object:
            await self._led.wait()
            return await step() if self._lead.term is not None else None

        return led

    async def _lead_or_wait(self) -> None:
        """Renew the right to send or try to take it. Nothing else is awaited here: what hangs must not delay the beat."""
        await self._lead.step()
        if self._lead.term is None:
            self._led.clear()
            self._troubled.clear()  # the others wait now, and what troubled them is no trouble of this process any more
            return
        if not self._led.is_set():
            self._led.set()
            self.wake()
        if not any(lane.in_flight for lane in self._lanes.values()):
            self._trail.tidy()

    async def _foresee(self) -> None:
        """If more are due at one moment than can be sent before its day ends, begin before that moment."""
        now = self._clock()
        for channel, lane in self._lanes.items():
            audiences = await self._ledger.audiences(channel, now, now + HORIZON)
            starts = head_starts(audiences, lane.limiter.limits.reminders_per_second, now, self._day_end)
            for start in starts:
                if (channel, start.moment) not in self._announced:
                    self._announced.add((channel, start.moment))
                    log.warning(
                        "reminders_start_early",
                        channel=channel,
                        due_at=start.moment.isoformat(),
                        count=start.count,
                        begins_at=start.begins.isoformat(),
                        per_second=lane.limiter.limits.reminders_per_second,
                    )
            lane.early = next((start.moment for start in starts if start.begins <= now), None)

    async def _look_beside(self) -> None:
        """Do what is to be done beside sending."""
        if self._beside is not None and await self._beside():
            self.wake()

    async def _count(self) -> None:
        """Compare what should have been sent today with what was."""
        now = self._clock()
        start = datetime.combine(now.astimezone(self._author.zone).date(), time(), self._author.zone)
        self.figures.today = await self._ledger.due_between(start, now)

    async def _purge(self) -> None:
        """Delete old deliveries."""
        while await self._ledger.purge(self._clock() - _KEPT_FOR, _PURGED_AT_ONCE) == _PURGED_AT_ONCE:
            await self._timer.sleep(_PLAN_SECONDS)

    def _day_end(self, moment: datetime) -> datetime:
        """The end of the day of `moment` in the notice's time zone."""
        zone = self._author.zone
        return datetime.combine(moment.astimezone(zone).date() + timedelta(days=1), time(), zone)
