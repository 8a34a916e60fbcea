"""How the bot shows itself: its profile, its welcome, and what it says to who comes back."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.telegram.post import TelegramPost
from bot.conversation.assistant import Assistant
from bot.knowledge import Knowledge
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import FAST, Moment, running, settings_for, surroundings
from tests.channels.telegram.test_conversations import HURRIED, reminding
from tests.packs import SHANGHAI
from tests.telegram_api.phone import Phones, labels

GROUP, ANNA, BEN = -100123, 1001, 1002
NAME = "@notice_test_bot"
WEEK_BEFORE = datetime(2022, 11, 29, 9, 0, 1, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
async def _no_limits(phones: Phones) -> None:
    await phones.do("set", limits=HURRIED)
    await phones.do("set", admins={GROUP: [ANNA]})


@pytest.mark.parametrize(
    "fault", [{"status": 429, "retry_after": 1}, {"status": 502, "body": "<html>"}, {"hang_up": "before"}]
)
async def test_the_profile_is_set_all_the_same(
    phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant, fault: dict[str, object]
) -> None:
    """After a 429 or a fault of the wire a call is made again; one that Telegram rejects stops no other."""
    await phones.do("fault", method="setMyCommands", count=1, **fault)
    await phones.do("fault", method="setMyDescription", count=1, status=400, words="Bad Request: no")
    around = surroundings(settings_for(phones.url, tmp_path), store, full_assistant, limits=FAST)
    async with running(TelegramPost(around)):
        await phones.await_call("setMyShortDescription", 3)
        commands = await phones.do("get", name="commands")
        assert {"default/", "default/zh", "default/en", "all_group_chats/"} <= set(commands)
        descriptions = await phones.do("get", name="descriptions")
        assert [bool(one.get("description")) for one in descriptions.values()] == [False, True, True]


async def test_welcome_buttons_stay(phones: Phones, post: TelegramPost) -> None:
    """Each can be tapped, one after another, and again."""
    (start,) = await phones.ask(ANNA, "/start")
    for label in ("截止时间", "到期前提醒我", "截止时间"):
        await phones.tap(ANNA, label)
    await phones.ask(ANNA, "/help")
    assert labels((await phones.said(ANNA))[0]) == labels(start)


@pytest.mark.parametrize("text", [NAME, f"{NAME} ", f"  {NAME}"])
async def test_a_bare_mention_gets_help(phones: Phones, post: TelegramPost, text: str) -> None:
    """Who only names the bot wants to know what it can do."""
    (help,) = await phones.ask(BEN, text, chat=GROUP)
    assert "/interview" in help["text"]


@pytest.mark.parametrize("text", [f"/interview{NAME}", f"{NAME} 我能不能报"])
async def test_an_interview_in_a_group_offers_a_private_one(
    phones: Phones, post: TelegramPost, text: str
) -> None:
    """By command or in words, once at its beginning; in private there is no such link."""
    link = "https://t.me/notice_test_bot?start=interview"
    first, _ = await phones.ask(BEN, text, 2, chat=GROUP)
    assert [button["url"] for button in first["buttons"] if "url" in button] == [link]
    (question,) = await phones.tap(BEN, "不清楚", chat=GROUP)
    assert link not in question["text"]
    (private, *_) = await phones.ask(BEN, "/start interview", 2)
    assert link not in private["text"]


async def test_who_blocked_the_bot_and_returns(
    phones: Phones, post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment
) -> None:
    """/start says that the wishes rest and offers them; a tap has them go on."""
    await phones.ask(ANNA, "提前7天和1天提醒我")
    await phones.ask(BEN, "提前7天提醒我")
    await phones.world("block", ANNA)
    async with reminding(post, store, shipped, moment):
        moment.now = WEEK_BEFORE
        await phones.next(BEN, 1)
        await until_ended(store, f"telegram:{ANNA}")
    await phones.world("unblock", ANNA)
    before = len(await phones.said(ANNA))
    await phones.say(ANNA, "/start")
    welcome, offer = await phones.next(ANNA, before, 2)
    assert "截止时间" in labels(welcome)
    assert "停着" in offer["text"]
    await phones.tap(ANNA, labels(offer)[-1])
    assert await goes_on(store, f"telegram:{ANNA}")
    (again,) = await phones.ask(ANNA, "/start")
    assert "截止时间" in labels(again)


async def test_a_group_that_takes_the_bot_back(
    phones: Phones, post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment
) -> None:
    """It hears the same, for all of the group."""
    await phones.ask(ANNA, f"{NAME} 提前7天和1天提醒我们", chat=GROUP)
    await phones.do("set", left=[GROUP])
    async with reminding(post, store, shipped, moment):
        moment.now = WEEK_BEFORE
        await until_ended(store, f"telegram:{GROUP}")
    await phones.do("set", left=[])
    await phones.world("join", ANNA, GROUP)
    _, offer = await phones.next(GROUP, 1, 2)
    await phones.tap(ANNA, labels(offer)[-1], chat=GROUP)
    assert await goes_on(store, f"telegram:{GROUP}")


async def until_ended(store: Store, user: str) -> None:
    """Wait until nothing of a user is sent any more."""
    async with asyncio.timeout(60):
        while await goes_on(store, user):
            await asyncio.sleep(0.05)


async def goes_on(store: Store, user: str) -> bool:
    """Whether a wish of a user runs and does not rest."""
    kept = await store.load(user)
    assert kept is not None
    return any(not wish.ended and not wish.state["paused"] for wish in kept.subscriptions.values())
