"""The webhook: the path of the HTTP server to which Telegram posts updates, authenticated by a secret."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.update_intake import Full
from bot.store.model.errors import StoreError

LARGEST_BODY = 1024 * 1024
_HEADER = b"x-telegram-bot-api-secret-token"
log = structlog.get_logger("noticebot.telegram")
TakeJson = Callable[[Any], Awaitable[None]]
"""Stores one update; returns when it is stored, or skipped and counted if it cannot be read."""


class Door:
    """ASGI middleware that takes updates posted to `path` with the secret and passes everything else to `app`.

    Before `open` and after `close` it answers 503, and Telegram tries again.
    """

    def __init__(self, app: ASGIApp, path: str, secret: str) -> None:
        self._app = app
        self._path = path
        self._secret = secret.encode()
        self._take: TakeJson | None = None

    def open(self, take: TakeJson) -> None:
        """Accept updates from now on."""
        self._take = take

    def close(self) -> None:
        """Accept no more updates."""
        self._take = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take an update, or pass the request to the app."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if not hmac.compare_digest(headers.get(_HEADER, b""), self._secret):
            status = 403
        elif scope["method"] != "POST":
            status = 405
        elif self._take is None:
            status = 503
        else:
            status = await self._received(receive)
        await _answer(send, status)

    async def _received(self, receive: Receive) -> int:
        """Read and store the update. Returns the HTTP status to answer with: 200 only if it is in the store or skipped.

        What cannot be read would be sent again and again, and hold up all that comes after it.
        """
        body = await _body(receive)
        if body is None:
            return 400
        try:
            assert self._take is not None
            await self._take(_read_json(body))
        except (StoreError, Full) as error:
            log.warning("telegram_updates_wait", reason=type(error).__name__)
            return 503
        return 200


def _read_json(body: bytes) -> Any:
    """What the body says; None, which is no update, if it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


async def _body(receive: Receive) -> bytes | None:
    """Read the body to its end; empty if it is too large, None if it breaks off."""
    body = bytearray()
    size = 0
    while True:
        part = await receive()
        if part["type"] == "http.disconnect":
            return None
        size += len(part.get("body", b""))
        if size > LARGEST_BODY:
            body.clear()
        else:
            body += part.get("body", b"")
        if not part.get("more_body"):
            return bytes(body)


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
