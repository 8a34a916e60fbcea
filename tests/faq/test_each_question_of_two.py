"""Of two questions in one message each is answered by an entry of its own, though one entry is near to both."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from tests.faq.asking import ask


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        (
            "个人、单位、评委会三个截止分别是哪天?公示又要多久?",
            ("12月6日", "12月19日", "1月4日", "5个工作日"),
        ),
        ("这份通知是几月几号落款的 文号多少", ("2022年10月26日", "203号")),
        (
            "2001年以后国内大专的，备案表去哪个网站下？要是改交学历认证报告，又是哪家出？",
            ("学信网|学生信息网", "就业指导服务中心"),
        ),
    ],
)
def test_each_is_answered(answerer: Answerer, question: str, facts: tuple[str, ...]) -> None:
    """What one of them says beside its own fact does not stand for the other, unless it says it."""
    text = ask(answerer, question).text
    assert all(any(one in text for one in fact.split("|")) for fact in facts), text


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("评审结果是哪几家一块儿公布出来", "result_announcers"),
        ("论文复印件只要正文那几页就行，是不是", "thesis_evidence"),
    ],
)
def test_what_is_much_likelier_is_told_though_another_seems_to_state_the_aspect(
    answerer: Answerer, question: str, entry: str
) -> None:
    """An aspect that is read wrongly does not send an asker to the entry next door."""
    assert ask(answerer, question).entries[0] == entry


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2020年6月拿的高级,破格走今年年头够不够", "您还不满"),
        ("2019年拿的高级能破格吗", "已满3年"),
        ("我21年评上的高级能不能破格", "您还不满"),
    ],
)
def test_the_date_of_the_fact_is_judged(answerer: Answerer, question: str, said: str) -> None:
    """Of several dates that of the fact; a year alone where its first month and its last come to the same."""
    assert said in ask(answerer, question).text


def test_a_year_that_may_come_to_either_is_not_judged(answerer: Answerer) -> None:
    """It depends on the month, and is another degree's besides."""
    assert "按您说的算" not in ask(answerer, "2019年中专毕业能破格吗").text
