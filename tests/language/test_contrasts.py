"""What a text only sets against what is so."""

from __future__ import annotations

import pytest

from bot.language.contrasts import begins_at_first, contrasts
from bot.language.normalize import normalize


@pytest.mark.parametrize(
    ("said", "by", "counts"),
    [
        ("去年交过，今年的没动", "time", "今年的没动"),
        ("前年还缺一样，这次补上了", "time", "这次补上了"),
        ("起先不肯，后来松口了", "time", "后来松口了"),
        ("以前是省里的，去年调走了", "time", "去年调走了"),
        ("原先在找，碰了壁，罢手了", "time", "罢手了"),
        ("户口在城里，人却在外地", "turn", "人却在外地"),
        ("同事的没有，我的有", "person", "我的有"),
        ("隔壁老李的推了，轮到我那份没有", "person", "轮到我那份没有"),
        ("单位里有合同工，我不是，我是编内的", "person", "我是编内的"),
        ("我们所全是编内，我没进那个编", "unit", "我没进那个编"),
        ("不是在岗，退了又聘的", "denial", "退了又聘的"),
        ("伐是普通的，是有人举的", "denial", "是有人举的"),
    ],
)
def test_one_side_counts(said: str, by: str, counts: str) -> None:
    """The last state, one's own, and what is so instead."""
    first = next(contrasts(normalize(said)))
    assert (first.by, first.counts) == (by, counts)


@pytest.mark.parametrize(
    "said", ["去年交的", "今年没交，去年也没交", "我同事都办好了", "不是", "交了，单位也推荐了"]
)
def test_nothing_is_set_against_anything(said: str) -> None:
    """One time, one person, one clause."""
    assert not list(contrasts(normalize(said)))


def test_how_it_was_at_first_opens_a_text() -> None:
    """Not what is called so later in it."""
    assert begins_at_first("我们原来是企业")
    assert not begins_at_first("再有就是早先的证")
