"""The connection to the Bot API: a python-telegram-bot (PTB) bot, and what its errors mean for a call."""

from __future__ import annotations

import asyncio
import os
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "true")  # at each 429 PTB warns of a change in a later version

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest, RequestData

from bot.channels.telegram.heard import WANTED
from bot.channels.telegram.refusals import GatewayPage, told
from bot.channels.telegram.short_calls import ShortCalls, can_be_short
from bot.delivery.sender import Attempt, from_gateway
from bot.settings import TELEGRAM_API, Settings

POLL_SECONDS = 30
_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 30.0
"""A generous timeout, since Telegram is slow at times: after a timeout it is unknown whether the message arrived."""
_CONNECTIONS = 32
"""How many calls are made at once: more than Telegram permits in a second. At each call httpcore looks at every connection for
every call that waits for one, and asks the system about each; so they are few, and calls wait before they come to it."""
_NOT_TAKEN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_GATEWAY_TIMEOUT = re.compile(r"time-?d? ?-?out|504", re.IGNORECASE)
_NOBODY_THERE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "not enough rights to send",
    "have no rights to send",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_closed",
)
"""Words of Telegram for a chat in which the bot cannot write: nobody is there, or it is muted or closed."""
_NOT_TELEGRAM = "no list of updates: answered by something else than Telegram"
_asked: ContextVar[Callable[[], None] | None] = ContextVar("asked_before_body", default=None)


class BadProxy(Exception):  # noqa: N818 - said to whoever started the server
    """BOT_TELEGRAM_PROXY is invalid; the text says why."""


class Wire(HTTPXRequest):
    """PTB's HTTP client, but an answer that is none of Telegram's is told as such, whatever status it has.

    At most `at_once` requests are made at the same time; the others wait for `seconds` at most. `short` makes those without
    a file (None: httpx does).
    """

    def __init__(self, at_once: int, seconds: float, short: ShortCalls | None = None, **given: Any) -> None:
        super().__init__(connection_pool_size=at_once, pool_timeout=seconds, **given)
        self._short = short
        self._seconds = seconds
        self._places = asyncio.Semaphore(at_once)

    @property
    def is_full(self) -> bool:
        """Whether a request would have to wait for others."""
        return self._places.locked()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **more: Any
    ) -> tuple[int, bytes]:
        """Make a request. Raises GatewayPage if what came back is no answer of the Bot API, TimedOut if none can be made."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._places.acquire()
        except TimeoutError:
            raise TimedOut from httpx.PoolTimeout("no connection is free")
        try:
            if self._short is None or request_data is None or request_data.contains_files:
                status, payload = await super().do_request(url, method, request_data, *args, **more)
            else:
                status, payload = await self._shortly(self._short, url, request_data)
        finally:
            self._places.release()
        if payload.lstrip()[:1] != b"{" or b'"ok"' not in payload:
            raise GatewayPage(status)
        return status, payload

    async def _shortly(self, short: ShortCalls, url: str, data: RequestData) -> tuple[int, bytes]:
        """Make a request without httpx. Raises what PTB makes of the errors of httpx."""
        try:
            return await short.post(url, data.json_parameters, self._seconds, _asked.get())
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise NetworkError(type(error).__name__) from error

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._short is not None:
            self._short.close()
        await super().shutdown()


class FetchingBot(Bot):
    """A bot that gets its updates as plain data: PTB reads all of an answer or nothing, and logs what it cannot read.

    It sends messages as plain data too: to read what Telegram says of each, of which nothing is used, costs more than the call.
    """

    async def tell(self, method: str, **given: Any) -> None:
        """Call `method` with what is `given` and is not None. Raises TelegramError."""
        await self._post(method, given)

    async def fetch(self, offset: int | None) -> list[Any]:
        """Get the updates from `offset` on, waiting up to POLL_SECONDS for one. Raises TelegramError."""
        given = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": WANTED}
        try:
            updates = await self._post("getUpdates", given, read_timeout=POLL_SECONDS + 15.0)
        except (KeyError, TypeError):  # JSON without a result
            updates = None
        if isinstance(updates, list):
            return updates
        raise TelegramError(_NOT_TELEGRAM)

    @property
    def is_busy(self) -> bool:
        """Whether a call would have to wait for others."""
        return isinstance(self.request, Wire) and self.request.is_full


def make_bot(settings: Settings, trusted: ssl.SSLContext | None = None) -> FetchingBot:
    """Create a bot that calls the API of `settings`, without a request yet. Raises BadProxy if the proxy is invalid.

    `trusted` holds the authorities whose certificates are accepted (default: the usual ones).
    """
    proxy = settings.telegram_proxy or None
    verify = trusted or httpx.create_ssl_context(trust_env=False)
    root = (settings.telegram_api_url or TELEGRAM_API).rstrip("/")
    is_short = proxy is None and can_be_short(root)
    try:
        calls = Wire(
            _CONNECTIONS,
            _ANSWER_SECONDS,
            ShortCalls(verify, Wire.USER_AGENT, _CONNECT_SECONDS) if is_short else None,
            read_timeout=_ANSWER_SECONDS,
            write_timeout=_ANSWER_SECONDS,
            connect_timeout=_CONNECT_SECONDS,
            media_write_timeout=_ANSWER_SECONDS,
            proxy=proxy,
            httpx_kwargs={
                "verify": verify,
                "event_hooks": {"request": [_ask_before_body]},
                "limits": httpx.Limits(
                    max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS, keepalive_expiry=60
                ),
            },
        )
        polls = Wire(
            1,
            POLL_SECONDS + 15.0,
            read_timeout=POLL_SECONDS + 15.0,
            connect_timeout=_CONNECT_SECONDS,
            proxy=proxy,
            httpx_kwargs={"verify": verify},
        )
    except (ValueError, RuntimeError) as error:
        raise BadProxy(str(error)) from error
    return FetchingBot(settings.telegram_token, f"{root}/bot", f"{root}/file/bot", calls, polls)


@contextmanager
def asking_before_body(may_send: Callable[[], None]) -> Iterator[None]:
    """Have `may_send` called immediately before the body of each call that is made in the block.

    PTB makes a NetworkError of what it raises; nothing of the body is sent then.
    """
    token = _asked.set(may_send)
    try:
        yield
    finally:
        _asked.reset(token)


async def _ask_before_body(request: httpx.Request) -> None:
    may_send = _asked.get()
    if may_send is None:
        return

    async def trace(name: str, _: object) -> None:
        if name.endswith("send_request_body.started"):
            may_send()

    request.extensions["trace"] = trace


def attempt_of(error: TelegramError) -> Attempt:
    """The outcome of a call that raised `error`; its reason holds nothing of Telegram's words."""
    reason = told(error)
    if isinstance(error, RetryAfter):
        return Attempt("wait", reason, seconds_of(error))
    if isinstance(error, Forbidden | ChatMigrated):
        return Attempt("gone", reason)
    if isinstance(error, BadRequest):
        nobody = any(words in error.message.lower() for words in _NOBODY_THERE)
        return Attempt("gone" if nobody else "failed", reason)
    if isinstance(error, InvalidToken) or (isinstance(error, GatewayPage) and not error.was_passed_on):
        return Attempt("held", reason)
    if isinstance(error, NetworkError):
        if _was_not_taken(error):
            return Attempt("retry", reason)
        if isinstance(error, TimedOut) or error.__cause__ is not None:
            return Attempt("uncertain", reason)
        return from_gateway(error.status if isinstance(error, GatewayPage) else 504, reason)
    return Attempt("uncertain", reason)


def seconds_of(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait."""
    found = error.retry_after
    return float(found if isinstance(found, int) else found.total_seconds())


def _was_not_taken(error: NetworkError) -> bool:
    """Whether Telegram certainly did not carry out the call: it was not reached, or it says so."""
    if isinstance(error, GatewayPage):
        return False
    cause = error.__cause__
    if isinstance(cause, _NOT_TAKEN):
        return True
    if isinstance(error, TimedOut) or cause is not None:
        return False
    return _GATEWAY_TIMEOUT.search(error.message) is None
