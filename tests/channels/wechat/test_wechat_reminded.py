"""What people do about a reminder in WeChat, and reminders that become one set with another channel's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from tests.channels.wechat.office import Office
from tests.reminders.moments import at
from tests.wechat_api.phone import links

WANG, LI = "oWang_-0123456789", "oLi0123456789"


def texts(shown: list[tuple[str, str]]) -> str:
    """What was shown, in one."""
    return "\n".join(text for _, text in shown)


async def test_links_under_a_reminder(here: Office) -> None:
    """Once more in an hour by a link, done in words under that, and both only once."""
    phones = here.phones
    await phones.say(WANG, "每天9点提醒我填表，到11月20号")
    before = len(here.shown(WANG))
    async with here.dispatching():
        here.clock.now += timedelta(days=1)
        await here.until(lambda: len(here.shown(WANG)) > before)
        _, text = here.shown(WANG)[-1]
        assert [shown for _, _, shown in links(text)] == ["已办", "一小时后再提醒", "停止提醒"]
        assert "再提醒您一次" in texts(await phones.tap(WANG, "一小时后再提醒"))
        assert "已经安排" in texts(await phones.say(WANG, "过一小时再说"))
        before = len(here.shown(WANG))
        here.clock.now += timedelta(minutes=62)
        await here.until(lambda: len(here.shown(WANG)) > before)
        assert "填表" in here.shown(WANG)[-1][1]
        assert "不再提醒" in texts(await phones.say(WANG, "办好了"))
        assert "继续提醒" in texts(await phones.tap(WANG, "还没办好"))


async def joined(here: Office) -> None:
    """One who gave a wish and one who gets it."""
    phones = here.phones
    await phones.say(LI, "12月1日上午9点提醒我催张三")
    code = re.search(r"/join (\d{4} \d{4} \d{5})", texts(await phones.say(LI, "/join")))
    assert code is not None
    check = re.search(r"是 (\d\d)", texts(await phones.say(WANG, f"/join {code[1]}")))
    assert check is not None
    await phones.say(LI, f"/join {check[1]}")
    assert "已合并" in texts(await phones.say(WANG, "/joinok"))


async def test_one_set_of_two_people_s_channels(here: Office) -> None:
    """The code is typed, confirmed on both sides, and undone by a link."""
    phones = here.phones
    await joined(here)
    assert "催张三" in texts(await phones.say(WANG, "我有哪些提醒"))
    await phones.say(WANG, "/joinok")
    assert "已分开" in texts(await phones.tap(WANG, "分开"))
    assert "催张三" not in texts(await phones.say(WANG, "我有哪些提醒"))
    assert "催张三" in texts(await phones.say(LI, "我有哪些提醒"))


@pytest.mark.parametrize("way", ["unfollowed", "unseen", "came back"])
async def test_who_unfollows_is_reminded_on_the_other_side(
    here: Office, whole_assistant: Assistant, way: str
) -> None:
    """Whether WeChat tells it at once, by 43004 when the reminder is sent, or after it took it: the other side gets it."""
    phones, world = here.phones, here.world
    await joined(here)
    service = ConversationService(lambda: whole_assistant, here.store)
    async with here.dispatching(lambda: service.hand_over_all(here.clock())):
        await here.until(lambda: any("合成一套" in text for _, text in here.shown(LI)))
        if way == "unfollowed":
            await phones.unfollow(WANG)
        world.people[WANG].follows = way == "came back"
        before, mine = len(here.shown(LI)), len(here.shown(WANG))
        here.clock.now = at("2022-12-01T09:00")
        if way == "came back":
            await here.until(lambda: len(here.shown(WANG)) > mine)
            fields = {"Event": "TEMPLATESENDJOBFINISH", "MsgID": "1", "Status": "failed:user block"}
            await phones.does(WANG, MsgType="event", **fields)
        await here.until(lambda: "催张三" in texts(here.shown(LI)[before:]))
        await here.until(lambda: "改在这里发" in texts(here.shown(LI)))
        came = texts(here.shown(LI)[before:])
        assert came.count("催张三") == 1
        reminder = next(text for _, text in here.shown(LI)[before:] if "催张三" in text)
        assert ("可能重复" in reminder) == (way == "came back")
    assert "催张三" not in texts(here.shown(WANG)[mine:]) or way == "came back"
