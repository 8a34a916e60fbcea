"""Which year, month or week is meant when none is said."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.language.dates import Prefer, read_date

from .phrases import NOW, SHANGHAI

_JANUARY = datetime(2023, 1, 10, 10, tzinfo=SHANGHAI)
_SUNDAY = datetime(2022, 11, 20, 10, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "prefer", "value"),
    [("12月20日", "nearest", "2022-12-20"), ("12月20日", "future", "2023-12-20"), ("12月", "past", "2022-12"),
     ("年底", "nearest", "2023-12-31"), ("年底", "past", "2022-12-31"), ("1月10日", "past", "2023-01-10")],
)  # fmt: skip
def test_a_year_that_is_not_said(text: str, prefer: Prefer, value: str) -> None:
    """In January a December is the one just over, except if a future one is asked for; 年底 is this year's."""
    assert read_date(text, _JANUARY, prefer=prefer).value == value


def test_a_month_as_far_behind_as_ahead_is_ambiguous() -> None:
    """In November 三月 may be last or next; both are named."""
    assert read_date("三月", NOW).ambiguous == ("2022-03", "2023-03")


def test_a_week_ends_on_sunday() -> None:
    """Said on a Sunday, 下周一 is tomorrow and 本周一 six days ago."""
    assert read_date("下周一", _SUNDAY).value == "2022-11-21"
    assert read_date("本周一", _SUNDAY).value == "2022-11-14"


def test_a_weekday_said_on_that_day_is_ambiguous() -> None:
    """周日 on a Sunday is today or in a week; or a week ago, if the past is asked for."""
    assert read_date("周日", _SUNDAY, prefer="future").ambiguous == ("2022-11-20", "2022-11-27")
    assert read_date("周日", _SUNDAY, prefer="past").ambiguous == ("2022-11-13", "2022-11-20")


def test_the_weekday_beside_a_date_must_fit() -> None:
    """12月6日 was a Tuesday; as a Friday it is nothing."""
    assert read_date("12月6日（星期二）", NOW).value == "2022-12-06"
    assert read_date("12月6日（星期五）", NOW).value is None
    assert read_date("12月6日（星期五）", NOW, prefer="past").value is None


def test_a_weekday_beside_a_date_settles_its_year() -> None:
    """3月4日 may be of two years; only one of them was a Friday."""
    assert read_date("3月4日（周五）", NOW).value == "2022-03-04"


def test_another_zone_is_brought_home() -> None:
    """A moment written with its zone is told in the zone of the asker."""
    assert read_date("2022-12-06T23:30:00Z", NOW).value == "2022-12-07 07:30"
