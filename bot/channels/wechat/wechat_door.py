"""The path of the HTTP server to which WeChat posts: signatures, seals and dates are checked before anything is read."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from urllib.parse import parse_qsl

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.update_intake import Full
from bot.channels.wechat.handover import Handover
from bot.channels.wechat.message_cipher import Forged, MessageCipher, is_signed, signature_of
from bot.channels.wechat.wechat_heard import WechatHeard, read_message
from bot.channels.wechat.wechat_xml import NoMessage, read_xml, sealed_answer, text_answer
from bot.clock import Clock, Timer
from bot.store.model.errors import StoreError
from bot.store.wechat_people import WechatPeople
from bot.wechat_settings import WECHAT_PATH, WechatSettings

_LARGEST_BODY = 256 * 1024
_BELIEVED = 300
"""Seconds by which the date of a call may differ from ours."""
_REPEATS_WITHIN = timedelta(seconds=30)
"""WeChat repeats a call that is not answered, three times in all, every five seconds."""
_SUCCESS = b"success"
_LONGEST_ECHO = 200
log = structlog.get_logger("noticebot.wechat")
Receiver = Callable[[int, WechatHeard, float], Awaitable[tuple[str, Handover | None]]]
"""Stores what was heard at a moment of the timer, and gives its answer; empty if that comes later, or never."""


class WechatDoor:
    """ASGI middleware that takes what WeChat sends and passes everything else to `app`.

    Before `open` and after `close` it answers 503, but the check of the address is answered always.
    """

    def __init__(
        self, app: ASGIApp, settings: WechatSettings, people: WechatPeople, real_clock: Clock, timer: Timer
    ) -> None:
        self._app = app
        self._settings = settings
        self._cipher = MessageCipher(settings.aes_key, settings.app_id) if settings.aes_key else None
        self._people = people
        self._real_clock = real_clock
        self._timer = timer
        self._receive: Receiver | None = None

    def open(self, receive: Receiver) -> None:
        """Take messages from now on."""
        self._receive = receive

    def close(self) -> None:
        """Take no more messages."""
        self._receive = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a message, or pass the request to the app."""
        if scope["type"] != "http" or scope["path"] != WECHAT_PATH:
            await self._app(scope, receive, send)
            return
        since = self._timer.monotonic()
        asked = dict(parse_qsl(scope["query_string"].decode("ascii", "replace"), keep_blank_values=True))
        if scope["method"] == "GET":
            await self._echo(asked, send)
        elif scope["method"] != "POST":
            await _answer(send, 405)
        else:
            await self._posted(asked, scope, receive, send, since)

    async def _echo(self, asked: dict[str, str], send: Send) -> None:
        """Answer the check of the address: the word that was sent, if it was signed with our token."""
        echo = asked.get("echostr", "")
        if not self._is_ours(asked) or len(echo) > _LONGEST_ECHO or not echo.isascii():
            await _answer(send, 403)
        else:
            await _answer(send, 200, echo.encode())

    def _is_ours(self, asked: dict[str, str]) -> bool:
        """Whether the call is dated now and signed with our token."""
        moment, nonce = asked.get("timestamp", ""), asked.get("nonce", "")
        if not (moment.isascii() and moment.isdecimal() and len(moment) < 12 and nonce):
            return False
        if abs(self._real_clock().timestamp() - int(moment)) > _BELIEVED:
            return False
        return is_signed(asked.get("signature", ""), self._settings.token, moment, nonce)

    async def _posted(
        self, asked: dict[str, str], scope: Scope, receive: Receive, send: Send, since: float
    ) -> None:
        if not self._is_ours(asked):
            log.warning("wechat_call_refused", reason="signature or date")
            await _answer(send, 403)
            return
        body = await _body(receive, dict(scope["headers"]).get(b"content-length", b""))
        if body is None:
            await _answer(send, 413)
            return
        try:
            found = read_message(self._fields(asked, body))
        except Forged:
            log.warning("wechat_call_refused", reason="seal or signature of the body")
            await _answer(send, 403)
        except NoMessage as error:
            log.warning("wechat_call_unread", reason=str(error))
            await _answer(send, 400)
        else:
            await self._heard(asked, found, send, since)

    def _fields(self, asked: dict[str, str], body: bytes) -> dict[str, str]:
        """The fields of the message. Raises Forged, NoMessage."""
        outer = read_xml(body)
        if self._settings.plain and "Encrypt" not in outer:
            return outer
        sealed = outer.get("Encrypt", "")
        if self._cipher is None or not sealed:
            raise Forged
        parts = (self._settings.token, asked["timestamp"], asked["nonce"], sealed)
        if not is_signed(asked.get("msg_signature", ""), *parts):
            raise Forged
        return read_xml(self._cipher.opened(sealed))

    async def _heard(
        self, asked: dict[str, str], found: tuple[int, WechatHeard] | None, send: Send, since: float
    ) -> None:
        if self._receive is None:
            await _answer(send, 503)
            return
        handover: Handover | None = None
        written = False
        try:
            if not await self._is_fresh(asked, found):
                log.warning("wechat_call_refused", reason="heard before")
                await _answer(send, 403)
                return
            answer = _SUCCESS
            if found is not None:
                text, handover = await self._receive(*found, since)
                answer = self._sealed(found[1], text) if text else _SUCCESS
            await _answer(send, 200, answer, b"text/plain" if answer is _SUCCESS else b"application/xml")
            written = True
        except (StoreError, Full) as error:
            log.warning("wechat_messages_wait", reason=type(error).__name__)
            await _answer(send, 503)
        finally:
            if handover is not None:
                handover.close(written)

    async def _is_fresh(self, asked: dict[str, str], found: tuple[int, WechatHeard] | None) -> bool:
        """Whether the call was not heard before, or is one that WeChat repeats because it got no answer."""
        call = f"{self._settings.app_id} {asked['timestamp']} {asked['nonce']}"
        said = f"{found[0]} {found[1].to_text()}" if found is not None else ""
        whole = _digest(f"{call} {said}")
        heard = await self._people.hear(_digest(call), whole, self._real_clock(), _REPEATS_WITHIN)
        return heard != "refused"

    def _sealed(self, heard: WechatHeard, text: str) -> bytes:
        """The answer to a message, sealed unless we hear plain ones."""
        moment = int(self._real_clock().timestamp())
        plain = text_answer(heard.person, heard.account, moment, text)
        if self._cipher is None or self._settings.plain:
            return plain
        sealed, nonce = self._cipher.sealed(plain, os.urandom(16)), str(secrets.randbelow(10**10))
        signature = signature_of(self._settings.token, str(moment), nonce, sealed)
        return sealed_answer(sealed, signature, str(moment), nonce)


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
