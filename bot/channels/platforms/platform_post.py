"""A channel of a platform as a part of the server: takes what people say, answers, reminds, and shuts down cleanly."""

from __future__ import annotations

import asyncio
import ssl
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.channels.platforms.member_desk import DeskWays, MemberDesk
from bot.channels.platforms.platform_api import Plain, PlatformApi
from bot.channels.platforms.platform_heard import PlatformForm, PlatformHeard
from bot.channels.platforms.platform_turns import PlatformTurns
from bot.channels.reminder_links import ReminderLinks
from bot.channels.update_intake import Bounds, Mark, UpdateIntake
from bot.clock import Clock, Timer, system_clock
from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.conversation.thinking import Thinking
from bot.conversation.unanswered import Unanswered
from bot.delivery.courier import Route
from bot.delivery.limiter import Limiter
from bot.delivery.sender import Attempt
from bot.delivery.slices import Slices
from bot.process import this_process
from bot.replies.reply import Reply
from bot.store.database import Store
from bot.store.rows.incoming import Claimed

_FINISH_SECONDS = 5.0


@dataclass(frozen=True)
class PlatformSurroundings:
    """What such a channel depends on, passed in by the server. `clock` may be pretended, `real_clock` is the platform's time.

    `page` is the address of the page, `answers` the links to where reminders are answered there; empty if that is not known.
    """

    store: Store
    assistant: Callable[[], Assistant]
    clock: Clock
    page: str = ""
    real_clock: Clock = system_clock
    timer: Timer = field(default_factory=Timer)
    bounds: Bounds = field(default_factory=Bounds)
    turned: Callable[[], None] = lambda: None
    thinking: Thinking | None = None
    unanswered: Unanswered | None = None
    trusted: ssl.SSLContext | None = None
    answers: ReminderLinks | None = None

    @property
    def service(self) -> ConversationService:
        """A service that takes turns, of the channel's own."""
        return ConversationService(
            self.assistant, self.store, thinking=self.thinking, unanswered=self.unanswered
        )

    def member_desk(
        self,
        name: str,
        links: bool,
        render: Callable[[Sequence[Reply]], list[Plain]],
        say: Callable[[str, Plain], Awaitable[Attempt]],
        limiter: Limiter,
    ) -> MemberDesk:
        """Who answers on a channel that takes each answer as a message of its own; see DeskWays, PlatformTurns."""
        turns = PlatformTurns(self.service, name, links)
        people = self.store.platform_people
        return MemberDesk(DeskWays(turns, render, say, limiter, people, self.clock, self.timer, self.turned))


class Desk(Protocol):
    """Answers for one account."""

    async def answer(self, claimed: Claimed, heard: PlatformHeard, mark: Mark) -> int:
        """Answer one message. Returns how much of the answer is through."""

    async def flooded(self, heard: PlatformHeard) -> None:
        """Tell somebody that they are too fast."""


class PlatformPost(ABC):
    """A channel as `noticebot serve` runs it; the updates of the account `account` are its own, its reminders take `route`."""

    def __init__(
        self,
        name: str,
        account: str,
        around: PlatformSurroundings,
        api: PlatformApi,
        route: Route,
        desk: Desk,
    ) -> None:
        self.around_server = around
        self.name = name
        self.api = api
        self.route = route
        self.intake = UpdateIntake(
            around.store.inbox,
            account,
            this_process(),
            around.real_clock,
            around.timer,
            desk.answer,
            desk.flooded,
            around.bounds,
            PlatformForm(),
        )
        self._slices = Slices(around.store.rates, name, route.limiter, around.timer)

    @abstractmethod
    def works(self) -> tuple[Coroutine[None, None, None], ...]:
        """What runs beside the answers, until it is cancelled."""

    def opened(self) -> None:
        """Called when messages can be taken."""
        return

    def closed(self) -> None:
        """Called when no more messages are to be taken."""
        return

    async def drained(self) -> None:
        """Called when all that could be stored is, before the connections are closed."""
        return

    async def run(self) -> None:
        """Run until cancelled, then finish what is under way."""
        work = asyncio.ensure_future(self.intake.run())
        slices = asyncio.ensure_future(self._slices.run())
        beside = [asyncio.ensure_future(one) for one in self.works()]
        self.opened()
        try:
            await work
        finally:
            self.closed()
            for task in beside:
                task.cancel()
            await self.intake.finish(_FINISH_SECONDS)
            for task in (work, slices):
                task.cancel()
            await asyncio.gather(work, slices, *beside, return_exceptions=True)
            await self.drained()
            await self.api.close()
