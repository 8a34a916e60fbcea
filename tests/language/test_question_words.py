"""Questions and answers told apart."""

from __future__ import annotations

import pytest

from bot.language.question_words import (
    asks,
    asks_back,
    asks_for,
    asks_in_part,
    may_ask,
    without_echo,
    without_offers,
)


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
        "不知道什么意思",
        "不用交什么吗",
        "函开没开",
    ],
)
def test_questions_and_thanks_give_nothing_away(said: str) -> None:
    """By its words, with or without a mark."""
    assert asks(said)


@pytest.mark.parametrize(
    "said",
    [
        "没有什么奖",
        "没什么关系",
        "不怎么相关",
        "哪有",
        "几十个",
        "90",
        "是的",
        "还是企业",
        "应该是不是吧",
        "民营小厂，不归谁管",
        "没交过什么",
        "不对不对，样样都够的",
        "函今朝收到了",
    ],
)
def test_answers_with_such_words_are_answers(said: str) -> None:
    """没什么 and 哪有 deny, they do not ask."""
    assert not asks(said)


def test_a_mark_makes_a_question_of_an_option_and_not_of_a_number() -> None:
    """公务员？ asks back, 90？ is unsure of itself."""
    assert asks_back("公务员？")
    assert not asks("90？")


@pytest.mark.parametrize("said", ["几份", "没什么", "要不要盖章", "提交了吗", "90?"])
def test_a_word_that_questions_have_may_ask(said: str) -> None:
    """Answers may have it too; who calls it makes sure otherwise."""
    assert may_ask(said)


@pytest.mark.parametrize("said", ["还没呢", "九十个", "任何一天", "好不好", "是的"])
def test_particles_and_tags_alone_do_not_ask(said: str) -> None:
    """呢 and 好不好 soften what is said."""
    assert not may_ask(said)


def test_question_words_are_told_by_what_they_ask_for() -> None:
    """When, how and why are different questions."""
    assert asks_for("什么时候提醒我", "time")
    assert not asks_for("什么时候提醒我", "manner", "reason")
    assert asks_for("how do I apply", "english")
    assert not asks_for("show it", "english")


@pytest.mark.parametrize(
    "said",
    [
        "我退休了,学时还要交吗",
        "做烟花的也能评?真的假的",
        "公务员是不让报的 对吧",
        "总学时82 这样达标了吧",
        "满2年就能报了吧",
    ],
)
def test_a_message_asks_if_one_of_its_clauses_does(said: str) -> None:
    """Or if what it claims is put in question by what follows."""
    assert asks_in_part(said)


@pytest.mark.parametrize("said", ["我在文化馆,事业编", "哪样都没有", "还没点呢", "不是木雕是青瓷"])
def test_a_message_of_statements_asks_nothing(said: str) -> None:
    """Though words of questions may stand in it."""
    assert not asks_in_part(said)


def test_an_offer_to_show_something_asks_nothing() -> None:
    """What stands beside it is the answer."""
    assert without_offers("表就在桌上，要不要拍给你看") == "表就在桌上"
    assert without_offers("要不要发给你") == "要不要发给你"


def test_what_repeats_a_question_asks_nothing() -> None:
    """If something is told behind it."""
    assert without_echo("奖状？家里一抽屉") == "家里一抽屉"
    assert without_echo("奖状？在哪里传") == "奖状？在哪里传"
