"""Calls of WeChat's server: with the shared token, renewed once if it is refused, and what the answer means."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.channels.wechat.shared_token import NoToken, SharedToken
from bot.channels.wechat.wechat_errors import STALE, UNABLE, meaning_of
from bot.clock import Clock, Timer
from bot.delivery.sender import Attempt, AttemptOutcome
from bot.store.model.errors import StoreError
from bot.store.wechat_people import LentTokens
from bot.wechat_settings import WechatSettings
from bot.wire_faults import why

_CONNECT_SECONDS, _ANSWER_SECONDS = 5.0, 10.0
_NOT_TAKEN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
CUSTOM, TEMPLATE, SUBSCRIBED = (
    "/cgi-bin/message/custom/send",
    "/cgi-bin/message/template/send",
    "/cgi-bin/message/subscribe/bizsend",
)
_TOKEN = "/cgi-bin/stable_token"
_SERVANTS = "/cgi-bin/customservice/getkflist"
Plain = Mapping[str, Any]


def _nothing() -> None:
    """To be called before the first byte of a call that nobody needs to know of."""


@dataclass(frozen=True)
class Spoken:
    """What came of a call: its outcome, the code (None: there was no answer), and the answer."""

    attempt: Attempt
    code: int | None = None
    answer: Plain = field(default_factory=dict)


class WechatApi:
    """Calls for one account. `async with` is not needed; `close` ends it. `trusted`: see PushSender."""

    def __init__(
        self,
        settings: WechatSettings,
        tokens: LentTokens,
        real_clock: Clock,
        timer: Timer,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        self.may_serve = True
        """Whether the account may send customer-service messages, as far as the platform has said."""
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(_ANSWER_SECONDS, connect=_CONNECT_SECONDS, pool=_CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=32, keepalive_expiry=4),
            follow_redirects=False,
            trust_env=False,
            verify=True if trusted is None else trusted,
        )
        self._shared = SharedToken(
            tokens, f"wechat {settings.app_id}", settings.app_secret, self._fetch, real_clock, timer
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def say(self, person: str, text: str, may_send: Callable[[], None] = _nothing) -> Spoken:
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

    async def call(
        self, path: str, plain: Plain | None = None, may_send: Callable[[], None] = _nothing
    ) -> Spoken:
        """Make a call: POST of `plain`, or GET without. `may_send` is called immediately before its body is sent."""
        stale = ""
        while True:
            try:
                token = await self._shared.token(stale)
            except NoToken as error:
                return Spoken(error.attempt, error.code or None)
            except StoreError as error:
                return Spoken(Attempt("retry", f"database {error.code}"))
            spoken = await self._once(f"{path}?access_token={token}", plain, may_send)
            if spoken.code not in STALE or stale:
                return spoken
            stale = token

    async def _fetch(self, another: bool) -> tuple[str, float]:
        """A token and its seconds. Raises NoToken."""
        asked = {
            "grant_type": "client_credential",
            "appid": self._settings.app_id,
            "secret": self._settings.app_secret,
            "force_refresh": another,
        }
        spoken = await self._once(_TOKEN, asked, _nothing)
        token, seconds = spoken.answer.get("access_token"), spoken.answer.get("expires_in")
        if spoken.code == 0 and isinstance(token, str) and token and isinstance(seconds, int | float):
            return token, float(seconds)
        if spoken.code is None or spoken.code == -1 or spoken.attempt.outcome in ("sent", "uncertain"):
            # Nothing of a message was sent yet, whatever became of this call.
            raise NoToken(
                Attempt("retry", f"no token: {spoken.attempt.reason or 'no answer'}"), spoken.code or 0
            )
        outcome: AttemptOutcome = "wait" if spoken.attempt.outcome == "wait" else "held"
        reason = f"no token: {spoken.attempt.reason}"
        raise NoToken(Attempt(outcome, reason, spoken.attempt.seconds), spoken.code or 0)

    async def _once(self, path: str, plain: Plain | None, may_send: Callable[[], None]) -> Spoken:
        # Written as it is: signs as \\uxxxx are refused (40033).
        body = None if plain is None else json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")

        async def trace(name: str, _: object) -> None:
            if name.endswith("send_request_body.started"):
                may_send()

        try:
            answer = await self._client.request(
                "GET" if body is None else "POST",
                f"{self._settings.api_url}{path}",
                content=body,
                headers={} if body is None else {"Content-Type": "application/json; charset=utf-8"},
                extensions={"trace": trace},
            )
        except _NOT_TAKEN as error:
            return Spoken(Attempt("retry", why(error)))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Spoken(Attempt("uncertain", why(error)))
        return _spoken(answer)


def _spoken(answer: httpx.Response) -> Spoken:
    """What an answer means. An answer that is not WeChat's comes from something on the way."""
    if answer.status_code == 429:
        return Spoken(Attempt("wait", "HTTP 429", 60.0))
    if answer.status_code >= 500:
        return Spoken(Attempt("uncertain", f"HTTP {answer.status_code}"))
    if answer.status_code != 200:
        return Spoken(Attempt("held", f"HTTP {answer.status_code}"))
    try:
        plain = answer.json()
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict):
        return Spoken(Attempt("uncertain", "no answer of WeChat's"))
    code = plain.get("errcode", 0)
    if not isinstance(code, int):
        return Spoken(Attempt("uncertain", "no answer of WeChat's"))
    return Spoken(meaning_of(code), code, plain)
