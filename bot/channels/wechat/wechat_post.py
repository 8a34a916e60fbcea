"""WeChat as a part of the server: takes what people say, answers, reminds, and shuts down cleanly."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from starlette.types import ASGIApp

from bot.channels.platforms.platform_api import Spoken
from bot.channels.platforms.platform_heard import PlatformForm, PlatformHeard
from bot.channels.platforms.platform_menu import show_menu
from bot.channels.reminder_links import ReminderLinks
from bot.channels.update_intake import Bounds, UpdateIntake
from bot.channels.wechat.handover import Handover
from bot.channels.wechat.wechat_api import WechatApi
from bot.channels.wechat.wechat_desk import ANSWER_SECONDS, DeskParts, WechatDesk, no_flood
from bot.channels.wechat.wechat_door import WechatDoor
from bot.channels.wechat.wechat_sender import CHANNEL, WechatSender
from bot.channels.wechat.wechat_template import Templates
from bot.channels.wechat.wechat_turns import WechatTurns
from bot.clock import Clock, Timer, system_clock
from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.conversation.thinking import Thinking
from bot.conversation.unanswered import Unanswered
from bot.delivery.courier import Route
from bot.delivery.limiter import Limiter, Limits
from bot.process import this_process
from bot.store.database import Store
from bot.wechat_settings import WechatSettings

WECHAT_LIMITS = Limits(per_second=20.0, chat_seconds=0.0)
_FINISH_SECONDS = 5.0
_READ_MENU, _MAKE_MENU = "/cgi-bin/get_current_selfmenu_info", "/cgi-bin/menu/create"
log = structlog.get_logger("noticebot.wechat")


@dataclass(frozen=True)
class WechatSurroundings:
    """What the channel depends on, passed in by the server. `clock` may be pretended, `real_clock` is WeChat's time.

    `page` is the address of the page, empty if that is not known, or cannot send letters; `answers` makes links to where
    reminders are answered.
    """

    settings: WechatSettings
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
    answer_seconds: float = ANSWER_SECONDS
    answers: ReminderLinks | None = None


class WechatPost:
    """WeChat as `noticebot serve` runs it."""

    name = CHANNEL

    def __init__(self, around: WechatSurroundings) -> None:
        settings, store = around.settings, around.store
        self._around = around
        self._door: WechatDoor | None = None
        self._api = WechatApi(settings, store.lent_tokens, around.real_clock, around.timer, around.trusted)
        template = settings.template_id
        templates = (
            Templates(self._api, template, around.page, around.timer, around.answers) if template else None
        )
        sender = WechatSender(self._api, store.wechat_people, templates, around.real_clock)
        self.route = Route(sender, Limiter(WECHAT_LIMITS, around.timer))
        """The route of reminders, for the dispatcher."""
        channel = f"{CHANNEL}:{settings.app_id}"
        service = ConversationService(
            around.assistant, store, thinking=around.thinking, unanswered=around.unanswered
        )
        self._desk = WechatDesk(
            DeskParts(
                WechatTurns(service, bool(template), lambda: self._api.may_serve, around.page),
                self._api,
                store.wechat_people,
                store.inbox,
                channel,
                around.clock,
                around.real_clock,
                around.timer,
                around.turned,
                around.answer_seconds,
            )
        )
        self.intake = UpdateIntake(
            store.inbox,
            channel,
            this_process(),
            around.real_clock,
            around.timer,
            self._desk.answer,
            no_flood,
            around.bounds,
            PlatformForm(),
        )

    def around(self, app: ASGIApp) -> ASGIApp:
        """The app of the server, with the path to which WeChat posts."""
        around = self._around
        people = around.store.wechat_people
        self._door = WechatDoor(app, around.settings, people, around.real_clock, around.timer)
        return self._door

    async def _prepare(self) -> None:
        """Learn what the account may do, and make its menu."""
        await self._api.learn()
        await show_menu(self._api, _READ_MENU, _MAKE_MENU, _has_menu, "wechat_menu_made")

    async def run(self) -> None:
        """Run until cancelled, then finish what is under way."""
        assert self._door is not None
        if self._around.settings.plain:
            log.warning("wechat_plain", danger="what is said can be read and changed on its way")

        async def receive(update_id: int, heard: PlatformHeard, since: float) -> tuple[str, Handover | None]:
            return await self._desk.receive(self.intake, update_id, heard, since)

        work = asyncio.ensure_future(self.intake.run())
        prepared = asyncio.ensure_future(self._prepare())
        self._door.open(receive)
        try:
            await work
        finally:
            self._door.close()
            await self.intake.finish(_FINISH_SECONDS)
            for task in (work, prepared):
                task.cancel()
            await asyncio.gather(work, prepared, return_exceptions=True)
            await self._api.close()


def _has_menu(found: Spoken) -> bool | None:
    """Whether the account has a menu; None if that was not said."""
    if found.code != 0:
        return None
    return bool(found.answer.get("is_menu_open") or found.answer.get("selfmenu_info"))
