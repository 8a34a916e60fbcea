"""A site with e-mail: its page, its database, its dispatcher, and a real SMTP server that takes the letters."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bot.channels.mail.mail_post import MailPost, MailSurroundings
from bot.channels.web.app import build_app
from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.services import Services
from bot.channels.web.sessions.signed_session import Sessions
from bot.conversation.own_calendar import calendar_of
from bot.conversation.service import ConversationService
from bot.delivery.courier import Route
from bot.knowledge import Knowledge
from bot.mail_settings import MailSettings, read_mail_settings
from bot.store.database import Store
from tests.channels.answer_page import answering
from tests.channels.premises import Clockwork, Premises, author_of
from tests.conversation.talks import assistant_of
from tests.packs import OPEN
from tests.smtp_server.server import MailHouse, SmtpServer, Taken

SITE = "https://notice.example.com"
ADDRESS = "zhang@example.com"
BOUNCE, BOUNCE_TOKEN = "bounce@notice.example.com", "a-token-for-bounces"


def settings_of(server: SmtpServer, **values: str) -> MailSettings:
    """The settings that lead to `server`."""
    said = {
        "BOT_SMTP_URL": server.url,
        "BOT_MAIL_FROM": "某县经信局 <remind@notice.example.com>",
        "BOT_PUBLIC_URL": SITE,
        "BOT_MAIL_BOUNCE": BOUNCE,
        "BOT_MAIL_BOUNCE_TOKEN": BOUNCE_TOKEN,
        "BOT_MAIL_RATE": "1000",
        **values,
    }
    settings = read_mail_settings(lambda name: said.get(name, ""))
    assert settings is not None
    return settings


@dataclass
class Town(Premises):
    """The site at work; `real` is the time of links and letters."""

    server: SmtpServer
    post: MailPost
    services: Services
    made: list[httpx.AsyncClient] = field(default_factory=list)

    @property
    def routes(self) -> dict[str, Route]:
        """The route of letters."""
        return {self.post.name: self.post.route}

    @property
    def house(self) -> MailHouse:
        """What stands behind the SMTP server."""
        return self.server.house

    def visitor(self, address: str = "203.0.113.7", **options: Any) -> httpx.AsyncClient:
        """Somebody's browser."""
        transport = httpx.ASGITransport(build_app(self.services), client=(address, 4711))
        client = httpx.AsyncClient(transport=transport, base_url=SITE, **options)
        self.made.append(client)
        return client

    async def letters(self, count: int, to: str = ADDRESS) -> list[Taken]:
        """Wait until so many letters came to an address. Returns all of them."""
        await self.until(lambda: len(self.to(to)) >= count)
        return self.to(to)

    def to(self, address: str = ADDRESS) -> list[Taken]:
        """The letters that came to an address."""
        return [one for one in self.house.taken if one.recipient == address]

    async def confirmed(self, visitor: httpx.AsyncClient, *says: str, address: str = ADDRESS) -> str:
        """Have `visitor` say all this, and then the address, and confirm it. Returns the page that says so."""
        before = len(self.to(address))
        for words in says:
            await say(visitor, words)
        await say(visitor, address)
        letter = (await self.letters(before + 1, address))[-1]
        (link,) = letter.links("/mail/confirm")
        page = await self.visitor("198.51.100.1").post(link)
        assert page.status_code == 200
        return page.text


async def say(visitor: httpx.AsyncClient, words: str, **more: Any) -> list[dict[str, Any]]:
    """Say something on the page, or pick it if it is the id of a choice. Returns the replies."""
    kind = "choice" if re.match(r"rm:|iv:", words) else "text"
    answer = await visitor.post("/api/messages", json={kind: words, **more})
    assert answer.status_code == 200, answer.text
    replies: list[dict[str, Any]] = answer.json()["replies"]
    return replies


@contextlib.asynccontextmanager
async def town(database: str, knowledge: Knowledge, **settings: str) -> AsyncIterator[Town]:
    """A town on an empty database, when the call was open."""
    async with contextlib.AsyncExitStack() as stack:
        store = await stack.enter_async_context(await Store.open(database))
        server = await stack.enter_async_context(SmtpServer(MailHouse()))
        assistant = assistant_of(knowledge)
        conversations = ConversationService(lambda: assistant, store)
        clock, real = Clockwork(OPEN), Clockwork(datetime.now(UTC).replace(microsecond=0))

        async def calendar(user: str) -> bytes:
            return calendar_of(knowledge.pack, await conversations.conversation(user), clock())

        surroundings = MailSurroundings(
            settings_of(server, **settings),
            SITE,
            "a secret",
            store,
            conversations,
            calendar,
            clock,
            real,
            answers=answering(real),
        )
        post = MailPost(surroundings)
        stack.push_async_callback(post.close)
        services = Services(
            conversations=conversations,
            database=store,
            clock=clock,
            sessions=Sessions("a secret for tests"),
            limits=RateLimits(2000.0, lambda: 0.0),
            mail=post.desk,
            answers=answering(real),
        )
        made = Town(store, author_of(knowledge), clock, real, server, post, services)
        yield made
        for client in made.made:
            await client.aclose()


LATER = timedelta(hours=2, seconds=1)
"""When a link that confirms is too old."""
