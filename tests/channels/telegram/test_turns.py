"""What the turns of Telegram come to, without a wire: what is said, and what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count

import pytest
from telegram import User

from bot.channels.telegram.buttons import Keyboards, base36
from bot.channels.telegram.heard import Heard
from bot.channels.telegram.letters import letters
from bot.channels.telegram.paper import people_file
from bot.channels.telegram.turns import Said, Turns
from bot.conversation.assistant import Assistant
from bot.conversation.feedback import Feedback
from bot.conversation.service import ConversationService
from bot.knowledge import Knowledge
from bot.replies.acts import OrderWish
from bot.store.rows.incoming import Claimed
from tests.channels.telegram.channel_at_work import no_calendar
from tests.conversation.talks import status_of
from tests.packs import OPEN
from tests.store.memory import MemoryStore

ANNA = 1001
ME = User(1, "bot", is_bot=True, username="notice_test_bot")


async def _nobody(chat: int, user: int) -> bool:
    return False


@dataclass
class Chat:
    """One person's chat with a bot, kept in memory."""

    assistant: Assistant
    now: datetime = OPEN
    store: MemoryStore = field(default_factory=MemoryStore)
    votes: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        conversations = ConversationService(lambda: self.assistant, self.store)
        feedback = Feedback(conversations, self.store, self.votes.append)
        self.turns = Turns(conversations, feedback, _nobody, no_calendar, ME)

    async def say(self, text: str) -> Said:
        """What is said to a message."""
        return await self._hear(Heard("text", ANNA, ANNA, text, 1))

    async def tap(self, data: str) -> Said:
        """What is said to a tap on the button with `data`."""
        return await self._hear(Heard("tap", ANNA, ANNA, data, 1, query="q"))

    async def _hear(self, heard: Heard) -> Said:
        return await self.turns.turn(Claimed(next(self.numbers), str(ANNA), ""), heard, self.now)


@pytest.fixture
def chat(full_assistant: Assistant) -> Chat:
    """A chat with the bot of the shipped pack, as people use it."""
    return Chat(full_assistant)


async def test_a_vote_counts_wherever_it_is_given(chat: Chat) -> None:
    """In the totals and in the figures alike, once for each person and answer."""
    said = await chat.say("单位几号前要推荐")
    entry = said.replies[0].entry
    up = said.keyboards.votes(entry)[0][0].data
    first, second = await chat.tap(up), await chat.tap(up)
    assert first.toast != second.toast
    assert first.voted
    assert second.voted
    assert chat.votes == ["up"]
    assert dict(chat.store.feedback) == {("2022-11-15", "zj-2022-senior-arts", entry, "up"): 1}
    assert (await chat.tap(said.keyboards.votes("no_such_entry")[0][1].data)).toast
    assert chat.votes == ["up"]


async def test_the_status_of_a_finished_interview_names_its_verdict(
    chat: Chat, full_assistant: Assistant, shipped: Knowledge
) -> None:
    """In the words of the pack, not by its key."""
    await chat.say("我能不能报")
    for _ in range(60):
        turn = await chat.say("不清楚")
        if (status_of(full_assistant, turn.conversation) or {}).get("verdict"):
            break
    (status,) = (await chat.say("/status")).replies
    key = (status_of(full_assistant, turn.conversation) or {})["verdict"]
    assert key not in status.text
    assert shipped.interview is not None
    assert shipped.interview.verdicts[key].name in status.text


async def test_a_stop_that_stopped_nothing_is_not_ticked(chat: Chat) -> None:
    """Of a wish that is not there, or no longer: the tapped message does not say that it was done."""
    said = await chat.tap(Keyboards(base36(ANNA), "").data_of(OrderWish("nowhere", "stop")))
    assert said.replies
    assert not said.picked


async def test_the_list_of_people_has_a_button_for_each(chat: Chat) -> None:
    """Long names and odd ones too; a tap goes on with theirs, one of somebody who is gone does nothing."""
    long = "王" * 20
    for said in ("换一个人", "王芳", "已退休", "换一个人", long, "在职"):
        await chat.say(said)
    listed = await chat.say("名单")
    assert [choice.label for choice in listed.replies[0].choices] == ["王芳", f"“{long}”"]
    rows = listed.keyboards.rows(listed.replies[0].choices)
    tapped = await chat.tap(rows[-1][-1].data)
    assert long in tapped.replies[0].text
    asked = await chat.say("删掉王芳")
    (delete, *_), *_ = asked.keyboards.rows(asked.replies[0].choices)
    assert "王芳" in (await chat.tap(delete.data)).replies[0].text
    assert [choice.label for choice in (await chat.say("名单")).replies[0].choices] == [f"“{long}”"]


async def test_the_table_of_people_is_a_file(chat: Chat) -> None:
    """A workbook beside the rows in words."""
    for said in ("换一个人", "王芳", "已退休"):
        await chat.say(said)
    said_ = await chat.say("导出表格")
    table = partial(people_file, chat.assistant, said_.conversation, chat.now)
    texts, file = letters(said_.replies, said_.keyboards, lambda: b"", "n", people=table)
    assert "王芳：这次不能申报" in texts.text
    assert file.file is not None
    assert file.file.name.endswith(".xlsx")
    assert file.file.content.startswith(b"PK")
