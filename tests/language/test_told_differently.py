"""Others tell two things of which both cannot be so."""

from __future__ import annotations

import pytest

from bot.language.normalize import normalize
from bot.language.told_differently import told_differently


@pytest.mark.parametrize(
    "said",
    [
        "两个人讲法打架",
        "一个说走一个说不走",
        "有人说能提，有人说提不了",
        "会计讲登过，老板讲没登过",
        "办公室说算的，人事说不算",
        "科里和局里各说各的",
    ],
)
def test_they_do_not_agree(said: str) -> None:
    """Two reports deny each other, or it is said that they do."""
    assert told_differently(normalize(said))


@pytest.mark.parametrize(
    "said", ["会计讲登过，老板也讲登过", "人事说报上去了，我看着她点的", "我说没有，真没有", "他说不算"]
)
def test_one_report_or_two_alike_leave_nothing_open(said: str) -> None:
    """What somebody says is so, if nobody says otherwise."""
    assert not told_differently(normalize(said))
