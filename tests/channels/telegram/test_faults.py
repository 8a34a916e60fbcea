"""What the wire does to replies and reminders: limits, refusals, answers that never come."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram.caller import Courier
from bot.channels.telegram.letters import Letter
from bot.channels.telegram.post import TelegramPost
from bot.channels.telegram.wire import make_bot
from bot.clock import Timer, system_clock
from bot.conversation.assistant import Assistant
from bot.delivery.courier import Options
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.limiter import Limiter, Limits
from bot.delivery.sender import Attempt, Reminder
from bot.store.database import Store
from bot.store.model.saved import Saved, SavedSubscription
from tests.channels.telegram.channel_at_work import FAST, running, settings_for, surroundings
from tests.delivery.authors import PlainAuthor
from tests.ports import free_port
from tests.telegram_api.phone import Phones, labels

ANNA, BEN, CARA = 1001, 1002, 1003
ASKED = "单位几号前要推荐"


PAGE = "<html><body>502 Bad Gateway</body></html>"
LOST = [
    {"status": 500},
    {"status": 502},
    {"hang_up": "before"},
    {"status": 502, "body": PAGE},
    {"status": 504, "body": PAGE},
    {"status": 403, "body": PAGE},
    {"status": 502, "body": PAGE, "count": 3},
    {"status": 504, "count": 3},
]
"""Faults by which a reply does not arrive."""


@pytest.mark.parametrize("fault", LOST)
async def test_reply_tried_again(phones: Phones, post: TelegramPost, fault: dict[str, object]) -> None:
    """A reply that did not arrive is sent again, whoever answered in the place of Telegram, or nobody; it comes once."""
    await phones.do("fault", method="sendMessage", chat=ANNA, **{"count": 1, **fault})
    (answer,) = await phones.ask(ANNA, ASKED)
    assert "2022年12月19日" in answer["text"]
    await phones.ask(ANNA, "/help")
    assert len(await phones.said(ANNA)) == 2


@pytest.mark.parametrize("fault", [{"hang_up": "after"}, {"status": 504, "body": PAGE, "done": True}])
async def test_reply_that_may_have_arrived(
    phones: Phones, post: TelegramPost, fault: dict[str, object]
) -> None:
    """Done, but Telegram's answer got lost: the reply comes twice at most, since it might have been lost itself."""
    await phones.do("fault", method="sendMessage", count=1, chat=ANNA, **fault)
    await phones.ask(ANNA, ASKED, 2)
    await phones.ask(ANNA, "/help")
    assert len(await phones.said(ANNA)) == 3


@pytest.mark.parametrize("fault", LOST)
async def test_question_after_a_tap(phones: Phones, post: TelegramPost, fault: dict[str, object]) -> None:
    """In the interview the next question comes though its first call was lost, and then the old one loses its buttons."""
    _, first = await phones.ask(ANNA, "/interview", 2)
    await phones.do("fault", method="sendMessage", chat=ANNA, **{"count": 1, **fault})
    (second,) = await phones.tap(ANNA, "不清楚")
    assert labels(second)
    await phones.await_call("editMessageText")
    calls = [call["method"] for call in await phones.calls("", ANNA) if "error" not in call]
    assert calls[-2:] == ["sendMessage", "editMessageText"]
    assert not labels(next(one for one in await phones.said(ANNA) if one["id"] == first["id"]))


async def test_buttons_stay_until_the_next_question_is_out(phones: Phones, post: TelegramPost) -> None:
    """If the question is lost in spite of all, the one before still has its buttons, and the tap was acknowledged."""
    _, first = await phones.ask(ANNA, "/interview", 2)
    await phones.do("fault", method="sendMessage", count=2, chat=ANNA, hang_up="before")
    await phones.tap(ANNA, "不清楚", replies=0)
    (help,) = await phones.ask(ANNA, "/help")
    assert "/interview" in help["text"]
    assert labels(next(one for one in await phones.said(ANNA) if one["id"] == first["id"])) == labels(first)
    assert len(await phones.calls("answerCallbackQuery")) == 1


async def test_a_tap_brings_the_question_that_was_lost(phones: Phones, post: TelegramPost) -> None:
    """Who taps the old question again gets the open one; once it is there, an old button brings nothing more."""
    _, first = await phones.ask(ANNA, "/interview", 2)
    await phones.do("fault", method="sendMessage", count=2, chat=ANNA, hang_up="before")
    await phones.tap(ANNA, "不清楚", replies=0)
    (second,) = await phones.tap(ANNA, "不清楚")
    assert labels(second)
    assert second["text"] != first["text"]
    data = next(one["callback_data"] for one in first["buttons"] if one["text"] == "不清楚")
    await phones.world("tap", ANNA, first["id"], data)
    await phones.ask(ANNA, "/help")
    assert len(await phones.said(ANNA)) == 4


@pytest.mark.parametrize("times", [2, 6])
async def test_a_lost_question_is_offered_again(
    api_url: str, phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant, times: int
) -> None:
    """Though nobody writes or taps: after connections that broke twice in a row, or six times, the question is there, once."""
    around = surroundings(settings_for(api_url, tmp_path), store, full_assistant, limits=FAST)
    async with running(TelegramPost(replace(around, offered_again=(0.1,) * 5))):
        _, first = await phones.ask(ANNA, "/interview", 2)
        await phones.do("fault", method="sendMessage", count=times, chat=ANNA, hang_up="before")
        await phones.tap(ANNA, "不清楚", replies=0)
        (second,) = await phones.next(ANNA, 2)
        assert labels(second)
        assert second["text"] != first["text"]
        (third,) = await phones.tap(ANNA, "不清楚")
        assert third["text"] != second["text"]
        await phones.ask(ANNA, "/help")
        assert len(await phones.said(ANNA)) == 5


async def test_a_question_answered_meanwhile_is_not_offered(
    api_url: str, phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant
) -> None:
    """Who goes on in words gets the next question; the one that was lost does not come behind it."""
    around = surroundings(settings_for(api_url, tmp_path), store, full_assistant, limits=FAST)
    async with running(TelegramPost(replace(around, offered_again=(5.0,)))):
        await phones.ask(ANNA, "/interview", 2)
        await phones.do("fault", method="sendMessage", count=2, chat=ANNA, hang_up="before")
        await phones.tap(ANNA, "不清楚", replies=0)
        (second,) = await phones.ask(ANNA, "不清楚")
        assert labels(second)
        await asyncio.sleep(6.0)
        assert len(await phones.said(ANNA)) == 3


async def test_word_to_a_tap_tried_again(phones: Phones, post: TelegramPost) -> None:
    """The notice that a button is old is the only answer to its tap: it is not lost with a connection either."""
    await phones.ask(ANNA, ASKED)
    await phones.do("fault", method="answerCallbackQuery", count=1, hang_up="before")
    await phones.world("tap", ANNA, 2, "nonsense")
    await phones.await_call("answerCallbackQuery")
    last = (await phones.calls("answerCallbackQuery"))[-1]
    assert "error" not in last
    assert last["params"]["text"]


async def test_429_holds_one_chat(phones: Phones, post: TelegramPost) -> None:
    """A 429 holds its chat as long as it says, not others; the reply comes then."""
    await phones.do("fault", method="sendMessage", count=1, chat=ANNA, status=429, retry_after=1)
    start = time.monotonic()
    await phones.say(ANNA, ASKED)
    await phones.ask(BEN, ASKED)
    (answer,) = await phones.next(ANNA, 0)
    assert "2022年12月19日" in answer["text"]
    calls = await phones.calls("sendMessage", ANNA)
    assert [call.get("error", "") != "" for call in calls] == [True, False]
    assert calls[1]["at"] - calls[0]["at"] >= 1
    assert time.monotonic() - start < 60


async def test_blocked_while_talking(phones: Phones, post: TelegramPost, store: Store) -> None:
    """Who blocks the bot gets nothing more, and nothing of theirs waits for ever."""
    await phones.ask(ANNA, ASKED)
    await phones.say(ANNA, "/interview")
    await phones.world("block", ANNA)
    await phones.ask(BEN, ASKED)
    for _ in range(100):
        if not await store.inbox.count_waiting("telegram:4242"):
            break
        await asyncio.sleep(0.05)
    assert await store.inbox.count_waiting("telegram:4242") == 0


def reminder(user: int) -> Reminder:
    """A reminder."""
    return Reminder("d-1", str(user), "快到截止日了。", ("四.二",), "lead", subscription="abc")


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ({}, "sent"),
        ({"status": 403}, "gone"),
        ({"status": 429, "retry_after": 3}, "wait"),
        ({"status": 500}, "retry"),
        ({"status": 403, "body": PAGE}, "held"),
        ({"status": 502, "body": PAGE}, "uncertain"),
        ({"hang_up": "after"}, "uncertain"),
    ],
)
async def test_reminder(phones: Phones, post: TelegramPost, fault: dict[str, object], outcome: str) -> None:
    """What becomes of one attempt is told as it was, and it is one attempt."""
    await phones.ask(ANNA, ASKED)
    if fault:
        await phones.do("fault", method="sendMessage", count=1, **fault)
    attempt = await post.sender.send(reminder(ANNA))
    assert attempt.outcome == outcome
    assert len(await phones.calls("sendMessage", ANNA)) == 2


@pytest.mark.parametrize(
    ("fault", "hardly"),
    [
        ({"status": 502, "body": PAGE}, True),
        ({"status": 200, "body": PAGE}, True),
        ({"status": 504, "body": PAGE}, False),
        ({"status": 504, "words": "Gateway Timeout"}, False),
        ({"hang_up": "after"}, False),
    ],
)
async def test_what_hardly_arrived(
    phones: Phones, post: TelegramPost, fault: dict[str, object], hardly: bool
) -> None:
    """A page in Telegram's place says that nothing was passed on, unless it waited in vain for Telegram."""
    await phones.ask(ANNA, ASKED)
    await phones.do("fault", method="sendMessage", count=1, **fault)
    attempt = await post.sender.send(reminder(ANNA))
    assert (attempt.outcome, attempt.hardly_arrived) == ("uncertain", hardly)


class Lost(Exception):  # noqa: N818 - what the caller raises whose right is gone
    """The right to send is gone."""


async def test_reminder_without_permission(phones: Phones, post: TelegramPost) -> None:
    """If the permission is lost before the body, Telegram gets no call, and the caller hears it; replies go on."""
    await phones.ask(ANNA, ASKED)

    def may_send() -> None:
        raise Lost

    with pytest.raises(Lost):
        await post.sender.send_announced(reminder(ANNA), may_send)
    assert len(await phones.calls("sendMessage", ANNA)) == 1
    await phones.ask(ANNA, "/help")


async def test_unreachable_needs_no_permission(tmp_path: Path) -> None:
    """The permission is asked when there is a connection, not before: it may be lost while one is awaited."""
    asked: list[bool] = []
    timer = Timer()
    bot = make_bot(settings_for(f"http://127.0.0.1:{free_port()}", tmp_path))
    courier = Courier(bot, Limiter(FAST, timer), timer)
    attempt = await courier.remind(ANNA, Letter("快到截止日了。"), lambda: asked.append(True))
    await bot.shutdown()
    assert (attempt.outcome, asked) == ("retry", [])


async def test_reminder_held(phones: Phones, post: TelegramPost, store: Store) -> None:
    """A reminder that got a 429 holds its chat as long as it says; a second held chat holds all, and nothing goes."""
    for user in (ANNA, BEN, CARA):
        await phones.ask(user, ASKED)
    timer = Timer()
    for user in (ANNA, BEN):
        await phones.do("fault", method="sendMessage", count=1, chat=user, status=429, retry_after=30)
    dispatcher = Dispatcher(
        store.ledger, PlainAuthor(), {"telegram": post.route}, system_clock, timer, Options(poll=0.1)
    )
    dispatching = asyncio.create_task(dispatcher.run())
    for user in (ANNA, BEN):
        await subscribe(store, user)
        while len(await phones.calls("sendMessage", user)) < 2:
            await asyncio.sleep(0.05)
    await subscribe(store, CARA)
    while (now := timer.monotonic()) + 25 > post.limiter.reminder_at(now):
        await asyncio.sleep(0.05)
    dispatching.cancel()
    await asyncio.gather(dispatching, return_exceptions=True)
    assert len(await phones.calls("sendMessage", CARA)) == 1


async def subscribe(store: Store, user: int) -> None:
    """A subscription of `user` with a reminder that is due."""
    kept = await store.load(f"telegram:{user}") or Saved()
    now = system_clock()
    wish = SavedSubscription({"due": {"personal": now.isoformat()}})
    await store.save(f"telegram:{user}", replace(kept, subscriptions={"1": wish}), now)


async def test_reminder_without_chat(phones: Phones, post: TelegramPost) -> None:
    """A user that is no chat of Telegram cannot be reminded, nor anybody before the bot is connected."""
    await phones.ask(ANNA, ASKED)
    assert (await post.sender.send(Reminder("d", "nobody", "x", (), "lead"))).outcome == "failed"
    post.sender.connect(None)
    assert await post.sender.send(reminder(ANNA)) == Attempt("retry", "not connected")


async def test_repeated_update(phones: Phones, post: TelegramPost) -> None:
    """An update that Telegram delivers again is answered once."""
    update = await phones.say(ANNA, ASKED)
    await phones.next(ANNA, 0)
    shown = (await phones.shown(ANNA))[0]
    message = {
        "message_id": shown["id"],
        "from": {"id": ANNA, "is_bot": False, "first_name": "A"},
        "chat": {"id": ANNA, "type": "private"},
        "date": 1_668_477_600,
        "text": ASKED,
    }
    await phones.world("repeat", {"update_id": update, "message": message})
    await phones.ask(ANNA, "/help")
    assert len(await phones.said(ANNA)) == 2


async def test_proxy(phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant) -> None:
    """Through a proxy Telegram is reached even if this machine does not know its name."""
    settings = settings_for("http://telegram.invalid", tmp_path, telegram_proxy=phones.url)
    async with running(TelegramPost(surroundings(settings, store, full_assistant, limits=FAST))):
        (answer,) = await phones.ask(ANNA, ASKED)
        assert "2022年12月19日" in answer["text"]


async def test_typing(phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant) -> None:
    """Who waits for an answer sees that it is being written; who does not wait sees no such thing."""
    slow = Limits(25.0, chat_burst=1)
    around = surroundings(settings_for(phones.url, tmp_path), store, full_assistant, limits=slow)
    async with running(TelegramPost(around)):
        await phones.ask(ANNA, ASKED)
        assert await phones.calls("sendChatAction") == []
        await phones.ask(BEN, "/interview", 2)
        for _ in range(3):
            await phones.say(BEN, "不清楚")
        await phones.await_call("sendChatAction")
        assert all(call["params"]["chat_id"] == str(BEN) for call in await phones.calls("sendChatAction"))


@pytest.mark.parametrize("status", [401, 404, 302])
async def test_a_page_of_a_gateway_is_no_refusal_of_the_token(
    phones: Phones, tmp_path: Path, store: Store, full_assistant: Assistant, status: int
) -> None:
    """Whatever its status: only Telegram itself can say that a token is none, also while updates are awaited."""
    await phones.do("fault", method="getMe", count=1, status=status, body=PAGE)
    await phones.do("fault", method="getUpdates", count=1, status=status, body=PAGE)
    around = surroundings(settings_for(phones.url, tmp_path), store, full_assistant, limits=FAST)
    async with running(TelegramPost(around)) as post:
        (answer,) = await phones.ask(ANNA, ASKED)
        assert "2022年12月19日" in answer["text"]
        assert post.state() == "ok"


@pytest.mark.parametrize("fault", [{"status": 401}, {"status": 409}])
async def test_a_refusal_that_passes(
    phones: Phones,
    tmp_path: Path,
    store: Store,
    full_assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
    fault: dict[str, int],
) -> None:
    """Whoever refuses the token for a moment, or polls beside it, stops nobody for good."""
    monkeypatch.setattr("bot.channels.telegram.post._REFUSED_SECONDS", 0.1)
    monkeypatch.setattr("bot.channels.telegram.post._SECOND_SECONDS", 0.1)
    await phones.do("fault", method="getUpdates", count=5, **fault)
    around = surroundings(settings_for(phones.url, tmp_path), store, full_assistant, limits=FAST)
    async with running(TelegramPost(around)):
        (answer,) = await phones.ask(ANNA, ASKED)
        assert "2022年12月19日" in answer["text"]
