"""What stands before the conversation: the check of the address, forged, changed, replayed and repeated calls, bombs."""

from __future__ import annotations

import asyncio
import random

import httpx
import pytest

from tests.channels.wechat.office import Office, Opens
from tests.platforms.bombs import BOMBS
from tests.platforms.seal import seal, sign
from tests.wechat_api.world import AES_KEY, APP_ID

WHO = "oSomebody0123"


def text_of(here: Office, says: str) -> bytes:
    """A message as XML."""
    return here.phones.body(WHO, MsgType="text", Content=says, MsgId=here.phones.number())


async def unheard(here: Office) -> bool:
    """Whether nothing that was said reached the conversation."""
    return await here.store.load(f"wechat:{WHO}") is None


async def test_the_check_of_the_address(here: Office) -> None:
    """The word comes back as it is, if it is signed with our token and dated now."""
    answer = await here.phones.check()
    assert (answer.status_code, answer.text) == (200, "4375120948345356249")
    for changes in (
        {"signature": "0" * 40},
        {"nonce": "1"},
        {"timestamp": "1714036504"},
        {"echostr": "x" * 5000},
        {"signature": ""},
        {"timestamp": "now"},
    ):
        refused = await here.phones.check(**changes)
        assert (refused.status_code, refused.text) == (403, "")


def test_the_signature_is_the_one_of_the_document() -> None:
    """The example of https://developers.weixin.qq.com/minigame/dev/guide/base-ability/message-push.md"""
    from bot.channels.platforms.message_cipher import signature_of

    assert signature_of("AAAAA", "1714036504", "1514711492") == "f464b24fc39322e44b38aa78f5edd27bd1441696"


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.soak)])
async def test_forged_calls_are_refused(here: Office, count: int) -> None:
    """Whatever of a call is changed, it is refused, and nothing is heard or stored."""
    chance = random.Random(7)
    phones = here.phones
    for number in range(count):
        query, body = phones.sealed(text_of(here, "11月20日提醒我"), phones.query())
        what = number % 10
        if what == 0:
            query["msg_signature"] = sign("guessed", query["timestamp"], query["nonce"])
        elif what == 1:
            at = chance.randrange(60, len(body) - 30)
            body = body[:at] + (b"A" if body[at : at + 1] != b"A" else b"B") + body[at + 1 :]
        elif what == 2:
            query["signature"] = sign("guessed", query["timestamp"], query["nonce"])
        elif what == 3:
            query, body = phones.query(), text_of(here, "11月20日提醒我")  # plain, where seals are required
        elif what == 4:
            query = {**query, **phones.query(int(here.real().timestamp()) - chance.randrange(301, 9999))}
        elif what == 5:
            query = {**query, **phones.query(int(here.real().timestamp()) + chance.randrange(301, 9999))}
        elif what == 6:
            del query[chance.choice(["signature", "timestamp", "nonce", "msg_signature"])]
        elif what == 7:  # for another account, by somebody who has the key
            secret = seal(text_of(here, "x"), AES_KEY, "wx_of_another")
            body = f"<xml><Encrypt>{secret}</Encrypt></xml>".encode()
            query["msg_signature"] = sign(here.world.token, query["timestamp"], query["nonce"], secret)
        elif what == 8:  # with another key
            secret = seal(text_of(here, "x"), "B" * 43, APP_ID)
            body = f"<xml><Encrypt>{secret}</Encrypt></xml>".encode()
            query["msg_signature"] = sign(here.world.token, query["timestamp"], query["nonce"], secret)
        else:
            query["nonce"] += "1"
        answer = await phones.raw(query, body)
        assert answer.status_code in (400, 403), (what, answer.status_code)
        assert answer.content == b""
    assert await unheard(here)


@pytest.mark.parametrize("count", [50, pytest.param(5_000, marks=pytest.mark.soak)])
async def test_replayed_calls_are_refused(here: Office, count: int) -> None:
    """A call that was made before is refused after half a minute, and at once if it says something else."""
    phones = here.phones
    calls = []
    for number in range(count):
        query, body = phones.sealed(text_of(here, f"第{number}条"), phones.query())
        assert (await phones.raw(query, body)).status_code == 200
        calls.append((query, body))
        again = {**query}
        _, other = phones.sealed(text_of(here, "换一句"), query)
        signature, _ = phones.sealed(text_of(here, "换一句"), query)
        assert (await phones.raw({**again, **signature}, other)).status_code == 403
        changed, replaced = phones.sealed(text_of(here, "再换一句"), query)
        assert (await phones.raw(changed, replaced)).status_code == 403
    here.real.now = here.real.now.fromtimestamp(here.real.now.timestamp() + 31, here.real.now.tzinfo)
    for query, body in calls:
        assert (await phones.raw(query, body)).status_code == 403


async def test_a_repeated_call_is_answered_alike_and_nothing_is_done_twice(here: Office) -> None:
    """WeChat repeats what it got no answer to: by number for messages, by person and second for events."""
    phones = here.phones
    body = text_of(here, "11月20日上午9点提醒我催张三")
    query, sealed = phones.sealed(body, phones.query())
    first = phones.read(await phones.raw(query, sealed), WHO)
    again = phones.read(await phones.raw(query, sealed), WHO)  # the very call
    anew = phones.read(await phones.post(body), WHO)  # dated and signed anew
    assert first == again == anew
    assert "2022年11月20日" in first
    kept = await here.store.load(f"wechat:{WHO}")
    assert kept is not None
    assert len(kept.subscriptions) == 1
    tap = phones.body(WHO, MsgType="event", Event="CLICK", EventKey="/deadlines")
    shown = {phones.read(await phones.post(tap), WHO) for _ in range(3)}
    assert len(shown) == 1


async def test_repeats_at_the_same_moment(here: Office) -> None:
    """Three at once: the newest is answered, and the conversation heard it once."""
    body = text_of(here, "11月20日上午9点提醒我催张三")
    answers = await asyncio.gather(*(here.phones.post(body) for _ in range(3)))
    texts = [here.phones.read(answer, WHO) for answer in answers]
    assert any("2022年11月20日" in text for text in texts)
    kept = await here.store.load(f"wechat:{WHO}")
    assert kept is not None
    assert len(kept.subscriptions) == 1


@pytest.mark.parametrize("bomb", BOMBS)
async def test_bombs_are_refused(here: Office, bomb: bytes) -> None:
    """Outside of the seal and within."""
    phones = here.phones
    query = phones.query()
    assert (await phones.raw({**query, "msg_signature": "0" * 40}, bomb)).status_code in (400, 403)
    query, body = phones.sealed(bomb, phones.query())
    assert (await phones.raw(query, body)).status_code == 400
    assert await unheard(here)


async def test_what_is_no_message(here: Office) -> None:
    """Too long, of another method, or without its fields; other paths are not ours."""
    phones = here.phones
    assert (await phones.raw(phones.query(), b"x" * 300_000)).status_code == 413
    async with httpx.AsyncClient(base_url=phones.url, trust_env=False) as client:
        assert (await client.put("/wechat")).status_code == 405
        assert (await client.post("/wechat")).status_code == 403
        assert (await client.get("/elsewhere")).status_code == 404
    for fields in ({"FromUserName": "../x"}, {"CreateTime": "later"}, {"FromUserName": ""}):
        body = phones.body(WHO, **fields, MsgType="text", Content="x", MsgId="1")
        assert (await phones.post(body)).status_code == 400


async def test_plain_mode_only_if_it_is_set(office_of: Opens, logged: list[dict[str, object]]) -> None:
    """It answers plainly and warns. A number that was used is refused for another body, though that is not signed."""
    async with office_of(plain=True, aes_key="") as here:
        shown = await here.phones.say(WHO, "什么时候截止")
        assert "2022年12月6日" in shown[0][1]
        query = here.phones.query()
        assert (await here.phones.raw(query, text_of(here, "一"))).status_code == 200
        assert (await here.phones.raw(query, text_of(here, "二"))).status_code == 403
    assert "wechat_plain" in [line["event"] for line in logged]


async def test_signs_that_xml_cannot_hold(here: Office) -> None:
    """What people write comes through whatever it holds, and so does the answer."""
    for says in ("]]>", "<a href='x'>&amp;</a>", "什么时候截止 ]]> <![CDATA[", "😀" * 300, "a" * 5000):
        shown = await here.phones.say(WHO, says)
        assert shown[0][0] == "passive"
