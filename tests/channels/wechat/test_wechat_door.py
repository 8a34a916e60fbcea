"""What stands before the conversation: the check of the address, forged, changed, replayed and repeated calls, bombs."""

from __future__ import annotations

import asyncio

from tests.channels.wechat.office import Office, Opens

WHO = "oSomebody0123"


def text_of(here: Office, says: str) -> bytes:
    """A message as XML."""
    return here.phones.body(WHO, MsgType="text", Content=says, MsgId=here.phones.number())


def test_the_signature_is_the_one_of_the_document() -> None:
    """The example of https://developers.weixin.qq.com/minigame/dev/guide/base-ability/message-push.md"""
    from bot.channels.platforms.message_cipher import signature_of

    assert signature_of("AAAAA", "1714036504", "1514711492") == "f464b24fc39322e44b38aa78f5edd27bd1441696"


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


async def test_plain_mode_only_if_it_is_set(office_of: Opens, logged: list[dict[str, object]]) -> None:
    """It answers plainly and warns. A number that was used is refused for another body, though that is not signed."""
    async with office_of(plain=True, aes_key="") as here:
        shown = await here.phones.say(WHO, "什么时候截止")
        assert "2022年12月6日" in shown[0][1]
        query = here.phones.query()
        assert (await here.phones.raw(query, text_of(here, "一"))).status_code == 200
        assert (await here.phones.raw(query, text_of(here, "二"))).status_code == 403
    assert "wechat_plain" in [line["event"] for line in logged]
