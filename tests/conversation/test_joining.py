"""Two talks made one."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.joining import Holdings, joined
from bot.conversation.service import ConversationService
from bot.conversation.stored import conversation_of
from bot.conversation.turn import Channel
from bot.knowledge import Knowledge
from bot.store.model.saved import Saved, SavedInterview
from tests.conversation.talks import assistant_of
from tests.packs import OPEN
from tests.store.memory import MemoryStore

PUSHES = Channel(pushes=True)
CALENDAR = Channel()


async def said(service: ConversationService, user: str, *texts: str, channel: Channel = PUSHES) -> None:
    """Say something, one message after another."""
    for text in texts:
        await service.turn(user, text, OPEN, channel)


async def test_wishes_and_interviews_of_both_are_there_once(shipped: Knowledge) -> None:
    """The same wish is one wish; what was open stays open."""
    store, full = MemoryStore(), assistant_of(shipped)
    service = ConversationService(lambda: full, store)
    await said(service, "ann", "12月3日上午9点提醒我交材料", "我能不能报", "在职")
    await said(service, "bob", "12月3日上午9点提醒我交材料", "12月4日上午9点提醒我拍照片", "换一个人", "张三")
    await service.join("ann", "bob", OPEN, keep=True)
    after = await service.conversation("ann")
    assert Holdings.of(after) == Holdings(("本人", "张三"), 2)
    assert after.name == "本人"
    assert await store.load("bob") is None
    await service.join("ann", "bob", OPEN, keep=True)
    assert Holdings.of(await service.conversation("ann")) == Holdings(("本人", "张三"), 2)


async def test_wishes_for_the_calendar_of_both_are_there_once(shipped: Knowledge) -> None:
    """What was noted where nothing can be sent comes along, and begins once somebody can be reached."""
    store, full = MemoryStore(), assistant_of(shipped)
    service = ConversationService(lambda: full, store)
    await said(service, "ann", "12月3日上午9点提醒我交材料", channel=CALENDAR)
    await said(service, "bob", "12月3日上午9点提醒我交材料", "12月4日上午9点提醒我拍照片", channel=CALENDAR)
    await said(service, "eve", "每周五提醒我看学时", channel=CALENDAR)
    assert Holdings.of(await service.conversation("bob")) == Holdings((), 2)
    await service.join("ann", "bob", OPEN, keep=True)
    await service.join("ann", "eve", OPEN, keep=True)
    await service.join("ann", "bob", OPEN, keep=True)
    after = await service.conversation("ann")
    assert Holdings.of(after) == Holdings((), 3)
    kept = await store.load("ann")
    assert kept is not None
    assert kept.state["lasting"]
    await service.reachable("ann", OPEN)
    after = await service.conversation("ann")
    assert (len(after.subscriptions.running), after.reminders.noted) == (3, ())


async def test_what_reminds_already_is_not_noted_again(shipped: Knowledge) -> None:
    """A wish that is sent here and was only noted there is one."""
    store, full = MemoryStore(), assistant_of(shipped)
    service = ConversationService(lambda: full, store)
    await said(service, "ann", "12月3日上午9点提醒我交材料")
    await said(service, "bob", "12月3日上午9点提醒我交材料", channel=CALENDAR)
    await service.join("ann", "bob", OPEN, keep=True)
    assert Holdings.of(await service.conversation("ann")) == Holdings((), 1)


async def test_what_was_open_is_open_where_nothing_else_is(shipped: Knowledge) -> None:
    """And without keeping, what the other holds is gone."""
    store, full = MemoryStore(), assistant_of(shipped)
    service = ConversationService(lambda: full, store)
    await said(service, "ann", "12月3日上午9点提醒我交材料")
    await said(service, "bob", "我能不能报", "在职")
    await said(service, "eve", "换一个人", "李四")
    await service.join("ann", "bob", OPEN, keep=True)
    await service.join("ann", "eve", OPEN, keep=False)
    after = await service.conversation("ann")
    assert (after.name, Holdings.of(after)) == ("本人", Holdings(("本人",), 1))
    assert await store.load("eve") is None


def test_one_name_with_other_answers_stays_twice() -> None:
    """Unreadable ones too; a third finds a name of its own."""
    mine = Saved(
        interviews={("", "甲"): SavedInterview({"answers": {"a": 1}}), ("", "乙"): SavedInterview({"odd": 1})}
    )
    other = Saved(
        interviews={("", "甲"): SavedInterview({"answers": {"a": 2}}), ("", "乙"): SavedInterview({"odd": 2})}
    )
    both = joined(mine, other)
    assert sorted(name for _, name in both.interviews) == sorted(["甲", "甲（第2份）", "乙", "乙（第2份）"])
    third = joined(both, replace(other, interviews={("", "甲"): SavedInterview({"answers": {"a": 3}})}))
    assert third.interviews["", "甲（第3份）"].state == {"answers": {"a": 3}}
    assert joined(both, mine).interviews == both.interviews


def test_votes_of_both_count_once() -> None:
    """So that nobody votes twice by carrying a talk about."""
    both = joined(Saved({"voted": ["n/a"]}), Saved({"voted": ["n/a", "n/b"]}))
    assert both.state["voted"] == ["n/a", "n/b"]
    assert not Holdings.of(conversation_of(both))


async def test_who_one_is_comes_along_where_it_was_not_said(shipped: Knowledge) -> None:
    """What was said on the side that goes on counts; else what was said on the other."""
    store, full = MemoryStore(), assistant_of(shipped)
    service = ConversationService(lambda: full, store)
    await said(service, "ann", "我能不能报")
    await said(service, "bob", "我是单位人事")
    await said(service, "eve", "我是申报人")
    unit = (await service.conversation("bob")).role
    await service.join("ann", "bob", OPEN, keep=True)
    assert (await service.conversation("ann")).role == unit != ""
    await service.join("ann", "eve", OPEN, keep=True)
    assert (await service.conversation("ann")).role == unit


async def test_persons_stay_in_the_order_in_which_they_were_begun(shipped: Knowledge) -> None:
    """Those of the talk that goes on come first."""
    store, full = MemoryStore(), assistant_of(shipped)
    service = ConversationService(lambda: full, store)
    await said(service, "ann", "换一个人", "王芳")
    await said(service, "bob", "换一个人", "赵六", "换一个人", "李四", "换一个人", "陈五")
    await service.join("ann", "bob", OPEN, keep=True)
    after = await service.conversation("ann")
    assert list(after.interviews) == ["王芳", "赵六", "李四", "陈五"]
