"""Which day of the week a day is: one that is named, one that an answer states, the second of those just said."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.faq.weekdays import asked_weekday, told_weekdays, weekdays_of
from tests.packs import SHANGHAI

NOW = datetime(2022, 11, 15, 10, tzinfo=SHANGHAI)
THREE = "三个日子：报名2022年12月6日，推荐2022年12月19日，送审2023年1月4日。结果2023年3月1日公布。"


@pytest.mark.parametrize(
    ("question", "days", "rest"),
    [
        ("12月6号是星期几", ["2022-12-06"], ""),
        ("那天礼拜几啊", [], ""),
        ("第二个是周几", [], "第2个"),
        ("报名截止是礼拜几", [], "报名截止"),
        ("是不是周末", [], ""),
    ],
)
def test_what_asks_the_calendar(question: str, days: list[str], rest: str) -> None:
    """The days that it names, and what else it says."""
    asked = asked_weekday(question, NOW)
    assert asked is not None
    assert [day.isoformat() for day in asked.days] == days
    assert asked.rest == rest


@pytest.mark.parametrize("question", ["周末算不算工作日", "每周三提醒我", "几号截止", "星期三能不能办"])
def test_what_does_not(question: str) -> None:
    """A day of the week that is said asks for none."""
    assert asked_weekday(question, NOW) is None


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ("", "按日历，2022年12月6日是周二，2022年12月19日是周一，2023年1月4日是周三。"),
        ("第2个", "按日历，2022年12月19日是周一。"),
    ],
)
def test_the_days_of_an_answer(rest: str, told: str) -> None:
    """Those of its first sentence, or the one at its place."""
    assert told_weekdays(weekdays_of(THREE, rest, NOW)) == told


def test_a_place_that_there_is_not() -> None:
    """Means no day."""
    assert weekdays_of(THREE, "第9个", NOW) == ()
