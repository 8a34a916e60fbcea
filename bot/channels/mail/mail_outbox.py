"""Letters that confirm an address, on their way: in memory alone, since nothing may be stored of an address before."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.channels.mail.mail_address import MailAddress
from bot.channels.mail.mail_letter import LetterWriter
from bot.channels.mail.mail_links import CONFIRM_FOR
from bot.channels.mail.smtp_wire import SmtpWire
from bot.channels.repeats import Repeats
from bot.clock import Clock, Timer
from bot.delivery.limiter import Limiter
from bot.retry import pause

MOST_WAITING = 500
"""Letters that wait at a time; of more the oldest are dropped, and can be asked for again."""
_SHORT_PAUSE, _LONG_PAUSE = 5.0, 300.0
_AGAIN = ("retry", "wait", "held", "refused")
log = structlog.get_logger("noticebot.mail")


@dataclass(frozen=True)
class _Waiting:
    to: MailAddress
    token: str
    notice: str
    until: datetime


class MailOutbox:
    """Sends letters that confirm, each in a task, again after a pause while the server makes it wait and its link is good.

    `link` makes the link of a token. A letter that may have been lost is sent once more: two do no harm.
    """

    def __init__(
        self,
        letters: LetterWriter,
        wire: SmtpWire,
        limiter: Limiter,
        link: Callable[[str], str],
        real_clock: Clock,
        timer: Timer,
    ) -> None:
        self._letters = letters
        self._wire = wire
        self._limiter = limiter
        self._link = link
        self._real_clock = real_clock
        self._timer = timer
        self._sending: OrderedDict[str, asyncio.Task[None]] = OrderedDict()

    def confirm(self, user: str, to: MailAddress, token: str, notice: str) -> None:
        """Send the letter that confirms `to` for `user`, in place of another one that still waits."""
        self.drop(user)
        while len(self._sending) >= MOST_WAITING:
            self.drop(next(iter(self._sending)))
        waiting = _Waiting(to, token, notice, self._real_clock() + CONFIRM_FOR)
        task = asyncio.create_task(self._send(waiting))
        self._sending[user] = task
        task.add_done_callback(lambda done: self._ended(user, done))

    def drop(self, user: str) -> None:
        """Give up what waits to be sent to `user`."""
        task = self._sending.pop(user, None)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """Give up all that waits."""
        tasks = list(self._sending.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _send(self, waiting: _Waiting) -> None:
        hours = int(CONFIRM_FOR.total_seconds() // 3600)
        tries, repeats = 0, Repeats()
        while self._real_clock() < waiting.until:
            await self._limiter.reply(waiting.to.counted)
            link, now = self._link(waiting.token), self._real_clock()
            letter = self._letters.confirming(waiting.to, waiting.notice, link, hours, now)
            attempt = await self._wire.send(letter)
            again = attempt.outcome == "uncertain" and repeats.take(attempt)
            if attempt.outcome not in _AGAIN and not again:
                log.info("letter_sent", outcome=attempt.outcome, reason=attempt.reason)
                return
            tries += 1
            seconds = pause(tries, _SHORT_PAUSE, _LONG_PAUSE)
            told = log.error if attempt.outcome == "held" else log.warning
            told("letter_waits", outcome=attempt.outcome, reason=attempt.reason, again_in=round(seconds, 1))
            await self._timer.sleep(seconds)

    def _ended(self, user: str, done: asyncio.Task[None]) -> None:
        if self._sending.get(user) is done:
            del self._sending[user]
        if not done.cancelled() and done.exception() is not None:
            log.error("letter_dropped", error=type(done.exception()).__name__)
