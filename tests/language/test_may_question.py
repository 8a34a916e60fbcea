"""Whether somebody may: how it is asked, of whom, and what is said before it."""

from __future__ import annotations

import pytest

from bot.language.may_question import (
    asks_of_a_kind,
    asks_of_one,
    asks_one_may,
    asks_to_check,
    points_to_self,
    said_before_may,
    wishes_to_do,
    without_either,
)
from bot.language.normalize import normalize


@pytest.mark.parametrize(
    "clause",
    [
        "他这样还能报不",
        "轮得到她伐",
        "可以参加不可以",
        "在温州能申报吗",
        "到底够不够格",
        "我这情况有没有希望",
        "还来得及不",
    ],
)
def test_a_clause_asks_whether_one_may(clause: str) -> None:
    """However it is put, and wherever."""
    assert asks_one_may(normalize(clause))


@pytest.mark.parametrize(
    "clause", ["不能报", "还不能报", "可以", "能报", "算不算数", "交什么才行", "我女儿能报吗", ""]
)
def test_other_clauses_do_not(clause: str) -> None:
    """They say so, ask something else, or say of whom."""
    assert not asks_one_may(normalize(clause))


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("我姨妈早就退了还能报吗", "我姨妈早就退了"),
        ("临时工的人行不行", "临时工的人"),
        ("我能不能报", ""),
        ("我在唱歌", "我在唱歌"),
    ],
)
def test_what_is_said_before_it(clause: str, said: str) -> None:
    """The clause is parted; one that asks nothing so stays whole."""
    assert said_before_may(normalize(clause)) == said


@pytest.mark.parametrize(
    "said", ["临时工可以参加吗，就是我自己", "我表弟没上过学，他能报不", "我们店里一个学徒才十七岁，行吗"]
)
def test_of_one_certain_person(said: str) -> None:
    """The writer, a relative, or one who is pointed to."""
    assert asks_of_one(normalize(said))
    assert not asks_of_a_kind(normalize(said))


@pytest.mark.parametrize(
    "said",
    ["临时工的人可以参加吗", "学唱歌的能不能报", "七十岁的老艺人行不行啊", "我想知道临时工的人能不能报"],
)
def test_of_a_kind_of_people(said: str) -> None:
    """Who is asked of is nobody certain."""
    assert asks_of_a_kind(normalize(said))
    assert not asks_of_one(normalize(said))


@pytest.mark.parametrize(
    ("clause", "does"),
    [("说的就是我", True), ("我本人就是这样", True), ("是我姐", False), ("我是老板", False)],
)
def test_the_writer_is_pointed_to(clause: str, does: bool) -> None:
    """By that clause and nothing else."""
    assert points_to_self(normalize(clause)) is does


@pytest.mark.parametrize(
    ("clause", "does"),
    [("那就拿他试试", True), ("给我把把关吧", True), ("帮我看看地址", False), ("我试试", False)],
)
def test_somebody_is_to_be_checked(clause: str, does: bool) -> None:
    """What else is to be looked at is no person."""
    assert asks_to_check(normalize(clause)) is does


@pytest.mark.parametrize(
    ("clause", "does"), [("他也想评这个", True), ("准备申报", True), ("我想家", False), ("报上了", False)]
)
def test_a_wish_to_do_it(clause: str, does: bool) -> None:
    """It tells nothing of how somebody stands."""
    assert wishes_to_do(normalize(clause)) is does


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("课时86，查查我合不合规定", "课时86,查查我"),
        ("学时够了能不能报", "学时够了"),
        ("有没有资格", ""),
        ("差不多都齐了", "差不多都齐了"),
    ],
)
def test_what_is_said_and_denied_in_one_tells_nothing(said: str, left: str) -> None:
    """What stands before it does."""
    assert without_either(normalize(said)) == left
