"""Claims that somebody wants confirmed begin with whether they are so."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from tests.faq.asking import ask


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("12月19日前个人申报对吧", "不对，"),
        ("12月6号前个人要交对吧", "对，"),
        ("12月20日之前单位推荐，对吧", "不对，"),
        ("单位12月19号以前要推荐对吧", "对，"),
        ("公示要7天是吧", "不对，"),
        ("公示要15天对吧", "不对，"),
        ("公示要5个工作日对吧", "对，"),
    ],
)
def test_a_last_day_and_a_number_of_days_are_judged(answerer: Answerer, question: str, begins: str) -> None:
    """Days before which something is to be done are last days; days are not working days."""
    assert ask(answerer, question).body.startswith(begins)


@pytest.mark.parametrize(
    "question", ["12月5号之前交都行吧", "公示5天对吧", "12月1日前交没关系吧", "公示贴10天就够了对吧"]
)
def test_what_is_not_wrong_is_not_called_so(answerer: Answerer, question: str) -> None:
    """That one may before a day says nothing of the last one; five days may be working days."""
    assert not ask(answerer, question).body.startswith("不对")


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("87058221这个是技术创新服务中心的座机对吧", "不对，"),
        ("88228291是厉佳的电话吧", "不对，"),
        ("厉佳的电话是88228292对吧", "对，"),
        ("消费品工业处的电话是87058221，没错吧", "对，"),
    ],
)
def test_a_phone_is_judged_with_whose_it_is(answerer: Answerer, question: str, begins: str) -> None:
    """A number that stands in the answer is still another's."""
    assert ask(answerer, question).body.startswith(begins)
