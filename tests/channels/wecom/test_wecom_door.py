"""What stands before the conversation: the check of the address, forged, changed, replayed and repeated calls, bombs."""

from __future__ import annotations

import asyncio

from bot.channels.platforms.message_cipher import MessageCipher, is_signed
from tests.channels.wecom.unit import Unit

WHO = "somebody"


def text_of(here: Unit, says: str) -> bytes:
    """A message as XML."""
    return here.phones.body(WHO, MsgType="text", Content=says, MsgId=here.phones.number())


def test_the_seal_is_the_one_of_the_document() -> None:
    """The example of https://developer.work.weixin.qq.com/document/path/90968"""
    token, key, corp = "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7"
    sealed = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
    signature = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    assert is_signed(signature, token, "1409659589", "263014780", sealed)
    assert MessageCipher(key, corp).opened(sealed) == b"1616140317555161061"


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
