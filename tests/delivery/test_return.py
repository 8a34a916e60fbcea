"""Somebody who cannot be reached for a while: nothing that they wished is lost, and they are told when they come back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.turn import TALK_ONLY
from bot.knowledge import Knowledge
from bot.replies.acts import OrderReminders
from bot.replies.reply import Kind
from bot.store.database import Store
from tests.delivery.house import PUSHES, USER, House
from tests.reminders.moments import at

BLOCKED = "Forbidden: bot was blocked by the user"


@pytest.fixture
async def house(tmp_path: Path, shipped: Knowledge) -> AsyncIterator[House]:
    """A house on a new SQLite database."""
    async with await Store.open(f"sqlite:///{tmp_path / 'bot.db'}") as store:
        yield House.of(store, shipped)


async def ended(house: House) -> list[str]:
    """Why each wish ended."""
    kept = await house.store.load(USER)
    assert kept is not None
    return sorted(wish.ended for wish in kept.subscriptions.values())


@pytest.mark.parametrize("reason", ["HTTP 410", BLOCKED, "Bad Request: chat not found"])
async def test_offered_at_once(house: House, reason: str) -> None:
    """Whatever they say, it is told first what rests, in words and with a button; once."""
    await house.say("提前3天和1天提醒我", "12月3日上午9点提醒我交材料")
    assert await house.turned_away(at("2022-12-03T09:00"), reason) == 2
    assert await ended(house) == [f"gone: {reason}"] * 2
    house.now = at("2022-12-03T12:00")
    first, *others = await house.say("继续教育要多少学时")
    assert first.kind is Kind.PAUSED
    assert "交材料" in first.text  # that moment is over by now, which they should know
    assert first.choices
    assert others[0].kind is Kind.ANSWER
    assert [reply.kind for reply in await house.say("继续教育要多少学时")] == [one.kind for one in others]


async def test_resumed(house: House) -> None:
    """恢复 takes all of it up, and what is still to come arrives; until then nothing does."""
    await house.say("提前3天和1天提醒我", "12月5日下午3点提醒我交材料")
    assert await house.turned_away(at("2022-12-03T09:00")) == 1
    assert await house.sent(at("2022-12-03T10:00")) == []
    await house.say("你好")
    assert await house.sent(at("2022-12-03T12:00")) == []
    await house.say("恢复")
    assert len(await house.sent(at("2022-12-05T09:00"))) == 1
    (text,) = await house.sent(at("2022-12-05T15:00"))
    assert "交材料" in text


async def test_resumed_by_the_button(house: House) -> None:
    """The button under the offer does the same, though other things were said since."""
    await house.say("提前1天提醒我", "12月5日下午3点提醒我交材料", "12月3日9点提醒我打电话")
    assert await house.turned_away(at("2022-12-03T09:00")) == 1
    offer, *_ = await house.say("你好")
    await house.say("材料寄到哪里", offer.choices[0].id)
    assert await house.sent(at("2022-12-05T09:00")) != []
    assert await house.sent(at("2022-12-05T15:00")) != []


async def test_listed(house: House) -> None:
    """The list never says that there are none."""
    await house.say("提前1天提醒我", "12月3日9点提醒我打电话")
    await house.turned_away(at("2022-12-03T09:00"))
    text = "\n".join(reply.text for reply in await house.say("我有哪些提醒"))
    assert "还没有设" not in text
    assert "已暂停" in text


async def test_order_that_deals_with_it(house: House) -> None:
    """Whoever comes back to stop or to resume is not offered what they have just ordered."""
    for order in ("别提醒了", "恢复"):
        await house.say("提前1天提醒我", "12月3日9点提醒我打电话")
        await house.turned_away(at("2022-12-03T09:00"))
        replies = await house.say(order)
        assert not any("先停着" in reply.text for reply in replies)
        await house.store.forget(USER)
        house.now = at("2022-11-15T10:00")


async def test_command_and_silent_return(house: House) -> None:
    """A command offers it too, and so does a return without words, as by unblocking; a channel that cannot send does not."""
    await house.say("提前1天提醒我", "12月3日9点提醒我打电话")
    await house.turned_away(at("2022-12-03T09:00"))
    quiet = await house.service.turn(USER, "你好", house.now, TALK_ONLY)
    assert all(reply.kind is not Kind.PAUSED for reply in quiet.replies)
    told = await house.service.turn(USER, "/help", house.now, PUSHES)
    assert [reply.kind for reply in told.replies] == [Kind.PAUSED, Kind.HELP]
    assert await house.service.returned(USER, house.now) == ()
    await house.say("恢复")
    await house.turned_away(at("2022-12-05T09:00"))
    offer, *_ = await house.service.returned(USER, at("2022-12-05T10:00"))
    assert offer.kind is Kind.PAUSED
    assert OrderReminders("stop") not in [choice.does for choice in offer.choices]


async def test_watch(house: House) -> None:
    """Whoever waits for next year's notice still does, and is asked."""
    await house.say("下一年度通知发布时提醒我", "12月3日9点提醒我打电话")
    await house.turned_away(at("2022-12-03T09:00"))
    house.now = at("2023-03-01T09:00")
    offer, *_ = await house.say("你好")
    assert "下一年度" in offer.text
    await house.say("恢复")
    assert "" in await ended(house)


async def test_forgotten(house: House) -> None:
    """Whoever has everything deleted is offered nothing."""
    await house.say("提前1天提醒我", "12月3日9点提醒我打电话")
    await house.turned_away(at("2022-12-03T09:00"))
    told = await house.service.turn(USER, "/forget", house.now, PUSHES)
    assert [reply.kind for reply in told.replies] == [Kind.FORGOTTEN]
    assert all(reply.kind is not Kind.PAUSED for reply in await house.say("你好"))
