"""WeCom beside a server process."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import ClassVar

import httpx

from tests.channels.platforms.stands import LONGEST, Stand
from tests.serving.servers import Server
from tests.wecom_api.phone import WecomPhones
from tests.wecom_api.server import WecomServer
from tests.wecom_api.world import AES_KEY, AGENT_ID, CORP_ID, SECRET, TOKEN, WecomWorld


class WecomStand(Stand):
    """An application of a unit, and the robot of a group."""

    name, somebody, begun, named_by = "wecom", "ProcessMember01", "wecom_menu_made", "企业微信"
    given: ClassVar[Mapping[str, str]] = {
        "BOT_WECOM_CORP_ID": CORP_ID,
        "BOT_WECOM_AGENT_ID": str(AGENT_ID),
        "BOT_WECOM_SECRET": SECRET,
        "BOT_WECOM_TOKEN": TOKEN,
        "BOT_WECOM_AES_KEY": AES_KEY,
    }

    def __init__(self, world: WecomWorld, platform: WecomServer) -> None:
        super().__init__(world, platform)
        self._unit, self._server = world, platform
        self.public_url = ""
        """How people reach the page; empty: nobody knows."""
        self.phones = WecomPhones(world, "", seconds=LONGEST, longest=LONGEST)

    def settings(self) -> dict[str, str]:
        """What leads to this platform and to the group."""
        page = {"BOT_PUBLIC_URL": self.public_url} if self.public_url else {}
        robot = {"BOT_WECOM_ROBOT_URL": self._server.robot_url}
        return {"BOT_WECOM_API_URL": self.platform.url, **robot, **page}

    def opened(self, server: Server) -> None:
        """Members reach `server` from now on."""
        self.phones.url = server.url

    async def reaches(self, person: str, words: str) -> None:
        """`person` writes, as if WeCom repeated it without an end: what counts is what is acknowledged."""
        body = self.phones.body(person, MsgType="text", Content=words, MsgId=self.phones.number())
        self._unit.people[person].exists = True
        while True:
            with contextlib.suppress(httpx.HTTPError):
                if (await self.phones.post(body)).status_code == 200:
                    return
            await asyncio.sleep(0.2)

    async def checked(self) -> None:
        """The word within the seal comes back."""
        assert (await self.phones.check()).text == "1616140317555161061"

    def secrets(self) -> list[str]:
        """What may stand in no log."""
        return [SECRET, TOKEN, AES_KEY, self.world.access_token, self._unit.robot_key, "access_token="]

    async def closed(self) -> None:
        """Close the connections."""
        await self.phones.close()


@contextlib.asynccontextmanager
async def wecom_stand() -> AsyncIterator[WecomStand]:
    """A unit on a platform of its own."""
    world = WecomWorld()
    async with WecomServer(world) as platform:
        yield WecomStand(world, platform)
