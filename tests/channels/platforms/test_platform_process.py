"""`noticebot serve` with each platform, as a process: over a real wire, through kill -9, with nothing secret in its log."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.channels.dingtalk.dingtalk_stand import DingtalkStand, dingtalk_stand
from tests.channels.platforms.stands import AT_NINE, Stand
from tests.channels.talks_beside import STILL, TalksBeside
from tests.channels.wechat.wechat_stand import WechatStand, wechat_stand
from tests.channels.wecom.wecom_stand import WecomStand, wecom_stand
from tests.ports import free_port
from tests.serving.servers import Servers

STANDS: dict[str, Callable[[], contextlib.AbstractAsyncContextManager[Stand]]] = {
    "dingtalk": dingtalk_stand,
    "wechat": wechat_stand,
    "wecom": wecom_stand,
}
PEOPLE = 50
SAYS = ("我能不能报", "在职在岗", "都不是")
THIRD_QUESTION = "哪个专业"
CUT_SETTINGS = [
    (stand.given, missing)
    for stand, names in (
        (DingtalkStand, ("BOT_DINGTALK_CLIENT_ID", "BOT_DINGTALK_CLIENT_SECRET")),
        (WechatStand, ("BOT_WECHAT_AES_KEY", "BOT_WECHAT_TOKEN")),
        (WecomStand, ("BOT_WECOM_AES_KEY", "BOT_WECOM_AGENT_ID")),
    )
    for missing in names
]


@pytest.fixture(params=sorted(STANDS))
async def stand(request: pytest.FixtureRequest) -> AsyncIterator[Stand]:
    """Each platform."""
    async with STANDS[request.param]() as made:
        yield made
        async with asyncio.timeout(STILL):
            await made.closed()
        assert made.world.wrong == []


async def test_from_a_question_to_a_reminder_after_a_kill(stand: Stand, servers: Servers) -> None:
    """Asked, wished, killed, reminded; the log and the list of processes hold neither a secret nor what was said."""
    who = stand.somebody
    server = await stand.started(servers)
    await stand.checked()
    assert "2022年12月6日" in await stand.says(who, "什么时候截止")
    assert "9:00" in await stand.says(who, "11月22日上午9点提醒我催张三")
    with server.client() as visitor:
        health = (await asyncio.to_thread(visitor.get, "/healthz")).json()
        assert {name: health[name] for name in STANDS} == {
            name: "ok" if name == stand.name else "off" for name in STANDS
        }
        assert {state for name, state in health.items() if name.startswith(stand.name)} == {"ok"}
        assert stand.named_by in (await asyncio.to_thread(visitor.get, "/privacy")).text
    listed = Path(f"/proc/{server.process.pid}/cmdline")
    command = listed.read_text(encoding="utf-8") if listed.exists() else ""
    before = len(stand.shown(who))
    await asyncio.to_thread(server.wait_for, stand.begun)
    await asyncio.to_thread(server.kill)
    again = await stand.started(servers, now=AT_NINE)
    await stand.until(lambda: len(stand.shown(who)) > before)
    assert "催张三" in stand.shown(who)[-1]
    assert await asyncio.to_thread(again.stop, signal.SIGTERM) == 0
    told = repr([*server.events, *again.events]) + server.words + again.words + command
    for secret in (*stand.secrets(), who, "催张三"):
        assert secret not in told


async def test_kill_while_fifty_people_talk(stand: Stand, servers: Servers) -> None:
    """Everybody gets an answer to all that was acknowledged, and each turn is taken once, in order."""
    port = free_port()
    server = await stand.started(servers, port)
    everybody = [f"oPerson{number:03}" for number in range(PEOPLE)]

    async def talk(person: str) -> None:
        for number, words in enumerate(SAYS, 1):
            await stand.reaches(person, words)
            while len(stand.shown(person)) < number:  # people read before they answer
                await asyncio.sleep(0.05)

    def shown() -> int:
        return sum(len(stand.shown(person)) for person in everybody)

    def asked(person: str) -> bool:
        return any(THIRD_QUESTION in text for text in stand.shown(person))

    async with TalksBeside(talk, everybody, shown) as talks:
        await talks.until(lambda: shown() >= PEOPLE)
        await asyncio.to_thread(server.kill)
        again = await stand.started(servers, port)
        await talks.until_all_ended(lambda: all(map(asked, everybody)))
    assert await asyncio.to_thread(again.stop, signal.SIGTERM) == 0


@pytest.mark.parametrize(("given", "missing"), CUT_SETTINGS, ids=[missing for _, missing in CUT_SETTINGS])
async def test_a_wrong_setting_is_one_line(servers: Servers, given: dict[str, str], missing: str) -> None:
    """And exit 2, before anything is served."""
    left = {name: value for name, value in given.items() if name != missing}
    server = await asyncio.to_thread(lambda: servers.launch(settings=left))
    await asyncio.to_thread(server.wait_for_end)
    assert server.process.wait() == 2
    assert missing in server.words
    assert len(server.words.strip().split("\n")) == 1
    for name, secret in left.items():
        assert secret not in server.words or "SECRET" not in name
