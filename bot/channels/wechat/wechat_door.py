"""The path of the HTTP server to which WeChat posts: its two signatures, its seal, and answers within the call."""

from __future__ import annotations

import os
import secrets
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp

from bot.channels.platforms.callback_door import Asked, CallbackDoor, Deliver, Found
from bot.channels.platforms.message_cipher import Forged, MessageCipher, is_signed, signature_of
from bot.channels.platforms.message_xml import read_xml, sealed_answer, text_answer
from bot.channels.platforms.platform_heard import PlatformHeard
from bot.channels.wechat.handover import Handover
from bot.channels.wechat.wechat_heard import read_message
from bot.clock import Clock, Timer
from bot.store.wechat_people import PlatformPeople
from bot.wechat_settings import WECHAT_PATH, WechatSettings

_LONGEST_ECHO = 200
Receiver = Callable[[int, PlatformHeard, float], Awaitable[tuple[str, Handover | None]]]
"""Stores what was heard at a moment of the timer, and gives its answer; empty if that comes later, or never."""


class WechatDoor(CallbackDoor):
    """Takes what WeChat sends; see CallbackDoor."""

    nothing = b"success"

    def __init__(
        self, app: ASGIApp, settings: WechatSettings, people: PlatformPeople, real_clock: Clock, timer: Timer
    ) -> None:
        super().__init__(app, WECHAT_PATH, f"wechat {settings.app_id}", people, real_clock, timer)
        self._settings = settings
        self._cipher = MessageCipher(settings.aes_key, settings.app_id) if settings.aes_key else None
        self._receive: Receiver | None = None

    def open(self, receive: Receiver) -> None:
        """Take messages from now on."""
        self._receive = receive
        self.opened()

    def echo(self, asked: Asked) -> bytes | None:
        """The word that was sent, if it was signed with our token."""
        echo = asked.get("echostr", "")
        if not self.may_read(asked) or len(echo) > _LONGEST_ECHO or not echo.isascii():
            return None
        return echo.encode()

    def may_read(self, asked: Asked) -> bool:
        """Whether the call is signed with our token."""
        signature, moment, nonce = (asked.get(name, "") for name in ("signature", "timestamp", "nonce"))
        return is_signed(signature, self._settings.token, moment, nonce)

    def found(self, asked: Asked, body: bytes) -> Found | None:
        """What a body says; None if there is nothing to answer. Raises Forged, NoMessage."""
        return read_message(self._fields(asked, body))

    def _fields(self, asked: Asked, body: bytes) -> dict[str, str]:
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

    async def hear(self, found: Found, since: float, deliver: Deliver) -> None:
        """Store what was heard, and deliver its answer, or `success` if that comes later. Raises StoreError, Full."""
        assert self._receive is not None
        handover: Handover | None = None
        written = False
        try:
            text, handover = await self._receive(*found, since)
            if text:
                await deliver(self._sealed(found[1], text), b"application/xml")
            else:
                await deliver(self.nothing, b"text/plain")
            written = True
        finally:
            if handover is not None:
                handover.close(written)

    def _sealed(self, heard: PlatformHeard, text: str) -> bytes:
        """The answer to a message, sealed unless we hear plain ones."""
        moment = int(self.real_clock().timestamp())
        plain = text_answer(heard.person, heard.account, moment, text)
        if self._cipher is None or self._settings.plain:
            return plain
        sealed, nonce = self._cipher.sealed(plain, os.urandom(16)), str(secrets.randbelow(10**10))
        signature = signature_of(self._settings.token, str(moment), nonce, sealed)
        return sealed_answer(sealed, signature, str(moment), nonce)
