"""Years told one after another."""

from __future__ import annotations

import pytest

from bot.language.dates.listed_years import listed_years


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("找到19、20、21，别的搬办公室时弄丢了", 3),
        ("手里有一七、一八、一九、二一", 4),
        ("2019跟2021两年找得到，别的没了", 2),
        ("只有20年和21年的", 2),
        ("18、19、20这三份还在", 3),
        ("20到22三年的都在", 3),
        ("2019至2021这三年有", 3),
        ("17年到20年这四年有，后头没考", 4),
    ],
)
def test_they_are_counted(said: str, count: int) -> None:
    """However they are joined."""
    assert listed_years(said) == count


@pytest.mark.parametrize(
    "said",
    [
        "19、20没找到",
        "21、19",
        "3、4年",
        "60和80",
        "五年",
        "19年",
        "",
        "考核表20、30个",
        "19、20丢了",
        "90到92个",
        "19到21没有",
    ],
)
def test_what_is_no_row_of_years_is_not_counted(said: str) -> None:
    """Nor are years that are missing."""
    assert listed_years(said) is None
