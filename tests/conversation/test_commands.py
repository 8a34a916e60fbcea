"""Messages that begin with a slash."""

from __future__ import annotations

import pytest

from bot.conversation.assistant import Assistant
from bot.conversation.commands import read_command
from bot.replies.acts import Act, BeginInterview, OrderReminders
from tests.packs import OPEN


@pytest.mark.parametrize("said", ["你好", "", "1/2", "我能不能报", " "])
def test_what_begins_with_no_slash_is_no_command(tiny_assistant: Assistant, said: str) -> None:
    """It goes to the assistant."""
    assert read_command(said, tiny_assistant, OPEN) is None


@pytest.mark.parametrize(
    "said", ["/deadlines", "/DEADLINES", "/deadlines@notice_bot", "／deadlines", "/截止"]
)
def test_a_command_may_be_written_in_several_ways(tiny_assistant: Assistant, said: str) -> None:
    """Large, full width, in Chinese, with the bot's name as Telegram adds it."""
    command = read_command(said, tiny_assistant, OPEN)
    assert command is not None
    assert command.reply == tiny_assistant.deadlines(OPEN)


@pytest.mark.parametrize(
    "said",
    [
        "删除我的所有数据",
        "把我的资料都删了",
        "请把我说过的话全部删掉",
        "清空我的聊天记录。",
        "刪除我的個人信息",
        "忘记我",
        "帮我把我的记录删掉吧",
        "把我忘了吧",
    ],
)
def test_words_for_forgetting_get_the_command_told(tiny_assistant: Assistant, said: str) -> None:
    """They delete nothing, and stop no reminders either."""
    command = read_command(said, tiny_assistant, OPEN)
    assert command is not None
    assert not command.forgets
    assert command.reply is not None
    assert "/forget" in command.reply.text


@pytest.mark.parametrize(
    "said",
    [
        "删除我的提醒",
        "把张三删掉",
        "上传的资料能删除吗",
        "删了",
        "清空",
        "资料填错了怎么删",
        "忘记密码了",
        "把我的提醒都删了",
        "我忘了",
        "我忘了资料要交几份",
    ],
)
def test_other_words_are_no_command(tiny_assistant: Assistant, said: str) -> None:
    """Wishes, people, and what is asked about papers are for others to hear."""
    assert read_command(said, tiny_assistant, OPEN) is None


def test_forgetting_and_its_words_come_together(tiny_assistant: Assistant) -> None:
    """The channel forgets, the person is told."""
    command = read_command("/forget", tiny_assistant, OPEN)
    assert command is not None
    assert command.forgets
    assert command.reply is not None


@pytest.mark.parametrize(
    ("said", "says"), [("/remind", OrderReminders("begin")), ("/interview", BeginInterview())]
)
def test_some_commands_stand_for_acts(tiny_assistant: Assistant, said: str, says: Act) -> None:
    """The assistant takes them as if they were picked."""
    command = read_command(said, tiny_assistant, OPEN)
    assert command is not None
    assert (command.reply, command.says) == (None, says)


def test_a_wish_may_follow_the_command(tiny_assistant: Assistant) -> None:
    """/remind with the rest of the sentence."""
    command = read_command("/remind 12月3日上午9点交材料", tiny_assistant, OPEN)
    assert command is not None
    assert isinstance(command.says, str)
    assert command.says.endswith("12月3日上午9点交材料")


def test_an_unknown_command_is_named(tiny_assistant: Assistant) -> None:
    """Cut, if it is long."""
    command = read_command("/" + "x" * 500, tiny_assistant, OPEN)
    assert command is not None
    assert command.reply is not None
    assert "/xxx" in command.reply.text
    assert len(command.reply.text) < 200
