"""What was left unfinished is taken up again: by a process that was killed, or by a clock that was set back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.delivery.courier import Crew
from bot.delivery.trail import drop_trail, read_trail
from bot.process import Owner, is_dead

_SALVAGE_SECONDS = 20.0
_LOCKED_SECONDS = 1.0
_JUMP_SECONDS = 5.0
_AFTER_JUMP_SECONDS = 60.0
"""How long new waiting times are checked after a clock jump: one may be computed before the jump and written after it."""
log = structlog.get_logger("bot.reminders")


class Recovery:
    """The steps of the process that holds the right to send. `wake` is called when there may be something to send."""

    def __init__(self, crew: Crew, wake: Callable[[], None]) -> None:
        self._crew = crew
        self._wake = wake
        self._followed: int | None = None
        self._salvaged: int | None = None
        self._salvage_at = 0.0
        self._offset: float | None = None
        self._look_after_until = float("-inf")

    async def bring_back(self) -> None:
        """Recover deliveries that other processes left behind: right after taking the right to send, and periodically."""
        term, seconds = self._crew.lead.term, self._crew.timer.monotonic()
        if term is None or (term == self._salvaged and seconds < self._salvage_at):
            return
        if term != self._followed:
            await self._follow_trail()
            self._followed = term
        if cut := await self._crew.ledger.cut_stopped():
            log.warning("suspended_sessions_cut", count=cut)
        now, patience = self._crew.clock(), self._crew.options.patience
        found = await self._crew.ledger.salvage(
            term, now + timedelta(seconds=patience.second), self._day(now)
        )
        pause = _LOCKED_SECONDS if found["locked"] else _SALVAGE_SECONDS
        self._salvaged, self._salvage_at = term, seconds + pause
        if any(found.values()):
            log.warning("reminders_salvaged", **found)
            self._offset = None  # it may wait for a moment of the clock before that was set back
            self._wake()

    async def _follow_trail(self) -> None:
        """If the previous leader crashed on this machine, make sendable what it had marked but not transmitted."""
        before = self._crew.lead.before
        owner = Owner.from_text(before.owner) if before else None
        if before is None or owner is None or not is_dead(owner):
            return
        left = read_trail(owner.trail)
        if left is not None:
            count = await self._crew.ledger.reopen_unsent(before.term, left)
            log.info("reminders_never_left", count=count)
            drop_trail(owner.trail)

    async def mind_the_clock(self) -> None:
        """If the clock was set back, even between two runs of the program, make waiting deliveries ready by the new time."""
        now, seconds = self._crew.clock(), self._crew.timer.monotonic()
        offset = now.timestamp() - seconds
        if self._offset is None or offset < self._offset - _JUMP_SECONDS:
            self._look_after_until = seconds + _AFTER_JUMP_SECONDS
        if seconds < self._look_after_until:
            moved = await self._crew.ledger.bring_forward(
                now + timedelta(seconds=self._crew.options.patience.longest)
            )
            if moved:
                log.warning("reminders_brought_forward", count=moved)
        self._offset = offset

    def _day(self, now: datetime) -> str:
        return now.astimezone(self._crew.author.zone).date().isoformat()
