"""Turns of many users, kept before they are answered."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.service import ConversationService
from bot.store.model.errors import Conflict
from bot.store.model.saved import Saved
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
