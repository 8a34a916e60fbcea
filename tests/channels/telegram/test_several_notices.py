"""A bot of several notices on Telegram, without a wire."""

from __future__ import annotations

import pytest

from bot.channels.telegram.heard import Heard
from bot.channels.telegram.turns import Said
from bot.knowledge import Knowledge
from tests.channels.telegram.test_turns import ANNA, Chat
from tests.several_packs import HIGH, NAMES, SENIOR, library, several


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Knowledge, ...]:
    """Of two notices."""
    return library(tmp_path_factory.mktemp("packs"), SENIOR, HIGH)


@pytest.fixture
def chat(packs: tuple[Knowledge, ...]) -> Chat:
    """A chat with a bot of two notices."""
    return Chat(several(packs))


def buttons(said: Said) -> dict[str, str]:
    """The data of each button by its label."""
    choices = [one for reply in said.replies for one in reply.choices]
    return {button.label: button.data for row in said.keyboards.rows(choices) for button in row}


def text_of(said: Said) -> str:
    """All that was said."""
    return "\n".join(reply.whole for reply in said.replies)


async def test_the_notice_is_asked_for_by_buttons(chat: Chat) -> None:
    """A tap answers, and every button fits."""
    asked = buttons(await chat.say("继续教育要多少学时"))
    assert [*asked] == [NAMES[SENIOR], NAMES[HIGH]]
    assert all(len(data.encode()) <= 64 for data in asked.values())
    said = await chat.tap(asked[NAMES[HIGH]])
    assert said.picked
    assert "70学时" in text_of(said)


async def test_old_buttons_act_in_their_notice(chat: Chat) -> None:
    """Of an answer, of an interview, and of a wish, after the other notice was spoken of."""
    answer = buttons(await chat.say("高级的个人申报什么时候截止"))
    interview = buttons(await chat.say("高级能不能报"))
    wish = buttons(await chat.say("高级的个人申报前5天提醒我"))
    await chat.say("换到正高")
    said = await chat.tap(next(iter(answer.values())))
    assert "单位推荐2022年12月19日截止" in text_of(said)
    await chat.say("换到正高")
    assert (await chat.tap(interview["不清楚"])).conversation.notice == HIGH
    await chat.say("换到正高")
    stopped = await chat.tap(wish["停止"])
    assert not stopped.conversation.subscriptions.running


async def test_the_commands(chat: Chat) -> None:
    """/start and /notices list the notices, /deadlines tells the days of each, /status and /ics are of the open talk."""
    started = await chat.say("/start")
    assert all(name in text_of(started) for name in (NAMES[SENIOR], NAMES[HIGH]))
    listed = await chat.say("/notices")
    assert [*buttons(listed)] == [NAMES[SENIOR], NAMES[HIGH]]
    days = await chat.say("/deadlines")
    assert ["2022年12月6日" in text_of(days), "2022年12月8日" in text_of(days)] == [True, True]
    await chat.tap(buttons(listed)[NAMES[HIGH]])
    assert NAMES[HIGH] in (await chat.say("/ics")).files[0].name
    await chat.say("我能不能报")
    assert "本人" in text_of(await chat.say("/status"))


async def test_a_vote_counts_for_its_notice(chat: Chat) -> None:
    """That of which is spoken."""
    said = await chat.say("高级要多少学时")
    up = said.keyboards.votes(said.replies[-1].entry)[0][0].data
    await chat.tap(up)
    assert {(notice, entry) for _, notice, entry, _ in chat.store.feedback} == {(HIGH, "hours")}


async def test_an_edit_is_read_in_its_notice(chat: Chat) -> None:
    """A question again; a question asked back can be edited into one that names its notice."""
    await chat.say("继续教育要多少学时")
    said = await chat._hear(Heard("edit", ANNA, ANNA, "高级要多少学时", 1))
    assert "70学时" in text_of(said)
