"""Conversations as people have them, in both modes, over real HTTP, read back from the server."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.channels.telegram.post import TelegramPost
from bot.clock import Timer
from bot.conversation.assistant import Assistant
from bot.delivery.courier import Options
from bot.delivery.dispatcher import Dispatcher
from bot.knowledge import Knowledge
from bot.reminders.pack_author import PackAuthor
from bot.reminders.wording import Composer
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import Moment
from tests.conversation.talks import assessor_of
from tests.packs import SHANGHAI
from tests.telegram_api.limits import Limits as ServerLimits
from tests.telegram_api.phone import Json, Phones, labels

ANNA, BEN = 1001, 1002
HURRIED = vars(ServerLimits(everyone=1000, burst=1000, group=1000))
"""What the server lets pass in tests that are not about its limits."""


@pytest.fixture(autouse=True)
async def _no_limits(phones: Phones) -> None:
    await phones.do("set", limits=HURRIED)


async def test_question(phones: Phones, post: TelegramPost, store: Store) -> None:
    """A question gets its answer with the clause; 👍 is counted once, and the votes are gone after it."""
    (answer,) = await phones.ask(ANNA, "什么时候截止")
    assert "2022年12月6日" in answer["text"]
    assert "四（二）" in answer["text"]
    await phones.tap(ANNA, "👍", replies=0)
    await phones.await_call("editMessageReplyMarkup")
    (after,) = await phones.said(ANNA)
    assert not {"👍", "👎"} & set(labels(after))
    assert await phones.refused() == []


async def test_choices(phones: Phones, post: TelegramPost) -> None:
    """A question with several meanings offers them; the one that is tapped is answered, and the message says which it was."""
    (offer,) = await phones.ask(ANNA, "推荐")
    chosen = labels(offer)[0]
    (answer,) = await phones.tap(ANNA, chosen)
    assert "依据" in answer["text"]
    await phones.await_call("editMessageText")
    first, _ = await phones.said(ANNA)
    assert chosen in first["text"]
    assert not [button for button in first["buttons"] if "callback_data" in button]
    assert await phones.refused() == []


async def test_old_button(phones: Phones, post: TelegramPost) -> None:
    """A button of an interview that was forgotten, and one whose data is not ours, get a polite word and do nothing else."""
    await phones.ask(ANNA, "/interview", 2)
    question = (await phones.said(ANNA))[-1]
    data = next(button["callback_data"] for button in question["buttons"] if "callback_data" in button)
    await phones.ask(ANNA, "/forget")
    await phones.tap(ANNA, "全部删掉")
    before = len(await phones.said(ANNA))
    for old in (data, "nonsense", "x.y.=iv:answer:nothing:at_all", "0.-.#nothing"):
        await phones.world("tap", ANNA, question["id"], old)
    await phones.await_call("answerCallbackQuery", 5)
    _, *answers = await phones.calls("answerCallbackQuery")
    assert all(call["params"]["text"] for call in answers)
    assert len(await phones.said(ANNA)) == before
    assert await phones.refused() == []


async def test_interview(phones: Phones, post: TelegramPost, store: Store) -> None:
    """A whole interview by taps, a question to the notice and a changed answer in the middle, the checklist before and after
    the questions about papers, the calendar.
    """
    await phones.ask(ANNA, "/interview", 2)
    for _ in range(2):
        await answer_first(phones, store, ANNA)
    aside = await phones.ask(ANNA, "单位几号前要推荐", 2)
    assert "2022年12月19日" in aside[0]["text"]
    assert aside[1]["buttons"] == (await phones.said(ANNA))[-1]["buttons"]
    (menu,) = await phones.tap(ANNA, "改")
    changed = labels(menu)[0]
    (again,) = await phones.tap(ANNA, changed)
    assert again["buttons"]
    said = await until(phones, store, ANNA, "【")
    assert any("已经符合" in message["text"] for message in said)
    before = len(await phones.said(ANNA))
    await phones.tap(ANNA, "要交什么")
    await all_answered(store)
    assert_checklist((await phones.said(ANNA))[before:])
    await phones.tap(ANNA, "接着问")
    assert_checklist(await until(phones, store, ANNA, "要准备的材料"))
    (calendar,) = await phones.ask(ANNA, "/ics")
    assert calendar["document"].endswith(".ics")
    assert calendar["content"].startswith("BEGIN:VCALENDAR")
    (status,) = await phones.ask(ANNA, "/status")
    assert "本人" in status["text"]
    await phones.ask(ANNA, "/forget")
    (gone,) = await phones.tap(ANNA, "全部删掉")
    assert await store.load(f"telegram:{ANNA}") is None
    assert gone["text"]
    assert await phones.refused() == []


def assert_checklist(said: list[Json]) -> None:
    """Assert that the papers are told, with one address and quotes to unfold, and that a file comes with them."""
    told = next(message for message in said if "要准备的材料" in message["text"])
    assert "http" not in told["text"]
    folded = [message for message in said if "通知原文" in message["text"]]
    assert folded
    assert all(sum("url" in button for button in message["buttons"]) <= 1 for message in [told, *folded])
    assert [message for message in said if message["document"].endswith(".docx")]


async def answer_first(phones: Phones, store: Store, user: int) -> list[Json]:
    """Tap the first answer of the open question; what is said to it."""
    await all_answered(store)
    before = await phones.said(user)
    question = next(message for message in reversed(before) if _answers(message))
    await phones.world("tap", user, question["id"], _answers(question)[0])
    await phones.wait(len(before) + 1, chat=user)
    await all_answered(store)
    return (await phones.said(user))[len(before) :]


def _answers(message: Json) -> list[str]:
    found = [button.get("callback_data", "") for button in message["buttons"]]
    return [data for data in found if "iv:answer" in data or ".#" in data]


async def until(phones: Phones, store: Store, user: int, words: str) -> list[Json]:
    """Answer the interview until something is said that holds `words`; what was said then."""
    for _ in range(60):
        said = await answer_first(phones, store, user)
        if any(words in message["text"] for message in said):
            return said
    raise AssertionError(words)


async def all_answered(store: Store) -> None:
    """Wait until everything that came in is answered to its end: a first message may not be all that is said to it."""
    async with asyncio.timeout(20):
        while await store.inbox.count_waiting("telegram:4242"):
            await asyncio.sleep(0.02)


async def test_second_interview(phones: Phones, post: TelegramPost, store: Store) -> None:
    """Two people talk at once, each in a conversation of their own."""
    await asyncio.gather(phones.ask(ANNA, "/interview", 2), phones.ask(BEN, "什么时候截止"))
    await answer_first(phones, store, ANNA)
    (status,) = await phones.ask(BEN, "/status")
    assert "还没有" in status["text"]


@contextlib.asynccontextmanager
async def reminding(
    post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment
) -> AsyncIterator[Dispatcher]:
    """A dispatcher that sends through the channel."""
    composer = Composer(shipped.pack, assessor_of(shipped))
    author = PackAuthor(lambda: (shipped.pack, composer))
    routes = {"telegram": post.route}
    dispatcher = Dispatcher(store.ledger, author, routes, moment, Timer(), Options(poll=0.1))
    task = asyncio.ensure_future(dispatcher.run())
    try:
        yield dispatcher
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_reminder(
    phones: Phones, post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment
) -> None:
    """Subscribe by a tap; the clock moves; the reminder comes with its clause; one tap stops it, and no other comes."""
    await phones.ask(ANNA, "/remind")
    await phones.tap(ANNA, "申报人", replies=0)
    await phones.await_call("editMessageText")
    (menu,) = await phones.said(ANNA)
    assert "已记下" in menu["text"]
    async with reminding(post, store, shipped, moment):
        moment.now = datetime(2022, 11, 29, 9, 0, 1, tzinfo=SHANGHAI)
        (reminder,) = await phones.next(ANNA, 1)
        assert "2022年12月6日" in reminder["text"]
        assert labels(reminder) == ["打开 zcps.rlsbt.zj.gov.cn", "已办", "一小时后再提醒", "停止提醒"]
        (stopped,) = await phones.tap(ANNA, "停止提醒")
        assert stopped["text"]
        moment.now = datetime(2022, 12, 3, 9, 0, 1, tzinfo=SHANGHAI)
        await asyncio.sleep(0.5)
        assert len(await phones.said(ANNA)) == 3
    kept = await store.load(f"telegram:{ANNA}")
    assert kept is not None
    assert all(wish.ended for wish in kept.subscriptions.values())
    assert await phones.refused() == []


async def test_reminder_put_off_and_done(
    phones: Phones, post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment
) -> None:
    """A double tap on 一小时后再提醒 brings one more; 已办 under that ends the others, and the reminder stays to be read."""
    await phones.ask(ANNA, "个人申报提前7、3天提醒我")
    async with reminding(post, store, shipped, moment):
        moment.now = datetime(2022, 11, 29, 9, 0, 1, tzinfo=SHANGHAI)
        (reminder,) = await phones.next(ANNA, 1)
        before = len(await phones.said(ANNA))
        (button,) = [one for one in reminder["buttons"] if one["text"] == "一小时后再提醒"]
        for _ in range(2):
            await phones.world("tap", ANNA, reminder["id"], button["callback_data"])
        set_once, known = await phones.next(ANNA, before, 2)
        assert "10:01" in set_once["text"]
        assert "已经安排" in known["text"]
        moment.now = datetime(2022, 11, 29, 9, 59, 0, tzinfo=SHANGHAI)
        told = await phones.said(ANNA)
        assert reminder["id"] in [one["id"] for one in told if "2022年12月6日" in one["text"]]
        before = len(told)
        moment.now = datetime(2022, 11, 29, 10, 2, 1, tzinfo=SHANGHAI)
        (again,) = await phones.next(ANNA, before)
        assert "【提醒】" in again["text"]
        (done,) = await phones.tap(ANNA, "已办")
        assert "不再提醒" in done["text"]
        assert labels(done) == ["还没办好"]
        moment.now = datetime(2022, 12, 3, 9, 0, 1, tzinfo=SHANGHAI)
        await asyncio.sleep(0.5)
        assert len(await phones.said(ANNA)) == before + 2
    assert await phones.refused() == []


async def test_blocked(
    phones: Phones, post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment
) -> None:
    """Who blocked the bot is not reminded any more, and the subscription says why; others are not held up."""
    for user in (ANNA, BEN):
        await phones.ask(user, "提前7天提醒我")
    await phones.world("block", ANNA)
    async with reminding(post, store, shipped, moment):
        moment.now = datetime(2022, 11, 29, 9, 0, 1, tzinfo=SHANGHAI)
        await phones.next(BEN, 1)
        for _ in range(100):
            kept = await store.load(f"telegram:{ANNA}")
            assert kept is not None
            if all(wish.ended for wish in kept.subscriptions.values()):
                break
            await asyncio.sleep(0.05)
        else:
            raise AssertionError(kept)


async def test_deep_links(phones: Phones, post: TelegramPost, full_assistant: Assistant) -> None:
    """Links into the bot open what they name: a question, the interview, reminders; one that names nothing, the start."""
    (answer,) = await phones.ask(ANNA, "/start q_deadline_unit")
    assert "2022年12月19日" in answer["text"]
    (answer,) = await phones.ask(ANNA, "/start q_contacts")
    assert "依据" in answer["text"]
    _, question = await phones.ask(ANNA, "/start interview", 2)
    assert question["buttons"]
    (start,) = await phones.ask(BEN, "/start q_nothing_of_the_kind")
    assert len(start["buttons"]) == 6  # what can be done, and who one is
    (remind,) = await phones.ask(BEN, "/start remind")
    assert any("申报人" in label for label in labels(remind))


async def test_commands(phones: Phones, post: TelegramPost) -> None:
    """Every command says something; cancelling pauses an interview; unknown ones are named."""
    for text in ("/help", "/deadlines", "/status", "/cancel", "/nonsense", "/start"):
        (said,) = await phones.ask(ANNA, text)
        assert said["text"]
    await phones.ask(ANNA, "/interview", 2)
    (paused,) = await phones.ask(ANNA, "/cancel")
    assert "留着" in paused["text"]
    (status,) = await phones.ask(ANNA, "/status")
    assert labels(status) == ["接着答"]
    await phones.tap(ANNA, "接着答", replies=1)


async def test_other_things(phones: Phones, post: TelegramPost) -> None:
    """Photos, voice, stickers and files get a kind word; a caption is a question; service messages get nothing."""
    photo = {"photo": [{"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}]}
    voice = {"voice": {"file_id": "f", "file_unique_id": "f", "duration": 1}}
    for parts in (photo, voice):
        await phones.world("send", ANNA, parts)
    await phones.world("send", ANNA, {"delete_chat_photo": True})
    await phones.world("send", ANNA, {**photo, "caption": "什么时候截止"})
    *words, answer = await phones.next(ANNA, 0, 3)
    assert all("打成字" in message["text"] for message in words)
    assert "2022年12月6日" in answer["text"]


async def test_edited(phones: Phones, post: TelegramPost) -> None:
    """A question that was edited is answered anew; in an interview an edit changes no answer by itself."""
    await phones.ask(ANNA, "什么时候截至")
    asked = (await phones.shown(ANNA))[0]["id"]
    await phones.world("edit", ANNA, asked, "单位几号前要推荐")
    (answer,) = await phones.next(ANNA, 1)
    assert "2022年12月19日" in answer["text"]
    await phones.ask(ANNA, "/interview", 2)
    before = len(await phones.said(ANNA))
    await phones.world("edit", ANNA, asked, "在职在岗")
    (word,) = await phones.next(ANNA, before)
    assert "改" in word["text"]


async def test_profile(phones: Phones, post: TelegramPost) -> None:
    """Commands and descriptions are set in Chinese and English."""
    await phones.await_call("setMyShortDescription", 3)
    commands = await phones.do("get", name="commands")
    assert {"default/", "default/zh", "default/en", "all_group_chats/"} <= set(commands)
    assert [one["command"] for one in commands["default/en"]] == [
        one["command"] for one in commands["default/zh"]
    ]
    descriptions = await phones.do("get", name="descriptions")
    assert all(
        described["description"] and described["short_description"] for described in descriptions.values()
    )
    assert await phones.refused() == []


async def test_inline(phones: Phones, post: TelegramPost) -> None:
    """Typing the bot's name in any chat offers answers to share: the deadlines, an answer, or several."""
    for text in ("", "截止时间", "推荐", "今天天气"):
        await phones.world("ask_inline", ANNA, text)
    await phones.await_call("answerInlineQuery", 4)
    calls = {
        call["params"]["inline_query_id"]: call["params"]["results"]
        for call in await phones.calls("answerInlineQuery")
    }
    assert all(calls.values())
    assert max(map(len, calls.values())) > 1
    texts = [one["input_message_content"]["message_text"] for found in calls.values() for one in found]
    assert any("2022年12月6日" in text for text in texts)
    assert await phones.refused() == []
