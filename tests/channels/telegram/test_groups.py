"""Groups: who is answered, whose conversation it is, who may decide for all."""

from __future__ import annotations

import pytest

from bot.channels.telegram.post import TelegramPost
from bot.store.database import Store
from tests.channels.telegram.test_conversations import HURRIED
from tests.telegram_api.phone import Phones, labels

GROUP, ANNA, BEN = -100123, 1001, 1002
NAME = "@notice_test_bot"
ASKED = "单位几号前要推荐"


@pytest.fixture(autouse=True)
async def _group(phones: Phones) -> None:
    await phones.do("set", limits=HURRIED)
    await phones.do("set", admins={GROUP: [ANNA]})


async def test_only_when_meant(phones: Phones, post: TelegramPost) -> None:
    """What is said to others is left alone; a mention, a command and a reply to the bot are answered, as replies."""
    await phones.say(BEN, ASKED, GROUP)
    await phones.say(BEN, "@somebody_else 什么时候截止", GROUP)
    await phones.say(BEN, "/help@another_bot", GROUP)
    (answer,) = await phones.ask(BEN, f"{NAME} {ASKED}", chat=GROUP)
    assert "2022年12月19日" in answer["text"]
    assert answer["reply_to"] == 4
    await phones.say(BEN, "什么时候截止", GROUP, answer["id"])
    (second,) = await phones.next(GROUP, 1)
    assert "2022年12月6日" in second["text"]
    await phones.ask(BEN, f"/deadlines{NAME}", chat=GROUP)
    assert len(await phones.said(GROUP)) == 3


async def test_own_conversations(phones: Phones, post: TelegramPost, store: Store) -> None:
    """Each member has a conversation of their own; a button is for whom it was made."""
    await phones.ask(ANNA, f"/interview{NAME}", 2, chat=GROUP)
    await phones.tap(BEN, "不清楚", replies=0, chat=GROUP)
    await phones.await_call("answerCallbackQuery")
    assert len(await phones.said(GROUP)) == 2
    assert (await phones.calls("answerCallbackQuery"))[0]["params"]["text"]
    await phones.tap(ANNA, "不清楚", chat=GROUP)
    assert await store.load(f"telegram:{GROUP}:{ANNA}") is not None
    assert await store.load(f"telegram:{GROUP}:{BEN}") is None


async def test_reminders_by_admins(phones: Phones, post: TelegramPost, store: Store) -> None:
    """A member cannot subscribe the group, by command or by tap; an admin can, by taps or by words."""
    (refused,) = await phones.ask(BEN, f"/remind{NAME}", chat=GROUP)
    assert "管理员" in refused["text"]
    (offer,) = await phones.ask(ANNA, f"/remind{NAME}", chat=GROUP)
    role = labels(offer)[0]
    await phones.tap(BEN, role, replies=0, chat=GROUP)
    await phones.await_call("answerCallbackQuery")
    kept = await store.load(f"telegram:{GROUP}")
    assert kept is not None
    assert not kept.subscriptions
    (said,) = await phones.ask(ANNA, f"{NAME} 提前5天提醒我们", chat=GROUP)
    assert "已记下" in said["text"]
    kept = await store.load(f"telegram:{GROUP}")
    assert kept is not None
    assert len(kept.subscriptions) == 1


async def test_joined(phones: Phones, post: TelegramPost) -> None:
    """A group into which the bot is brought is told how to ask."""
    await phones.world("send", ANNA, {"new_chat_title": "x"}, GROUP)
    await phones.world("join", ANNA, GROUP)
    (word,) = await phones.next(GROUP, 0)
    assert NAME in word["text"]


async def test_migrated(phones: Phones, post: TelegramPost) -> None:
    """A group that became a larger one under another number still gets what is said to it."""
    larger = -100999
    await phones.ask(BEN, f"{NAME} {ASKED}", chat=GROUP)
    await phones.world("send", ANNA, {"new_chat_title": "x"}, larger)
    await phones.do("set", migrated={GROUP: larger})
    await phones.say(BEN, f"{NAME} {ASKED}", GROUP)
    (answer,) = await phones.next(larger, 0)
    assert "2022年12月19日" in answer["text"]
