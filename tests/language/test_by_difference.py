"""By how much what was told differs from what is so."""

from __future__ import annotations

import pytest

from bot.language.by_difference import difference


@pytest.mark.parametrize(
    ("said", "unit", "by"),
    [
        ("年份我多报了十年", "year", -10),
        ("少说了两年", "year", 2),
        ("总的我多算了6个", "", -6),
        ("那栏漏报了四个", "", 4),
        ("柜子里又翻出来一年的，给我加上", "year", 1),
        ("又找着一张，再加一年", "year", 1),
    ],
)
def test_it_is_told_with_its_direction(said: str, unit: str, by: int) -> None:
    """What was too much is taken off, what was left out or found comes on top."""
    assert difference(said, unit) == by


@pytest.mark.parametrize(
    "said", ["又登了6个，现在是96", "没有多报", "少说也有80个", "多报了，其实是80", "80个", "没多算6个"]
)
def test_what_tells_the_number_itself_tells_no_difference(said: str) -> None:
    """Nor does what denies it, or names a bound."""
    assert difference(said, "") is None
