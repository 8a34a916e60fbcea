"""The web channel around conversations in memory, and visitors that talk to it without a wire."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import structlog

from bot.channels.web.app import build_app
from bot.channels.web.rate_limits import RateLimits
from bot.channels.web.services import Services
from bot.channels.web.sessions.signed_session import Sessions
from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.conversation.turn import Channel
from bot.knowledge import Knowledge
from bot.store.model.carrying import Carrier
from bot.store.model.errors import StoreError
from tests.conversation.talks import assistant_of
from tests.packs import OPEN
from tests.store.memory import MemoryStore

TOKEN = "the-token-of-the-gateway"
BASE = "http://notice.test"


@dataclass
class Ticks:
    """A steady clock that a test moves on."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Site:
    """A web channel, and what is behind it."""

    services: Services
    store: MemoryStore
    ticks: Ticks
    made: list[httpx.AsyncClient] = field(default_factory=list)

    def visitor(self, base: str = BASE, address: str = "203.0.113.7", **options: Any) -> httpx.AsyncClient:
        """Somebody's browser, with cookies of its own."""
        transport = httpx.ASGITransport(build_app(self.services), client=(address, 4711))
        client = httpx.AsyncClient(transport=transport, base_url=base, **options)
        self.made.append(client)
        return client


class Away:
    """A database that is not there."""

    @property
    def carryings(self) -> Carrier:
        raise StoreError

    async def ping(self) -> None:
        raise StoreError

    async def forget_talk(self, user: str) -> bool:
        raise StoreError

    async def count_feedback(self, day: str, notice: str, entry: str, vote: str) -> None:
        raise StoreError


def site_of(assistant: Assistant, client_rate: float = 200.0, **services: Any) -> Site:
    """A site that speaks from `assistant`, at a moment when the call was open."""
    store, ticks = MemoryStore(), Ticks()
    made = Services(
        conversations=ConversationService(lambda: assistant, store),
        database=store,
        clock=lambda: OPEN,
        sessions=Sessions("a secret for tests"),
        limits=RateLimits(client_rate, ticks),
        api_token=TOKEN,
        **services,
    )
    return Site(made, store, ticks)


@pytest.fixture(scope="session")
def full_assistant(shipped: Knowledge) -> Assistant:
    """The shipped pack with its interview."""
    return assistant_of(shipped)


@pytest.fixture
def site(full_assistant: Assistant) -> Site:
    """A site of the shipped pack."""
    return site_of(full_assistant)


@pytest.fixture
def new_site(full_assistant: Assistant) -> Callable[..., Site]:
    """Makes a site of the shipped pack with other settings of its services."""
    return lambda **services: site_of(full_assistant, **services)


@pytest.fixture
def visitor(site: Site) -> httpx.AsyncClient:
    """Somebody on the site."""
    return site.visitor()


def pushing(**more: Any) -> dict[str, Any]:
    """What the services have if reminders can be pushed."""
    return {"push_channel": Channel(pushes=True), **more}


@pytest.fixture(autouse=True, scope="package")
def no_log() -> Iterator[None]:
    """What is logged of thousands of requests is of no use here; tests elsewhere read their logs."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    """What is logged during the test, in spite of `no_log`."""
    before = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    with structlog.testing.capture_logs() as lines:
        yield lines
    structlog.configure(wrapper_class=before)
