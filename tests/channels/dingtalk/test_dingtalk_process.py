"""`noticebot serve` with DingTalk, as a process: over a real WebSocket, through kill -9, with nothing secret in its log."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from tests.channels.talks_beside import TalksBeside
from tests.dingtalk_api.phone import DingtalkPhones
from tests.dingtalk_api.server import TOPIC, DingtalkServer
from tests.dingtalk_api.world import CLIENT_ID, CLIENT_SECRET, GROUP_SECRET, GROUP_TOKEN, DingtalkWorld
from tests.serving.servers import Server, Servers

WHO = "033333333333333333"
PEOPLE = 50
GIVEN = {"BOT_DINGTALK_CLIENT_ID": CLIENT_ID, "BOT_DINGTALK_CLIENT_SECRET": CLIENT_SECRET}


async def started(servers: Servers, platform: DingtalkServer, **settings: str) -> Server:
    """A server of the application on `platform`."""
    given = {**GIVEN, "BOT_DINGTALK_API_URL": platform.url, **settings}
    server = await asyncio.to_thread(lambda: servers.start(settings=given, now="2022-11-22T08:59:30"))
    async with asyncio.timeout(200):
        while not platform.connections:
            await asyncio.sleep(0.02)
    return server


async def test_from_a_question_to_a_reminder_after_a_kill(servers: Servers) -> None:
    """Asked, wished, killed, reminded; the log and the list of processes hold neither a secret nor what was said."""
    world = DingtalkWorld()
    async with DingtalkServer(world) as platform:
        robot = {"BOT_DINGTALK_ROBOT_URL": platform.robot_url, "BOT_DINGTALK_ROBOT_SECRET": GROUP_SECRET}
        server = await started(servers, platform, **robot)
        phones = DingtalkPhones(platform, longest=200.0)
        assert "2022年12月6日" in await phones.say(WHO, "什么时候截止")
        assert "9:00" in await phones.say(WHO, "11月22日上午9点提醒我催张三")
        with server.client() as visitor:
            health = (await asyncio.to_thread(visitor.get, "/healthz")).json()
            assert (health["dingtalk"], health["dingtalk_group"], health["wecom"]) == ("ok", "ok", "off")
            assert "钉钉" in (await asyncio.to_thread(visitor.get, "/privacy")).text
        listed = Path(f"/proc/{server.process.pid}/cmdline")
        command = listed.read_text(encoding="utf-8") if listed.exists() else ""
        await asyncio.to_thread(server.kill)
        again = await started(servers, platform, **robot)
        async with asyncio.timeout(200):
            while "催张三" not in world.people[WHO].shown[-1][1] or len(world.people[WHO].shown) < 3:
                await asyncio.sleep(0.05)
        assert await asyncio.to_thread(again.stop, signal.SIGTERM) == 0
    told = repr([*server.events, *again.events]) + server.words + again.words + command
    assert "dingtalk_connected" in told
    secrets = (CLIENT_SECRET, world.access_token, GROUP_SECRET, GROUP_TOKEN, WHO, "催张三", "ticket=")
    for secret in secrets:
        assert secret not in told
    assert world.wrong == []


async def test_kill_while_fifty_people_talk(servers: Servers) -> None:
    """Everybody gets an answer to all that was acknowledged; what was pushed to a dead process DingTalk never pushes again."""
    world = DingtalkWorld()
    says = ("我能不能报", "在职在岗", "都不是")
    async with DingtalkServer(world) as platform:
        server = await started(servers, platform)
        phones = DingtalkPhones(platform)

        async def talk(person: str) -> None:
            for number, words in enumerate(says, 1):
                message = phones.message(person, msgtype="text", text={"content": words})
                while not await heard(
                    platform, message
                ):  # they see that nothing comes, and write it once more
                    message = phones.message(person, msgtype="text", text={"content": words})
                while len(world.people[person].shown) < number:
                    await asyncio.sleep(0.05)

        everybody = [f"9{number:03}" for number in range(PEOPLE)]
        for person in everybody:
            world.people[person].exists = True

        def shown() -> int:
            return sum(len(world.people[person].shown) for person in everybody)

        async with TalksBeside(talk, everybody, shown) as talks:
            await talks.until(lambda: shown() >= PEOPLE)
            await asyncio.to_thread(server.kill)
            again = await started(servers, platform)
            await talks.until_all_ended(lambda: all(arrived(world, person) for person in everybody))
        assert await asyncio.to_thread(again.stop, signal.SIGTERM) == 0
    assert world.wrong == []


def arrived(world: DingtalkWorld, person: str) -> bool:
    """Whether the third question was reached: each turn was taken once, in order."""
    return any("哪个专业" in text for _, text in world.people[person].shown)


async def heard(platform: DingtalkServer, message: dict[str, object]) -> bool:
    """Push a message. Returns whether it was acknowledged, before the connection ended over which it was pushed."""
    socket = platform.connections[0] if platform.connections else None
    id = await platform.push("CALLBACK", TOPIC, message)
    while id and id not in platform.world.acknowledged and socket in platform.connections:
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.05)
    return platform.world.acknowledged.get(id) == 200


@pytest.mark.parametrize("missing", sorted(GIVEN))
async def test_a_wrong_setting_is_one_line(servers: Servers, missing: str) -> None:
    """And exit 2, before anything is served."""
    given = {name: value for name, value in GIVEN.items() if name != missing}
    server = await asyncio.to_thread(lambda: servers.launch(settings=given))
    await asyncio.to_thread(server.wait_for_end)
    assert server.process.wait() == 2
    assert missing in server.words
    assert len(server.words.strip().split("\n")) == 1
    assert CLIENT_SECRET not in server.words
