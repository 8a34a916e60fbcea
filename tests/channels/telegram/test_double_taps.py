"""A double tap answers one question: the second tap falls on the old buttons, and no new ones come before it is over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.channels.telegram.clerk import HELD_SECONDS
from bot.channels.telegram.post import TelegramPost
from bot.clock import Timer
from bot.conversation.assistant import Assistant
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import FAST, Moment, running, settings_for, surroundings
from tests.telegram_api.limits import Limits as ServerLimits
from tests.telegram_api.phone import Json, Phones, labels

ANNA = 1001
HURRIED = vars(ServerLimits(everyone=1000, burst=1000, group=1000))


@dataclass
class Watched(Timer):
    """A timer that notes for how long it is asked to wait, and does not."""

    waits: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        """A moment at which nothing has taken any time."""
        return 0.0

    async def sleep(self, seconds: float) -> None:
        """Note it, and leave the others their turn."""
        self.waits.append(seconds)
        await super().sleep(0.01)


async def _twice(phones: Phones, message: Json, label: str) -> None:
    """Two taps on one button, one right after the other."""
    data = next(button["callback_data"] for button in message["buttons"] if label in button["text"])
    for _ in range(2):
        await phones.world("tap", ANNA, message["id"], data, None)


@pytest.mark.parametrize("label", ["在职在岗", "不清楚"])
async def test_two_taps_on_one_button_are_one_answer(phones: Phones, post: TelegramPost, label: str) -> None:
    """The next question has 不清楚 in the same place, and stays open."""
    await phones.do("set", limits=HURRIED)
    _, question = await phones.ask(ANNA, "我能不能报", replies=2)
    before = len(await phones.said(ANNA))
    await _twice(phones, question, label)
    (after,) = await phones.next(ANNA, before)
    await phones.await_call("answerCallbackQuery", 2)
    assert "公务员" in after["text"]
    assert len(await phones.said(ANNA)) == before + 1
    assert "上一步" in labels(after)
    (answered,) = await phones.tap(ANNA, "都不是")
    assert "专业" in answered["text"]
    assert await phones.refused() == []


async def test_new_choices_come_when_a_double_tap_is_over(
    phones: Phones, api_url: str, tmp_path: Path, store: Store, full_assistant: Assistant
) -> None:
    """After a tap they are held back; what one writes is answered at once."""
    await phones.do("set", limits=HURRIED)
    around = surroundings(settings_for(api_url, tmp_path), store, full_assistant, Moment(), FAST)
    watched = Watched()
    async with running(TelegramPost(replace(around, timer=watched, held=HELD_SECONDS))):
        await phones.ask(ANNA, "我能不能报", replies=2)
        assert HELD_SECONDS not in watched.waits
        await phones.tap(ANNA, "在职在岗")
        assert watched.waits.count(HELD_SECONDS) == 1


async def test_who_one_is_is_offered_once_and_the_buttons_stay(phones: Phones, post: TelegramPost) -> None:
    """Under the welcome; a tap is remembered, another changes it, and nobody must tap at all."""
    await phones.do("set", limits=HURRIED)
    (welcome,) = await phones.ask(ANNA, "/start")
    assert {"申报人", "单位", "主管部门"} <= set(labels(welcome))
    (told,) = await phones.tap(ANNA, "主管部门")
    assert "2023年1月4日" in told["text"]
    await phones.tap(ANNA, "申报人")
    (next_day,) = await phones.ask(ANNA, "/next")
    assert "2022年12月6日" in next_day["text"]
    assert "2023年1月4日" not in next_day["text"]
    first, *_ = await phones.said(ANNA)
    assert "单位" in labels(first)
    assert await phones.refused() == []
