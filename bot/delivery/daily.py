"""The daily log line that compares what should have been sent today with what was, so that silence is noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

import structlog

from bot.clock import Clock
from bot.store.ledger import Ledger

AT = time(21)
"""When the line is written, in the zone of the notice."""
_LAST = "daily line"
log = structlog.get_logger("bot.reminders")


@dataclass(frozen=True)
class Day:
    """What was due on `day` up to the moment of asking, and what became of it, by status."""

    day: date
    should: int
    did: int
    statuses: dict[str, int]

    def to_plain(self) -> dict[str, object]:
        """Return a form that JSON can encode."""
        return {"day": self.day.isoformat(), "should": self.should, "did": self.did, **self.statuses}


async def day_of(ledger: Ledger, now: datetime, zone: tzinfo) -> Day:
    """Count the day of `now` so far. Raises StoreError if the database cannot be reached."""
    day = now.astimezone(zone).date()
    found = await ledger.due_between(datetime.combine(day, time(), zone), now + timedelta(microseconds=1))
    statuses: Counter[str] = Counter()
    for (_, status), number in found.items():
        statuses[status] += number
    return Day(day, statuses.total(), statuses["sent"], dict(sorted(statuses.items())))


class DailyLine:
    """Logs the line once a day, whichever process leads and however often it is restarted."""

    def __init__(self, ledger: Ledger, clock: Clock, zone: Callable[[], tzinfo]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._zone = zone
        self._written = ""

    async def step(self) -> None:
        """Log the line if it is time. Raises StoreError if the database cannot be reached."""
        now, zone = self._clock(), self._zone()
        local = now.astimezone(zone)
        today = local.date().isoformat()
        if local.time() < AT or today == self._written:
            return
        if await self._ledger.mark(_LAST) != today:
            day = await day_of(self._ledger, now, zone)
            await self._ledger.set_mark(_LAST, today)
            write = log.info if day.did == day.should else log.warning
            write("reminders_daily", **day.to_plain())
        self._written = today
