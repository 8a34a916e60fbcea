"""Limits on the size of a request's body and on the time it may take to arrive."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.problems import Problem

LARGEST_BODY = 64 * 1024
"""Bytes."""
_MOST_DROPPED = 1024 * 1024
"""Of a body that is too large, so many bytes are read and dropped: whoever is cut off while sending may not get the answer."""
BODY_SECONDS = 10.0
_WITH_BODY = frozenset(["POST", "PUT", "PATCH", "DELETE"])
_CLOSE = {"Connection": "close"}


class BodyLimit:
    """Reads the whole body before `app` sees the request; answers 413 if it is too large, 408 if it is too slow."""

    def __init__(self, app: ASGIApp, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse one request. A client that hangs up meanwhile gets no answer."""
        if scope["type"] == "http" and _has_body(scope):
            try:
                receive = await self._read(scope, receive)
            except Problem as problem:
                await problem.response()(scope, receive, send)
                return
            except ConnectionError:
                return
        await self._app(scope, receive, send)

    async def _read(self, scope: Scope, receive: Receive) -> Receive:
        """Read the whole body; the result is a `receive` function that gives it to the app in one piece."""
        length = Headers(scope=scope).get("content-length", "")
        if length.isdigit() and int(length) > _MOST_DROPPED:
            raise Problem(413, headers=_CLOSE)
        try:
            async with asyncio.timeout(self._seconds):
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


def _has_body(scope: Scope) -> bool:
    return scope["method"] in _WITH_BODY or "transfer-encoding" in Headers(scope=scope)


async def _whole_body(receive: Receive) -> bytes:
    parts, size = [], 0
    while True:
        part = await receive()
        if part["type"] == "http.disconnect":
            raise ConnectionError
        size += len(part.get("body", b""))
        if size <= LARGEST_BODY:
            parts.append(part.get("body", b""))
        ended = not part.get("more_body")
        if size > _MOST_DROPPED or (ended and size > LARGEST_BODY):
            raise Problem(413, headers=_CLOSE)
        if ended:
            return b"".join(parts)
