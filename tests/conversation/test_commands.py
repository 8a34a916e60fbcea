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
