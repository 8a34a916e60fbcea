"""Says that nobody told one, or that others know."""

from __future__ import annotations

import pytest

from bot.language.normalize import normalize
from bot.language.not_known import not_known


@pytest.mark.parametrize(
    "said",
    [
        "用没用过也没交代",
        "核没核的我问谁去",
        "贴的那张没写到哪天为止",
        "这我哪看得到",
        "不会跟我们做手艺的通气的",
        "如今挂谁名下没人讲得明白",
        "弄没弄她没吭声",
        "代理不代理的，都是会计在弄",
    ],
)
def test_others_know_or_do_not_tell(said: str) -> None:
    """Something is left open, and nobody told it."""
    assert not_known(normalize(said))


@pytest.mark.parametrize(
    "said", ["用没用过？", "几号贴没写吗", "没写", "没说", "用过的", "跟我们通过气了", "不用问"]
)
def test_who_asks_or_answers_does_not_say_so(said: str) -> None:
    """A question is one, and a bare no is an answer."""
    assert not not_known(normalize(said))
