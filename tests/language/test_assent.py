"""A bare yes or no, and what only begins like one."""

from __future__ import annotations

import pytest

from bot.language.assent import bare_answer, bare_word
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.pack.interview_model import Fact
from tests.interview.applicants import interview

YES_NO = [fact for fact in interview().facts.values() if fact.type == "yes_no"]
QUESTION = "有论文或著作吗？有；没有"


@pytest.mark.parametrize(
    "said",
    [
        "是", "是的", "是的是的", "对对对", "嗯嗯", "有的有的", "好", "行", "可以", "能", "没错", "是的,都弄好了",
        "有,在家里放着", "有论文", "有两篇论文", "有几篇",
    ],
)  # fmt: skip
def test_a_bare_assent_is_a_yes(said: str) -> None:
    """Alone, with particles, amounts, a pause, or words of the question repeated."""
    assert bare_answer(clauses(said), QUESTION) is True


@pytest.mark.parametrize(
    "said",
    [
        "不是",
        "没有",
        "还没有呢",
        "暂时没有",
        "一个都没有",
        "单位还没有",
        "没有论文",
        "不是的我在企业",
        "没有,等明年",
    ],
)
def test_a_bare_denial_is_a_no(said: str) -> None:
    """Alone, with particles, a pause, or words of the question repeated."""
    assert bare_answer(clauses(said), QUESTION) is False


@pytest.mark.parametrize("fact", YES_NO, ids=lambda fact: fact.id)
def test_the_beginning_of_another_sentence_is_neither(fact: Fact) -> None:
    """我是东阳的, 有个问题, 好几年了, 没事 answer no yes-or-no question barely."""
    others = (
        "我是东阳一家木雕公司的，2015年拿的高级|是东阳的|是这样的，我女儿帮我弄|有个问题|有人说不行|有时候|能不能晚点交"
        "|好几年了|行业协会的|对照过|对了，我想问下|可以的话我明天弄|好难啊|嗯，我想想|好，我问问女儿|行，等我问一下"
        "|没事|不好意思|无所谓|没空|没时间弄|不用|不急|没办法|不对，我说错了|不一定|不会弄|没单位|有事，等下|有五十八了"
        "|对方单位|有意思|你好|谢谢"
    )
    asked = normalize("；".join((fact.question, *(option.label for option in fact.options))))
    read = {said: bare_answer(clauses(normalize(said)), asked) for said in others.split("|")}
    assert {said: value for said, value in read.items() if value is not None} == {}


def test_who_says_yes_and_no_says_neither() -> None:
    """有的，没有 leaves it open."""
    assert bare_answer(["有的", "没有"], QUESTION) is None
    assert bare_answer(["没有", "有一本书"], QUESTION) is None


def test_a_word_of_a_list_of_answers_may_be_bare() -> None:
    """有 and 没有 answer whatever was asked; 没有合同 does not."""
    assert (bare_word("有的"), bare_word("还没有"), bare_word("没有合同")) == (True, False, None)


@pytest.mark.parametrize(("said", "meant"), [("自己没有", False), ("我自己有", True), ("本人没有", False)])
def test_who_speaks_of_himself_says_no_more_than_yes_or_no(said: str, meant: bool) -> None:
    """自己 is filling, like 我."""
    assert bare_answer(clauses(normalize(said)), QUESTION) is meant
