"""Calls of WeCom's server for one application."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from urllib.parse import urlencode

import httpx

from bot.channels.platforms.platform_api import (
    Account,
    Plain,
    PlatformApi,
    Spoken,
    lent_in,
    nothing,
    spoken_in,
)
from bot.channels.wecom.wecom_errors import NO_MENU, NO_SUCH_MEMBER, STALE_TOKEN, wecom_meaning
from bot.clock import Clock, Timer
from bot.store.wechat_people import LentTokens
from bot.wecom_settings import WecomSettings

SEND = "/cgi-bin/message/send"
_LEND, _MEMBER, _AGENT = "/cgi-bin/gettoken", "/cgi-bin/user/get", "/cgi-bin/agent/get"


class WecomApi(PlatformApi):
    """Calls for one application; see PlatformApi."""

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

    def token_in(self, answer: Plain) -> tuple[str, float]:
        """The token in an answer, and its seconds."""
        return lent_in(answer)

    def with_token(self, path: str, token: str) -> tuple[str, dict[str, str]]:
        """Where a call with a token goes."""
        return f"{path}{'&' if '?' in path else '?'}access_token={token}", {}

    def is_stale(self, spoken: Spoken) -> bool:
        """Whether a call was refused because of its token."""
        return spoken.code in STALE_TOKEN

    def read(self, answer: httpx.Response) -> Spoken:
        """What an answer means."""
        return spoken_in(answer, wecom_meaning)


def has_menu(found: Spoken) -> bool | None:
    """Whether the application has a menu; None if that was not said."""
    if found.code == NO_MENU:
        return False
    return bool(found.answer.get("button")) if found.code == 0 else None
