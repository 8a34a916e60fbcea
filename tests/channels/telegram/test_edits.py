"""Edits of messages, and what Telegram only tells like one: what is ordered stays as it was ordered once."""

from __future__ import annotations

import pytest

from bot.channels.telegram.post import TelegramPost
from bot.store.database import Store
from tests.channels.telegram.test_conversations import HURRIED
from tests.telegram_api.phone import Phones, labels

ANNA, GROUP = 1001, -100123
ASKED = "单位几号前要推荐"
WISH, OTHER_WISH = "12月3日上午9点提醒我交表", "12月4日上午10点提醒我交表"


@pytest.fixture(autouse=True)
async def _no_limits(phones: Phones) -> None:
    await phones.do("set", limits=HURRIED)


async def running(store: Store, user: int = ANNA) -> list[str]:
    """The moments of the wishes that run."""
    kept = await store.load(f"telegram:{user}")
    wishes = kept.subscriptions.values() if kept is not None else ()
    return [str(wish.state.get("moment") or wish.state["kind"]) for wish in wishes if not wish.ended]


async def last_id(phones: Phones, text: str, chat: int = ANNA) -> int:
    """The number of the last message that says `text`."""
    return int(next(one["id"] for one in reversed(await phones.shown(chat)) if one["text"] == text))


async def settled(phones: Phones) -> None:
    """Wait until all that came before is answered: the chat is in order."""
    await phones.ask(ANNA, "/help")


@pytest.mark.parametrize("text", [ASKED, "/help", "你好"])
@pytest.mark.parametrize("how", ["react", "edit"])
async def test_unchanged_words_are_not_answered(
    phones: Phones, post: TelegramPost, text: str, how: str
) -> None:
    """A reaction to a message, or an edit that changes no word, gets no second answer; after a real edit neither."""
    await phones.ask(ANNA, text)
    number = await last_id(phones, text)
    await phones.world(how, ANNA, number, *([text] if how == "edit" else []))
    await settled(phones)
    assert len(await phones.said(ANNA)) == 2
    await phones.world("edit", ANNA, number, "什么时候截止")
    await phones.next(ANNA, 2)
    await phones.world("edit", ANNA, number, "什么时候截止")
    await settled(phones)
    assert len(await phones.said(ANNA)) == 4


async def test_a_moving_place_is_not_answered(phones: Phones, post: TelegramPost) -> None:
    """Of a live location Telegram tells every few seconds, as of an edit; the first is told that it was not understood."""
    place = {"location": {"latitude": 30.2, "longitude": 120.1, "live_period": 900}}
    await phones.world("send", ANNA, place)
    (word,) = await phones.next(ANNA, 0)
    message = {**place, "message_id": 1, "date": 1, "edit_date": 2, "chat": {"id": ANNA, "type": "private"}}
    await phones.world(
        "queue", "edited_message", {**message, "from": {"id": ANNA, "is_bot": False, "first_name": "A"}}
    )
    await settled(phones)
    assert len(await phones.said(ANNA)) == 2
    assert word["text"]


@pytest.mark.parametrize("order", ["别提醒了", "暂停提醒", "全部取消", "/forget", "/remind 12月5日9点"])
async def test_orders_are_not_run_from_edits(
    phones: Phones, post: TelegramPost, store: Store, order: str
) -> None:
    """Whatever the message said before and however old it is: nothing changes, and a word says to send it anew."""
    await phones.ask(ANNA, ASKED)
    await phones.ask(ANNA, WISH)
    before = await running(store)
    await phones.world("edit", ANNA, await last_id(phones, ASKED), order)
    (word,) = await phones.next(ANNA, 2)
    assert "重新发" in word["text"]
    assert await running(store) == before
    kept = await store.load(f"telegram:{ANNA}")
    assert kept is not None
    assert not any(wish.state["paused"] for wish in kept.subscriptions.values())


async def test_an_edited_wish_replaces_the_old_one_by_a_tap(
    phones: Phones, post: TelegramPost, store: Store
) -> None:
    """Not by itself; the wish that the message had made goes and the edited one comes, once, whatever is said between."""
    await phones.ask(ANNA, WISH)
    (first,) = await running(store)
    number = await last_id(phones, WISH)
    await phones.world("edit", ANNA, number, OTHER_WISH)
    (offer,) = await phones.next(ANNA, 1)
    assert labels(offer) == ["换成改后的"]
    assert await running(store) == [first]
    await phones.ask(ANNA, ASKED)
    (done,) = await phones.tap(ANNA, "换成改后的")
    assert "12月4日" in done["text"]
    (second,) = await running(store)
    assert second != first
    assert "2022-12-04T" in second
    await phones.world("tap", ANNA, offer["id"], offer["buttons"][0]["callback_data"])
    await settled(phones)
    assert await running(store) == [second]
    await phones.world("edit", ANNA, number, "12月5日上午8点提醒我交表")
    await phones.next(ANNA, len(await phones.said(ANNA)))
    await phones.tap(ANNA, "换成改后的")
    (third,) = await running(store)
    assert "2022-12-05T" in third


async def test_a_question_edited_to_a_wish_is_set_by_a_tap(
    phones: Phones, post: TelegramPost, store: Store
) -> None:
    """There is nothing to replace; other wishes stay."""
    await phones.ask(ANNA, WISH)
    await phones.ask(ANNA, ASKED)
    await phones.world("edit", ANNA, await last_id(phones, ASKED), OTHER_WISH)
    (offer,) = await phones.next(ANNA, 2)
    assert labels(offer) == ["订这个提醒"]
    await phones.tap(ANNA, "订这个提醒")
    assert len(await running(store)) == 2


async def test_in_a_group(phones: Phones, post: TelegramPost, store: Store) -> None:
    """An admin's edited wish is the group's; a member may not take it up."""
    await phones.do("set", admins={GROUP: [ANNA]})
    name = "@notice_test_bot "
    await phones.ask(ANNA, name + WISH, chat=GROUP)
    await phones.world("edit", ANNA, 1, name + OTHER_WISH, GROUP)
    await phones.next(GROUP, 1)
    before = await running(store, GROUP)
    await phones.tap(1002, "换成改后的", replies=0, chat=GROUP)
    await phones.await_call("answerCallbackQuery")
    assert await running(store, GROUP) == before
    await phones.tap(ANNA, "换成改后的", chat=GROUP)
    (after,) = await running(store, GROUP)
    assert "2022-12-04T" in after
