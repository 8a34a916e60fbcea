"""What was and is no more, and what is now."""

from __future__ import annotations

import pytest

from bot.language.lasting import change_in


@pytest.mark.parametrize(
    "said", ["我是公务员不过已经辞职了", "我是公务员，去年辞职了", "在国企，后来下海了", "返聘的，合同到期了"]
)
def test_what_has_ended_is_told_apart(said: str) -> None:
    """With or without a comma before it."""
    change = change_in(said)
    assert change.ended
    assert change.was


@pytest.mark.parametrize(
    ("said", "now"),
    [
        ("以前是公务员，现在在企业", "现在在企业"),
        ("以前是公务员现在在企业", "现在在企业"),
        ("原来在国企，去年调到文化馆了", "去年调到文化馆了"),
    ],
)
def test_what_is_now_stands_behind_what_was(said: str, now: str) -> None:
    """The clause in which one tells of before, and the rest."""
    assert change_in(said).now == now


@pytest.mark.parametrize(
    "said", ["我是公务员", "在职，准备辞职", "没有辞职", "在厂里，还没离职", "辞职了", "以前是公务员"]
)
def test_what_is_yet_to_come_or_denied_changes_nothing(said: str) -> None:
    """Nor does what tells of one time alone."""
    assert not change_in(said).was
