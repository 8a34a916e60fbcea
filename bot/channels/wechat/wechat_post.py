"""WeChat as a part of the server: takes what people say, answers, reminds, and shuts down cleanly."""

from __future__ import annotations

from collections.abc import Coroutine

import structlog
from starlette.types import ASGIApp

from bot.channels.platforms.platform_api import Spoken
from bot.channels.platforms.platform_heard import PlatformHeard
from bot.channels.platforms.platform_menu import show_menu
from bot.channels.platforms.platform_post import PlatformPost, PlatformSurroundings
from bot.channels.wechat.handover import Handover
from bot.channels.wechat.wechat_api import WechatApi
from bot.channels.wechat.wechat_desk import ANSWER_SECONDS, DeskParts, WechatDesk
from bot.channels.wechat.wechat_door import WechatDoor
from bot.channels.wechat.wechat_sender import CHANNEL, WechatSender
from bot.channels.wechat.wechat_template import Templates
from bot.channels.wechat.wechat_turns import WechatTurns
from bot.delivery.courier import Route
from bot.delivery.limiter import Limiter, Limits
from bot.wechat_settings import WechatSettings

WECHAT_LIMITS = Limits(per_second=20.0, chat_seconds=0.0)
_READ_MENU, _MAKE_MENU = "/cgi-bin/get_current_selfmenu_info", "/cgi-bin/menu/create"
log = structlog.get_logger("noticebot.wechat")


class WechatPost(PlatformPost):
    """WeChat as `noticebot serve` runs it. `answer_seconds` is how long a request waits for its answer.

    `around.page` is the page with e-mail; empty if that is not known, or cannot send letters.
    """

    def __init__(
        self,
        settings: WechatSettings,
        around: PlatformSurroundings,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        store, template = around.store, settings.template_id
        self._settings = settings
        self._door: WechatDoor | None = None
        api = WechatApi(settings, store.lent_tokens, around.real_clock, around.timer, around.trusted)
        templates = Templates(api, template, around.page, around.timer, around.answers) if template else None
        sender = WechatSender(api, store.wechat_people, templates, around.real_clock)
        channel = f"{CHANNEL}:{settings.app_id}"
        self._desk = WechatDesk(
            DeskParts(
                WechatTurns(around.service, bool(template), lambda: api.may_serve, around.page),
                api,
                store.wechat_people,
                store.inbox,
                channel,
                around.clock,
                around.real_clock,
                around.timer,
                around.turned,
                answer_seconds,
            )
        )
        route = Route(sender, Limiter(WECHAT_LIMITS, around.timer))
        super().__init__(CHANNEL, channel, around, api, route, self._desk)
        self._account = api

    def around(self, app: ASGIApp) -> ASGIApp:
        """The app of the server, with the path to which WeChat posts."""
        server = self.around_server
        people = server.store.wechat_people
        self._door = WechatDoor(app, self._settings, people, server.real_clock, server.timer)
        return self._door

    def works(self) -> tuple[Coroutine[None, None, None], ...]:
        """Learning what the account may do, and making its menu."""
        return (self._prepare(),)

    async def _prepare(self) -> None:
        await self._account.learn()
        await show_menu(self._account, _READ_MENU, _MAKE_MENU, _has_menu, "wechat_menu_made")

    def opened(self) -> None:
        """Take what WeChat sends."""
        if self._settings.plain:
            log.warning("wechat_plain", danger="what is said can be read and changed on its way")

        async def receive(update_id: int, heard: PlatformHeard, since: float) -> tuple[str, Handover | None]:
            return await self._desk.receive(self.intake, update_id, heard, since)

        assert self._door is not None
        self._door.open(receive)

    def closed(self) -> None:
        """Take nothing any more."""
        if self._door is not None:
            self._door.close()


def _has_menu(found: Spoken) -> bool | None:
    """Whether the account has a menu; None if that was not said."""
    if found.code != 0:
        return None
    return bool(found.answer.get("is_menu_open") or found.answer.get("selfmenu_info"))
