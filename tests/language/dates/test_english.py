"""English dates."""

from __future__ import annotations

import pytest

from bot.language.dates import find_dates
from bot.language.dates.english import in_chinese
from bot.language.dates.plain_text import plain

from .phrases import NOW


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("Dec 6", "12月6日"),
        ("December 6, 2022", "2022年12月6日"),
        ("the 6th of Sept. 2018 then", "the 2018年9月6日 then"),
        ("June 2019", "2019年6月"),
        ("may I ask", "may I ask"),
        ("jan1x", "jan1x"),
    ],
)
def test_an_english_date_takes_the_chinese_form(said: str, form: str) -> None:
    """Month, day and year in any order; a month's name alone stays a word."""
    assert in_chinese(plain(said)).text == form


def test_its_place_in_the_sentence_is_kept() -> None:
    """What is found stands where it was said."""
    text = "我 got it on December 6, 2021 从省里"
    (found,) = find_dates(text, NOW)
    assert text[found.start : found.end] == "December 6, 2021"
    assert found.reading.value == "2021-12-06"
