"""Stories in words of their own: asides on other things, pieces that mean little by themselves, misspelt names."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from tests.faq.asking import ask


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("我妈替人绣了半辈子嫁衣，上个月退休证发下来了，天天在家带外孙，孙女又吵。她还想报这个，你讲行伐", "retired"),
        ("公司的公告栏被我贴满了招工广告，评职称那张名单要挂多少天才算到位", "publicity_days"),
        (
            "我先生是个闷葫芦，一天到晚在竹林里转，家里就一把篾刀。他没有厂，也没有公司，保险自己交。单位那一栏空着，急死人了，咋整",
            "freelancer",
        ),
    ],
)  # fmt: skip
def test_asides_do_not_pull_a_story_off_the_subject(answerer: Answerer, question: str, entry: str) -> None:
    """What other talk pulls nearly as much, or in clauses of its own, is told if it is likely."""
    answer = ask(answerer, question)
    assert answer.outcome == "answer"
    assert answer.entries[0] == entry


@pytest.mark.parametrize(
    "question",
    [
        "今天的菜场猪肉多少一斤",
        "外孙明年中考，美术班要几分，你帮我看看",
        "你们那边落雨没，我晾了一院子的竹子",
    ],
)
def test_other_talk_stays_other_talk(answerer: Answerer, question: str) -> None:
    """A word of the subject in it makes it no question about the notice."""
    assert ask(answerer, question).outcome in ("unknown", "choices")


def test_what_the_parts_mean_does_not_outweigh_what_the_whole_means(answerer: Answerer) -> None:
    """工龄 alone would be proved by a contract, 最后算到哪天 alone be a deadline."""
    assert ask(answerer, "工龄怎么掐头去尾，最后算到哪天").entries[0] == "seniority_cutoff"


@pytest.mark.parametrize(
    ("question", "entry"),
    [("做瓷气的能报伐", "craft_ceramics"), ("我是打漆气的，够得上报名不", "craft_lacquer")],
)
def test_a_misspelt_member_goes_with_what_stands_around_any_member(
    answerer: Answerer, question: str, entry: str
) -> None:
    """做瓷气的 is 做瓷器的 as 做木雕的 is."""
    assert ask(answerer, question).entries[0] == entry


@pytest.mark.parametrize(
    ("question", "said", "never"),
    [
        ("户口还在安徽，非得回去开委托函，是不是", "看人事关系", "可以，"),
        ("去年多了三十个学时，今年只有七十，凑一凑够了吧", "只看2022年度的学时", "不要紧"),
        (
            "我以前在法院上班，前年辞掉了，现在漆器厂，档案里还写着公务员，要紧吗",
            "未写已离开公务员岗位",
            "不能。",
        ),
    ],
)
def test_what_decides_stands_first_and_is_not_turned_around(
    answerer: Answerer, question: str, said: str, never: str
) -> None:
    """A 可以 in front answers 非得…是不是 the wrong way; who left office hears no 不能 of those who are in it."""
    text = ask(answerer, question).text
    assert said in text.split("。")[0]
    assert never not in text


def test_what_only_may_be_left_open_is_told_with_what_is_written(answerer: Answerer) -> None:
    """A detail that is heard without an aspect is a guess: the likely answer is given under it."""
    answer = ask(answerer, "老底子毕业证上头要翻拍哪一张纸头传上去，我是九五年的大专")
    assert answer.outcome == "answer"
    assert "高校毕业生登记表" in answer.text
    assert "没有写" in answer.text
