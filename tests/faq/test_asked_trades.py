"""A trade that no phrasing knows, where nothing else of a message is understood or it is asked whether it counts."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from tests.faq.asking import ask


@pytest.mark.parametrize(
    ("question", "trade"),
    [
        ("婚庆店插花的小姑娘，人家喊花艺师，跟花画挨着没", "花艺师"),
        ("我爷爷裱了五十年字画现在我接的铺子，裱画匠他们认不认？", "裱画匠"),
        ("给人家新房刷墙漆的，也叫漆匠，跟漆器是一码事伐", "漆匠"),
        ("隔壁村那个补锅匠，搞了一世，跟你们这沾边不", "补锅匠"),
    ],
)
def test_of_a_trade_that_is_not_listed_it_is_said_that_the_notice_does_not_tell(
    answerer: Answerer, question: str, trade: str
) -> None:
    """It is named, and gets no flat no."""
    answer = ask(answerer, question)
    assert answer.outcome == "not_said"
    assert answer.entries == ("craft_unlike",)
    assert trade in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "我是出纳，怎么登录",
        "我们厂的老师傅不会用电脑，能不能代填",
        "出租车司机电话多少",
        "我儿子想学厨师去哪学",
    ],
)
def test_who_asks_something_else_is_answered_that(answerer: Answerer, question: str) -> None:
    """A trade named in passing is not what is asked."""
    assert ask(answerer, question).entries[:1] != ("craft_unlike",)
