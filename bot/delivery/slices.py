"""A channel's rate shared by processes: each leases a slice of it in the database and renews the lease regularly.

Sending a message needs no query. The slices never add up to more than the whole rate: one grows only after others have
shrunk. A process that needs more gets more; a single process has everything. No wall clocks are compared: a process
whose beat has not changed for the length of the lease, on the observer's monotonic clock, has lost its slice; at once if
it was a process of this machine that has died. A process itself stops using its slice before its lease ends.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

import structlog

from bot.clock import Timer
from bot.delivery.limiter import Limiter
from bot.process import Owner, is_dead, this_process
from bot.store.model.errors import StoreError
from bot.store.rates import Rates, Renewal, Slice

LEASE_SECONDS = 10.0
_SAFE_SHARE = 0.8
_RENEW_SECONDS = 2.0
_GROW_SECONDS = 0.5
"""Pause before the next renewal while other slices have not shrunk yet."""
_IDLE_SHARE = 0.1
"""The share of the rate that all idle processes together keep for their first messages."""
_ALMOST = 0.95
log = structlog.get_logger("bot.delivery")


class Slices:
    """Leases the slice of one process. `run` renews it until cancelled, which gives the slice back."""

    def __init__(self, rates: Rates, channel: str, limiter: Limiter, timer: Timer) -> None:
        self._rates = rates
        self._channel = channel
        self._limiter = limiter
        self._timer = timer
        self._owner = this_process().to_text()
        self._seen: dict[str, tuple[int, float]] = {}
        self._renewed = timer.monotonic()
        limiter.grant(0.0, self._renewed)

    async def run(self) -> None:
        """Renew the lease until cancelled."""
        try:
            while True:
                try:
                    pause = await self.renew()
                except StoreError as error:
                    log.warning("rate_not_renewed", channel=self._channel, error=str(error))
                    pause = _GROW_SECONDS
                except Exception:  # without a slice nothing would ever be sent again
                    log.exception("rate_not_renewed", channel=self._channel)
                    pause = _RENEW_SECONDS
                await self._timer.sleep(pause)
        finally:
            with contextlib.suppress(StoreError, TimeoutError):
                async with asyncio.timeout(1.0):
                    await self.give_back()

    async def renew(self) -> float:
        """Renew the lease. Returns the seconds until the next renewal. Raises StoreError if the database cannot be reached."""
        total, now = self._limiter.limits.per_second, self._timer.monotonic()
        idle = total * _IDLE_SHARE
        wanted = max(self._limiter.demand(max(now - self._renewed, 0.1)), idle)
        fair = total

        def decide(others: Sequence[Slice]) -> Renewal:
            nonlocal fair
            gone = [one.owner for one in others if self._is_gone(one, now)]
            alive = [one for one in others if one.owner not in gone]
            fair = share_of(wanted, [one.wanted for one in alive], total)
            left = total - sum(one.granted for one in alive)
            return Renewal(wanted, max(0.0, min(fair, left)), gone)

        granted = await self._rates.renew(self._channel, self._owner, decide)
        self._renewed = now
        self._limiter.grant(granted, now + LEASE_SECONDS * _SAFE_SHARE)
        return _RENEW_SECONDS if granted >= fair * _ALMOST else _GROW_SECONDS

    async def give_back(self) -> None:
        """Stop sending and give the slice to the others."""
        self._limiter.grant(0.0, self._timer.monotonic())
        await self._rates.give_back(self._channel, self._owner)

    def _is_gone(self, one: Slice, now: float) -> bool:
        """Whether the process of a slice has died, or has not renewed it for the length of the lease."""
        beat, since = self._seen.get(one.owner, (-1, now))
        if beat != one.beat:
            self._seen[one.owner] = (one.beat, now)
            since = now
        owner = Owner.from_text(one.owner)
        return now - since >= LEASE_SECONDS or (owner is not None and is_dead(owner))


def share_of(wanted: float, others: Sequence[float], total: float) -> float:
    """The fair share of `total` for a process that wants so much beside `others` (max-min fairness).

    None gets more than it wants as long as another gets less than it wants; what none wants is divided equally.
    """
    wants = sorted([wanted, *others])
    left = total
    for place, want in enumerate(wants):
        level = left / (len(wants) - place)
        if want > level:  # this one and all that want more share what is left alike
            return wanted if wanted < want else level
        left -= want
    return wanted + left / len(wants)
