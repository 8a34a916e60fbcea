"""`noticebot serve` with WeCom, as a process: over real HTTP, through kill -9, with nothing secret in its log."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import httpx
import pytest

from tests.channels.talks_beside import STILL, TalksBeside
from tests.ports import free_port
from tests.serving.servers import Server, Servers
from tests.wecom_api.phone import WecomPhones
from tests.wecom_api.server import WecomServer
from tests.wecom_api.world import AES_KEY, AGENT_ID, CORP_ID, SECRET, TOKEN, WecomWorld

WHO = "ProcessMember01"
PEOPLE = 50
GIVEN = {
    "BOT_WECOM_CORP_ID": CORP_ID,
    "BOT_WECOM_AGENT_ID": str(AGENT_ID),
    "BOT_WECOM_SECRET": SECRET,
    "BOT_WECOM_TOKEN": TOKEN,
    "BOT_WECOM_AES_KEY": AES_KEY,
}


async def started(servers: Servers, platform: WecomServer, port: int, **settings: str) -> Server:
    """A server of the application on `platform`."""
    given = {**GIVEN, "BOT_WECOM_API_URL": platform.url, **settings}
    return await asyncio.to_thread(
        lambda: servers.start(port=port, settings=given, now="2022-11-22T08:59:30")
    )


async def test_from_a_question_to_a_reminder_after_a_kill(servers: Servers) -> None:
    """Asked, wished, killed, reminded; the log and the list of processes hold neither a secret nor what was said."""
    world, port = WecomWorld(), free_port()
    async with WecomServer(world) as platform:
        robot = {"BOT_WECOM_ROBOT_URL": platform.robot_url}
        server = await started(servers, platform, port, **robot)
        phones = WecomPhones(world, server.url, seconds=100.0, longest=100.0)
        assert (await phones.check()).text == "1616140317555161061"
        assert "2022年12月6日" in await phones.say(WHO, "什么时候截止")
        assert "9:00" in await phones.say(WHO, "11月22日上午9点提醒我催张三")
        with server.client() as visitor:
            health = (await asyncio.to_thread(visitor.get, "/healthz")).json()
            assert (health["wecom"], health["wecom_group"], health["dingtalk"]) == ("ok", "ok", "off")
            assert "企业微信" in (await asyncio.to_thread(visitor.get, "/privacy")).text
        listed = Path(f"/proc/{server.process.pid}/cmdline")
        command = listed.read_text(encoding="utf-8") if listed.exists() else ""
        await asyncio.to_thread(server.kill)
        again = await started(servers, platform, port, **robot)
        async with asyncio.timeout(200):
            while "催张三" not in world.people[WHO].shown[-1][1] or len(world.people[WHO].shown) < 3:
                await asyncio.sleep(0.05)
        assert await asyncio.to_thread(again.stop, signal.SIGTERM) == 0
        await phones.close()
    told = repr([*server.events, *again.events]) + server.words + again.words + command
    assert "wecom_menu_made" in told
    secrets = (SECRET, TOKEN, AES_KEY, world.access_token, world.robot_key, WHO, "催张三", "access_token=")
    for secret in secrets:
        assert secret not in told
    assert world.wrong == []


async def test_kill_while_fifty_people_talk(servers: Servers) -> None:
    """Everybody gets an answer to all that was acknowledged, and each turn is taken once, in order."""
    world, port = WecomWorld(), free_port()
    says = ("我能不能报", "在职在岗", "都不是")
    async with WecomServer(world) as platform:
        server = await started(servers, platform, port)
        phones = WecomPhones(world, server.url, seconds=60.0)

        async def talk(person: str) -> None:
            for number, words in enumerate(says, 1):
                body = phones.body(person, MsgType="text", Content=words, MsgId=phones.number())
                while True:  # as if WeCom repeated it without an end: what counts is what is acknowledged
                    try:
                        if (await phones.post(body)).status_code == 200:
                            break
                    except httpx.HTTPError:
                        pass
                    await asyncio.sleep(0.2)
                while len(world.people[person].shown) < number:  # people read before they answer
                    await asyncio.sleep(0.05)

        everybody = [f"Person{number:03}" for number in range(PEOPLE)]
        for person in everybody:
            world.people[person].exists = True

        def shown() -> int:
            return sum(len(world.people[person].shown) for person in everybody)

        async with TalksBeside(talk, everybody, shown) as talks:
            await talks.until(lambda: shown() >= PEOPLE)
            await asyncio.to_thread(server.kill)
            again = await started(servers, platform, port)
            await talks.until_all_ended(lambda: all(arrived(world, person) for person in everybody))
        assert await asyncio.to_thread(again.stop, signal.SIGTERM) == 0
        async with asyncio.timeout(STILL):
            await phones.close()
    assert world.wrong == []


def arrived(world: WecomWorld, person: str) -> bool:
    """Whether the third question was reached: each turn was taken once, in order."""
    return any("哪个专业" in text for _, text in world.people[person].shown)


@pytest.mark.parametrize("missing", ["BOT_WECOM_AES_KEY", "BOT_WECOM_AGENT_ID"])
async def test_a_wrong_setting_is_one_line(servers: Servers, missing: str) -> None:
    """And exit 2, before anything is served."""
    given = {name: value for name, value in GIVEN.items() if name != missing}
    server = await asyncio.to_thread(lambda: servers.launch(settings=given))
    await asyncio.to_thread(server.wait_for_end)
    assert server.process.wait() == 2
    assert missing in server.words
    assert len(server.words.strip().split("\n")) == 1
    assert SECRET not in server.words
