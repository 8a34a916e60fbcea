"""What people do about a reminder in WeCom: its card leads to the buttons."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.assistant import Assistant
from tests.channels.answer_page import answer_page
from tests.channels.wecom.unit import Unit

WANG = "WangFang"


async def test_a_card_leads_to_the_buttons(here: Unit, whole_assistant: Assistant) -> None:
    """Once more in an hour, then done; words do the same, and nothing is done twice."""
    await here.phones.say(WANG, "每天9点提醒我填表，到11月20号")
    before = len(here.shown(WANG))
    async with (
        answer_page(here.store, whole_assistant, here.clock, here.real) as page,
        here.dispatching(),
    ):
        here.clock.now += timedelta(days=1)
        await here.until(lambda: len(here.shown(WANG)) > before)
        card = here.world.sent[-1]["textcard"]
        assert card["btntxt"] == "去处理"
        assert await page.open(card["url"]) == 200
        assert "再提醒您一次" in await page.tap("一小时后再提醒")
        assert "已经安排" in await here.phones.say(WANG, "过一小时再说")
        before = len(here.shown(WANG))
        here.clock.now += timedelta(minutes=62)
        await here.until(lambda: len(here.shown(WANG)) > before)
        assert "填表" in here.shown(WANG)[-1][1]
        await page.open(here.world.sent[-1]["textcard"]["url"])
        assert "不再提醒" in await page.tap("已办")
        assert "填表" not in await here.phones.say(WANG, "我有哪些提醒")
        assert "继续提醒" in await page.tap("还没办好")
