"""Whole conversations over real HTTP, sealed as WeCom seals them, shown as members see them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.channels.platforms.tour import Visit, through_it_all
from tests.channels.premises import serving
from tests.channels.wecom.unit import Opens, Unit

WANG, LI = "WangFang", "li.si@example-1"


async def test_from_joining_to_forgetting(here: Unit) -> None:
    """The whole talk; its reminder is a card."""
    phones = here.phones
    assert "非官方" in await phones.joins(WANG)

    async def says(text: str) -> str:
        return await phones.say(WANG, text)

    visit = Visit(here, "wecom", WANG, lambda: here.shown(WANG), says, says, here.pass_minute)
    await through_it_all(visit, "textcard")


async def test_a_choice_by_its_number_and_the_menu(here: Unit) -> None:
    """Choices are numbered; the menu is made once and runs its commands."""
    await here.until(lambda: bool(here.world.menu))
    assert [button["key"] for button in here.world.menu] == ["/interview", "/deadlines", "/remind"]
    assert "2022年12月6日" in await here.phones.menu(LI, "/deadlines")
    here.real.now += timedelta(seconds=1)
    assert "1. " in await here.phones.menu(LI, "/interview")
    here.real.now += timedelta(seconds=1)
    assert "直接用平常的话" in await here.phones.menu(LI, "of-another-program")
    assert "公务员" in await here.phones.say(LI, "1")
    post = here.remade()
    async with serving(post, post.around):
        await here.until(lambda: here.world.calls.count("/cgi-bin/menu/get") == 2)
    assert here.world.calls.count("/cgi-bin/menu/create") == 1


async def test_leaving_ends_wishes_and_joining_again_offers_them(here: Unit) -> None:
    """Who is taken out of the application's range cannot be reached; back in it, they are asked."""
    await here.phones.say(WANG, "12月1日上午9点提醒我催张三")
    here.real.now += timedelta(seconds=5)
    await here.phones.leaves(WANG)

    async def ended() -> bool:
        kept = await here.store.load(f"wecom:{WANG}")
        return kept is not None and [one.ended for one in kept.subscriptions.values()] == [
            "gone: not in the unit"
        ]

    await here.until_so(ended)
    here.real.now += timedelta(seconds=5)
    await here.phones.joins(WANG)
    await here.until(lambda: "恢复" in here.shown(WANG)[-1][1])
    await here.phones.say(WANG, "恢复")
    kept = await here.store.load(f"wecom:{WANG}")
    assert kept is not None
    assert [one.ended for one in kept.subscriptions.values()] == [""]


async def test_what_is_no_word(here: Unit) -> None:
    """Pictures and voice get a plain word; other events, other applications, the system and other units get nothing."""
    number = here.phones.number
    for kind in ("image", "voice", "video", "location", "link"):
        here.phones._mark(WANG)
        await here.phones.does(WANG, MsgType=kind, MsgId=number())
        assert "打字" in await here.phones.shown(WANG)
    before = len(here.world.sent)
    for event in ("enter_agent", "view", "LOCATION", "change_contact", "of_tomorrow"):
        await here.phones.does(WANG, MsgType="event", Event=event)
    await here.phones.does("sys", MsgType="event", Event="subscribe", AgentID="")
    await here.phones.does(WANG, MsgType="text", Content="你好", MsgId=number(), AgentID="7")
    await here.phones.does("another/unit", MsgType="text", Content="你好", MsgId=number())
    assert "2022年12月6日" in await here.phones.say(LI, "什么时候截止")
    assert len(here.world.sent) == before + 1


async def test_a_long_answer_in_parts(here: Unit) -> None:
    """None longer than 2,048 bytes, in order, and no more than 29 in a minute."""
    here.phones._mark(WANG)
    for _ in range(6):
        await here.phones.writes(
            WANG, "要交哪些材料；什么时候截止；到哪里报送材料；能不能邮寄；学历要求；论文要求"
        )
    await here.until(lambda: len(here.shown(WANG)) >= 6)
    assert all(how == "text" for how, _ in here.shown(WANG))


@pytest.mark.parametrize("page", ["", "https://notice.example.com"])
async def test_a_card_only_where_there_is_a_page(unit_of: Opens, page: str) -> None:
    """Without an address to lead to a reminder is a text; nothing of it is cut."""
    async with unit_of(page=page) as here:
        await here.phones.say(WANG, "11月16日上午9点提醒我催张三")
        async with here.dispatching():
            here.clock.now += timedelta(days=1)
            await here.until(lambda: len(here.shown(WANG)) > 1)
        how, text = here.shown(WANG)[-1]
        assert how == ("textcard" if page else "text")
        assert "催张三" in text
        assert "别提醒了" in text
