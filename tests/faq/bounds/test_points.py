"""A table of points: what somebody's things come to, what may not be added up, and who is refused case by case."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.faq.answer import Answerer
from tests.faq.bounds.drafted import drafted

NOTICE = Path(__file__).with_name("garden_plots.txt")
NOW = datetime.fromisoformat("2024-04-10T10:00:00+08:00")


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the draft of a notice that gives plots by points."""
    return drafted(NOTICE, tmp_path_factory.mktemp("plots"), "2024-04-01")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "居住时间3年，河道巡护70小时，一共多少分",
            ["居住时间（3年）12分", "河道巡护（70小时）6分", "一共18分"],
        ),
        ("居住时间9年能得几分", ["居住时间（9年）20分"]),
        ("捐赠农具3次，中级班结业，算算总共几分", ["（3次）6分", "中级班8分", "一共14分"]),
        ("居住时间5年，高级班，够不够认领，一共几分", ["一共32分", "够了，要求是“满25分”"]),
        ("居住时间2年，初级班，一共几分，够认领吗", ["一共13分", "还不够，要求是“满25分”"]),
        ("初级班和高级班都上过，一共多少分", ["高级班12分，一共12分", "初级班按规定不再另算"]),
    ],
)
def test_points_are_reckoned_by_the_table(answerer: Answerer, question: str, told: list[str]) -> None:
    """Each line as often as it is earned, up to its cap; of lines of which only the best counts, that one."""
    body = answerer.answer(question, NOW).body
    assert [one for one in told if one not in body] == []


@pytest.mark.parametrize(
    "question",
    [
        "居住时间3年，养猪5头，一共多少分",
        "河道巡护20多小时，一共几分",
        "居住时间有分吗",
        "单位发的奖状一共几分",
    ],
)
def test_what_the_table_does_not_give_is_not_reckoned(answerer: Answerer, question: str) -> None:
    """A number of something else, one that is not certain, a question for no sum."""
    assert "按您说的算（" not in answerer.answer(question, NOW).body


@pytest.mark.parametrize(
    ("question", "judgment"),
    [
        ("算下来23分，能认领不", "不够：23分，要求是“满25分”"),
        ("我有31分，够不够", "够了：31分，要求是“满25分”"),
    ],
)
def test_a_whole_is_judged_by_the_only_least_number(answerer: Answerer, question: str, judgment: str) -> None:
    """Caps of single lines are no bounds of the whole."""
    assert judgment in answerer.answer(question, NOW).body


def test_what_is_enough_already_is_told_by_the_way(answerer: Answerer) -> None:
    """Who has enough asks for something else."""
    assert "按您说的算" not in answerer.answer("够25分但是去晚了没选到地，还能补选吗", NOW).body


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("我和我老婆的分加起来算行不行", "夫妻不累加"),
        ("镇级表彰一个县级表彰一个，4+9=13分都算上可以吗", "取最高一项"),
        ("初级班跟中级班的分能叠加吗", "取其高"),
    ],
)
def test_what_does_not_add_up_is_said(answerer: Answerer, question: str, clause: str) -> None:
    """By the sentence that speaks of the same things; of a couple, by the one that does."""
    body = answerer.answer(question, NOW).body
    assert "不能这样相加" in body
    assert clause in body


def test_times_are_added_up(answerer: Answerer) -> None:
    """Months in two places are one length of time, of which no such sentence speaks."""
    body = answerer.answer("在镇上住过两回，加起来10个月，够不够", NOW).body
    assert "不能这样相加" not in body


@pytest.mark.parametrize(
    ("question", "case"),
    [
        ("转让的还能申请吗", "说到“转让”"),
        ("我家已经在企业菜园里登记了地块，还能报吗", "说到“已在企业菜园登记地块”"),
    ],
)
def test_a_refused_case_is_told(answerer: Answerer, question: str, case: str) -> None:
    """Who tells one of the cases that the notice refuses one by one is told them."""
    body = answerer.answer(question, NOW).body
    assert case in body
    assert "不予受理" in body


@pytest.mark.parametrize("question", ["没转让过的能报吗", "我没有在企业菜园登记地块，能报吗", "怎么转让"])
def test_who_denies_a_case_is_not_one(answerer: Answerer, question: str) -> None:
    """It must be told, not denied, by who asks whether he may."""
    assert "说到“" not in answerer.answer(question, NOW).body


@pytest.mark.parametrize(
    ("question", "judgment"),
    [
        ("我在镇上才住了五个月，能认领吗", "不够：5个月，要求是“连续满8个月”"),
        ("我3月1号才搬来开始居住，现在能认领吗", "不够：3月1号到2024年4月19日约1个月"),
    ],
)
def test_a_bound_by_itself_is_of_what_stands_before_it(
    answerer: Answerer, question: str, judgment: str
) -> None:
    """在本镇居住，连续满8个月: of how long somebody has lived there, told in months or by the day on which it began."""
    assert judgment in answerer.answer(question, NOW).body
