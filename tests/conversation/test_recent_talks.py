"""A turn taken from what the process knows is the turn that would be taken from the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.recent_talks import KEPT_FOR, RecentTalks
from bot.conversation.service import ConversationService
from bot.conversation.turn import Channel
from bot.knowledge import Knowledge
from bot.store.model.saved import Saved, SavedSubscription
from tests.conversation.talks import assistant_of
from tests.packs import OPEN
from tests.store.memory import MemoryStore

TALK = ("继续教育要多少学时", "什么时候截止", "我能不能报", "没有", "学时要多少？", "上一步")
PUSHES = Channel(pushes=True)


class Watched(MemoryStore):
    """Notes how often it is asked, and which saves were to last."""

    def __init__(self) -> None:
        super().__init__()
        self.loads = 0
        self.lasting: list[bool] = []

    async def load(self, user: str) -> Saved | None:
        self.loads += 1
        return await super().load(user)

    async def save(self, user: str, saved: Saved, now: object, *, lasting: bool = True) -> Saved:
        self.lasting.append(lasting)
        kept = await super().save(user, saved, OPEN, lasting=lasting)
        self.loads -= 1  # it looks what it stored
        return kept


async def test_a_talk_goes_on_without_being_loaded(shipped: Knowledge) -> None:
    """As it does for a process that must load it."""
    full, store = assistant_of(shipped), Watched()
    service = ConversationService(lambda: full, store)
    other = MemoryStore()
    for said in TALK:
        known = await service.turn("ann", said, OPEN)
        fresh = await ConversationService(lambda: full, other).turn("ann", said, OPEN)
        assert known.replies == fresh.replies
        assert known.conversation == fresh.conversation
    assert store.loads == 1


async def test_what_another_process_stored_is_seen(tiny_assistant: Assistant) -> None:
    """Each turn by another of two: as if there were one."""
    store, alone = MemoryStore(), ConversationService(lambda: tiny_assistant, MemoryStore())
    services = [ConversationService(lambda: tiny_assistant, store) for _ in range(2)]
    for number, said in enumerate(
        ("继续教育要多少学时", "什么时候截止", "为什么", "第一个", "我是做青瓷的可以申报吗") * 2
    ):
        shared = await services[number % 2].turn("ann", said, OPEN)
        assert shared.replies == (await alone.turn("ann", said, OPEN)).replies


async def test_who_was_forgotten_elsewhere_is_not_brought_back(tiny_assistant: Assistant) -> None:
    """The talk that this process remembers is over."""
    store = MemoryStore()
    here, there = (ConversationService(lambda: tiny_assistant, store) for _ in range(2))
    await here.turn("ann", "继续教育要多少学时", OPEN)
    await there.forget("ann", OPEN)
    turn = await here.turn("ann", "你好", OPEN)
    assert not turn.conversation.topics


async def test_a_wish_that_another_process_stored_stays(shipped: Knowledge) -> None:
    """And so does one that is made here at once."""
    full, store = assistant_of(shipped), MemoryStore()
    here, there = (ConversationService(lambda: full, store) for _ in range(2))
    await here.turn("ann", "继续教育要多少学时", OPEN, PUSHES)
    await there.turn("ann", "12月1日上午9点提醒我交材料", OPEN, PUSHES)
    await here.turn("ann", "什么时候截止", OPEN, PUSHES)
    await here.turn("ann", "12月2日上午9点提醒我盖章", OPEN, PUSHES)
    kept = await store.load("ann")
    assert kept is not None
    assert len(kept.subscriptions) == 2


async def test_what_only_answers_waits_for_no_flush(shipped: Knowledge) -> None:
    """Unless it answers a message with an id, or something must last."""
    full, store = assistant_of(shipped), Watched()
    service = ConversationService(lambda: full, store)
    await service.turn("ann", "什么时候截止", OPEN)
    await service.turn("ann", "什么时候截止", OPEN, id="m1")
    await service.turn("ann", "我能不能报", OPEN)
    await service.turn("ann", "12月1日上午9点提醒我交材料", OPEN, PUSHES)
    assert store.lasting == [False, True, True, True]


async def test_the_same_words_after_the_same_talk_are_answered_once(
    tiny_assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For everybody; what each got before, and at which minute, is their own."""
    taken: list[object] = []
    whole = Assistant.turn

    def watched(self: Assistant, *given: object, **named: object) -> object:
        taken.append(given[1])
        return whole(self, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Assistant, "turn", watched)
    service = ConversationService(lambda: tiny_assistant, MemoryStore())
    first = await service.turn("ann", "继续教育要多少学时", OPEN, id="a")
    assert (await service.turn("bob", "继续教育要多少学时", OPEN, id="b")).replies == first.replies
    assert len(taken) == 1
    assert (await service.turn("ann", "别的", OPEN, id="a")).replies == first.replies
    await service.turn("cid", "继续教育要多少学时", OPEN + timedelta(minutes=1))
    assert len(taken) == 2
    await service.turn("ann", "继续教育要多少学时", OPEN)  # asked again, after itself
    assert len(taken) == 3
    await service.forget("ann", OPEN)  # nobody's words stay
    await service.turn("dan", "继续教育要多少学时", OPEN)
    assert len(taken) == 4


def test_only_talk_is_remembered_and_not_for_long() -> None:
    """Wishes are made of nothing but what is stored."""
    recent = RecentTalks(2)
    talk = Saved(version=1)
    recent.keep("ann", talk, OPEN)
    recent.keep("bob", replace(talk, subscriptions={"1": SavedSubscription({})}), OPEN)
    recent.keep("cid", replace(talk, holder="ann"), OPEN)
    recent.keep("dan", replace(talk, state={"lasting": True}), OPEN)
    assert [user for user in ("ann", "bob", "cid", "dan") if recent.get(user) is not None] == ["ann"]
    recent.keep("ann", replace(talk, subscriptions={"1": SavedSubscription({})}), OPEN)
    assert recent.get("ann") is None
    for number, user in enumerate(("eve", "fay", "gil")):
        recent.keep(user, talk, OPEN + number * timedelta(seconds=1))
    assert recent.get("eve") is None
    recent.keep("hal", talk, OPEN + KEPT_FOR + timedelta(seconds=5))
    assert [user for user in ("fay", "gil", "hal") if recent.get(user) is not None] == ["hal"]
    recent.drop("hal")
    assert recent.get("hal") is None
