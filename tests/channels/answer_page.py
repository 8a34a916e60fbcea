"""The page on which reminders are answered, as people see it: its words, and its buttons."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import AsyncIterator

import httpx

from bot.channels.reminder_links import ReminderLinks
from bot.channels.web.app import build_app
from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.services import Services
from bot.channels.web.sessions.signed_session import Sessions
from bot.clock import Clock
from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.store.database import Store
from tests.channels.premises import PAGE

SECRET = "a secret of links"
_BUTTON = re.compile(r'<form method="post" action="([^"]*)"><p[^>]*><button[^>]*>([^<]*)</button>')


class AnswerPage:
    """Somebody's browser, which a link of a reminder opens."""

    def __init__(self, browser: httpx.AsyncClient) -> None:
        self.browser = browser
        self.words = ""
        self.buttons: dict[str, str] = {}

    async def open(self, link: str) -> int:
        """Open a link. Returns the status."""
        return self._shown(await self.browser.get(link))

    async def tap(self, label: str) -> str:
        """Tap a button. Returns what is shown then."""
        self._shown(await self.browser.post(self.buttons[label], headers={"Sec-Fetch-Site": "same-origin"}))
        return self.words

    def _shown(self, answer: httpx.Response) -> int:
        self.words = html.unescape(answer.text)
        self.buttons = {label: html.unescape(place) for place, label in _BUTTON.findall(answer.text)}
        return answer.status_code


def answering(real_clock: Clock) -> ReminderLinks:
    """The links to the page."""
    return ReminderLinks(PAGE, SECRET, real_clock)


@contextlib.asynccontextmanager
async def answer_page(
    store: Store, assistant: Assistant, clock: Clock, real_clock: Clock
) -> AsyncIterator[AnswerPage]:
    """The page beside a channel, on its database."""
    services = Services(
        conversations=ConversationService(lambda: assistant, store),
        database=store,
        clock=clock,
        sessions=Sessions("a secret for tests"),
        limits=RateLimits(2000.0, lambda: 0.0),
        answers=answering(real_clock),
    )
    transport = httpx.ASGITransport(build_app(services), client=("203.0.113.7", 4711))
    async with httpx.AsyncClient(transport=transport, base_url=PAGE) as browser:
        yield AnswerPage(browser)
