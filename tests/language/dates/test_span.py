"""Spans of days."""

from __future__ import annotations

import pytest

from bot.language.dates import read_parted_span, read_span

from .phrases import NOW


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("11月21日到25日", "2022-11-21", "2022-11-25"),
        ("11月21日至11月25日", "2022-11-21", "2022-11-25"),
        ("公示从11月28号开始到12月2号结束", "2022-11-28", "2022-12-02"),
        ("公示从11月28号开始，12月2号结束", "2022-11-28", "2022-12-02"),
        ("12月5号开始，到12号结束", "2022-12-05", "2022-12-12"),
        ("2022-11-21~2022-11-25", "2022-11-21", "2022-11-25"),
        ("12.5到12.9", "2022-12-05", "2022-12-09"),
        ("12月5日-9日", "2022-12-05", "2022-12-09"),
        ("12月5日-12月9日", "2022-12-05", "2022-12-09"),
        ("从下周一到下周五", "2022-11-21", "2022-11-25"),
        ("12月28日到2023年1月4日", "2022-12-28", "2023-01-04"),
        ("十二月五号到九号", "2022-12-05", "2022-12-09"),
    ],
)
def test_a_span_has_two_days(said: str, first: str, last: str) -> None:
    """Both ends are read, the second with the month of the first if it leaves it out."""
    assert read_span(said, NOW) == (first, last)


@pytest.mark.parametrize(
    "said",
    [
        "11月21日",
        "2015年到2019年",
        "12月9日到5日",
        "到12月9日",
        "12月5日到31日以后",
        "11月21日到31日",
        "到时候再说",
        "0571-88228291",
    ],
)
def test_what_is_no_span_of_days(said: str) -> None:
    """Years, one day alone, an end before the beginning and days that do not exist are none."""
    assert read_span(said, NOW) is None


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("15号贴上去,22号揭", "2022-11-15", "2022-11-22"),
        ("我最清楚,16号上墙,23号撤下来", "2022-11-16", "2022-11-23"),
        ("11月28号挂出来,12月5号到期", "2022-11-28", "2022-12-05"),
    ],
)
def test_two_clauses_tell_the_two_days(said: str, first: str, last: str) -> None:
    """The one on which it begins and the one on which it ends."""
    assert read_parted_span(said, NOW) == (first, last)


@pytest.mark.parametrize(
    "said", ["15号贴上去", "15号贴上去,22号再看", "22号贴上去,15号揭", "15号22号", "贴上去了,要揭的", ""]
)
def test_what_does_not_tell_both(said: str) -> None:
    """As where one is missing, or the end lies before the beginning."""
    assert read_parted_span(said, NOW) is None
