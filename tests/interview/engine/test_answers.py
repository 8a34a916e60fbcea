"""Answers as given → values."""

from __future__ import annotations

from datetime import date

import pytest

from bot.interview.engine.answers import Interval, State, read_answer, read_date
from tests.interview.applicants import interview

TODAY = date(2022, 11, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("2020-2-9", date(2020, 2, 9), date(2020, 2, 9)),
    ],
)
def test_partial_dates_are_intervals(text: str, first: date, last: date) -> None:
    """A year or a month is every day in it."""
    assert read_date(text) == Interval(first, last)


@pytest.mark.parametrize(
    "text", ["", "2019-13", "2019-02-30", "2019-00", "0000", "去年", "2019-1-1-1", "20190101"]
)
def test_what_is_no_date(text: str) -> None:
    """What cannot be a date is none."""
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        ("submitted_online", True, True),
        ("submitted_online", 1, State.INVALID),
        ("submitted_online", "unknown", State.UNKNOWN),
        ("civil_status", "none", "none"),
        ("civil_status", "king", State.INVALID),
        ("ce_total", 90.0, 90),
        ("ce_total", 90.5, State.INVALID),
        ("ce_total", -1, State.INVALID),
        ("ce_total", 1000, 1000),
        ("ce_total", 1001, State.INVALID),
        ("ce_total", float("nan"), State.INVALID),
        ("current_post_date", "none", "none"),
        ("newest_achievement_date", "none", State.INVALID),
        ("newest_achievement_date", "2022-11-16", State.INVALID),
        ("newest_achievement_date", "2022-11", Interval(date(2022, 11, 1), date(2022, 11, 30))),
        ("publicity_start", "2022-12-01", Interval(date(2022, 12, 1), date(2022, 12, 1))),
        ("degree_year", 2023, State.INVALID),
        ("degree_year", 2022, 2022),
        ("civil_status", ["none"], State.INVALID),
    ],
)
def test_values_by_type(fact: str, raw: object, value: object) -> None:
    """Each type takes its own values; the past ends with the day of asking."""
    assert read_answer(interview().facts[fact], raw, TODAY) == value
