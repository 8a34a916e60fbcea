"""Two questions in one message, and follow-ups."""

from __future__ import annotations

import pytest

from bot.faq.normalize import normalize
from bot.faq.parts import is_follow_up, parts


@pytest.mark.parametrize(
    "message",
    [
        "个人几号截止？评审表交几份？",
        "个人几号截止，另外评审表交几份",
        "个人几号截止\n评审表交几份",
        "个人几号截止 还有评审表交几份",
        "个人什么时候截止；评审表要几份",
        "When is the deadline? How many copies do I need?",
    ],
)
def test_two_questions_are_two_parts(message: str) -> None:
    """A stop, a new line or 另外 stands between two questions."""
    assert len(parts(normalize(message))) == 2


@pytest.mark.parametrize(
    "message",
    [
        "个人几号截止",
        "你好！个人几号截止？",
        "我在东阳，做了三十年木雕，个人几号截止？谢谢！",
        "",
        "。。。",
        "谢谢。再见。",
    ],
)
def test_one_question_is_not_cut(message: str) -> None:
    """Greetings, thanks and the story around a question are no questions."""
    assert parts(normalize(message)) == ()


@pytest.mark.parametrize(
    "message", ["那单位呢", "那公需的呢？", "高校的呢", "还有呢", "那国外的呢", "what about my employer"]
)
def test_a_short_message_that_leans_on_the_one_before_is_a_follow_up(message: str) -> None:
    """那…呢, …呢, what about …."""
    assert is_follow_up(normalize(message))


@pytest.mark.parametrize(
    "message",
    ["个人几号截止", "评审表要几份", "那我是在东阳做木雕的想问一下今年的正高级工艺美术师什么时候截止呢"],
)
def test_a_question_of_its_own_is_no_follow_up(message: str) -> None:
    """What can stand alone is not read with the question before."""
    assert not is_follow_up(normalize(message))
