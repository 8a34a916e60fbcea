"""What every request passes before the API sees it, as plain ASGI: limits of rate and size, slow senders, cross-site posts."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.problem import Problem
from bot.channels.web.rate import Limits, client_key, retry_after
from bot.messages import message

LARGEST_BODY = 64 * 1024
BODY_SECONDS = 10.0
_WITH_BODY = frozenset(["POST", "PUT", "PATCH", "DELETE"])
_SAME_SITE = frozenset(["same-origin", "none"])
_CLOSE = {"Connection": "close"}


class Gate:
    """Lets requests through to `app`, or answers them with a problem."""

    def __init__(self, app: ASGIApp, limits: Limits, body_seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._limits = limits
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass or refuse one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            self._check_rate(scope)
            check_origin(scope)
            if scope["method"] in _WITH_BODY or _header(scope, b"transfer-encoding"):
                receive = await self._read(scope, receive)
        except Problem as problem:
            await problem.response()(scope, receive, send)
            return
        except ConnectionError:
            return  # who went away needs no answer
        await self._app(scope, receive, send)

    def _check_rate(self, scope: Scope) -> None:
        client = scope.get("client")
        if client and scope["path"] not in ("/healthz", "/metrics"):
            wait = self._limits.client.take(client_key(client[0]))
            if wait:
                raise Problem(429, headers=retry_after(wait))

    async def _read(self, scope: Scope, receive: Receive) -> Receive:
        """The whole body, read before anything is done with it: neither large nor slow ones reach the API."""
        length = _header(scope, b"content-length")
        if length.isdigit() and int(length) > LARGEST_BODY:
            raise Problem(413, headers=_CLOSE)
        try:
            async with asyncio.timeout(self._body_seconds):
                body = await _whole_body(receive)
        except TimeoutError:
            raise Problem(408, headers=_CLOSE) from None
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        return again


async def _whole_body(receive: Receive) -> bytes:
    parts, size = [], 0
    while True:
        part = await receive()
        if part["type"] == "http.disconnect":
            raise ConnectionError
        parts.append(part.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_BODY:
            raise Problem(413, headers=_CLOSE)
        if not part.get("more_body"):
            return b"".join(parts)


def check_origin(scope: Scope) -> None:
    """Refuse what another site has a browser send: Problem 403, or 415 for what a form could send.

    Programs send neither Origin nor Sec-Fetch-Site, and a cookie that they hold is their own.
    """
    if scope["method"] != "POST":
        return  # nothing else changes anything
    kind = _header(scope, b"content-type").partition(b";")[0].strip().lower()
    if kind != b"application/json":
        raise Problem(415)
    site = _header(scope, b"sec-fetch-site").decode("latin-1").lower()
    origin = _header(scope, b"origin").decode("latin-1").lower()
    host = _header(scope, b"host").decode("latin-1").lower()
    foreign = origin and origin.partition("://")[2] != host
    if (site and site not in _SAME_SITE) or foreign:
        raise Problem(403, message("problem_cross_site"))


def _header(scope: Scope, name: bytes) -> bytes:
    for known, value in scope["headers"]:
        if known == name:
            return bytes(value)
    return b""
