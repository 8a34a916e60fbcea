"""What is read as a bound of a clause, and what as an asker's own number, day or age."""

from __future__ import annotations

from datetime import date, datetime
from math import inf
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.faq.bounds.measures import Range, months_between, years_between
from bot.faq.bounds.notice_bounds import Bound, bounds_of
from bot.faq.bounds.told_values import told_in
from bot.knowledge import open_knowledge

NOTICE = Path(__file__).with_name("sailing_course.txt")
NOW = datetime.fromisoformat("2024-08-08T10:00:00+08:00")


@pytest.fixture(scope="module")
def bounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bound]:
    """The bounds of the course by their words."""
    folder = tmp_path_factory.mktemp("sailing") / "pack"
    made = CliRunner().invoke(app, ["--now", "2024-08-01", "new", str(NOTICE), "--out", str(folder)])
    assert made.exit_code == 0, made.output
    return {bound.shown: bound for bound in bounds_of(open_knowledge(folder, draft=True).pack)}


def test_the_ends_of_bounds(bounds: dict[str, Bound]) -> None:
    """Two ends of one range are one bound; 未满 leaves its end out, a cap is none of the least."""
    ages = bounds["年满18周岁未满55周岁"]
    assert (ages.range, ages.strict_most, ages.as_of) == (Range(18, 55), True, date(2024, 9, 1))
    assert bounds["不超过90天"].range == Range(-inf, 90)
    assert bounds["不超过90天"].leads
    assert bounds["最多计50米"].cap
    assert bounds["不少于6次"].per == "每月"
    assert bounds["10人以上"].leads
    assert bounds["8月5日9:00至8月23日17:00"].kind == "day"


def test_how_long_something_is_refused_is_no_bound(bounds: dict[str, Bound]) -> None:
    """Nor is 近两年."""
    assert not any("两年" in shown or "2年" in shown for shown in bounds)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("停了四十多天", [(40.1, 49.9)]),
        ("干了两年半", [(2.5, 2.5)]),
        ("不到9个人", [(7.2, 8.99)]),
        ("两年零三个月了", [(27, 27)]),
        ("还差3个", [(3, 3)]),
        ("一个人来一个月给多少", []),
        ("规定的两年", []),
        ("一年内退出会怎样", []),
        ("去年多练了30次", []),
        ("三年级的孩子", []),
    ],
)
def test_the_numbers_of_the_asker(question: str, told: list[tuple[float, float]]) -> None:
    """From the least to the most that is meant; names of the bound and articles are none."""
    found = [(one.low, one.high) for one in told_in(question, NOW).numbers]
    assert [one for pair in found for one in pair] == pytest.approx([one for pair in told for one in pair])


def test_the_days_of_the_asker() -> None:
    """A birth, a day with a time of day that stands further on, and 去年底, from which nothing is counted."""
    (born,) = told_in("我爸64年8月份的", NOW).days
    assert born.born
    assert born.value == "1964-08"
    (day,) = told_in("8月23号我有事，晚上八点再来行吗", NOW).days
    assert day.value.endswith("08-23 20:00")
    assert not told_in("去年底受了伤", NOW).days[0].counts


def test_the_time_between_days() -> None:
    """Both days count; a birthday makes a year full."""
    assert months_between(date(2023, 7, 1).toordinal(), date(2024, 6, 30).toordinal()) >= 12
    assert 21 <= months_between(date(2022, 9, 30).toordinal(), date(2024, 6, 30).toordinal()) < 22
    assert years_between(date(1969, 7, 1).toordinal(), date(2024, 6, 30)) == 54
    assert years_between(date(1969, 6, 30).toordinal(), date(2024, 6, 30)) == 55
