"""I do not know."""

from __future__ import annotations

import pytest

from bot.language.doubt import doubts


@pytest.mark.parametrize("said", ["不清楚", "记不得了", "这个我不懂", "忘了", "不晓得啊", "unknown"])
def test_not_knowing(said: str) -> None:
    """However it is said."""
    assert doubts(said)


@pytest.mark.parametrize("said", ["看不懂题目", "忘了交", "没有", "知道", "清楚"])
def test_answers_and_troubles_are_no_doubt(said: str) -> None:
    """看不懂 is about the question, 忘了交 an answer."""
    assert not doubts(said)
