"""I do not know."""

from __future__ import annotations

import pytest

from bot.language.doubt import between_two, doubts, leaves_finer_open, offers_two


@pytest.mark.parametrize("said", ["不清楚", "记不得了", "这个我不懂", "忘了", "不晓得啊", "unknown"])
def test_not_knowing(said: str) -> None:
    """However it is said."""
    assert doubts(said)


@pytest.mark.parametrize("said", ["看不懂题目", "忘了交", "没有", "知道", "清楚"])
def test_answers_and_troubles_are_no_doubt(said: str) -> None:
    """看不懂 is about the question, 忘了交 an answer."""
    assert not doubts(said)


@pytest.mark.parametrize("said", ["一直没搞清", "他们也没问明白", "分不清楚", "没打听出来", "记不准"])
def test_not_knowing_by_what_one_did(said: str) -> None:
    """With a no before the doing, or in it."""
    assert doubts(said)


@pytest.mark.parametrize("said", ["问清楚了", "没看清屏幕", "没算过", "没说"])
def test_what_is_no_such_doubt(said: str) -> None:
    """It was found out, or something else was not done."""
    assert not doubts(said)


def test_between_two_things() -> None:
    """Both named, and which one it is not known."""
    assert between_two("市里的还是县里的，没问清")
    assert not between_two("市里的还是县里的")
    assert not between_two("市里的没问清")


@pytest.mark.parametrize(
    ("clause", "part"),
    [
        ("几月要翻一下", "month"),
        ("哪天得问老板", "day"),
        ("几月", ""),
        ("几号呢", ""),
        ("五月", ""),
        ("具体哪天在证上", "day"),
    ],
)
def test_the_finer_part_of_a_day_that_is_left_open(clause: str, part: str) -> None:
    """What only asks for it leaves nothing open."""
    assert leaves_finer_open(clause) == part


@pytest.mark.parametrize(
    ("clause", "does"), [("票要自己买还是店里买", True), ("我还是在职", False), ("现在还是老样子", False)]
)
def test_two_things_to_pick_from(clause: str, does: bool) -> None:
    """Of one kind; 还是 may only mean that nothing changed."""
    assert offers_two(clause) is does
