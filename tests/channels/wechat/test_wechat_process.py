"""`noticebot serve` with WeChat, as a process: over real HTTP, through kill -9, with nothing secret in its log."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import httpx
import pytest

from tests.channels.talks_beside import STILL, TalksBeside
from tests.ports import free_port
from tests.serving.servers import Server, Servers
from tests.wechat_api.phone import WechatPhones
from tests.wechat_api.server import WechatServer
from tests.wechat_api.world import AES_KEY, APP_ID, APP_SECRET, TEMPLATE, TOKEN, WechatWorld

WHO = "oProcess01234567"
PEOPLE = 50


async def started(
    servers: Servers, platform: WechatServer, port: int, db: str = "", **settings: str
) -> Server:
    """A server of the account on `platform`, with the usual database unless another is given."""
    given = {
        "BOT_WECHAT_APP_ID": APP_ID,
        "BOT_WECHAT_APP_SECRET": APP_SECRET,
        "BOT_WECHAT_TOKEN": TOKEN,
        "BOT_WECHAT_AES_KEY": AES_KEY,
        "BOT_WECHAT_API_URL": platform.url,
        "BOT_WECHAT_TEMPLATE_ID": TEMPLATE,
        **settings,
    }
    return await asyncio.to_thread(
        lambda: servers.start(port=port, db=db, settings=given, now="2022-11-22T08:59:30")
    )


async def test_from_a_question_to_a_reminder_after_a_kill(servers: Servers) -> None:
    """Asked, wished, killed, reminded; the log and the list of processes hold neither a secret nor what was said."""
    world, port = WechatWorld(), free_port()
    async with WechatServer(world) as platform:
        server = await started(servers, platform, port)
        phones = WechatPhones(world, server.url, seconds=100.0)
        assert (await phones.check()).text == "4375120948345356249"
        assert "2022年12月6日" in (await phones.say(WHO, "什么时候截止"))[0][1]
        assert "9:00" in (await phones.say(WHO, "11月22日上午9点提醒我催张三"))[0][1]
        async with asyncio.timeout(100):
            while not world.menu:
                await asyncio.sleep(0.05)
        with server.client() as visitor:
            assert (await asyncio.to_thread(visitor.get, "/healthz")).json()["wechat"] == "ok"
            assert "OpenID" in (await asyncio.to_thread(visitor.get, "/privacy")).text
        listed = Path(f"/proc/{server.process.pid}/cmdline")
        command = listed.read_text(encoding="utf-8") if listed.exists() else ""
        await asyncio.to_thread(server.kill)
        again = await started(servers, platform, port)
        async with asyncio.timeout(200):
            while not world.sent:
                await asyncio.sleep(0.05)
        assert "催张三" in world.people[WHO].shown[-1][1]
        assert await asyncio.to_thread(again.stop, signal.SIGTERM) == 0
        await phones.close()
    told = repr([*server.events, *again.events]) + server.words + again.words + command
    assert "wechat_menu_made" in told
    for secret in (APP_SECRET, TOKEN, AES_KEY, world.access_token, WHO, "催张三", "access_token="):
        assert secret not in told
    assert world.wrong == []


async def test_kill_while_fifty_people_talk(servers: Servers) -> None:
    """Everybody gets an answer to all that they said, whether at once, by repetition or later."""
    world, port = WechatWorld(), free_port()
    says = ("我能不能报", "在职在岗", "都不是")
    async with WechatServer(world) as platform:
        server = await started(servers, platform, port)
        phones = WechatPhones(world, server.url, seconds=60.0)

        async def talk(person: str) -> None:
            for words in says:
                body = phones.body(person, MsgType="text", Content=words, MsgId=phones.number())
                world.people[person].spoke(world.clock())
                while True:  # as if WeChat repeated it without an end: what counts is what is acknowledged
                    try:
                        answer = await phones.post(body)
                    except httpx.HTTPError:
                        await asyncio.sleep(0.2)
                        continue
                    break
                if answer.status_code == 200 and (text := phones.read(answer, person)):
                    world.people[person].shown.append(("passive", text))

        everybody = [f"oPerson{number:03}" for number in range(PEOPLE)]

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


def arrived(world: WechatWorld, person: str) -> bool:
    """Whether the third question was reached: each turn was taken once, in order."""
    return any("哪个专业" in text for _, text in world.people[person].shown)


async def test_two_processes_share_the_token(servers: Servers) -> None:
    """Each answers; the platform is asked for a token once."""
    world = WechatWorld()
    async with WechatServer(world) as platform:
        ports = [free_port(), free_port()]
        both = [await started(servers, platform, port) for port in ports]
        for number, server in enumerate(both):
            phones = WechatPhones(world, server.url, seconds=100.0)
            assert (await phones.say(f"oOf{number}0123456789", "什么时候截止"))[0][0] == "passive"
            await phones.close()
        async with asyncio.timeout(100):
            while not world.menu:
                await asyncio.sleep(0.05)
        assert world.token_calls == 1


@pytest.mark.parametrize("missing", ["BOT_WECHAT_AES_KEY", "BOT_WECHAT_TOKEN"])
async def test_a_wrong_setting_is_one_line(servers: Servers, missing: str) -> None:
    """And exit 2, before anything is served."""
    given = {
        "BOT_WECHAT_APP_ID": APP_ID,
        "BOT_WECHAT_APP_SECRET": APP_SECRET,
        "BOT_WECHAT_TOKEN": TOKEN,
        "BOT_WECHAT_AES_KEY": AES_KEY,
    }
    del given[missing]
    server = await asyncio.to_thread(lambda: servers.launch(settings=given))
    await asyncio.to_thread(server.wait_for_end)
    assert server.process.wait() == 2
    assert missing in server.words
    assert len(server.words.strip().split("\n")) == 1
    assert APP_SECRET not in server.words
