"""Calls of DingTalk's server for one application."""

from __future__ import annotations

import ssl
from collections.abc import Callable

import httpx

from bot.channels.dingtalk.dingtalk_errors import dingtalk_meaning, is_stale_token
from bot.channels.platforms.platform_api import (
    BUSY_SECONDS,
    Account,
    Plain,
    PlatformApi,
    Spoken,
    lent_in,
    nothing,
    plain_of,
)
from bot.clock import Clock, Timer
from bot.delivery.sender import Attempt, from_gateway
from bot.dingtalk_settings import DingtalkSettings
from bot.store.wechat_people import LentTokens

SEND = "/v1.0/robot/oToMessages/batchSend"
ROBOT_TOPIC = "/v1.0/im/bot/messages/get"
_LEND, _OPEN = "/v1.0/oauth2/accessToken", "/v1.0/gateway/connections/open"
_AGENT = "noticebot/1"


class DingtalkApi(PlatformApi):
    """Calls for one application; see PlatformApi. The code of an answer is its HTTP status, 0 if all is well."""

    def __init__(
        self,
        settings: DingtalkSettings,
        tokens: LentTokens,
        real_clock: Clock,
        timer: Timer,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        account = Account(f"dingtalk {settings.client_id}", settings.client_secret, settings.api_url)
        super().__init__(account, tokens, real_clock, timer, trusted)
        self._settings = settings

    async def say(self, person: str, plain: Plain, may_send: Callable[[], None] = nothing) -> Spoken:
        """Send a message of the robot to one member: `plain` holds its kind (`msgKey`) and content (`msgParam`).

        https://open.dingtalk.com/document/orgapp/chatbots-send-one-on-one-chat-messages-in-batches: who did not get it is named
        in an answer that says nothing else of it.
        """
        whole = {"robotCode": self._settings.robot_code, "userIds": [person], **plain}
        spoken = await self.call(SEND, whole, may_send)
        if spoken.attempt.outcome != "sent":
            return spoken
        if person in _listed(spoken.answer, "flowControlledStaffIdList"):
            return Spoken(Attempt("wait", "flow control", BUSY_SECONDS), 429, spoken.answer)
        if person in _listed(spoken.answer, "invalidStaffIdList"):
            # It does not say whether they left the unit or may not see the application: the latter may pass.
            return Spoken(Attempt("retry", "invalid staff id"), 400, spoken.answer)
        if person in _listed(spoken.answer, "filteredStaffIdList"):
            return Spoken(Attempt("refused", "filtered"), 400, spoken.answer)
        return spoken

    async def connection(self) -> Spoken:
        """Ask for a place to connect to and a ticket for one connection within 90 seconds.

        https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol
        """
        asked = {
            "clientId": self._settings.client_id,
            "clientSecret": self._settings.client_secret,
            "subscriptions": [{"type": "CALLBACK", "topic": ROBOT_TOPIC}],
            "ua": _AGENT,
        }
        return await self.once(_OPEN, asked, headers={"Accept": "application/json"})

    async def ask_token(self, another: bool) -> Spoken:
        """Ask for a token: https://open.dingtalk.com/document/orgapp/obtain-the-access_token-of-an-internal-app"""
        asked = {"appKey": self._settings.client_id, "appSecret": self._settings.client_secret}
        return await self.once(_LEND, asked)

    def token_in(self, answer: Plain) -> tuple[str, float]:
        """The token in an answer, and its seconds."""
        return lent_in(answer, "accessToken", "expireIn")

    def with_token(self, path: str, token: str) -> tuple[str, dict[str, str]]:
        """Where a call with a token goes, and its header."""
        return path, {"x-acs-dingtalk-access-token": token}

    def is_stale(self, spoken: Spoken) -> bool:
        """Whether a call was refused because of its token."""
        return spoken.code is not None and is_stale_token(spoken.code, code_in(spoken.answer))

    def read(self, answer: httpx.Response) -> Spoken:
        """What an answer means. One that is no JSON comes from something on the way."""
        plain, status = plain_of(answer), answer.status_code
        if plain is None:
            if 200 <= status < 300:
                return Spoken(from_gateway(status, "no answer of the platform's"))
            attempt = dingtalk_meaning(status, "")
            return Spoken(from_gateway(status, attempt.reason) if attempt.outcome == "uncertain" else attempt)
        attempt = dingtalk_meaning(status, code_in(plain))
        return Spoken(attempt, 0 if attempt.outcome == "sent" else status, plain)


def code_in(answer: Plain) -> str:
    """The code of an answer; empty if it has none."""
    code = answer.get("code")
    return code if isinstance(code, str) else ""


def _listed(answer: Plain, name: str) -> list[object]:
    found = answer.get(name)
    return found if isinstance(found, list) else []
