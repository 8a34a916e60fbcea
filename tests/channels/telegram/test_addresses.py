"""Groups whose address changes, and topics of forums: reminders go where they were set, once, and can be stopped there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from bot.channels.telegram.buttons import ANYBODY, Keyboards
from bot.channels.telegram.post import TelegramPost
from bot.delivery.sender import Reminder
from bot.knowledge import Knowledge
from bot.replies.acts import OrderWish
from bot.store.database import Store
from tests.channels.telegram.channel_at_work import Moment
from tests.channels.telegram.test_conversations import HURRIED, all_answered, reminding
from tests.packs import SHANGHAI
from tests.telegram_api.phone import Json, Phones, labels

GROUP, LARGER, ANNA, BEN, TOPIC = -123, -100999, 1001, 1002, 45
NAME = "@notice_test_bot"
WISH = f"{NAME} 提前7天和1天提醒我们"
WEEK_BEFORE = datetime(2022, 11, 29, 9, 0, 1, tzinfo=SHANGHAI)
DAYS_BEFORE = datetime(2022, 12, 3, 9, 0, 1, tzinfo=SHANGHAI)
DAY_BEFORE = datetime(2022, 12, 5, 9, 0, 1, tzinfo=SHANGHAI)

LONGEST = 60.0
"""Seconds after which what does not come is given up."""


@pytest.fixture(autouse=True)
async def _group(phones: Phones) -> None:
    await phones.do("set", limits=HURRIED)
    await phones.do("set", admins={GROUP: [ANNA]})


async def ask_in(phones: Phones, topic: int | None, user: int, text: str, chat: int = GROUP) -> Json:
    """`user` writes in a topic; what is said to it."""
    before = len(await phones.said(chat))
    await phones.world("say", user, text, chat, None, topic)
    (answer,) = await phones.next(chat, before)
    return answer


async def running(store: Store, key: str) -> int:
    """How many wishes run."""
    kept = await store.load(f"telegram:{key}")
    return 0 if kept is None else sum(not wish.ended for wish in kept.subscriptions.values())


@pytest.mark.parametrize("told", [True, False])
async def test_a_group_becomes_a_supergroup(
    phones: Phones, post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment, told: bool
) -> None:
    """Its wishes go along, whether Telegram tells so or only refuses the old address: reminded once, listed and stopped there."""
    await phones.ask(ANNA, WISH, chat=GROUP)
    await phones.ask(BEN, f"{NAME} 单位几号前要推荐", chat=GROUP)
    if told:
        await phones.world("migrate", ANNA, GROUP, LARGER)
        await all_answered(store)
    else:
        await phones.world("send", ANNA, {"new_chat_title": "x"}, LARGER)
        await phones.do("set", migrated={GROUP: LARGER}, admins={LARGER: [ANNA]})
    async with reminding(post, store, shipped, moment):
        moment.now = WEEK_BEFORE
        (reminder,) = await phones.next(LARGER, 0)
        assert "2022年12月6日" in reminder["text"]
        assert (await running(store, str(GROUP)), await running(store, str(LARGER))) == (0, 1)
        (listed,) = await phones.ask(ANNA, f"/remind{NAME}", chat=LARGER)
        assert "提前1天" in listed["text"]
        await phones.tap(ANNA, "停止提醒", chat=LARGER)
        assert await running(store, str(LARGER)) == 0
    assert await store.load(f"telegram:{LARGER}:{BEN}") is not None
    calls = [call for call in await phones.calls("sendMessage", LARGER) if "快到" in call["params"]["text"]]
    assert len(calls) <= 1


async def test_moved_twice(
    phones: Phones, post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment
) -> None:
    """A group that moves again keeps its wishes, in the last place alone."""
    last = LARGER - 1
    await phones.do("set", admins={GROUP: [ANNA], LARGER: [ANNA], last: [ANNA]})
    await phones.ask(ANNA, WISH, chat=GROUP)
    for before, after in ((GROUP, LARGER), (LARGER, last)):
        await phones.world("migrate", ANNA, before, after)
        await all_answered(store)
    async with reminding(post, store, shipped, moment):
        moment.now = WEEK_BEFORE
        await phones.next(last, 0)
    assert [await running(store, str(place)) for place in (GROUP, LARGER, last)] == [0, 0, 1]


@pytest.mark.parametrize("anew", ["提前7天提醒我们", "提前7天和1天提醒我们", "12月3日上午9点提醒我们交表"])
async def test_wished_anew_in_the_new_place(
    phones: Phones, post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment, anew: str
) -> None:
    """If Telegram's word of the move was lost and the group set reminders again: each comes once, and none is missing."""
    for words in (WISH, f"{NAME} 12月3日上午9点提醒我们交表"):
        await phones.ask(ANNA, words, chat=GROUP)
    await phones.world("send", ANNA, {"new_chat_title": "x"}, LARGER)
    await phones.do("set", migrated={GROUP: LARGER}, admins={LARGER: [ANNA]})
    moment.now += timedelta(hours=1)
    await phones.ask(ANNA, f"{NAME} {anew}", chat=LARGER)
    async with reminding(post, store, shipped, moment):
        for day in (WEEK_BEFORE, DAYS_BEFORE, DAY_BEFORE):
            moment.now = day
            await all_sent(store, day)
    came = [one for one in await phones.said(LARGER) if "停止提醒" in labels(one)]
    assert len(came) == 3, [one["text"] for one in came]


async def all_sent(store: Store, now: datetime) -> None:
    """Wait until everything that is due by `now` was sent, and at least one was."""
    found: Mapping[tuple[str, str], int] = {}
    limit = time.monotonic() + LONGEST
    while True:
        assert time.monotonic() < limit, found
        found = await store.ledger.due_between(now - timedelta(minutes=5), now)
        if found and {status for _, status in found} == {"sent"} and not await running(store, str(GROUP)):
            return
        await asyncio.sleep(0.05)


async def test_an_old_button_of_the_small_group(phones: Phones, post: TelegramPost, store: Store) -> None:
    """A tap that still names the old address stops the wish where it is now; nothing else in the new place is edited."""
    await phones.ask(ANNA, WISH, chat=GROUP)
    await phones.world("migrate", ANNA, GROUP, LARGER)
    await all_answered(store)
    (menu, *_) = await phones.said(GROUP)
    (other,) = await phones.ask(ANNA, f"{NAME} /help", chat=LARGER)
    kept = await store.load(f"telegram:{LARGER}")
    assert kept is not None
    (wish,) = kept.subscriptions
    await phones.world(
        "tap", ANNA, menu["id"], Keyboards(ANYBODY, "").data_of(OrderWish(wish, "stop")), GROUP
    )
    await phones.next(LARGER, 1)
    await all_answered(store)
    assert await running(store, str(LARGER)) == 0
    assert next(one for one in await phones.said(LARGER) if one["id"] == other["id"]) == other


async def test_reminders_of_a_topic(
    phones: Phones, post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment
) -> None:
    """What is set in a topic goes there; General has its own, and each is listed and stopped where it was set."""
    await phones.do("set", topics={GROUP: {str(TOPIC): "open"}})
    await ask_in(phones, TOPIC, ANNA, WISH)
    assert "还没有" in (await ask_in(phones, None, ANNA, f"{NAME} 我订了哪些提醒"))["text"]
    async with reminding(post, store, shipped, moment):
        before = len(await phones.said(GROUP))
        moment.now = WEEK_BEFORE
        (reminder,) = await phones.next(GROUP, before)
        assert reminder["topic"] == TOPIC
        (stopped,) = await phones.tap(ANNA, "停止提醒", chat=GROUP)
        assert stopped["topic"] == TOPIC
    assert await running(store, f"{GROUP}:t{TOPIC}") == 0


@pytest.mark.parametrize("state", ["closed", "gone"])
async def test_a_topic_that_is_closed(
    phones: Phones, post: TelegramPost, store: Store, shipped: Knowledge, moment: Moment, state: str
) -> None:
    """Its reminders go to General, where the button still stops them."""
    await phones.do("set", topics={GROUP: {str(TOPIC): "open"}})
    await ask_in(phones, TOPIC, ANNA, WISH)
    await phones.do("set", topics={GROUP: {str(TOPIC): "closed"} if state == "closed" else {}})
    async with reminding(post, store, shipped, moment):
        moment.now = WEEK_BEFORE
        (reminder,) = await phones.next(GROUP, 1)
        assert reminder["topic"] is None
        assert labels(reminder)[-1] == "停止提醒"
        await phones.tap(ANNA, "停止提醒", chat=GROUP)
    assert await running(store, f"{GROUP}:t{TOPIC}") == 0


@pytest.mark.parametrize("how", ["muted", "closed"])
async def test_where_the_bot_may_not_write(phones: Phones, post: TelegramPost, how: str) -> None:
    """Nobody is reached there: that is told like a block, not like a fault of one message."""
    await phones.ask(BEN, f"{NAME} /help", chat=GROUP)
    if how == "muted":
        await phones.do("set", muted=[GROUP])
    else:
        await phones.do("set", topics={GROUP: {"0": "closed", str(TOPIC): "closed"}})
    for user in (str(GROUP), f"{GROUP}:t{TOPIC}"):
        attempt = await post.sender.send(
            Reminder("d", user, "快到截止日了。", ("四.二",), "lead", subscription="a")
        )
        assert attempt.outcome == "gone"
        assert attempt.reason in ("400 not enough rights", "400 TOPIC_CLOSED")
