"""Sends the reminders of the people of the page as letters: all that is due to one at a moment in one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.channels.mail.mail_address import read_address
from bot.channels.mail.mail_letter import LetterWriter, Ways
from bot.channels.mail.smtp_wire import SmtpWire
from bot.clock import Clock, system_clock
from bot.delivery.sender import Attempt, Reminder
from bot.store.mailboxes import Mailboxes
from bot.store.model.errors import StoreError

CHANNEL = "web"
"""The people of the page are reached by e-mail: their keys stay those of the page, and so do their wishes and interviews."""
NO_ADDRESS = "no confirmed address"
log = structlog.get_logger("noticebot.mail")
Calendar = Callable[[str], Awaitable[bytes]]
"""The calendar file of a user, by key."""


class MailSender:
    """Sends letters through `wire` to confirmed addresses.

    `ways` gives the links of a mailbox by its name. `calendar` makes the file of a user; one that cannot be made is left
    out. `real_clock` dates the letters.
    """

    def __init__(
        self,
        boxes: Mailboxes,
        letters: LetterWriter,
        wire: SmtpWire,
        ways: Callable[[str], Ways],
        calendar: Calendar,
        real_clock: Clock = system_clock,
    ) -> None:
        self._boxes = boxes
        self._letters = letters
        self._wire = wire
        self._ways = ways
        self._calendar = calendar
        self._real_clock = real_clock

    async def send(self, reminder: Reminder) -> Attempt:
        """Try once to send `reminder`."""
        return await self.send_together([reminder], lambda: None)

    async def send_together(self, reminders: Sequence[Reminder], may_send: Callable[[], None]) -> Attempt:
        """Try once to send `reminders`, all of one user, as one letter; `may_send` is called before the dot that ends it."""
        user = f"{CHANNEL}:{reminders[0].user}"
        try:
            box = await self._boxes.of_user(user)
            if box is None or box.ended:
                return Attempt("gone", box.ended if box else NO_ADDRESS)
            to = read_address(box.address)
            if to is None:
                return Attempt("failed", "the address is none")
            calendar = await self._calendar_of(user)
            ways, now = self._ways(box.name), self._real_clock()
            letter = self._letters.reminding(to, reminders, box.name, ways, calendar, now)
        except StoreError as error:
            return Attempt("retry", f"database {error.code}")
        attempt = await self._wire.send(letter, may_send)
        if attempt.outcome == "gone":
            await self._close(user, attempt.reason)
        return attempt

    async def _close(self, user: str, reason: str) -> None:
        try:
            await self._boxes.close(user, reason)
        except StoreError:  # its wishes end all the same; the next letter would find out again
            log.warning("mailbox_not_closed")

    async def _calendar_of(self, user: str) -> bytes:
        try:
            return await self._calendar(user)
        except StoreError:
            raise
        except Exception:  # a letter without the file is worth more than none
            log.exception("calendar_not_made")
            return b""
