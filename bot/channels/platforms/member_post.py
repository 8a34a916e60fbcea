"""A channel to the members of a unit as a part of the server: takes what they say, answers, reminds, and shuts down cleanly."""

from __future__ import annotations

import asyncio
import ssl
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from bot.channels.platforms.member_desk import DeskWays, MemberDesk
from bot.channels.platforms.platform_api import PlatformApi
from bot.channels.platforms.platform_heard import PlatformForm
from bot.channels.platforms.platform_turns import PlatformTurns
from bot.channels.reminder_links import ReminderLinks
from bot.channels.update_intake import Bounds, UpdateIntake
from bot.clock import Clock, Timer, system_clock
from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.conversation.thinking import Thinking
from bot.conversation.unanswered import Unanswered
from bot.delivery.courier import Route
from bot.delivery.sender import Sender
from bot.delivery.slices import Slices
from bot.process import this_process
from bot.store.database import Store

_FINISH_SECONDS = 5.0


@dataclass(frozen=True)
class MemberSurroundings:
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

    def turns(self, name: str, links: bool) -> PlatformTurns:
        """Who takes the turns of the channel `name`; `links`: see PlatformTurns."""
        service = ConversationService(
            self.assistant, self.store, thinking=self.thinking, unanswered=self.unanswered
        )
        return PlatformTurns(service, name, links)


class MemberPost(ABC):
    """A channel as `noticebot serve` runs it; the updates of the account `account` are its own."""

    def __init__(
        self, account: str, around: MemberSurroundings, api: PlatformApi, sender: Sender, ways: DeskWays
    ) -> None:
        self.around_server = around
        self.name = ways.turns.name
        self.api = api
        self.route = Route(sender, ways.limiter)
        """The route of reminders, for the dispatcher."""
        self.intake = UpdateIntake(
            around.store.inbox,
            account,
            this_process(),
            around.real_clock,
            around.timer,
            MemberDesk(ways).answer,
            MemberDesk(ways).flooded,
            around.bounds,
            PlatformForm(),
        )
        self._slices = Slices(around.store.rates, self.name, ways.limiter, around.timer)

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
