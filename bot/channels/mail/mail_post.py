"""E-mail as a part of the server: what reminds by letters, and what people do about them, wired together."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field

from bot.channels.mail.mail_desk import MailDesk
from bot.channels.mail.mail_letter import LetterWriter, Ways
from bot.channels.mail.mail_links import MailLinks
from bot.channels.mail.mail_outbox import MailOutbox
from bot.channels.mail.mail_sender import CHANNEL, Calendar, MailSender
from bot.channels.mail.smtp_wire import SmtpPatience, SmtpWire
from bot.channels.reminder_links import ReminderLinks
from bot.clock import Clock, Timer, system_clock
from bot.conversation.service import ConversationService
from bot.delivery.courier import Route
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.sender import Reminder
from bot.mail_settings import MailSettings
from bot.store.database import Store

SECRET_MARK = "mail_secret"
"""The mark of the key that signs links, for all processes."""
_STOP, _MANAGE, _CONFIRM = "/mail/stop", "/mail/manage", "/mail/confirm"


@dataclass(frozen=True)
class MailSurroundings:
    """What e-mail depends on, passed in by the server. `clock` may be pretended, `real_clock` dates letters and links."""

    settings: MailSettings
    public_url: str
    secret: str
    store: Store
    conversations: ConversationService
    calendar: Calendar
    clock: Clock
    real_clock: Clock = system_clock
    timer: Timer = field(default_factory=Timer)
    trusted: ssl.SSLContext | None = None
    patience: SmtpPatience = field(default_factory=SmtpPatience)
    answers: ReminderLinks | None = None


class MailPost:
    """E-mail as `noticebot serve` runs it."""

    name = CHANNEL

    def __init__(self, around: MailSurroundings) -> None:
        settings, root = around.settings, around.public_url
        links = MailLinks(around.secret)
        letters = LetterWriter(settings, root)
        self._wire = SmtpWire(settings.relay, settings.domain, around.trusted, around.patience)
        limiter = Limiter(Limits(settings.rate, chat_seconds=0.0), around.timer)

        def answer(reminder: Reminder) -> str:
            return around.answers.link(CHANNEL, reminder) if around.answers else ""

        def ways(name: str) -> Ways:
            manage = links.managing(name, around.real_clock())
            stop = links.stopping(name)
            return Ways(f"{root}{_MANAGE}?token={manage}", f"{root}{_STOP}?token={stop}", answer)

        sender = MailSender(
            around.store.mailboxes, letters, self._wire, ways, around.calendar, around.real_clock
        )
        self.route = Route(sender, limiter, send_seconds=around.patience.whole)
        """The route of reminders, for the dispatcher."""
        self._outbox = MailOutbox(
            letters,
            self._wire,
            limiter,
            lambda token: f"{root}{_CONFIRM}?token={token}",
            around.real_clock,
            around.timer,
        )
        self.desk = MailDesk(
            settings,
            around.store.mailboxes,
            links,
            self._outbox,
            around.conversations,
            around.clock,
            around.real_clock,
        )
        """What people do about letters, for the routes of the page."""

    async def close(self) -> None:
        """Give up the letters that wait, and close the connections."""
        await self._outbox.close()
        await self._wire.close()
