"""Notices when a channel refuses everybody: its reminders are held, one is tried now and then, and the log says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import structlog

from bot.clock import Timer
from bot.delivery.limiter import Limiter
from bot.delivery.outcome import Patience
from bot.delivery.rejections import SEVERAL, Rejections, Verdict
from bot.delivery.sender import Attempt
from bot.retry import Chance, pause

log = structlog.get_logger("bot.reminders")


class ChannelAlarm:
    """The alarm of one channel. `hear` is called with what came of each attempt."""

    def __init__(
        self, channel: str, limiter: Limiter, timer: Timer, patience: Patience, chance: Chance
    ) -> None:
        self._channel = channel
        self._limiter = limiter
        self._timer = timer
        self._patience = patience
        self._chance = chance
        self._rejections = Rejections(timer, patience.refusals)
        self._tries = 0
        self._until = float("-inf")
        self._passed_over: Counter[int] = Counter()
        self.reason = ""
        """Why the channel is held; empty while it works."""
        self.page = ""
        """What a gateway answers to everybody in the channel's place; empty while somebody gets through."""
        self.is_through = False
        """Set when somebody got through after such an answer, or at first; whoever acts on it takes it back."""
        self._is_unproven = True

    def hear(self, recipient: str, delivery: int, attempt: Attempt) -> Attempt:
        """Hold the channel, longer each time, if the attempt was refused as everybody's; free it if the attempt got through.

        Returns what the attempt means, knowing what came of the others.
        """
        if attempt.outcome in ("sent", "gone"):
            self._free()
            self._pass_on()
            self._rejections.got_through(recipient, delivery)
        if attempt.outcome == "held":
            self._rejections.forget()
        if attempt.outcome == "refused":
            attempt = replace(attempt, outcome=self._judge(recipient, delivery))
        if attempt.outcome == "held":
            self._hold(attempt)
        if attempt.hardly_arrived:
            self._pass_over(delivery, attempt.reason)
        return attempt

    def _pass_over(self, delivery: int, reason: str) -> None:
        """Several in a row, or one again and again: it is not chance. Nobody is held up, in case some did arrive."""
        self._passed_over[delivery] += 1
        self._is_unproven = True
        if not self.page and (len(self._passed_over) >= SEVERAL or self._passed_over[delivery] > 1):
            log.error("channel_answered_by_gateway", channel=self._channel, reason=reason)
            self.page = reason

    def _pass_on(self) -> None:
        if self.page:
            log.warning("channel_free_again", channel=self._channel)
        self.is_through = self.is_through or self._is_unproven
        self.page, self._is_unproven = "", False
        self._passed_over.clear()

    def _judge(self, recipient: str, delivery: int) -> Verdict:
        if not self.reason:
            return self._rejections.judge(recipient, delivery)
        self._rejections.doubt(recipient)
        return "held"

    def _free(self) -> None:
        if self.reason:
            log.warning("channel_free_again", channel=self._channel)
            self.reason, self._tries, self._until = "", 0, float("-inf")
            self._limiter.hold_reminders(self._until)
            self._rejections.well_again()

    def _hold(self, attempt: Attempt) -> None:
        now = self._timer.monotonic()
        if now < self._until:  # the others that were under way say the same
            return
        self._tries += 1
        seconds = pause(self._tries, self._patience.hold, self._patience.longest_hold, self._chance)
        self.reason, self._until = attempt.reason, now + seconds
        self._limiter.hold_reminders(self._until)
        log.error("channel_held", channel=self._channel, reason=attempt.reason, again_in=round(seconds, 1))
