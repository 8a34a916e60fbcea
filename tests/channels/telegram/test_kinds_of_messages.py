"""Messages of other kinds than words to the bot: albums, pictures with a question, pastes, and who writes under a mask."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram.post import TelegramPost
from bot.conversation.assistant import Assistant
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import FAST, running, settings_for, surroundings
from tests.channels.telegram.test_conversations import HURRIED
from tests.telegram_api.phone import Phones, labels
from tests.telegram_api.world import BOT, PICTURE

GROUP, ANNA, BEN, CHANNEL = -100123, 1001, 1002, -100777
NAME = "@notice_test_bot"
ASKED = "单位几号前要推荐"


@pytest.fixture(autouse=True)
async def _no_limits(phones: Phones) -> None:
    await phones.do("set", limits=HURRIED)
    await phones.do("set", admins={GROUP: [ANNA]})


# ── /forget ──


async def test_forgetting_asks_once(phones: Phones, post: TelegramPost, store: Store) -> None:
    """It says what goes, a tap does it; whoever says something else keeps everything."""
    await phones.ask(ANNA, "/interview", 2)
    await phones.ask(ANNA, "12月3日上午9点提醒我交表")
    (question,) = await phones.ask(ANNA, "/forget")
    assert "1份问答" in question["text"]
    assert "1项提醒" in question["text"]
    await phones.ask(ANNA, ASKED, 2)
    assert await store.load(f"telegram:{ANNA}") is not None
    (gone,) = await phones.tap(ANNA, "全部删掉")
    assert "删除" in gone["text"]
    assert await store.load(f"telegram:{ANNA}") is None


@pytest.mark.parametrize(
    "spelled", ["/forget@notice_test_bot", "/FORGET", "/忘记", "／forget", "/forget 谢谢"]
)
async def test_forgetting_asks_however_it_is_spelled(
    phones: Phones, post: TelegramPost, store: Store, spelled: str
) -> None:
    """In capitals, in Chinese, in full width, with the name that Telegram adds, with words behind it."""
    await phones.ask(ANNA, ASKED)
    (question,) = await phones.ask(ANNA, spelled)
    assert labels(question) == ["全部删掉"]
    assert await store.load(f"telegram:{ANNA}") is not None


# ── pictures and pastes ──


@pytest.mark.parametrize("caption", ["", ASKED])
async def test_an_album_is_answered_once(phones: Phones, post: TelegramPost, caption: str) -> None:
    """However many pictures it has; the next album is another."""
    for count in (1, 2):
        await phones.world("album", ANNA, 4, caption)
        await phones.next(ANNA, 2 * count - 2)
        (help,) = await phones.ask(ANNA, "/help")
        assert "/interview" in help["text"]
        said = await phones.said(ANNA)
        assert len(said) == 2 * count
        assert ("2022年12月19日" if caption else "打成字") in said[-2]["text"]


@pytest.mark.parametrize("under", [1, 3])
async def test_words_under_a_later_picture(phones: Phones, post: TelegramPost, under: int) -> None:
    """They are those of the album: answered once, with the word that the pictures were not looked at."""
    await phones.world("album", ANNA, 4, ASKED, None, under)
    (answer,) = await phones.next(ANNA, 0)
    assert "没有看" in answer["text"]
    assert "2022年12月19日" in answer["text"]
    await phones.ask(ANNA, "/help")
    assert len(await phones.said(ANNA)) == 2


async def test_words_that_come_later(
    api_url: str, phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant
) -> None:
    """Telegram hands out the pictures of an album one by one: whoever sent it is not told of pictures alone meanwhile."""
    around = surroundings(settings_for(api_url, tmp_path), store, full_assistant, limits=FAST)
    around = replace(around, bounds=replace(around.bounds, album=300.0))
    async with running(TelegramPost(around)):
        name = await phones.world("album", ANNA, 2, "")
        while not await store.inbox.waiting(f"telegram:{BOT['id']}", str(ANNA)):
            await asyncio.sleep(0.05)
        await phones.world("album", ANNA, 1, ASKED, None, 0, name)
        (answer,) = await phones.next(ANNA, 0)
        assert "2022年12月19日" in answer["text"]
        await phones.ask(ANNA, "/help")
        assert len(await phones.said(ANNA)) == 2


@pytest.mark.parametrize(
    "what",
    [{"photo": [PICTURE]}, {"document": {"file_id": "f", "file_unique_id": "f", "file_name": "表.docx"}}],
)
async def test_a_question_under_a_picture(
    phones: Phones, post: TelegramPost, what: dict[str, object]
) -> None:
    """It is answered, and a word says that the picture or file was not looked at."""
    await phones.world("send", ANNA, {**what, "caption": ASKED})
    (answer,) = await phones.next(ANNA, 0)
    assert "没有看" in answer["text"]
    assert "2022年12月19日" in answer["text"]
    assert "👍" in labels(answer)
    (plain,) = await phones.ask(ANNA, ASKED)
    assert "没有看" not in plain["text"]


@pytest.mark.parametrize("length", [1300, 2500])
async def test_a_long_paste(phones: Phones, post: TelegramPost, length: int) -> None:
    """It is not cut unsaid; a message of ordinary length gets no such word."""
    (answer,) = await phones.ask(ANNA, (f"{ASKED}？" + "我们单位的情况是这样的，" * 300)[:length])
    assert "太长" in answer["text"]
    (plain,) = await phones.ask(ANNA, f"{ASKED}？" + "我们单位的情况是这样的，" * 20)
    assert "太长" not in plain["text"]


async def test_own_inline_result(phones: Phones, post: TelegramPost) -> None:
    """What somebody shares by inline mode is an answer already; what came by another bot is words like any."""
    await phones.world("send", ANNA, {"text": "截止时间\n个人网上申报", "via_bot": BOT})
    await phones.world("send", ANNA, {"text": ASKED, "via_bot": {**BOT, "id": 5, "username": "other_bot"}})
    (answer,) = await phones.next(ANNA, 0)
    assert "2022年12月19日" in answer["text"]
    await phones.ask(ANNA, "/help")
    assert len(await phones.said(ANNA)) == 2


# ── masks ──


async def test_anonymous_admins(phones: Phones, post: TelegramPost, store: Store) -> None:
    """They are told apart by their titles, and may press what they ordered: a tap comes from their own user."""
    for title in ("组长", "秘书"):
        before = len(await phones.said(GROUP))
        await phones.world("masked", f"/interview{NAME}", GROUP, title)
        await phones.next(GROUP, before, 2)
    await phones.tap(BEN, "不清楚", replies=0, chat=GROUP)
    await phones.await_call("answerCallbackQuery")
    assert len(await phones.said(GROUP)) == 4
    await phones.tap(ANNA, "不清楚", chat=GROUP)
    first = next(one for one in await phones.said(GROUP) if "不清楚" in labels(one))
    data = next(one["callback_data"] for one in first["buttons"] if one["text"] == "不清楚")
    await phones.world("tap", ANNA, first["id"], data, GROUP)
    await phones.next(GROUP, 5)
    *_, second, third = await phones.said(GROUP)
    assert second["text"] == third["text"]
    answers = [call["params"].get("text", "") for call in await phones.calls("answerCallbackQuery")]
    assert answers[1:] == ["", ""]


async def test_anonymous_admin_sets_reminders(phones: Phones, post: TelegramPost, store: Store) -> None:
    """As an admin, for the group; a button under it is any admin's."""
    await phones.world("masked", f"{NAME} 提前7天提醒我们", GROUP, "组长")
    (said,) = await phones.next(GROUP, 0)
    assert "已记下" in said["text"]
    kept = await store.load(f"telegram:{GROUP}")
    assert kept is not None
    assert len(kept.subscriptions) == 1


async def test_who_writes_as_a_channel(phones: Phones, post: TelegramPost, store: Store) -> None:
    """Is answered, in a conversation of their own, and may press; reminders of the group are not theirs to set."""
    await phones.world("masked", f"{NAME} {ASKED}", GROUP, "", CHANNEL)
    (answer,) = await phones.next(GROUP, 0)
    assert "2022年12月19日" in answer["text"]
    await phones.world("masked", f"/interview{NAME}", GROUP, "", CHANNEL)
    await phones.next(GROUP, 1, 2)
    await phones.tap(BEN, "不清楚", chat=GROUP)
    assert await store.load(f"telegram:{GROUP}:{BEN}") is None
    before = len(await phones.said(GROUP))
    await phones.world("masked", f"/remind{NAME}", GROUP, "", CHANNEL)
    (refused,) = await phones.next(GROUP, before)
    assert "管理员" in refused["text"]
    forwarded = {"text": f"{NAME} {ASKED}", "is_automatic_forward": True, "entities": []}
    await phones.world(
        "send", 777000, {**forwarded, "sender_chat": {"id": CHANNEL, "type": "channel"}}, GROUP
    )
    await phones.ask(BEN, f"/help{NAME}", chat=GROUP)
    assert len(await phones.said(GROUP)) == before + 2
