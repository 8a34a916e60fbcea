"""The other half of DingTalk: what members do is pushed over the connection of our server.

https://open.dingtalk.com/document/orgapp/receive-message (what is in a message),
https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol («机器人消息当前是fire-forgot模式»: none comes twice).
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

from tests.dingtalk_api.server import TOPIC, DingtalkServer
from tests.dingtalk_api.world import links


class DingtalkPhones:
    """Members whose messages are pushed by `server`. `longest` is how long something is awaited, in seconds."""

    def __init__(self, server: DingtalkServer, longest: float = 60.0) -> None:
        self.server = server
        self.longest = longest
        self.idle: Callable[[], bool] = lambda: True
        """Whether all that was said is answered, where a test can tell."""
        self._numbers = itertools.count(1)
        self._before = 0

    async def say(self, person: str, text: str) -> str:
        """`person` writes to the robot. Returns what was shown since."""
        await self.does(person, msgtype="text", text={"content": text})
        return await self.shown(person)

    async def tap(self, person: str, label: str) -> str:
        """Tap the line that shows `label` in the last message that has it: they say what it says."""
        for _, text in reversed(self.server.world.people[person].shown):
            for shown, says in links(text):
                if label in shown:
                    return await self.say(person, says)
        message = f"no line {label}: {self.server.world.people[person].shown[-1:]}"
        raise AssertionError(message)

    async def shown(self, person: str) -> str:
        """What was shown since they did something last."""
        shown = self.server.world.people[person].shown
        async with asyncio.timeout(self.longest):
            while len(shown) <= self._before or not self.idle():
                await asyncio.sleep(0.01)
        return "\n".join(text for _, text in shown[self._before :])

    async def does(self, person: str, **fields: Any) -> str:
        """Push what somebody did, and wait for its acknowledgement. Returns the id of the push."""
        world = self.server.world
        self._before = len(world.people[person].shown)
        async with asyncio.timeout(self.longest):
            while not self.server.connections:
                await asyncio.sleep(0.01)
            id = await self.server.push("CALLBACK", TOPIC, self.message(person, **fields))
            assert id
            while id not in world.acknowledged:
                await asyncio.sleep(0.01)
        return id

    def message(self, person: str, **fields: Any) -> dict[str, Any]:
        """What is in a message to the robot."""
        world, number = self.server.world, next(self._numbers)
        return {
            "conversationId": "cidAsXSBLnA==",
            "chatbotCorpId": "ding9f",
            "chatbotUserId": "$:LWCP_v1:$x",
            "msgId": f"msg{number}==",
            "senderNick": "某某",
            "isAdmin": False,
            "senderStaffId": person,
            "sessionWebhookExpiredTime": 1690367502152,
            "createAt": int(world.clock().timestamp() * 1000) + number,
            "senderCorpId": "ding9f",
            "conversationType": "1",
            "senderId": "$:LWCP_v1:$y",
            "sessionWebhook": "https://oapi.dingtalk.com/robot/sendBySession?session=76da36b4",
            "robotCode": world.robot_code,
            **fields,
        }
