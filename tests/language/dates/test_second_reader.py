"""Dates of other languages and of machines."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates import find_dates, read_date

from .phrases import NOW

_DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
_WORDS = """
Dec may March 6 12 19 2022 22 6th of at on the to or - / . , : 9:30 9am pm Z UTC +0800 CST EST GMT T Tue mon mars mai
6日 12月 2022年 上午9点 decembre 12월 6일 tháng ngày 之前 09:00:00 20221206 1670288400 may-6@163.com http://a/dec/6
"""


@pytest.mark.parametrize(
    "form", ["%B %d, %Y", "%b %d %Y", "%d %B %Y", "%d-%b-%Y", "%Y %b %d", "%a, %d %b %Y", "%A, %B %d, %Y"]
)
@given(day=_DAYS)
def test_every_english_date_is_read_back(form: str, day: date) -> None:
    """Whatever the order of day, month and year."""
    assert read_date(day.strftime(form), NOW).value == day.isoformat()


@given(st.datetimes(datetime(1950, 1, 2), datetime(2049, 12, 30)), st.integers(-12, 14), st.booleans())  # noqa: DTZ001
def test_every_moment_of_iso_8601_is_that_moment_here(moment: datetime, hours: int, compact: bool) -> None:
    """Extended or basic, with any zone: the value is the moment in the zone of the person."""
    said = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    form = said.strftime("%Y%m%dT%H%M%S%z") if compact else said.isoformat()
    assert read_date(form, NOW).value == said.astimezone(NOW.tzinfo).strftime("%Y-%m-%d %H:%M")


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=9), st.sampled_from(["", " "]))
def test_any_mixture_has_a_reading_with_its_places(words: list[str], joint: str) -> None:
    """Nothing raises; what is found stands in the text, in order, and is a date of the calendar."""
    text, end = joint.join(words), 0
    for found in find_dates(text, NOW):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        for value in (found.reading.value, *found.reading.ambiguous):
            if value is not None:
                datetime.fromisoformat({4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value))


def test_its_place_in_the_sentence_is_kept() -> None:
    """What is found stands where it was said."""
    text = "我 got it on December 6, 2021 从省里"
    (found,) = find_dates(text, NOW)
    assert text[found.start : found.end] == "December 6, 2021"
    assert found.reading.value == "2021-12-06"


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("去年3月拿的证，12月6日前交，电话0571-88228291，浙经信消费〔2022〕12号", False),
        ("when is the deadline, 90 hours or 18?", False),
        ("2022-12-06T09:00:00+08:00", False),
        ("December 6, 2022", True),
    ],
)
def test_dateparser_is_loaded_with_the_first_date_that_needs_it(text: str, loaded: bool) -> None:
    """Chinese dates, questions in English and ISO 8601 never do."""
    code = (
        "import sys; from datetime import datetime, timezone; from bot.language.dates import read_date;"
        f"read_date({text!r}, datetime(2022, 11, 15, tzinfo=timezone.utc)); print('dateparser' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(loaded)
