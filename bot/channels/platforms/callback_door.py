"""A path of the HTTP server to which a platform posts what people do: signatures, seals and dates are checked first."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from urllib.parse import parse_qsl

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.platforms.message_cipher import Forged
from bot.channels.platforms.message_xml import NoMessage
from bot.channels.platforms.platform_heard import PlatformHeard
from bot.channels.update_intake import Full
from bot.clock import Clock, Timer
from bot.store.model.errors import StoreError
from bot.store.wechat_people import PlatformPeople

_LARGEST_BODY = 256 * 1024
_BELIEVED = 300
"""Seconds by which the date of a call may differ from ours."""
_REPEATS_WITHIN = timedelta(seconds=30)
"""A call that is not answered is repeated, three times in all, every five seconds."""
log = structlog.get_logger("noticebot.platforms")
Found = tuple[int, PlatformHeard]
"""What was heard, with a number for it."""
Asked = Mapping[str, str]
"""The query of a call."""
Deliver = Callable[[bytes, bytes], Awaitable[None]]
"""Writes the answer to a call: its body and its type."""


class CallbackDoor(ABC):
    """ASGI middleware that takes what a platform sends to `path` for the account `name`, and passes everything else to `app`.

    Before it is open and after `close` it answers 503, but the check of the address is answered always.
    """

    nothing = b""
    """How the platform wants to hear that there is no answer."""

    def __init__(
        self, app: ASGIApp, path: str, name: str, people: PlatformPeople, real_clock: Clock, timer: Timer
    ) -> None:
        self._app = app
        self._path = path
        self._name = name
        self._people = people
        self.real_clock = real_clock
        self._timer = timer
        self._takes = False

    def close(self) -> None:
        """Take no more messages."""
        self._takes = False

    def opened(self) -> None:
        """Take messages from now on."""
        self._takes = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a message, or pass the request to the app."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        since = self._timer.monotonic()
        asked = dict(parse_qsl(scope["query_string"].decode("ascii", "replace"), keep_blank_values=True))
        if scope["method"] == "GET":
            echo = self.echo(asked) if self._is_now(asked) else None
            await _answer(send, 403 if echo is None else 200, echo or b"")
        elif scope["method"] != "POST":
            await _answer(send, 405)
        else:
            await self._posted(asked, scope, receive, send, since)

    # ── what each platform has of its own ──

    @abstractmethod
    def echo(self, asked: Asked) -> bytes | None:
        """The answer to the check of the address; None if it is not to be answered."""

    @abstractmethod
    def may_read(self, asked: Asked) -> bool:
        """Whether the body is worth reading."""

    @abstractmethod
    def found(self, asked: Asked, body: bytes) -> Found | None:
        """What a body says; None if there is nothing to answer. Raises Forged, NoMessage."""

    @abstractmethod
    async def hear(self, found: Found, since: float, deliver: Deliver) -> None:
        """Store what was heard at the moment `since`, and deliver the answer. Raises StoreError, Full."""

    # ── a call ──

    def _is_now(self, asked: Asked) -> bool:
        """Whether the call has a number and is dated now."""
        moment, nonce = asked.get("timestamp", ""), asked.get("nonce", "")
        if not (moment.isascii() and moment.isdecimal() and len(moment) < 12 and nonce):
            return False
        return abs(self.real_clock().timestamp() - int(moment)) <= _BELIEVED

    async def _posted(self, asked: Asked, scope: Scope, receive: Receive, send: Send, since: float) -> None:
        if not self._is_now(asked) or not self.may_read(asked):
            self._refused("signature or date")
            await _answer(send, 403)
            return
        body = await _body(receive, dict(scope["headers"]).get(b"content-length", b""))
        if body is None:
            await _answer(send, 413)
            return
        try:
            found = self.found(asked, body)
        except Forged:
            self._refused("seal or signature of the body")
            await _answer(send, 403)
        except NoMessage as error:
            log.warning("call_unread", channel=self._name.split()[0], reason=str(error))
            await _answer(send, 400)
        else:
            await self._heard(asked, found, send, since)

    async def _heard(self, asked: Asked, found: Found | None, send: Send, since: float) -> None:
        if not self._takes:
            await _answer(send, 503)
            return

        async def deliver(body: bytes, kind: bytes) -> None:
            await _answer(send, 200, body, kind)

        try:
            if not await self._is_fresh(asked, found):
                self._refused("heard before")
                await _answer(send, 403)
            elif found is None:
                await deliver(self.nothing, b"text/plain")
            else:
                await self.hear(found, since, deliver)
        except (StoreError, Full) as error:
            log.warning("messages_wait", channel=self._name.split()[0], reason=type(error).__name__)
            await _answer(send, 503)

    def _refused(self, reason: str) -> None:
        log.warning("call_refused", channel=self._name.split()[0], reason=reason)

    async def _is_fresh(self, asked: Asked, found: Found | None) -> bool:
        """Whether the call was not heard before, or is one that is repeated because it got no answer."""
        call = f"{self._name} {asked['timestamp']} {asked['nonce']}"
        said = f"{found[0]} {found[1].to_text()}" if found is not None else ""
        whole = _digest(f"{call} {said}")
        heard = await self._people.hear(_digest(call), whole, self.real_clock(), _REPEATS_WITHIN)
        return heard != "refused"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


async def _body(receive: Receive, length: bytes) -> bytes | None:
    """Read the body; None if it is too large or incomplete."""
    if length.isdigit() and int(length) > _LARGEST_BODY:
        return None
    read = bytearray()
    while True:
        part = await receive()
        if part["type"] == "http.disconnect":
            return None
        read += part.get("body", b"")
        if len(read) > _LARGEST_BODY:
            return None
        if not part.get("more_body"):
            return bytes(read)


async def _answer(send: Send, status: int, body: bytes = b"", kind: bytes = b"text/plain") -> None:
    headers = [
        (b"content-length", str(len(body)).encode()),
        (b"content-type", kind + b"; charset=utf-8"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
