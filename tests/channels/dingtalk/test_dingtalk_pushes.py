"""What is no message, is one of somebody else, or was pushed before: nothing of it reaches a conversation."""

from __future__ import annotations

import asyncio
import json
import random
from typing import Any

import pytest

from tests.channels.dingtalk.bureau import Bureau
from tests.channels.premises import LONGEST
from tests.dingtalk_api.server import TOPIC
from tests.platforms.bombs import BOMBS

WHO = "manager1234"


async def told(here: Bureau, id: str) -> int:
    """The code by which a push was answered."""
    async with asyncio.timeout(LONGEST):
        while id not in here.world.acknowledged:
            await asyncio.sleep(0.001)
    return here.world.acknowledged[id]


def forged(here: Bureau, number: int, chance: random.Random) -> tuple[str, dict[str, Any]]:
    """A push that is not for us, or none at all: its topic and its content."""
    plain = here.phones.message(WHO, msgtype="text", text={"content": "11月20日提醒我"})
    what = number % 9
    if what == 0:
        plain["robotCode"] = f"ding{chance.randrange(10**9)}"
    elif what == 1:
        del plain[chance.choice(["msgId", "createAt", "senderStaffId"])]
    elif what == 2:
        plain["senderStaffId"] = chance.choice(["", "../x", "a b", "x" * 65, None, 7, ["a"], "某某", "a:b"])
    elif what == 3:
        plain["createAt"] -= chance.randrange(3, 400) * 86_400_000
    elif what == 4:
        plain["createAt"] += chance.randrange(3, 400) * 86_400_000
    elif what == 5:
        plain["createAt"] = chance.choice(["now", None, True, 1.5, {}])
    elif what == 6:
        plain["msgId"] = chance.choice(["", None, 7, []])
    elif what == 7:
        return chance.choice(["/v1.0/card/instances/callback", "*", "", "/v1.0/im/bot/messages/get/"]), plain
    else:
        return TOPIC, {"text": plain}
    return TOPIC, plain


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.soak)])
async def test_forged_pushes_are_refused(here: Bureau, count: int) -> None:
    """Whatever of a message is changed, nothing is heard or stored, and the connection stands."""
    chance = random.Random(7)
    await here.connected()
    for number in range(count):
        await told(here, await here.server.push("CALLBACK", *forged(here, number, chance)))
    assert await here.store.load(f"dingtalk:{WHO}") is None
    assert here.world.sent == []
    assert "2022年12月6日" in await here.phones.say(WHO, "什么时候截止")
    assert here.world.token_calls == 1


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.soak)])
async def test_replayed_pushes_are_answered_once(here: Bureau, count: int) -> None:
    """The same message again, however often and whatever it says then, does nothing."""
    plain = here.phones.message(WHO, msgtype="text", text={"content": "11月20日上午9点提醒我催张三"})
    await here.connected()
    assert await told(here, await here.server.push("CALLBACK", TOPIC, plain)) == 200
    await here.until(lambda: bool(here.shown(WHO)))
    for number in range(count):
        again = {**plain, "text": {"content": f"第{number}次"}} if number % 2 else plain
        assert await told(here, await here.server.push("CALLBACK", TOPIC, again)) == 200
    await here.until(lambda: not here.post.intake.waiting)
    assert len(here.shown(WHO)) == 1
    kept = await here.store.load(f"dingtalk:{WHO}")
    assert kept is not None
    assert len(kept.subscriptions) == 1


async def test_what_is_no_push(here: Bureau) -> None:
    """Broken JSON, JSON without an end, XML, other kinds of frames: passed over, and the connection stands."""
    await here.connected()
    deep = "[" * 100_000
    odd: list[str] = ["", "{}", "[]", "null", deep, '{"type": 1, "headers": {}}', '{"type": "CALLBACK"}']
    odd += [bomb.decode("utf-8", "replace") for bomb in BOMBS]
    odd += [json.dumps({"type": "CALLBACK", "headers": {"topic": TOPIC, "messageId": "x"}, "data": "["})]
    odd += [json.dumps({"type": "CALLBACK", "headers": {"topic": TOPIC, "messageId": "x"}, "data": deep})]
    for text in odd:
        assert await here.server.raw(text)
    assert await here.server.ping()
    assert "2022年12月6日" in await here.phones.say(WHO, "什么时候截止")
    assert here.world.calls.count("/v1.0/gateway/connections/open") == 1


async def test_a_frame_that_is_too_large_ends_the_connection_and_the_next_stands(here: Bureau) -> None:
    """Nobody fills the memory; people are heard again at once."""
    await here.connected()
    assert await here.server.raw(json.dumps({"x": "a" * 400_000}))
    await here.until(lambda: here.world.calls.count("/v1.0/gateway/connections/open") == 2)
    assert "2022年12月6日" in await here.phones.say(WHO, "什么时候截止")


async def test_a_database_that_is_away_keeps_the_message(here: Bureau) -> None:
    """DingTalk pushes none twice: it is acknowledged only once it is stored."""
    from bot.store.model.errors import StoreError

    take, failed = here.post.intake.take, [0]

    async def failing(updates: Any) -> list[bool]:
        failed[0] += 1
        if failed[0] <= 5:
            place = "away"
            raise StoreError(place, "away")
        return await take(updates)

    here.post.intake.take = failing  # type: ignore[method-assign]
    assert "2022年12月6日" in await here.phones.say(WHO, "什么时候截止")
    assert failed[0] == 6
