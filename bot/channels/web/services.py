"""Everything that the API works with, handed in by whoever runs it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.sessions.signed_session import Sessions
from bot.channels.web.web_metrics import WebMetrics
from bot.clock import Clock
from bot.conversation.assistant import Assistant
from bot.conversation.feedback import Counts, Feedback
from bot.conversation.service import ConversationService
from bot.conversation.turn import TALK_ONLY, Channel


class Database(Counts, Protocol):
    """What the API needs of the store beside conversations."""

    async def ping(self) -> None:
        """Nothing, where the database can be used; StoreError where it cannot."""


async def _well() -> dict[str, str]:
    return {}


def _no_link() -> str | None:
    return None


@dataclass
class Services:
    """The conversations and what is around them.

    `parts` tells how the other parts of the process are, by name: ok, off, or what is wrong ("unwell" makes the whole
    unwell). `pretended` is the moment that the clock was set to. `api_token` is what the push channel shows; empty
    where there is none.
    """

    conversations: ConversationService
    database: Database
    clock: Clock
    sessions: Sessions
    limits: RateLimits
    metrics: WebMetrics = field(default_factory=WebMetrics)
    parts: Callable[[], Awaitable[dict[str, str]]] = _well
    telegram_link: Callable[[], str | None] = _no_link
    pretended: datetime | None = None
    api_token: str = ""
    push_channel: Channel = TALK_ONLY
    page_channel: Channel = TALK_ONLY
    widget_origins: tuple[str, ...] = ()

    @property
    def assistant(self) -> Assistant:
        """The assistant of this moment."""
        return self.conversations.assistant

    @property
    def feedback(self) -> Feedback:
        """Counts whether an answer was useful."""
        return Feedback(self.conversations, self.database, self.metrics.count_vote)
