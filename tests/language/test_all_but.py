"""All years but one."""

from __future__ import annotations

import pytest

from bot.language.all_but import all_but_named, all_but_one, behind_all
from bot.language.normalize import normalize


@pytest.mark.parametrize(
    "said",
    [
        "就缺疫情头一年那份，其余都齐",
        "除了21年那份，别的全有",
        "单单少前年那张，别的齐的",
        "就19年那年没考，别的都在",
    ],
)
def test_one_is_missing_and_the_others_are_there(said: str) -> None:
    """However that is told."""
    assert all_but_one(normalize(said))


@pytest.mark.parametrize("said", ["除了21年那份，别的都没了", "那份在，其余都齐", "就缺那份", "其余都齐"])
def test_what_is_not_all_but_one(said: str) -> None:
    """As where the others are missing too, or nothing is."""
    assert not all_but_one(normalize(said))


def test_what_is_said_behind_the_number_of_all() -> None:
    """Whole, if no such number begins the text."""
    assert behind_all("五年一年没缺", 5) == "1年没缺"
    assert behind_all("年年都有", 5) == "年年都有"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        *(("五年里面只少18年那份", 4), ("五年当中缺了两年的", 3), ("五年里头17、18的找不到", 3)),
        *(("五年里有三份", None), ("五年里换了两个单位，都没少", None)),
    ],
)
def test_the_years_that_lack_are_taken_from_all(said: str, left: int | None) -> None:
    """By name or by number; what does not lack is counted elsewhere."""
    assert all_but_named(normalize(said), 5) == left
