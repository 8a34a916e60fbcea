"""Calls of WeCom's server for one application."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from urllib.parse import urlencode

from bot.channels.platforms.platform_api import Account, ErrcodeApi, Plain, Spoken, nothing
from bot.channels.wecom.wecom_errors import NO_MENU, NO_SUCH_MEMBER, STALE_TOKEN, WECOM_CODES, wecom_meaning
from bot.clock import Clock, Timer
from bot.store.wechat_people import LentTokens
from bot.wecom_settings import WecomSettings

SEND = "/cgi-bin/message/send"
_LEND, _MEMBER, _AGENT = "/cgi-bin/gettoken", "/cgi-bin/user/get", "/cgi-bin/agent/get"


class WecomApi(ErrcodeApi):
    """Calls for one application; see PlatformApi."""

    codes, stale = WECOM_CODES, STALE_TOKEN

    def __init__(
        self,
        settings: WecomSettings,
        tokens: LentTokens,
        real_clock: Clock,
        timer: Timer,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        name = f"wecom {settings.corp_id[:60]} {settings.agent_id}"
        super().__init__(Account(name, settings.secret, settings.api_url), tokens, real_clock, timer, trusted)
        self._settings = settings
        self.read_menu = f"/cgi-bin/menu/get?agentid={settings.agent_id}"
        self.make_menu = f"/cgi-bin/menu/create?agentid={settings.agent_id}"

    async def say(self, person: str, plain: Plain, may_send: Callable[[], None] = nothing) -> Spoken:
        """Send a message to a member: `plain` holds its kind and content.

        https://developer.work.weixin.qq.com/document/path/90236: where there was no one else, one who may not get it is an
        error (81013); they are named in an answer without one too.
        """
        whole = {"touser": person, "agentid": self._settings.agent_id, **plain}
        spoken = await self.call(SEND, whole, may_send)
        named = spoken.answer.get("invaliduser") if spoken.code == 0 else ""
        if isinstance(named, str) and person.lower() in named.lower().split("|"):
            return Spoken(wecom_meaning(81013), 81013, spoken.answer)
        return spoken

    async def is_gone(self, person: str) -> bool:
        """Whether the unit certainly has no such member: https://developer.work.weixin.qq.com/document/path/90196"""
        asked = await self.call(f"{_MEMBER}?{urlencode({'userid': person})}")
        return asked.code == NO_SUCH_MEMBER

    async def learn(self) -> Spoken:
        """Ask what the application is: https://developer.work.weixin.qq.com/document/path/90227. Nobody is sent anything."""
        return await self.call(f"{_AGENT}?agentid={self._settings.agent_id}")

    async def ask_token(self, another: bool) -> Spoken:
        """Ask for a token: https://developer.work.weixin.qq.com/document/path/91039. Another one cannot be asked for."""
        asked = urlencode({"corpid": self._settings.corp_id, "corpsecret": self._settings.secret})
        return await self.once(f"{_LEND}?{asked}")


def has_menu(found: Spoken) -> bool | None:
    """Whether the application has a menu; None if that was not said."""
    if found.code == NO_MENU:
        return False
    return bool(found.answer.get("button")) if found.code == 0 else None
