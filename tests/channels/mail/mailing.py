"""A process that reminds by letters: `python mailing.py DATABASE SMTP_URL [JSON]`. It prints `leading` when it leads.

JSON may set `rate`, `second` and `limits`. Two are started and killed by the tests of kills.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

import structlog

from bot.channels.mail.mail_letter import LetterWriter, Ways
from bot.channels.mail.mail_sender import CHANNEL, MailSender
from bot.channels.mail.smtp_wire import SmtpWire
from bot.clock import Timer, system_clock
from bot.delivery.courier import Options, Route
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.outcome import Patience
from bot.delivery.trail import Trail
from bot.mail_settings import read_mail_settings
from bot.store.database import Store
from tests.delivery.authors import PlainAuthor
from tests.delivery.dispatching import say_when_leading

SITE = "https://notice.example.com"


async def main(database: str, url: str, given: dict[str, Any]) -> None:
    """Dispatch until SIGTERM."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    values = {"BOT_SMTP_URL": url, "BOT_MAIL_FROM": "remind@notice.example.com", "BOT_PUBLIC_URL": SITE}
    settings = read_mail_settings(lambda name: values.get(name, ""))
    assert settings is not None
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)

    async def no_calendar(user: str) -> bytes:
        return b""

    async with await Store.open(database) as store, SmtpWire(settings.relay, settings.domain) as wire:
        letters = LetterWriter(settings, SITE)
        ways = Ways(f"{SITE}/mail/manage?token=a", f"{SITE}/mail/stop?token=b")
        sender = MailSender(store.mailboxes, letters, wire, lambda name: ways, no_calendar)
        route = Route(sender, Limiter(Limits(given.get("rate", 1000.0), chat_seconds=0.0), Timer()))
        options = Options(slow=0, poll=0.2, patience=Patience(second=given.get("second", 60.0)))
        dispatcher = Dispatcher(
            store.ledger, PlainAuthor(), {CHANNEL: route}, system_clock, options=options, trail=Trail()
        )
        saying = asyncio.create_task(say_when_leading(dispatcher))
        running = asyncio.create_task(dispatcher.run())
        await stop.wait()
        running.cancel()
        await asyncio.gather(running, saying, return_exceptions=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[3]))
    asyncio.run(main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]) if len(sys.argv) > 3 else {}))
