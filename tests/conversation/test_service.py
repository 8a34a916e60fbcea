"""Turns of many users, kept before they are answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.interview_bound import with_few_interviews
from bot.conversation.service import ConversationService
from bot.conversation.turn import Channel
from bot.knowledge import Knowledge
from bot.replies.reply import Kind
from bot.store.model.errors import Conflict, StoreError
from bot.store.model.reminded import Reminded
from bot.store.model.saved import Saved
from tests.conversation.talks import assistant_of
from tests.packs import OPEN
from tests.store.memory import MemoryStore


class Contested(MemoryStore):
    """A store into which somebody else was quicker, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    async def save(self, user: str, saved: Saved, now: datetime) -> Saved:
        if self.times:
            self.times -= 1
            raise Conflict(user)
        return await super().save(user, saved, now)


class Reminding(MemoryStore):
    """A store from which these reminders went out since a person's last turn."""

    def __init__(self, reminded: tuple[Reminded, ...]) -> None:
        super().__init__()
        self.reminded = reminded

    async def load(self, user: str) -> Saved | None:
        kept = await super().load(user)
        return kept and replace(kept, reminded=self.reminded)


async def test_a_turn_is_taken_again_where_another_was_quicker(tiny_assistant: Assistant) -> None:
    """Nothing is overwritten; again and again is too often."""
    service = ConversationService(lambda: tiny_assistant, Contested(3))
    assert (await service.turn("ann", "继续教育要多少学时", OPEN)).replies
    with pytest.raises(Conflict):
        await ConversationService(lambda: tiny_assistant, Contested(50)).turn("ann", "你好", OPEN)
    with pytest.raises(Conflict):
        await ConversationService(lambda: tiny_assistant, Contested(50)).note_vote("ann", "entry", OPEN)


async def test_a_message_that_was_heard_gets_the_same_replies(tiny_assistant: Assistant) -> None:
    """By a service that knows only the store; the last eight are remembered."""
    store = MemoryStore()
    first = await ConversationService(lambda: tiny_assistant, store).turn(
        "ann", "我是做青瓷的可以申报吗", OPEN, id="m0"
    )
    again = await ConversationService(lambda: tiny_assistant, store).turn("ann", "别的话", OPEN, id="m0")
    assert again.replies == first.replies
    assert again.conversation == first.conversation
    service = ConversationService(lambda: tiny_assistant, store)
    for number in range(1, 9):
        await service.turn("ann", "你好", OPEN, id=f"m{number}")
    assert (await service.turn("ann", "你好", OPEN, id="m0")).replies != first.replies


async def test_who_is_back_is_told_what_may_not_have_arrived(shipped: Knowledge) -> None:
    """With its moment and what it was about, before the answer; what arrived is not told of."""
    due = datetime(2022, 12, 6, 1, tzinfo=UTC)
    lost = Reminded("1", "personal", "lead", due, doubtful=True)
    arrived = Reminded("1", "unit", "lead", due + timedelta(days=1))
    service = ConversationService(lambda: assistant_of(shipped), Reminding((arrived, lost)))
    await service.turn("ann", "你好", OPEN)
    first, second = (await service.turn("ann", "公示要几天", due + timedelta(days=2))).replies[:2]
    assert "可能没送到" in first.text
    assert "2022年12月6日9:00（网上个人申报截止）" in first.text
    assert "12月7日" not in first.text
    assert "5个工作日" in second.text


async def test_ids_are_each_users_own(tiny_assistant: Assistant) -> None:
    """Two people may count their messages alike."""
    service = ConversationService(lambda: tiny_assistant, MemoryStore())
    one = await service.turn("ann", "继续教育要多少学时", OPEN, id="1")
    two = await service.turn("bob", "我是做青瓷的可以申报吗", OPEN, id="1")
    assert one.replies != two.replies


async def test_forgetting_takes_everything(tiny_assistant: Assistant) -> None:
    """What was heard and judged too."""
    store = MemoryStore()
    service = ConversationService(lambda: tiny_assistant, store)
    await service.turn("ann", "继续教育要多少学时", OPEN, id="1")
    assert await service.note_vote("ann", "entry", OPEN)
    await service.turn("ann", "/forget", OPEN)
    assert await store.load("ann") is None
    assert await service.note_vote("ann", "entry", OPEN)


async def test_replies_that_another_program_kept_do_no_harm(tiny_assistant: Assistant) -> None:
    """After an upgrade the message is answered anew."""
    store = MemoryStore()
    await store.save("ann", Saved(state={"heard": [["1", [{"words": "of another form"}]]]}), OPEN)
    turn = await ConversationService(lambda: tiny_assistant, store).turn(
        "ann", "继续教育要多少学时", OPEN, id="1"
    )
    assert turn.replies[0].clauses == ("附1.7",)


ANSWERS = ("不是", "在职", "退休了", "不清楚", "上一步", "第一个", "公务员", "先到这里")
"""What answers a question that is open; the notice, or small talk, would have a word on most of them too."""


class Unusable(MemoryStore):
    """A store that fails to `load`, to `save`, or both."""

    def __init__(self, *fails: str) -> None:
        super().__init__()
        self.fails = fails

    async def load(self, user: str) -> Saved | None:
        if "load" in self.fails:
            raise StoreError
        return await super().load(user)

    async def save(self, user: str, saved: Saved, now: datetime) -> Saved:
        if "save" in self.fails:
            raise StoreError
        return await super().save(user, saved, now)


@pytest.mark.parametrize("fails", [("save",), ("load",), ("load", "save")], ids="+".join)
@pytest.mark.parametrize("said", ["继续教育要多少学时", "/help", "/deadlines", "我是做青瓷的可以申报吗"])
async def test_what_the_notice_says_is_told_without_the_database(
    tiny_assistant: Assistant, fails: tuple[str, ...], said: str
) -> None:
    """As it is with one."""
    with_one = await ConversationService(lambda: tiny_assistant, MemoryStore()).turn("ann", said, OPEN)
    without = await ConversationService(lambda: tiny_assistant, Unusable(*fails)).turn("ann", said, OPEN)
    assert without.replies == with_one.replies


@pytest.mark.parametrize("fails", [("save",), ("load",)], ids="+".join)
@pytest.mark.parametrize("said", ["12月3日上午9点提醒我交材料", "我能不能报", *ANSWERS])
async def test_what_must_last_is_refused_without_the_database(
    shipped: Knowledge, fails: tuple[str, ...], said: str
) -> None:
    """A wish, an interview, an answer: nobody is told that it was noted."""
    full = assistant_of(shipped)
    store = Unusable()
    service = ConversationService(lambda: full, store)
    if said in ANSWERS:
        await service.turn("ann", "我能不能报", OPEN)
    store.fails = fails
    with pytest.raises(StoreError):
        await service.turn("ann", said, OPEN, Channel(pushes=True))


async def test_a_question_amid_an_interview_is_answered_though_nothing_can_be_saved(
    shipped: Knowledge,
) -> None:
    """The interview stays where it was."""
    full = assistant_of(shipped)
    store = Unusable()
    service = ConversationService(lambda: full, store)
    before = await service.turn("ann", "我能不能报", OPEN)
    store.fails = ("save",)
    turn = await service.turn("ann", "学时要多少？", OPEN)
    assert Kind.ANSWER in {reply.kind for reply in turn.replies}
    assert turn.conversation.interviews == before.conversation.interviews


async def test_one_person_has_so_many_interviews(shipped: Knowledge) -> None:
    """The one that was not touched for longest goes, with a word; the open one, a new one and the others stay."""
    full, store = assistant_of(shipped), MemoryStore()
    service = ConversationService(lambda: full, store)
    for minute, name in enumerate(("张三", "李四", "王五", "换回张三")):
        for said in (name,) if name.startswith("换回") else ("换一个人", name):
            turn = await service.turn("ann", said, OPEN + timedelta(minutes=minute))
    kept = await store.load("ann")
    assert kept is not None
    assert with_few_interviews(kept, turn, most=3) == turn
    few = with_few_interviews(kept, turn, most=2)
    assert few.conversation.interviews.keys() == {"张三", "王五"}
    assert "李四" in few.replies[0].text
    alone = with_few_interviews(replace(kept, interviews={}), turn, most=1)
    assert alone.conversation.interview == turn.conversation.interview
