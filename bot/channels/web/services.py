"""Everything that the routes need, passed in by the process that runs them."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from prometheus_client import generate_latest
from starlette.requests import HTTPConnection

from bot.channels.reminder_links import ReminderLinks
from bot.channels.web.hosts import Hosts
from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.sessions.carry_codes import CarryCodes
from bot.channels.web.sessions.newcomers import MOST_SESSIONS, Newcomers
from bot.channels.web.sessions.signed_session import Sessions
from bot.channels.web.web_metrics import WebMetrics
from bot.clock import Clock
from bot.conversation.assistant import Assistant
from bot.conversation.feedback import Counts, Feedback
from bot.conversation.own_calendar import Calendars
from bot.conversation.service import ConversationService
from bot.conversation.turn import TALK_ONLY, Channel, Conversation
from bot.store.model.carrying import Carrier
from bot.web_address import host_of, root_of

if TYPE_CHECKING:
    from bot.channels.mail.mail_desk import MailDesk


class Database(Counts, Protocol):
    """What the routes need of the store besides the conversations."""

    @property
    def carryings(self) -> Carrier:
        """Talks on their way to another browser."""

    async def ping(self) -> None:
        """Check that the database can be written. Raises StoreError if it cannot."""

    async def forget_talk(self, user: str) -> bool:
        """Delete the conversation of `user` if it has neither an interview nor a wish. Returns whether it is gone."""


async def _well() -> dict[str, str]:
    return {}


async def _as_told(own: bytes) -> bytes:
    return own


def _no_link() -> str | None:
    return None


@dataclass(frozen=True)
class PublicSite:
    """Where the server is reached from outside: its `host` as browsers name it, with a port if need be, and its `root`, the path
    below which all lies, such as /bot. Both are empty if that is not known."""

    host: str = ""
    root: str = ""

    @classmethod
    def of(cls, url: str) -> PublicSite:
        """The site whose first page is at `url`."""
        return cls(host_of(url), root_of(url))


@dataclass(frozen=True)
class Operator:
    """Who runs the site, how they are reached, and the numbers under which it is registered, each with its register's address."""

    name: str = ""
    contact: str = ""
    registrations: tuple[tuple[str, str], ...] = ()


@dataclass
class Services:
    """What the routes need.

    `parts` gives the health of the other parts of the process, by name: "ok", "off", "unwell", or a word of its own.
    `telegram_link` gives the link of the bot, or None. `pretended` is the moment to which the clock was set (aware), or
    None. `api_token` is the token that the push channel must send; empty if there is no push channel.
    `widget_origins` are the sites that may show the widget, `hosts` the names under which the server may be reached.
    `full` tells that the database is to take no new anonymous sessions. `mail` takes what people do about letters; None
    without e-mail.
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
    hosts: Hosts = field(default_factory=Hosts)
    newcomers: Newcomers = field(init=False)
    calendars: Calendars = field(default_factory=Calendars)
    full: Callable[[], bool] = lambda: False
    operator: Operator = Operator()
    site: PublicSite = PublicSite()
    mail: MailDesk | None = None
    wechat: bool = False
    keeps_questions: int = 0
    """For how many days the words of questions that were not answered are kept; 0: they are not."""
    shares: bool = False
    """Whether the office has a desk, at which groups may see people who chose that."""
    wecom: bool = False
    dingtalk: bool = False
    groups: bool = False
    answers: ReminderLinks | None = None
    """The links to where reminders are answered; None without."""
    processes: int = 1
    """How many processes share the port: each has its share of what is limited."""
    gathered: Callable[[bytes], Awaitable[bytes]] = _as_told
    """Makes of this process's metrics those of all that share the port."""

    def __post_init__(self) -> None:
        self.newcomers = Newcomers(
            lambda user: self.database.forget_talk(user),
            time.monotonic,
            lambda: self.full(),
            MOST_SESSIONS // self.processes,
        )

    async def own_figures(self) -> bytes:
        """The metrics of this process in the format of Prometheus."""
        self.metrics.note_parts(await self.parts())
        return generate_latest(self.metrics.registry)

    @property
    def assistant(self) -> Assistant:
        """The assistant of the present pack."""
        return self.conversations.assistant

    def assistant_for(self, request: HTTPConnection, conversation: Conversation | None = None) -> Assistant:
        """The assistant of the notice that the address of a request names; else of that which is spoken of in `conversation`,
        or which is shown now to who has named none."""
        whole, now = self.assistant, self.clock()
        notice = request.path_params.get("notice") or request.query_params.get("notice")
        named = whole.in_notice(notice) if notice else None
        if named is not None:
            return named
        spoken_of = conversation is not None and whole.notice_of(conversation)
        return whole.of(conversation) if conversation is not None and spoken_of else whole.default(now)

    async def page_channel_of(self, user: str) -> Channel:
        """What the page can send to `user`."""
        return self.page_channel if self.mail is None else await self.mail.channel(user)

    @property
    def codes(self) -> CarryCodes:
        """The codes that carry a talk to another browser."""
        return CarryCodes(self.sessions)

    @property
    def feedback(self) -> Feedback:
        """Counts whether an answer was useful."""
        return Feedback(self.conversations, self.database, self.metrics.count_vote)
