"""So many of as much each."""

from __future__ import annotations

import pytest

from bot.language.multiplied import multiplied
from bot.language.normalize import normalize


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("听了三门，每门六个学时，就这三门", 18),
        ("十天课，一天六个课时", 60),
        ("上了12次，每次8学时", 96),
        ("5讲，每一讲算4个", 20),
    ],
)
def test_what_it_comes_to(said: str, value: int) -> None:
    """Whatever stands between the two numbers."""
    assert multiplied(normalize(said)) == value


@pytest.mark.parametrize(
    "said", ["每门六个学时", "听了三门", "三门，每节六个", "三门，每门六个，另外8个", "3门，每门6.5个", ""]
)
def test_what_comes_to_nothing(said: str) -> None:
    """As where one of the numbers is missing, another is told, or something else is counted."""
    assert multiplied(normalize(said)) is None
