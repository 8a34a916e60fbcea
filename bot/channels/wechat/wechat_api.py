"""Calls of WeChat's server, and what the account may do as far as the platform has said."""

from __future__ import annotations

import ssl
from collections.abc import Callable

from bot.channels.platforms.platform_api import Account, ErrcodeApi, Spoken, nothing
from bot.channels.wechat.wechat_errors import STALE, UNABLE, WECHAT_CODES
from bot.clock import Clock, Timer
from bot.store.wechat_people import LentTokens
from bot.wechat_settings import WechatSettings

CUSTOM, TEMPLATE, SUBSCRIBED = (
    "/cgi-bin/message/custom/send",
    "/cgi-bin/message/template/send",
    "/cgi-bin/message/subscribe/bizsend",
)
_TOKEN = "/cgi-bin/stable_token"
_SERVANTS = "/cgi-bin/customservice/getkflist"


class WechatApi(ErrcodeApi):
    """Calls for one account; see PlatformApi."""

    codes, stale = WECHAT_CODES, STALE

    def __init__(
        self,
        settings: WechatSettings,
        tokens: LentTokens,
        real_clock: Clock,
        timer: Timer,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        account = Account(f"wechat {settings.app_id}", settings.app_secret, settings.api_url)
        super().__init__(account, tokens, real_clock, timer, trusted)
        self._settings = settings
        self.may_serve = True
        """Whether the account may send customer-service messages, as far as the platform has said."""

    async def say(self, person: str, text: str, may_send: Callable[[], None] = nothing) -> Spoken:
        """Send a text as a customer-service message (客服消息)."""
        plain = {"touser": person, "msgtype": "text", "text": {"content": text}}
        return self._learned(await self.call(CUSTOM, plain, may_send))

    async def learn(self) -> Spoken:
        """Ask whether the account may send customer-service messages. Nobody is sent anything."""
        return self._learned(await self.call(_SERVANTS))

    def _learned(self, spoken: Spoken) -> Spoken:
        if spoken.code == 0 or spoken.code in UNABLE:
            self.may_serve = spoken.code == 0
        return spoken

    async def ask_token(self, another: bool) -> Spoken:
        """Ask for a token; `another`: not the one that is lent now."""
        asked = {
            "grant_type": "client_credential",
            "appid": self._settings.app_id,
            "secret": self._settings.app_secret,
            "force_refresh": another,
        }
        return await self.once(_TOKEN, asked)
