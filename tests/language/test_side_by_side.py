"""Amounts told side by side: sums of things of one kind, what is added, this year beside another."""

from __future__ import annotations

import pytest

from bot.language.normalize import normalize
from bot.language.side_by_side import joined_sum, left_out, of_this_year, parallel_sum, with_years_named


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("甲班三十二，乙班三十", 62),
        ("第一期45，第二期48", 93),
        ("线上20线下46", 66),
        ("一门十个一门八个", 18),
        ("只有一个六十", None),
        ("去年三十，今年十二", None),
        ("总共92，里头60", None),
    ],
)
def test_things_of_one_kind_are_added(said: str, total: float | None) -> None:
    """The words before each amount must be of one build."""
    assert parallel_sum(normalize(said)) == total


@pytest.mark.parametrize(
    ("said", "total"),
    [("五十四加上后来补的八个", 62), ("上了58，又学了8", 66), ("上了58，没学8", None)],
)
def test_what_comes_on_top_is_added(said: str, total: float | None) -> None:
    """A word for adding must stand between the two."""
    assert joined_sum(normalize(said)) == total


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("去年三十，今年只有十二", (12, True)),
        ("去年八十八，今年多了四个", (92, False)),
        ("今年十二", None),
    ],
)
def test_this_year_counts(said: str, told: tuple[float, bool] | None) -> None:
    """Beside last year's amount; what is only the difference is reckoned."""
    assert of_this_year(normalize(said)) == told


def test_what_a_reading_leaves_out_is_known() -> None:
    """Sums leave nothing out; years, places and persons are no amounts."""
    assert left_out("总92,里头30,还有40", [92]) == [30, 40]
    assert left_out("48加36,84", [84]) == []
    assert left_out("第2期,3个人,2019年,92", [92]) == []
    assert with_years_named("2022年的90,2021年的76", 2022) == "今年的90,去年的76"
