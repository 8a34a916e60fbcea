"""Times of day."""

from __future__ import annotations

import pytest

from bot.language.dates.time_of_day import read_clock


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("上午九点", (540,)), ("下午三点半", (930,)), ("晚上8点一刻", (1215,)), ("17时30分", (1050,)), ("中午1点", (780,)),
     ("凌晨12点", (0,)), ("晚上12点", (1440,)), ("12点", (720, 1440)), ("三点", (180, 900)), ("3时", (180,)), ("03:00", (180,)),
     ("3:00pm", (900,)), ("9am", (540,)), ("上午15点", ()), ("25:00", ()), ("凌晨9点", ()), ("早一点", ())],
)  # fmt: skip
def test_clock(text: str, minutes: tuple[int, ...]) -> None:
    """A time has the minutes it can mean: two if the half of the day is open, none if it contradicts itself."""
    clock = read_clock(text, 0)
    assert clock is not None
    assert clock.minutes == minutes


@pytest.mark.parametrize("text", ["三点建议", "3时间", "那时", "9", "1:2"])
def test_no_clock(text: str) -> None:
    """What merely begins like a time is none."""
    assert read_clock(text, 0) is None


def test_no_clock_begins_within_a_number() -> None:
    """In 七八点 there is no eight o'clock."""
    assert read_clock("七八点", 1) is None
    assert read_clock("七八点", 0) is not None
    assert read_clock("12点", 1) is None


@pytest.mark.parametrize(
    ("text", "reason"), [("两三点", "vague"), ("25:00", "no_such_time"), ("早一点", ""), ("三点", "")]
)
def test_a_clock_without_minutes_says_why(text: str, reason: str) -> None:
    """Neither of two hours, and no hour of the day."""
    clock = read_clock(text, 0)
    assert clock is not None
    assert clock.reason == reason
