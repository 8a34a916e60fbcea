"""What is asked for as the members of a list are and is none of them: it is neither let in as one nor turned away."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from tests.faq.asking import ask


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("身体不好能报吗", "身体不好"),
        ("正在服刑的能报吗", "正在服刑"),
        ("没驾照能报吗", "没驾照"),
        ("骑手能报吗", "骑手"),
        ("信佛的能报吗", "信佛"),
        ("修钟表能报吗", "修钟表"),
        ("坐月子的能报吗", "坐月子"),
    ],
)
def test_what_is_hardly_a_craft_is_left_open_and_named(answerer: Answerer, question: str, told: str) -> None:
    """The notice does not write it; what it writes of who may apply is said beside it."""
    answer = ask(answerer, question)
    assert answer.outcome == "not_said"
    assert answer.body.startswith(f"通知没有写{told}能不能报")
    assert "其他民族工艺" in answer.body


@pytest.mark.parametrize(
    "question",
    [
        "卖翡翠的能报吗",
        "我是搞珠宝销售的能报吗",
        "做木工装修的能报吗",
        "红木批发能申报吗",
        "卖茶叶能报吗",
        "开个青瓷店能评吗",
    ],
)
def test_who_sells_a_thing_does_not_make_it(answerer: Answerer, question: str) -> None:
    """It is not said to be on the list."""
    answer = ask(answerer, question)
    assert answer.outcome == "not_said"
    assert "在范围内" not in answer.body


@pytest.mark.parametrize(
    "question", ["我做青瓷自己开店卖能报吗", "我雕木雕在家具店上班能报吗", "翡翠雕刻能报吗"]
)
def test_who_makes_it_and_sells_it_too_is_told_of_the_making(answerer: Answerer, question: str) -> None:
    """The shop beside it changes nothing."""
    assert "在范围内" in ask(answerer, question).body


@pytest.mark.parametrize("question", ["签订金额页涂黑行不行", "照片戴帽子可以吗"])
def test_whether_something_will_do_is_no_craft(answerer: Answerer, question: str) -> None:
    """Only who asks whether he is let in may mean one."""
    assert not any("craft" in entry for entry in ask(answerer, question).entries)


@pytest.mark.parametrize("thing", ["沙画", "锔瓷", "皮雕", "手工做酱油", "戏曲头饰", "老木头翻新"])
def test_what_is_made_by_hand_may_be_one(answerer: Answerer, thing: str) -> None:
    """A craft that nobody listed is told of what the list ends with."""
    assert ask(answerer, f"{thing}能报吗").entries == ("craft_unlisted",)
