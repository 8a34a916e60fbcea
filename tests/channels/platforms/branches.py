"""Senders of several processes on one store, with the server of their platform; a new platform adds a Branch of its own."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, Protocol

from bot.channels.channel_report import Finding
from bot.channels.platforms.platform_api import PlatformApi
from bot.delivery.sender import AnnouncingSender, Reminder, Sender
from bot.settings import Settings
from bot.store.database import Store
from tests.channels.premises import PAGE, Clockwork
from tests.packs import OPEN
from tests.platforms.strict_server import StrictServer
from tests.platforms.world import World

NOBODY = "http://127.0.0.1:1"
"""Where nobody listens."""
_numbers = count()
Found = list[tuple[bool | None, str, str]]
"""What `noticebot channels` finds: whether it works, what is said, and what to do."""


class Announcing(Sender, AnnouncingSender, Protocol):
    """A sender that says before it sends."""


class Branch(ABC):
    """Senders of one platform to the person `who`."""

    name: ClassVar[str]
    who: ClassVar[str]
    send_path: ClassVar[str]
    """The call that reminds."""
    token_path: ClassVar[str]
    look_path: ClassVar[str]
    """A call that does nothing."""

    def __init__(self, store: Store, server: StrictServer, clock: Clockwork) -> None:
        self.store, self.server, self.clock = store, server, clock
        self.apis: list[PlatformApi] = []

    @property
    @abstractmethod
    def world(self) -> World[Any]:
        """The platform's world."""

    @property
    @abstractmethod
    def account(self) -> str:
        """The name under which the token is kept."""

    @property
    @abstractmethod
    def secrets(self) -> list[str]:
        """What may stand in no report."""

    @abstractmethod
    def made_api(self, **settings: Any) -> PlatformApi:
        """What one process has."""

    @abstractmethod
    def sender(self, **settings: Any) -> Announcing:
        """The sender of one process."""

    @abstractmethod
    async def findings(self, **settings: Any) -> Found:
        """What `noticebot channels` finds."""

    async def spoke(self) -> None:
        """The person spoke just now, where that is needed to write to them."""
        return

    def api(self, **settings: Any) -> Any:
        """What one process has."""
        self.apis.append(self.made_api(**settings))
        return self.apis[-1]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What the person sees."""
        found: list[tuple[str, str]] = self.world.people[self.who].shown
        return found

    def reminder(self, **more: Any) -> Reminder:
        """A reminder to the person."""
        return reminder_to(self.who, **more)


def reminder_to(who: str, **more: Any) -> Reminder:
    """A reminder to somebody."""
    text = "【提醒】网上个人申报截止：2022年12月6日，还有19天。\n依据：四（二）"
    plain = Reminder(f"{next(_numbers):032}", who, text, ("四.二",), "lead", subscription="0407b5bb35")
    return Reminder(**{**plain.__dict__, **more})


def settings_with(**channel: Any) -> Settings:
    """Settings with a channel, and the page."""
    return Settings(Path(), Path(), public_url=PAGE, **channel)


async def listed(findings: AsyncIterator[Finding]) -> Found:
    """Findings as they are compared."""
    return [(one.works, one.text, one.do) async for one in findings]


@contextlib.asynccontextmanager
async def opened(
    kind: type[Branch], server: StrictServer, clock: Clockwork, folder: Path
) -> AsyncIterator[Any]:
    """A branch on SQLite in `folder`."""
    async with await Store.open(f"sqlite:///{folder / 'bot.db'}") as store, server:
        made = kind(store, server, clock)
        made.world.people[made.who].shown.clear()
        yield made
        for api in made.apis:
            await api.close()
        assert made.world.wrong == []


def clockwork() -> Clockwork:
    """The clock of a branch: when the call was open."""
    return Clockwork(OPEN)
