"""One number or day for another, the end of what lasts, and what one told before."""

from __future__ import annotations

import pytest

from bot.language.exchanging import exchanged, exchanged_parts, speaks_of_an_answer, tells_end
from bot.language.normalize import normalize


@pytest.mark.parametrize(
    ("said", "pairs"),
    [
        ("我把1987输成1978了", [("我把1987", "1978了")]),
        ("年纪34变43", [("年纪34", "43")]),
        ("从3号推迟到9号", [("从3号", "9号")]),
        ("该是5个，不止3个", [("不止3个", "该是5个")]),
        ("写成3号了，是9号", [("写成3号了", "是9号")]),
        ("3号到9号", []),
        ("一共34个，唱歌12个", []),
        ("变了", []),
    ],
)
def test_pairs_of_which_one_may_have_been_noted(said: str, pairs: list[tuple[str, str]]) -> None:
    """Only beside a word that puts one for the other."""
    assert exchanged_parts(normalize(said)) == pairs


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("写错了，少打一个字，不是8，18", ("8", "18")),
        ("是20年1月1号，不是19年", ("19年", "20年1月1号")),
        ("只有三年的，不是五年", ("5年", "只有3年的")),
        ("不是8", None),
    ],
)
def test_what_is_put_in_the_place_of_what(said: str, told: tuple[str, str] | None) -> None:
    """What stands behind it if that is a number, else what stands before it."""
    assert exchanged(normalize(said)) == told


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("延到9号", True),
        ("9号才开始", False),
        ("推迟到9号开始", False),
        ("9号", None),
        ("从3号起延到9号", None),
    ],
)
def test_which_end_of_what_lasts(said: str, ends: bool | None) -> None:
    """If a text tells one of them alone."""
    assert tells_end(normalize(said)) is ends


@pytest.mark.parametrize("said", ["之前跟你讲还没去", "早上我答的是唱歌", "昨天告诉你的不算"])
def test_what_one_told_before(said: str) -> None:
    """Words for earlier, and then that one told something."""
    assert speaks_of_an_answer(normalize(said))


@pytest.mark.parametrize("said", ["昨天去了", "之前在唱歌", "跟你讲没去"])
def test_what_only_was_before(said: str) -> None:
    """It is what happened, and no answer."""
    assert not speaks_of_an_answer(normalize(said))
