"""Why a phrase names no single date."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates import Reason, find_dates, read_date
from bot.language.normalize import normalize

from .phrases import DATA, NOW, examples

_ROWS = [json.loads(line) for line in (DATA / "date_reasons.jsonl").read_text(encoding="utf-8").splitlines()]


def test_reasons() -> None:
    """Each phrase without a date has the reason of its line, and what that reason is about."""
    readings = [(row, read_date(row["text"], NOW)) for row in _ROWS]
    assert [
        (row, reading)
        for row, reading in readings
        if reading.value
        or reading.ambiguous
        or (reading.reason, list(reading.about)) != (row["reason"], row.get("about", []))
    ] == []


def test_the_reasons_are_a_closed_set() -> None:
    """Every reason but the one for an open year is met in the phrase file, which holds no other."""
    assert {row["reason"] for row in _ROWS} == {*get_args(Reason)} - {"no_year"}


@pytest.mark.parametrize("text", [row["text"] for row in _ROWS if row["reason"]])
def test_what_has_a_reason_is_not_found_as_a_date(text: str) -> None:
    """A search through a sentence meets no date where the reader of a phrase has a reason for none."""
    readings = [found.reading for found in find_dates(text, NOW)]
    assert readings == [] or text == "11月31日或12月1日"


@given(st.sampled_from(["一两", "两三", "三四", "七八", "几", "十几", "十来", "好几", "二三十", "2、3", "三五", "若干"]),
       st.sampled_from(["年", "个月", "天", "周", "个星期", "个小时", "分钟"]),
       st.sampled_from(["前", "后", "以前", "之后"]), st.sampled_from(["", "大概", "我"]),
       st.sampled_from(["", "拿的", "吧", "左右", "的事"]))  # fmt: skip
def test_what_leaves_the_number_open_is_vague(
    number: str, unit: str, direction: str, before: str, after: str
) -> None:
    """However it is put, and in the form in which texts are matched as well."""
    text = f"{before}{number}{unit}{direction}{after}"
    for said in (text, normalize(text)):
        reading = read_date(said, NOW, prefer="past")
        assert (reading.value, reading.ambiguous, reading.reason) == (None, (), "vague"), said


def test_a_value_has_no_reason() -> None:
    """A reason stands where a value does not; one is given beside several values if their year alone is open."""
    for example in (*examples("date_phrases.jsonl"), *examples("date_phrases_more.jsonl")):
        reading = read_date(example.text, example.now, prefer=example.prefer)
        assert not (reading.value and reading.reason)
        assert not reading.ambiguous or reading.reason in ("", "no_year")


def test_an_open_year_is_said() -> None:
    """5月 may be of two years; 6号 of two months, and two dates are no open year."""
    assert read_date("5月", NOW).reason == "no_year"
    assert read_date("5月", NOW, prefer="any_past").reason == "no_year"
    assert read_date("6号", NOW).reason == ""
    assert read_date("2018年5月或2019年5月", NOW).reason == ""


def test_a_year_before_the_earliest_is_no_answer() -> None:
    """Who asks knows how far back an answer can lie; of two readings the plausible one remains."""
    reading = read_date("1921年5月", NOW, earliest=1950)
    assert (reading.value, reading.reason, reading.about) == (None, "implausible_year", ("1921-05",))
    assert read_date("1951年", NOW, earliest=1950).value == "1951"
    assert read_date("七八年", NOW, earliest=1980).reason == "vague"
    assert read_date("1921年还是2021年", NOW, earliest=1950).value == "2021"
    assert [found.reading.value for found in find_dates("1921年建厂，2021年评的", NOW, earliest=1950)] == [
        "2021"
    ]


_TWO_FORMS = {"十五年", "十年", "去年十一", "十八年以前"}
"""Matched as 15年, 10年, 去年11 and 18年以前, which mean something else."""


def test_the_form_in_which_texts_are_matched_is_read_alike() -> None:
    """Whoever hands the reader a normalised phrase gets the same date, but for a few that are named."""
    different = []
    for example in (*examples("date_phrases.jsonl"), *examples("date_phrases_more.jsonl")):
        readings = [
            read_date(text, example.now, prefer=example.prefer)
            for text in (example.text, normalize(example.text))
        ]
        if readings[0].value != readings[1].value or readings[0].ambiguous != readings[1].ambiguous:
            different.append(example.text)
    assert {*different} == _TWO_FORMS
