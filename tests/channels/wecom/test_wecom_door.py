"""What stands before the conversation: the check of the address, forged, changed, replayed and repeated calls, bombs."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.channels.platforms.message_cipher import MessageCipher, is_signed
from tests.channels.wecom.unit import Unit
from tests.platforms.bombs import BOMBS
from tests.platforms.seal import seal, sign
from tests.wecom_api.world import AES_KEY, CORP_ID

WHO = "somebody"


def text_of(here: Unit, says: str) -> bytes:
    """A message as XML."""
    return here.phones.body(WHO, MsgType="text", Content=says, MsgId=here.phones.number())


async def unheard(here: Unit) -> bool:
    """Whether nothing that was said reached the conversation."""
    return await here.store.load(f"wecom:{WHO}") is None and not here.post.intake.waiting


def test_the_seal_is_the_one_of_the_document() -> None:
    """The example of https://developer.work.weixin.qq.com/document/path/90968"""
    token, key, corp = "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7"
    sealed = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
    signature = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    assert is_signed(signature, token, "1409659589", "263014780", sealed)
    assert MessageCipher(key, corp).opened(sealed) == b"1616140317555161061"


async def test_the_check_of_the_address(here: Unit) -> None:
    """The word within the seal comes back as it is, if the seal is signed with our token and dated now."""
    answer = await here.phones.check()
    assert (answer.status_code, answer.text) == (200, "1616140317555161061")
    for changes in (
        {"msg_signature": "0" * 40},
        {"nonce": "1"},
        {"timestamp": "1409659589"},
        {"echostr": "x" * 5000},
        {"echostr": seal(b"x", AES_KEY, CORP_ID)},
        {"msg_signature": ""},
        {"timestamp": "now"},
    ):
        refused = await here.phones.check(**changes)
        assert (refused.status_code, refused.text) == (403, "")


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=pytest.mark.soak)])
async def test_forged_calls_are_refused(here: Unit, count: int) -> None:
    """Whatever of a call is changed, it is refused, and nothing is heard or stored."""
    chance, phones = random.Random(7), here.phones
    for number in range(count):
        query, body = phones.sealed(text_of(here, "11月20日提醒我"), phones.query())
        what = number % 9
        if what == 0:
            query["msg_signature"] = sign("guessed", query["timestamp"], query["nonce"])
        elif what == 1:
            at = chance.randrange(body.index(b"<Encrypt>") + 9, len(body) - 30)
            body = body[:at] + (b"A" if body[at : at + 1] != b"A" else b"B") + body[at + 1 :]
        elif what == 2:  # without a seal: WeCom knows no plain messages
            query, body = {**phones.query(), "msg_signature": "0" * 40}, text_of(here, "11月20日提醒我")
        elif what == 3:
            query |= phones.query(int(here.real().timestamp()) - chance.randrange(301, 9999))
        elif what == 4:
            query |= phones.query(int(here.real().timestamp()) + chance.randrange(301, 9999))
        elif what == 5:
            del query[chance.choice(["timestamp", "nonce", "msg_signature"])]
        elif what == 6:  # for another unit, by somebody who has the key
            query, body = phones.sealed(text_of(here, "x"), phones.query(), "ww_of_another")
        elif what == 7:  # with another key
            secret = seal(text_of(here, "x"), "B" * 43, CORP_ID)
            body = f"<xml><Encrypt>{secret}</Encrypt></xml>".encode()
            query["msg_signature"] = sign(here.world.token, query["timestamp"], query["nonce"], secret)
        else:
            query["nonce"] += "1"
        answer = await phones.raw(query, body)
        assert answer.status_code in (400, 403), (what, answer.status_code)
        assert answer.content == b""
    assert await unheard(here)


@pytest.mark.parametrize("count", [100, pytest.param(5_000, marks=pytest.mark.soak)])
async def test_replayed_calls_are_refused(here: Unit, count: int) -> None:
    """A call that was made before is refused after half a minute, and at once if its date and number say something else."""
    phones, calls = here.phones, []
    for number in range(count):
        who = f"member{number}"
        body = phones.body(who, MsgType="event", Event="enter_agent")
        query, sealed = phones.sealed(body, phones.query())
        assert (await phones.raw(query, sealed)).status_code == 200
        calls.append((query, sealed))
        again = phones.sealed(text_of(here, "换一句"), {name: query[name] for name in ("timestamp", "nonce")})
        assert (await phones.raw(*again)).status_code == 403
    here.real.now += timedelta(seconds=31)
    for query, sealed in calls:
        assert (await phones.raw(query, sealed)).status_code == 403
    assert await unheard(here)


async def test_a_repeated_call_is_stored_once(here: Unit) -> None:
    """WeCom repeats what it got no answer to: told by number for messages, by person and second for events."""
    phones = here.phones
    phones._mark(WHO)
    body = text_of(here, "11月20日上午9点提醒我催张三")
    query, sealed = phones.sealed(body, phones.query())
    answers = await asyncio.gather(phones.raw(query, sealed), *(phones.post(body) for _ in range(3)))
    assert [one.status_code for one in answers] == [200] * 4
    assert "2022年11月20日" in await phones.shown(WHO)
    tap = phones.body(WHO, MsgType="event", Event="click", EventKey="/deadlines")
    for _ in range(3):
        assert (await phones.post(tap)).status_code == 200
    phones._before += 1
    await phones.shown(WHO)
    assert len(here.shown(WHO)) == 2
    kept = await here.store.load(f"wecom:{WHO}")
    assert kept is not None
    assert len(kept.subscriptions) == 1


@pytest.mark.parametrize("bomb", BOMBS)
async def test_bombs_are_refused(here: Unit, bomb: bytes) -> None:
    """Outside of the seal and within."""
    phones = here.phones
    assert (await phones.raw({**phones.query(), "msg_signature": "0" * 40}, bomb)).status_code in (400, 403)
    assert (await phones.raw(*phones.sealed(bomb, phones.query()))).status_code == 400
    assert await unheard(here)


async def test_what_is_no_message(here: Unit) -> None:
    """Too long, of another method, or without its fields; other paths are not ours."""
    phones = here.phones
    query = {**phones.query(), "msg_signature": "0" * 40}
    assert (await phones.raw(query, b"x" * 300_000)).status_code == 413
    async with httpx.AsyncClient(base_url=phones.url, trust_env=False) as client:
        assert (await client.put("/wecom")).status_code == 405
        assert (await client.post("/wecom")).status_code == 403
        assert (await client.get("/elsewhere")).status_code == 404
    for fields in ({"ToUserName": "ww_of_another"}, {"CreateTime": "later"}):
        body = phones.body(WHO, **fields, MsgType="text", Content="x", MsgId="1")
        assert (await phones.post(body)).status_code == 400
    assert await unheard(here)


async def test_signs_that_xml_cannot_hold(here: Unit) -> None:
    """What people write comes through whatever it holds, and so does the answer."""
    for says in ("]]>", "<a href='x'>&amp;</a>", "什么时候截止 ]]> <![CDATA[", "😀" * 300, "a" * 5000):
        assert await here.phones.say(WHO, says)


async def test_a_database_that_is_away_is_not_acknowledged(here: Unit) -> None:
    """WeCom repeats the call then."""
    await here.store.close()
    assert (await here.phones.post(text_of(here, "什么时候截止"))).status_code == 503
    assert datetime.now(UTC)
