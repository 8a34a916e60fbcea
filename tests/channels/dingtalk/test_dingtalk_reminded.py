"""What people do about a reminder in DingTalk: lines under it that say something by a tap."""

from __future__ import annotations

from datetime import timedelta

from tests.channels.dingtalk.bureau import Bureau
from tests.dingtalk_api.world import links

WANG = "032615015535634423"


async def test_lines_under_a_reminder(here: Bureau) -> None:
    """Once more in an hour, then done; without numbers, which answer questions of the talk."""
    phones = here.phones
    await phones.say(WANG, "每天9点提醒我填表，到11月20号")
    before = len(here.shown(WANG))
    async with here.dispatching():
        here.clock.now += timedelta(days=1)
        await here.until(lambda: len(here.shown(WANG)) > before)
        how, text = here.shown(WANG)[-1]
        assert how == "markdown"
        assert links(text) == [("已办", "已办"), ("一小时后再提醒", "一小时后再提醒")]
        assert "再提醒您一次" in await phones.tap(WANG, "一小时后再提醒")
        before = len(here.shown(WANG))
        here.clock.now += timedelta(minutes=62)
        await here.until(lambda: len(here.shown(WANG)) > before)
        assert "填表" in here.shown(WANG)[-1][1]
        assert "不再提醒" in await phones.tap(WANG, "已办")
        assert "继续提醒" in await phones.tap(WANG, "还没办好")


async def test_two_at_once_are_asked_about(here: Bureau) -> None:
    """A tap says only the words: of two that just came it is asked which."""
    for what in ("填表", "催张三"):
        await here.phones.say(WANG, f"11月16日上午9点提醒我{what}")
    before = len(here.shown(WANG))
    async with here.dispatching():
        here.clock.now += timedelta(days=1)
        await here.until(lambda: len(here.shown(WANG)) > before + 1)
        assert "哪一项办好了" in await here.phones.tap(WANG, "已办")
        assert "催张三" in await here.phones.tap(WANG, "催张三")
