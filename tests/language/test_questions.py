"""Questions and answers told apart."""

from __future__ import annotations

import pytest

from bot.language.questions import asks, asks_back


@pytest.mark.parametrize(
    "said",
    [
        "要多少学时",
        "认不认",
        "坐几路车",
        "有没有年龄限制",
        "我想问一下",
        "是线上弄还是现场交",
        "能报不",
        "好的知道了",
        "怎么导出",
        "是木雕吗",
    ],
)
def test_questions_and_thanks_give_nothing_away(said: str) -> None:
    """By its words, with or without a mark."""
    assert asks(said)


@pytest.mark.parametrize(
    "said",
    ["没有什么奖", "没什么关系", "不怎么相关", "哪有", "几十个", "90", "是的", "还是企业", "应该是不是吧"],
)
def test_answers_with_such_words_are_answers(said: str) -> None:
    """没什么 and 哪有 deny, they do not ask."""
    assert not asks(said)


def test_a_mark_makes_a_question_of_an_option_and_not_of_a_number() -> None:
    """公务员？ asks back, 90？ is unsure of itself."""
    assert asks_back("公务员？")
    assert not asks("90？")
