"""Two channels of one person with one set of reminders: code, confirmation on both sides, telling, undoing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.conversation.turn import TALK_ONLY, Channel
from bot.interview.talk.progress import ME
from bot.store.database import Store
from tests.conversation.reminding import PUSHES
from tests.conversation.test_reminder_answers import send_due
from tests.reminders.moments import at

NOW = at("2022-11-15T10:00")
GIVER, TAKER, THIRD = "telegram:1", "wechat:oTaker", "push:third"
WISH = "个人申报提前7、3天提醒我"


class People:
    """Those who talk with one service."""

    def __init__(self, store: Store, assistant: Assistant) -> None:
        self.store = store
        self.assistant = assistant
        self.now: datetime = NOW
        self.restart()

    def restart(self) -> None:
        """As after a restart: nothing is remembered but by the store."""
        self.service = ConversationService(lambda: self.assistant, self.store)

    async def say(self, user: str, text: str, channel: Channel = PUSHES) -> str:
        """What is answered."""
        turn = await self.service.turn(user, text, self.now, channel)
        return "\n".join(reply.text for reply in turn.replies)

    async def coming(self, user: str) -> int:
        """How many wishes a person sees."""
        return len((await self.service.conversation(user)).subscriptions.running)

    async def code(self, giver: str = GIVER, channel: Channel = PUSHES) -> str:
        """A code that was shown."""
        found = re.search(r"/join (\d{4} \d{4} \d{5})", await self.say(giver, "/join", channel))
        assert found is not None
        return found[1]

    async def join(self, giver: str = GIVER, taker: str = TAKER, channel: Channel = PUSHES) -> str:
        """Join two channels. Returns what the taker is told at last."""
        typed = await self.say(taker, f"/join {await self.code(giver, channel)}")
        check = re.search(r"是 (\d\d)", typed)
        assert check is not None
        assert "已确认" in await self.say(giver, f"/join {check[1]}", channel)
        return await self.say(taker, "/joinok")


@pytest.fixture
async def people(url: str, talker: Assistant) -> AsyncIterator[People]:
    """People of a new database."""
    async with await Store.open(url) as store:
        yield People(store, talker)


async def sent_to(people: People, until: str) -> dict[str, list[str]]:
    """What is sent to whom until a moment, through every channel."""
    people.now = at(until)
    found: dict[str, list[str]] = {}
    for channel in ("telegram", "wechat", "push", "web"):
        kinds = await send_due(people.store, people.assistant, people.now, channel)
        if kinds:
            found[channel] = kinds
    return found


async def test_one_set_and_each_once(people: People) -> None:
    """Both see and change one set; it is sent through the taker alone; both are told."""
    await people.say(GIVER, WISH)
    await people.say(TAKER, "单位推荐提前3天提醒我")
    assert "2个提醒" in await people.join()
    people.restart()
    assert (await people.coming(GIVER), await people.coming(TAKER)) == (2, 2)
    assert await sent_to(people, "2022-11-15T10:01") == {"telegram": ["note"]}
    await people.say(GIVER, "12月1日9点提醒我打电话")
    assert await people.coming(TAKER) == 3
    assert await sent_to(people, "2022-11-29T09:01") == {"wechat": ["lead"]}
    await people.say(GIVER, "办好了")
    assert await sent_to(people, "2022-12-01T09:01") == {"wechat": ["moment"]}


async def test_no_reminder_twice(people: People) -> None:
    """The same wish on both sides is one; what was sent before is not sent again under it."""
    await people.say(GIVER, WISH)
    await people.say(TAKER, "个人申报提前7、1天提醒我")
    first = await sent_to(people, "2022-11-29T09:01")
    assert first == {"telegram": ["lead"], "wechat": ["lead"]}
    await people.join()
    await sent_to(people, "2022-11-29T09:10")
    assert await sent_to(people, "2022-12-03T09:01") == {"wechat": ["lead"]}
    assert await sent_to(people, "2022-12-05T09:01") == {"wechat": ["lead"]}


async def test_what_waits_when_they_are_joined_is_sent(people: People) -> None:
    """A reminder that is due at that moment, and was not sent yet, goes out by the new way."""
    await people.say(GIVER, WISH)
    people.now = at("2022-11-29T09:05")
    await people.join()
    sent = await sent_to(people, "2022-11-29T09:06")
    assert sent == {"telegram": ["note"], "wechat": ["lead"]}


@pytest.mark.parametrize("by", [GIVER, TAKER])
async def test_undone_by_either(people: People, by: str) -> None:
    """Each has its own again and is reminded by it; the other side is told."""
    await people.say(GIVER, WISH)
    await people.say(TAKER, "单位推荐提前3天提醒我")
    await people.join()
    await sent_to(people, "2022-11-15T10:05")
    assert "已分开" in await people.say(by, "/unjoin")
    other = "wechat" if by == GIVER else "telegram"
    assert await sent_to(people, "2022-11-15T10:06") == {other: ["note"]}
    assert (await people.coming(GIVER), await people.coming(TAKER)) == (1, 1)
    assert await sent_to(people, "2022-11-29T09:01") == {"telegram": ["lead"]}
    assert "没有和别的渠道" in await people.say(by, "/unjoin")


async def test_wishes_only(people: People) -> None:
    """No talk and no interview goes along."""
    await people.say(GIVER, "我能不能报")
    await people.say(GIVER, WISH)
    await people.join()
    taken = await people.service.conversation(TAKER)
    assert taken.interviews == {}
    assert taken.topics == ()
    assert ME in (await people.service.conversation(GIVER)).interviews


async def test_confirmed_on_both_sides(people: People) -> None:
    """Nothing goes before both have confirmed; another number ends it."""
    await people.say(GIVER, WISH)
    typed = await people.say(TAKER, f"/join {await people.code()}")
    check = re.findall(r"\d\d", typed)[0]
    assert "还没有确认" in await people.say(TAKER, "/joinok")
    assert await people.coming(TAKER) == 0
    wrong = str(10 + (int(check) - 9) % 90)
    assert "作废" in await people.say(GIVER, f"/join {wrong}")
    assert "过期" in await people.say(GIVER, f"/join {check}")
    await people.say(TAKER, "/joinok")
    assert await people.coming(TAKER) == 0


async def test_a_code_is_used_once_and_in_time(people: People) -> None:
    """A second taker, the giver itself, and whoever comes after ten minutes get nothing."""
    await people.say(GIVER, WISH)
    code = await people.code()
    assert "另一个渠道" in await people.say(GIVER, f"/join {code}")
    assert "核对数字" in await people.say(TAKER, f"/join {code}")
    assert "不对" in await people.say(THIRD, f"/join {code}")
    late = await people.code()
    people.now += timedelta(minutes=10)
    assert "不对" in await people.say(THIRD, f"/join {late}")
    people.now += timedelta(minutes=10)
    await people.join()
    assert "不对" in await people.say(THIRD, f"/join {code}")


async def test_five_tries_in_ten_minutes(people: People) -> None:
    """The sixth is not looked at, even if it is right; later it is."""
    await people.say(GIVER, WISH)
    for number in range(5):
        assert "不对" in await people.say(TAKER, f"/join 000000000000{number}")
    code = await people.code()
    assert "太多次" in await people.say(TAKER, f"/join {code}")
    people.now += timedelta(minutes=10, seconds=1)
    code = await people.code()
    assert "核对数字" in await people.say(TAKER, f"/join {code}")


async def test_from_a_page_that_cannot_send(people: People) -> None:
    """What was only noted there begins; it is told of what happened elsewhere at its next message."""
    page, asking = "web:page", Channel(letters=True)
    await people.say(page, WISH, asking)
    assert await people.coming(page) == 0
    await people.join(page, TAKER, asking)
    assert await people.coming(TAKER) == 1
    assert "微信" in await people.say(page, "我有哪些提醒", asking)
    assert "合成一套" not in await people.say(page, "我有哪些提醒", asking)
    await people.say(TAKER, "/unjoin")
    assert "已把提醒和这里分开" in await people.say(page, "公示要几天", asking)
    assert await people.coming(TAKER) == 0
    noted = (await people.service.conversation(page)).reminders.noted
    assert len(noted) == 1


async def test_who_cannot_be_sent_to_takes_nothing(people: People) -> None:
    """A page without an address and a terminal are told to do it the other way round."""
    await people.say(GIVER, WISH)
    code = await people.code()
    for channel in (TALK_ONLY, Channel(letters=True)):
        assert "反过来" in await people.say("web:x", f"/join {code}", channel)
    assert "核对数字" in await people.say(TAKER, f"/join {code}")


async def test_nothing_to_give_and_odd_words(people: People) -> None:
    """Who has no reminder is told; what is no code is explained; nothing is given twice or on."""
    assert "没有提醒" in await people.say(GIVER, "/join")
    for words in ("/join abc", "/join 123", "/join １２３", "/join 🙂", f"/join {'9' * 400}"):
        assert "格式" in await people.say(GIVER, words)
    assert await people.say(GIVER, "/joinok")
    await people.say(GIVER, WISH)
    await people.join()
    assert "合成一套" in await people.say(GIVER, "/join")
    assert "先回" in await people.say(TAKER, "/join")
    assert await people.say(TAKER, "/joinok")


async def test_forgotten(people: People) -> None:
    """Who deletes everything takes their own away, and leaves the other side its own."""
    await people.say(GIVER, WISH)
    await people.say(TAKER, "单位推荐提前3天提醒我")
    await people.join()
    await people.say(TAKER, "/forget")
    assert (await people.coming(GIVER), await people.coming(TAKER)) == (1, 0)
    await people.say(TAKER, "单位推荐提前3天提醒我")
    people.now += timedelta(minutes=1)
    await people.join()
    await people.say(GIVER, "/forget")
    assert (await people.coming(GIVER), await people.coming(TAKER)) == (0, 1)
    assert await people.store.load(GIVER) is None


async def test_both_at_once(people: People) -> None:
    """Wishes set on both sides at the same time are all kept."""
    await people.say(GIVER, WISH)
    await people.join()
    other = ConversationService(lambda: people.assistant, people.store)
    hours = (9, 10, 11, 14, 15, 16)
    await asyncio.gather(
        *(
            service.turn(user, f"12月1日{hour}点提醒我做{hour}", people.now, PUSHES)
            for hour in hours
            for service, user in [(people.service, GIVER) if hour % 2 else (other, TAKER)]
        )
    )
    assert await people.coming(GIVER) == await people.coming(TAKER) == 1 + len(hours)
