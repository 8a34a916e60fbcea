"""The right to send: one process holds it, another takes it over.

No wall clocks are compared. The owner increments a beat. A contender that sees the beat unchanged for the length of the
lease, on its own monotonic clock, takes the right with a new term; at once if the owner was a process of this machine
that has died.
"""

from __future__ import annotations

import structlog

from bot.clock import Timer
from bot.process import Owner, is_dead
from bot.store.ledger import Ledger
from bot.store.model.delivery import Leader

LEASE_SECONDS = 5.0
_SAFE_SHARE = 0.8
"""The owner stops sending after this share of a lease without a beat: before anyone else may begin."""

log = structlog.get_logger("bot.reminders")


class Leadership:
    """The right to send as one process sees it. Call `step` every `pause` seconds, whatever happens."""

    def __init__(self, ledger: Ledger, owner: Owner, timer: Timer, lease: float = LEASE_SECONDS) -> None:
        self._ledger = ledger
        self.owner = owner
        """This process, as the others see it."""
        self._timer = timer
        self._lease = lease
        self._term: int | None = None
        self._beaten = float("-inf")
        self._seen: Leader | None = None
        self._seen_since = 0.0
        self._moved_at = float("-inf")
        self._stepped_at = timer.monotonic()
        self.before: Leader | None = None
        """The process that held the right before this one took it."""

    @property
    def pause(self) -> float:
        """Seconds between two steps."""
        return self._lease / 5

    @property
    def term(self) -> int | None:
        """The term of this process; None while another holds the right, or while it is uncertain who does."""
        alive = self._timer.monotonic() - self._beaten < self._lease * _SAFE_SHARE
        return self._term if alive else None

    @property
    def follows(self) -> bool:
        """Whether another process is seen at work: its beat moved within the length of a lease."""
        return self._timer.monotonic() - self._moved_at < self._lease

    @property
    def waits(self) -> bool:
        """Whether this process may still come to hold the right: it looks, and has not looked for two leases in vain."""
        return self._term is None and self._timer.monotonic() - self._stepped_at < 2 * self._lease

    def holds(self, term: int) -> bool:
        """Whether this process may send under `term` at this moment."""
        return self.term == term

    async def step(self) -> None:
        """Increment the beat, or try to take the right. Raises StoreError if the database cannot be reached."""
        if self._term is not None:
            await self._keep(self._term)
        if self._term is None:
            await self._contend()
        if self.term is not None or self.follows:
            self._stepped_at = self._timer.monotonic()

    async def resign(self) -> None:
        """Give the right back."""
        term, self._term = self._term, None
        if term is not None:
            await self._ledger.resign(term)
            log.info("reminders_right_given_back", term=term)

    async def _keep(self, term: int) -> None:
        started = self._timer.monotonic()
        if await self._ledger.beat(term):
            self._beaten = started
            return
        log.warning("reminders_right_lost", term=term)
        self._term, self._seen = None, None

    async def _contend(self) -> None:
        started = self._timer.monotonic()
        leader = await self._ledger.leader()
        if leader != self._seen or self._seen_since == 0.0:
            if self._seen is not None and leader is not None and leader.owner:
                self._moved_at = started
            self._seen, self._seen_since = leader, started
        if not self._free(leader, started - self._seen_since):
            return
        term = await self._ledger.take(self.owner.to_text(), leader)
        if term is None:
            return
        self.before, self._term, self._beaten = leader, term, started
        log.info("reminders_right_taken", term=term, pid=self.owner.pid, host=self.owner.host)

    def _free(self, leader: Leader | None, still: float) -> bool:
        """Whether the right may be taken from `leader`, whose beat has not changed for so many seconds."""
        if leader is None or not leader.owner or still >= self._lease:
            return True
        owner = Owner.from_text(leader.owner)
        return owner is not None and is_dead(owner)
