"""Two questions in one message, and a story told from its question."""

from __future__ import annotations

import pytest

from bot.faq.parts import broken, parts, story_and_question
from bot.language.normalize import normalize


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


def test_a_story_is_told_from_the_question_at_its_end() -> None:
    """The last asking sentence of a long message is the question; thanks after it belong to the story."""
    message = "我爸在东阳做木雕做了四十年，村里人都叫他大师。家里连账号都没有，请问这个账号要怎么来？麻烦你了，谢谢。"
    story, question = story_and_question(normalize(message))
    assert question == "家里连账号都没有,请问这个账号要怎么来"
    assert "木雕" in story
    assert "谢谢" in story


@pytest.mark.parametrize("message", ["", "个人几号截止？", "我做了很久。" * 12, "个人几号截止" * 9])
def test_a_message_without_story_or_question_is_one_piece(message: str) -> None:
    """What is short, one sentence, or asks nothing is read as a whole."""
    assert story_and_question(normalize(message)) == ("", normalize(message))


@pytest.mark.parametrize(
    ("dictated", "read"),
    [
        ("我在村里捏面人三十年了不知道这个算哪一类", "我在村里捏面人30年了,不知道这个算哪1类"),
        ("表格要打几张呀请问照片贴不贴", "表格要打几张呀,请问照片贴不贴"),
        ("公司刚搬过来听人讲要先登记到底登什么", "公司刚搬过来,听人讲要先登记,到底登什么"),
    ],
)
def test_what_was_dictated_is_cut_where_it_turns(dictated: str, read: str) -> None:
    """Nobody speaks a comma."""
    assert broken(normalize(dictated)) == read


@pytest.mark.parametrize(
    "message", ["请问几号截止", "我不知道怎么报名", "表格要打几张,请问照片贴不贴", "不晓得还赶不赶得上报名呀"]
)
def test_what_is_short_or_cut_by_signs_stays(message: str) -> None:
    """A word that turns at an edge turns from nothing."""
    assert broken(normalize(message)) == normalize(message)
