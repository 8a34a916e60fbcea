"""The other half of WeChat: what people do becomes calls of our server, and its answers are shown on their phones.

https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message: an answer within five seconds,
else the call is repeated, three times in all; `success` or nothing means that there is no answer; anything else is a fault
that people are told.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Any
from xml.etree import ElementTree

import httpx

from tests.platforms.seal import seal, sign, unseal
from tests.wechat_api.world import ACCOUNT, WechatWorld

BROKEN = "该公众号提供的服务出现故障，请稍后再试"
_TRIES = 3


class WechatPhones:
    """People whose messages reach our server at `url`. `seconds` is how long an answer is awaited."""

    def __init__(self, world: WechatWorld, url: str, seconds: float = 5.0) -> None:
        self.world = world
        self.url = url
        self.seconds = seconds
        self._number = 23_000_000_000_000_000
        self._client = httpx.AsyncClient(timeout=None, trust_env=False)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    # ── what people do ──

    async def say(self, person: str, text: str, act: str = "") -> list[tuple[str, str]]:
        """`person` writes, or taps a link with the id `act`. Returns what was shown since."""
        who = self.world.people[person]
        (who.tapped if act else who.spoke)(self.world.clock())
        more = {"bizmsgmenuid": act} if act else {}
        return await self.does(person, MsgType="text", Content=text, MsgId=self.number(), **more)

    async def tap(self, person: str, label: str) -> list[tuple[str, str]]:
        """Tap the link that shows `label` in the last text that has it."""
        for _, text in reversed(self.world.people[person].shown):
            for content, act, shown in links(text):
                if label in shown:
                    return await self.say(person, content, act)
        message = f"no link {label}: {self.world.people[person].shown[-1:]}"
        raise AssertionError(message)

    async def menu(self, person: str, key: str) -> list[tuple[str, str]]:
        """Tap a button of the menu."""
        self.world.people[person].tapped(self.world.clock())
        return await self.does(person, MsgType="event", Event="CLICK", EventKey=key)

    async def follow(self, person: str) -> list[tuple[str, str]]:
        """Follow the account."""
        who = self.world.people[person]
        who.follows = True
        who.tapped(self.world.clock())
        return await self.does(person, MsgType="event", Event="subscribe", EventKey="")

    async def unfollow(self, person: str) -> list[tuple[str, str]]:
        """Unfollow the account: nothing can be shown any more."""
        self.world.people[person].follows = False
        return await self.does(person, MsgType="event", Event="unsubscribe", EventKey="")

    def number(self) -> str:
        """The next number of a message."""
        self._number += 1
        return str(self._number)

    async def does(self, person: str, **fields: str) -> list[tuple[str, str]]:
        """Have a call made, and repeated as WeChat does. Returns what was shown since."""
        shown = self.world.people[person].shown
        before = len(shown)
        body = self.body(person, **fields)
        for _ in range(_TRIES):
            try:
                async with asyncio.timeout(self.seconds):
                    answer = await self.post(body)
            except (TimeoutError, httpx.HTTPError):
                continue
            text = self.read(answer, person)
            if text:
                shown.append(("passive", text))
            return shown[before:]
        shown.append(("fault", BROKEN))
        return shown[before:]

    # ── the call ──

    def body(self, person: str, **fields: str) -> bytes:
        """A message as XML: https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages"""
        root = ElementTree.Element("xml")
        now = int(self.world.clock().timestamp())
        for name, value in {
            "ToUserName": ACCOUNT,
            "FromUserName": person,
            "CreateTime": str(now),
            **fields,
        }.items():
            ElementTree.SubElement(root, name).text = value
        written: bytes = ElementTree.tostring(root, encoding="utf-8")
        return written

    def query(self, moment: int | None = None, nonce: str = "") -> dict[str, str]:
        """The signature of the call: https://developers.weixin.qq.com/doc/oplatform/developers/dev/push"""
        stamp = str(int(self.world.clock().timestamp()) if moment is None else moment)
        nonce = nonce or str(secrets.randbelow(10**10))
        return {"signature": sign(self.world.token, stamp, nonce), "timestamp": stamp, "nonce": nonce}

    def sealed(self, body: bytes, query: dict[str, str], receiver: str = "") -> tuple[dict[str, str], bytes]:
        """The call in safe mode: its address has `msg_signature` and `encrypt_type`, its body the seal alone."""
        secret = seal(body, self.world.aes_key, receiver or self.world.receiver)
        root = ElementTree.Element("xml")
        ElementTree.SubElement(root, "ToUserName").text = ACCOUNT
        ElementTree.SubElement(root, "Encrypt").text = secret
        signature = sign(self.world.token, query["timestamp"], query["nonce"], secret)
        return {**query, "encrypt_type": "aes", "msg_signature": signature}, ElementTree.tostring(root)

    async def post(self, body: bytes) -> httpx.Response:
        """Make the call once, signed and dated now."""
        query = self.query()
        if not self.world.plain:
            query, body = self.sealed(body, query)
        return await self.raw(query, body)

    async def raw(self, query: dict[str, str], body: bytes, **more: Any) -> httpx.Response:
        """Make a call as it is."""
        return await self._client.post(f"{self.url}/wechat", params=query, content=body, **more)

    async def check(self, **changes: str) -> httpx.Response:
        """The check of the address when it is set: the word must come back as it is."""
        query = {**self.query(), "echostr": "4375120948345356249", **changes}
        return await self._client.get(f"{self.url}/wechat", params=query)

    def read(self, answer: httpx.Response, person: str) -> str:
        """What the answer shows to the person; empty for none."""
        world = self.world
        if answer.status_code != 200:
            return BROKEN
        if answer.text in ("", "success"):
            return ""
        try:
            root = ElementTree.fromstring(answer.text)
            if not world.plain:
                fields = {child.tag: child.text or "" for child in root}
                secret = fields["Encrypt"]
                expected = sign(world.token, fields["TimeStamp"], fields["Nonce"], secret)
                message, app_id = unseal(secret, world.aes_key)
                if fields["MsgSignature"] != expected or app_id != world.app_id:
                    raise ValueError(app_id)
                root = ElementTree.fromstring(message)
            fields = {child.tag: child.text or "" for child in root}
            right = fields["ToUserName"] == person and fields["FromUserName"] == ACCOUNT
            right = right and fields["CreateTime"].isdecimal() and fields["MsgType"] == "text"
            if not right or not 0 < len(fields["Content"].encode()) <= 2048:
                raise ValueError(fields["MsgType"])
        except (ElementTree.ParseError, KeyError, ValueError) as error:
            world.wrong.append(f"an answer that is none: {error!r} {answer.text[:200]}")
            return BROKEN
        return fields["Content"]


def links(text: str) -> list[tuple[str, str, str]]:
    """The links of a text by which people say something: what they say, the id, and what is shown."""
    found = []
    for part in text.split('<a href="weixin://bizmsgmenu?')[1:]:
        address, _, rest = part.partition('">')
        values = dict(pair.partition("=")[::2] for pair in address.split("&"))
        found.append((values["msgmenucontent"], values["msgmenuid"], rest.partition("</a>")[0]))
    return found
