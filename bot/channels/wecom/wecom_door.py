"""The path of the HTTP server to which WeCom posts: signed over the seal, which is always there.

https://developer.work.weixin.qq.com/document/path/90238 (calls),
https://developer.work.weixin.qq.com/document/path/90968 (the seal).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp

from bot.channels.platforms.callback_door import Asked, CallbackDoor, Deliver, Found
from bot.channels.platforms.message_cipher import Forged, MessageCipher, is_signed
from bot.channels.platforms.message_xml import read_xml
from bot.channels.platforms.platform_heard import PlatformHeard
from bot.channels.wecom.wecom_heard import read_member_message
from bot.clock import Clock, Timer
from bot.store.wechat_people import PlatformPeople
from bot.wecom_settings import WECOM_PATH, WecomSettings

_LONGEST_ECHO = 4096
Keep = Callable[[int, PlatformHeard], Awaitable[None]]
"""Stores what was heard."""


class WecomDoor(CallbackDoor):
    """Takes what WeCom sends; see CallbackDoor. Each call is answered with nothing once it is stored: what is said follows."""

    def __init__(
        self, app: ASGIApp, settings: WecomSettings, people: PlatformPeople, real_clock: Clock, timer: Timer
    ) -> None:
        name = f"wecom {settings.corp_id} {settings.agent_id}"
        super().__init__(app, WECOM_PATH, name, people, real_clock, timer)
        self._settings = settings
        self._cipher = MessageCipher(settings.aes_key, settings.corp_id)
        self._keep: Keep | None = None

    def open(self, keep: Keep) -> None:
        """Take messages from now on."""
        self._keep = keep
        self.opened()

    def echo(self, asked: Asked) -> bytes | None:
        """The word in the seal that was sent, if it was signed with our token."""
        sealed = asked.get("echostr", "")
        if len(sealed) > _LONGEST_ECHO or not self._is_ours(asked, sealed):
            return None
        try:
            return self._cipher.opened(sealed)
        except Forged:
            return None

    def may_read(self, asked: Asked) -> bool:
        """Whether the call has a signature: it is one of the body."""
        return bool(asked.get("msg_signature"))

    def found(self, asked: Asked, body: bytes) -> Found | None:
        """What a body says; None if there is nothing to answer. Raises Forged, NoMessage."""
        sealed = read_xml(body).get("Encrypt", "")
        if not sealed or not self._is_ours(asked, sealed):
            raise Forged
        fields = read_xml(self._cipher.opened(sealed))
        return read_member_message(fields, self._settings.corp_id, self._settings.agent_id)

    def _is_ours(self, asked: Asked, sealed: str) -> bool:
        signature, moment, nonce = (asked.get(name, "") for name in ("msg_signature", "timestamp", "nonce"))
        return is_signed(signature, self._settings.token, moment, nonce, sealed)

    async def hear(self, found: Found, since: float, deliver: Deliver) -> None:
        """Store what was heard, and answer nothing. Raises StoreError, Full."""
        assert self._keep is not None
        await self._keep(*found)
        await deliver(self.nothing, b"text/plain")
