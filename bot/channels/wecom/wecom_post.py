"""WeCom as a part of the server."""

from __future__ import annotations

from collections.abc import Coroutine

from starlette.types import ASGIApp

from bot.channels.platforms.platform_api import Plain
from bot.channels.platforms.platform_heard import PlatformHeard
from bot.channels.platforms.platform_menu import show_menu
from bot.channels.platforms.platform_post import PlatformPost, PlatformSurroundings
from bot.channels.wecom.wecom_api import WecomApi, has_menu
from bot.channels.wecom.wecom_door import WecomDoor
from bot.channels.wecom.wecom_sender import WECOM, WECOM_LIMITS, WecomSender, texts_for
from bot.delivery.courier import Route
from bot.delivery.limiter import Limiter
from bot.delivery.sender import Attempt
from bot.wecom_settings import WecomSettings


class WecomPost(PlatformPost):
    """One application as `noticebot serve` runs it."""

    def __init__(self, settings: WecomSettings, around: PlatformSurroundings) -> None:
        api = WecomApi(settings, around.store.lent_tokens, around.real_clock, around.timer, around.trusted)

        async def say(person: str, plain: Plain) -> Attempt:
            return (await api.say(person, plain)).attempt

        limiter = Limiter(WECOM_LIMITS, around.timer)
        desk = around.member_desk(WECOM, False, texts_for, say, limiter)
        route = Route(WecomSender(api, around.page, around.answers), limiter)
        super().__init__(WECOM, f"{WECOM}:{settings.corp_id}:{settings.agent_id}", around, api, route, desk)
        self._settings = settings
        self._api = api
        self._door: WecomDoor | None = None

    def around(self, app: ASGIApp) -> ASGIApp:
        """The app of the server, with the path to which WeCom posts."""
        server = self.around_server
        self._door = WecomDoor(
            app, self._settings, server.store.platform_people, server.real_clock, server.timer
        )
        return self._door

    def works(self) -> tuple[Coroutine[None, None, None], ...]:
        """Making the menu."""
        api = self._api
        return (show_menu(api, api.read_menu, api.make_menu, has_menu, "wecom_menu_made"),)

    def opened(self) -> None:
        """Take what WeCom sends."""

        async def keep(update_id: int, heard: PlatformHeard) -> None:
            await self.intake.take([(update_id, heard)])

        assert self._door is not None
        self._door.open(keep)

    def closed(self) -> None:
        """Take nothing any more."""
        if self._door is not None:
            self._door.close()
