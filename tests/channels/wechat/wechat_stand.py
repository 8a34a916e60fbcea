"""WeChat beside a server process."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import ClassVar

import httpx

from tests.channels.platforms.stands import LONGEST, Stand
from tests.serving.servers import Server
from tests.wechat_api.phone import WechatPhones
from tests.wechat_api.server import WechatServer
from tests.wechat_api.world import AES_KEY, APP_ID, APP_SECRET, TEMPLATE, TOKEN, WechatWorld


class WechatStand(Stand):
    """An official account."""

    name, somebody, begun, named_by = "wechat", "oProcess01234567", "wechat_menu_made", "OpenID"
    given: ClassVar[Mapping[str, str]] = {
        "BOT_WECHAT_APP_ID": APP_ID,
        "BOT_WECHAT_APP_SECRET": APP_SECRET,
        "BOT_WECHAT_TOKEN": TOKEN,
        "BOT_WECHAT_AES_KEY": AES_KEY,
    }

    def __init__(self, world: WechatWorld, platform: WechatServer) -> None:
        super().__init__(world, platform)
        self._account = world
        self.phones = WechatPhones(world, "", seconds=LONGEST)

    def settings(self) -> dict[str, str]:
        """What leads to this platform, and the account's template."""
        return {"BOT_WECHAT_API_URL": self.platform.url, "BOT_WECHAT_TEMPLATE_ID": TEMPLATE}

    def opened(self, server: Server) -> None:
        """People reach `server` from now on."""
        self.phones.url = server.url

    async def reaches(self, person: str, words: str) -> None:
        """`person` writes, as if WeChat repeated it without an end: what counts is what is acknowledged."""
        phones, who = self.phones, self._account.people[person]
        body = phones.body(person, MsgType="text", Content=words, MsgId=phones.number())
        who.spoke(self._account.clock())
        while True:
            with contextlib.suppress(httpx.HTTPError):
                answer = await phones.post(body)
                if answer.status_code == 200:
                    break
            await asyncio.sleep(0.2)
        if text := phones.read(answer, person):
            who.shown.append(("passive", text))

    async def checked(self) -> None:
        """The word comes back."""
        assert (await self.phones.check()).text == "4375120948345356249"

    def secrets(self) -> list[str]:
        """What may stand in no log."""
        return [APP_SECRET, TOKEN, AES_KEY, self.world.access_token, "access_token="]

    async def closed(self) -> None:
        """Close the connections."""
        await self.phones.close()


@contextlib.asynccontextmanager
async def wechat_stand() -> AsyncIterator[WechatStand]:
    """An official account on a platform of its own."""
    world = WechatWorld()
    async with WechatServer(world) as platform:
        yield WechatStand(world, platform)
