"""DingTalk as a part of the server."""

from __future__ import annotations

from collections.abc import Coroutine

from bot.channels.dingtalk.dingtalk_api import DingtalkApi
from bot.channels.dingtalk.dingtalk_sender import DINGTALK, DINGTALK_LIMITS, DingtalkSender, texts_for
from bot.channels.dingtalk.dingtalk_stream import DingtalkStream
from bot.channels.platforms.platform_api import Plain
from bot.channels.platforms.platform_heard import PlatformHeard
from bot.channels.platforms.platform_post import PlatformPost, PlatformSurroundings
from bot.delivery.courier import Route
from bot.delivery.limiter import Limiter
from bot.delivery.sender import Attempt
from bot.dingtalk_settings import DingtalkSettings


class DingtalkPost(PlatformPost):
    """One application as `noticebot serve` runs it."""

    def __init__(self, settings: DingtalkSettings, around: PlatformSurroundings) -> None:
        api = DingtalkApi(settings, around.store.lent_tokens, around.real_clock, around.timer, around.trusted)

        async def say(person: str, plain: Plain) -> Attempt:
            return (await api.say(person, plain)).attempt

        async def keep(update_id: int, heard: PlatformHeard) -> None:
            await self.intake.take([(update_id, heard)])

        limiter = Limiter(DINGTALK_LIMITS, around.timer)
        desk = around.member_desk(DINGTALK, True, texts_for, say, limiter)
        route = Route(DingtalkSender(api), limiter)
        super().__init__(DINGTALK, f"{DINGTALK}:{settings.client_id}", around, api, route, desk)
        secure = settings.api_url.startswith("https:")
        self.stream = DingtalkStream(
            api, settings.robot_code, keep, around.real_clock, around.timer, around.trusted, secure
        )

    def works(self) -> tuple[Coroutine[None, None, None], ...]:
        """The connection over which people are heard."""
        return (self.stream.run(),)

    async def drained(self) -> None:
        """End what could not be stored."""
        await self.stream.finish()

    def state(self) -> str:
        """How the connection is, for the health check."""
        return "ok" if self.stream.connected else "unreachable"
