"""DingTalk beside a server process."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import ClassVar

from tests.channels.platforms.stands import LONGEST, Stand
from tests.dingtalk_api.phone import DingtalkPhones
from tests.dingtalk_api.server import TOPIC, DingtalkServer
from tests.dingtalk_api.world import CLIENT_ID, CLIENT_SECRET, GROUP_SECRET, GROUP_TOKEN, DingtalkWorld
from tests.serving.servers import Server


class DingtalkStand(Stand):
    """An application of a unit, and the robot of a group."""

    name, somebody, begun, named_by = "dingtalk", "033333333333333333", "dingtalk_connected", "钉钉"
    given: ClassVar[Mapping[str, str]] = {
        "BOT_DINGTALK_CLIENT_ID": CLIENT_ID,
        "BOT_DINGTALK_CLIENT_SECRET": CLIENT_SECRET,
    }

    def __init__(self, world: DingtalkWorld, platform: DingtalkServer) -> None:
        super().__init__(world, platform)
        self._unit, self._server = world, platform
        self.phones = DingtalkPhones(platform, longest=LONGEST)

    def settings(self) -> dict[str, str]:
        """What leads to this platform and to the group."""
        robot = {
            "BOT_DINGTALK_ROBOT_URL": self._server.robot_url,
            "BOT_DINGTALK_ROBOT_SECRET": GROUP_SECRET,
        }
        return {"BOT_DINGTALK_API_URL": self.platform.url, **robot}

    def opened(self, server: Server) -> None:
        """The connection is the server's: there is nothing to know of it."""

    async def connected(self) -> None:
        """Wait until it stands."""
        await self.until(lambda: bool(self._server.connections))

    async def reaches(self, person: str, words: str) -> None:
        """`person` writes, and once more if it was pushed to a process that died: DingTalk never pushes it again."""
        self._unit.people[person].exists = True
        while not await self._heard(
            self.phones.message(person, msgtype="text", text={"content": words})
        ):  # they see that nothing comes
            await asyncio.sleep(0.02)

    async def _heard(self, message: dict[str, object]) -> bool:
        """Push a message. Returns whether it was acknowledged, before the connection ended over which it was pushed."""
        server = self._server
        socket = server.connections[0] if server.connections else None
        id = await server.push("CALLBACK", TOPIC, message)
        while id and id not in self._unit.acknowledged and socket in server.connections:
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)
        return self._unit.acknowledged.get(id) == 200

    def secrets(self) -> list[str]:
        """What may stand in no log."""
        return [CLIENT_SECRET, self.world.access_token, GROUP_SECRET, GROUP_TOKEN, "ticket="]


@contextlib.asynccontextmanager
async def dingtalk_stand() -> AsyncIterator[DingtalkStand]:
    """A unit on a platform of its own."""
    world = DingtalkWorld()
    async with DingtalkServer(world) as platform:
        yield DingtalkStand(world, platform)
