"""Days and years that are told by way of others."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates import (
    beyond_comparison,
    reckoned_year,
    today_by_another_day,
    without_forbidden,
    year_since,
)
from bot.language.normalize import normalize

NOW = datetime(2022, 11, 15, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("said", "today"),
    [
        ("昨天是14号，你自己加一天", "2022-11-15"),
        ("前天是12号，你算算今天", "2022-11-14"),
        ("明天就是二十号了", "2022-11-19"),
        ("就当今天是12月1号好了", "2022-12-01"),
        ("昨天11月20，往后推一天", "2022-11-21"),
    ],
)
def test_the_day_near_it_tells_today(said: str, today: str) -> None:
    """By as many days as lie between them."""
    assert today_by_another_day(said, NOW) == today


@pytest.mark.parametrize(
    "said", ["11月14号", "昨天交的", "昨天打电话问过，要到12月6号", "", "昨天是个好日子"]
)
def test_a_day_alone_tells_nothing_of_another(said: str) -> None:
    """Nor do two that are not said to be the same."""
    assert today_by_another_day(said, NOW) == ""


def test_the_day_that_is_not_to_count_is_left_out() -> None:
    """And nothing is left out of what forbids none."""
    assert without_forbidden("别按今朝算，你当作11月30号") == "你当作11月30号"
    assert without_forbidden("11月30号") == ""
    assert without_forbidden("别按今天算") == ""


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("1996年九月进去，读满三年出来", 1999),
        ("2001年进校，四年读出来", 2005),
        ("九八年考进去的，三年后毕业", 2001),
        ("比第一张晚六年；第一张是2000", 2006),
        ("比本科早了两年，本科是2003", 2001),
        ("头一张是1999，隔了五年又拿的", 2004),
        ("09年秋天进的校，四年念完没拖", 2013),
        ("98级，三年制", 2001),
        ("05级四年制本科", 2009),
        ("2003年入的学，读了整整五年", 2008),
        ("12年考上的，本科四年", 2016),
    ],
)
def test_a_year_and_how_long_it_took_tell_another(said: str, year: int) -> None:
    """Later or earlier."""
    assert reckoned_year(normalize(said), NOW) == year


@pytest.mark.parametrize(
    "said",
    [
        "2001年毕业，隔了三年才进厂",
        "07年进的，11年才拿到",
        "零三年，哦读了四年，零四",
        "2021年进去，读了四年",
        "读了四年",
        "09年进的校，没读满四年",
        "01年毕业，四年本科",
        "98级的",
        "2005年",
        "",
    ],
)
def test_what_leaves_it_open_tells_no_year(said: str) -> None:
    """As where the year is that of the end, two are told, or it would be yet to come."""
    assert reckoned_year(normalize(said), NOW) is None


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("比头1个晚3年,04年", "04年"),
        ("比本科晚2年,就是2008年", "就是2008年"),
        ("2010年的,比第1个迟了4年", "2010年的"),
        ("比本科晚3年,本科是2003", "比本科晚3年,本科是2003"),
        ("比头1个晚3年", "比头1个晚3年"),
    ],
)
def test_a_year_that_is_told_needs_no_comparison(said: str, left: str) -> None:
    """That of the other one is no such year."""
    assert beyond_comparison(said) == left


@pytest.mark.parametrize(
    ("said", "year"),
    [
        *(
            ("到今年刚好毕业十二年", (2010, True)),
            ("离校足足二十六年了", (1996, True)),
            ("毕业有八年了", (2014, False)),
        ),
        *(("08年毕业的", None), ("毕业后三年才进厂", None), ("毕业二十来年", None)),
    ],
)
def test_a_year_is_told_by_how_long_ago_it_is(said: str, year: tuple[int, bool] | None) -> None:
    """Exactly or about; a length that is open tells none."""
    assert year_since(normalize(said), datetime(2022, 11, 15, tzinfo=ZoneInfo("Asia/Shanghai"))) == year
