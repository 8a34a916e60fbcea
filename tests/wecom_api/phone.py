"""The other half of WeCom: what members do becomes calls of our server.

https://developer.work.weixin.qq.com/document/path/90238: an answer within five seconds with status 200, else the call is
repeated, three times in all; an answer without a body means that nothing is said.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import httpx

from tests.platforms.seal import seal, sign
from tests.wecom_api.world import WecomWorld

_TRIES = 3


class WecomPhones:
    """Members whose messages reach our server at `url`. `seconds` is how long an answer is awaited, `longest` what is said."""

    def __init__(self, world: WecomWorld, url: str, seconds: float = 5.0, longest: float = 60.0) -> None:
        self.world = world
        self.url = url
        self.seconds = seconds
        self.longest = longest
        self.idle: Callable[[], bool] = lambda: True
        """Whether all that was said is answered, where a test can tell."""
        self._number = 7_000_000_000_000_000_000
        self._client = httpx.AsyncClient(timeout=None, trust_env=False)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    # ── what members do ──

    async def say(self, person: str, text: str, answers: int = 1) -> str:
        """`person` writes. Returns what was shown since, once it is so many messages."""
        await self.writes(person, text)
        return await self.shown(person, answers)

    async def writes(self, person: str, text: str) -> None:
        """`person` writes."""
        self._mark(person)
        await self.does(person, MsgType="text", Content=text, MsgId=self.number())

    async def menu(self, person: str, key: str) -> str:
        """Tap a button of the menu. Returns what was shown since."""
        self._mark(person)
        await self.does(person, MsgType="event", Event="click", EventKey=key)
        return await self.shown(person)

    async def joins(self, person: str) -> str:
        """Come into the application's range: https://developer.work.weixin.qq.com/document/path/90240. Returns what was shown."""
        member = self.world.people[person]
        member.exists = member.in_range = True
        self._mark(person)
        await self.does(person, MsgType="event", Event="subscribe")
        return await self.shown(person)

    async def leaves(self, person: str) -> None:
        """Leave the application's range, or the unit."""
        self.world.people[person].in_range = False
        await self.does(person, MsgType="event", Event="unsubscribe")

    def _mark(self, person: str) -> None:
        self._before = len(self.world.people[person].shown)

    async def shown(self, person: str, answers: int = 1) -> str:
        """What was shown since they did something last, once it is so many messages."""
        shown = self.world.people[person].shown
        async with asyncio.timeout(self.longest):
            while len(shown) < self._before + answers or not self.idle():
                await asyncio.sleep(0.01)
        return "\n".join(text for _, text in shown[self._before :])

    def number(self) -> str:
        """The next number of a message, of 64 bits."""
        self._number += 1
        return str(self._number)

    async def does(self, person: str, **fields: str) -> None:
        """Have a call made, and repeated as WeCom does."""
        body = self.body(person, **fields)
        for _ in range(_TRIES):
            try:
                async with asyncio.timeout(self.seconds):
                    answer = await self.post(body)
            except (TimeoutError, httpx.HTTPError):
                continue
            if answer.status_code == 200:
                if answer.content:
                    self.world.wrong.append(f"an answer that is not sealed: {answer.text[:200]}")
                return

    # ── the call ──

    def body(self, person: str, **fields: str) -> bytes:
        """A message as XML: https://developer.work.weixin.qq.com/document/path/90239"""
        root = ElementTree.Element("xml")
        whole = {
            "ToUserName": self.world.corp_id,
            "FromUserName": person,
            "CreateTime": str(int(self.world.clock().timestamp())),
            "AgentID": str(self.world.agent_id),
            **fields,
        }
        for name, value in whole.items():
            ElementTree.SubElement(root, name).text = value
        written: bytes = ElementTree.tostring(root, encoding="utf-8")
        return written

    def query(self, moment: int | None = None) -> dict[str, str]:
        """Date and number of a call."""
        stamp = str(int(self.world.clock().timestamp()) if moment is None else moment)
        return {"timestamp": stamp, "nonce": str(secrets.randbelow(10**10))}

    def sealed(self, body: bytes, query: dict[str, str], receiver: str = "") -> tuple[dict[str, str], bytes]:
        """The call: signed over the seal, https://developer.work.weixin.qq.com/document/path/90968"""
        secret = seal(body, self.world.aes_key, receiver or self.world.receiver)
        root = ElementTree.Element("xml")
        ElementTree.SubElement(root, "ToUserName").text = self.world.corp_id
        ElementTree.SubElement(root, "AgentID").text = str(self.world.agent_id)
        ElementTree.SubElement(root, "Encrypt").text = secret
        signature = sign(self.world.token, query["timestamp"], query["nonce"], secret)
        return {**query, "msg_signature": signature}, ElementTree.tostring(root)

    async def post(self, body: bytes) -> httpx.Response:
        """Make the call once, signed and dated now."""
        return await self.raw(*self.sealed(body, self.query()))

    async def raw(self, query: dict[str, str], body: bytes, **more: Any) -> httpx.Response:
        """Make a call as it is."""
        return await self._client.post(f"{self.url}/wecom", params=query, content=body, **more)

    async def check(self, **changes: str) -> httpx.Response:
        """The check of the address when it is saved: the word within the seal must come back as it is."""
        query = self.query()
        secret = seal(b"1616140317555161061", self.world.aes_key, self.world.corp_id)
        signature = sign(self.world.token, query["timestamp"], query["nonce"], secret)
        whole = {**query, "msg_signature": signature, "echostr": secret, **changes}
        return await self._client.get(f"{self.url}/wecom", params=whole)
