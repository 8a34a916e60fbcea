"""Judgments by the bounds of a notice, on a pack that `noticebot new` wrote and nobody touched."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.faq.answer import Answerer
from bot.knowledge import open_knowledge
from bot.messages import message
from bot.settings import shipped_knowledge
from tests.faq.bounds.drafted import drafted

NOTICE = Path(__file__).with_name("sailing_course.txt")
NOW = datetime.fromisoformat("2024-08-08T10:00:00+08:00")


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the draft of the course."""
    return drafted(NOTICE, tmp_path_factory.mktemp("sailing"), "2024-08-01")


@pytest.mark.parametrize(
    ("question", "judgment", "quoted"),
    [
        ("我56岁了还能报成人班吗", "不符合：56岁", "未满55周岁"),
        ("我妈1971年3月生的，成人班能不能报", "这一条符合：1971年3月生，到2024年9月1日53岁", "未满55周岁"),
        ("孩子2009年5月出生，少年班可以吗", "不符合：2009年5月", "2010年9月1日以后出生"),
        ("在本区居住才四个月行不行", "不够：4个月", "满6个月"),
        ("住过来是2024年6月，居住时间够不够", "不够：2024年6月到2024年8月31日约2个月", "满6个月"),
        ("离开训练四十多天，能插班吗", "没有超出：40多天", "不超过90天"),
        ("离开训练大概一百二十天，还能插班吗", "超出了：120天", "不超过90天"),
        ("我一个月到训五次行吗", "不够：5次", "不少于6次"),
        ("8月23号晚上七点去报名来得及吗", "过了时间：8月23号晚上七点", "8月23日17:00"),
        ("材料没带齐，8月30号补交行不行", "过了时间：8月30号", "最迟不超过8月28日"),
        ("游泳自由泳180米蛙泳90米够不够", "够了：180+50=230米", "其中蛙泳最多计50米"),
    ],
)
def test_what_the_asker_tells_is_compared_with_the_one_bound(
    answerer: Answerer, question: str, judgment: str, quoted: str
) -> None:
    """The judgment first, and below it the notice's own words."""
    answer = answerer.answer(question, NOW)
    first, _, rest = answer.body.partition("\n")
    assert answer.outcome == "answer"
    assert judgment in first
    assert quoted in rest
    assert len(answer.text) <= 300


def test_an_exception_of_the_same_clause_is_left_to_the_asker(answerer: Answerer) -> None:
    """Who is one of those for whom the bound does not hold is told the clause, and no judgment."""
    answer = answerer.answer("我是现役军人家属，在本区居住才两个月，可以报名吗", NOW)
    assert "不够" not in answer.body
    assert "现役军人家属不受居住时间限制" in answer.body


def test_an_exception_that_is_denied_is_none(answerer: Answerer) -> None:
    """不是现役军人家属."""
    answer = answerer.answer("我不是现役军人家属，在本区居住两个月够不够", NOW)
    assert "不够：2个月" in answer.body


@pytest.mark.parametrize(
    ("question", "sum"),
    [("单人艇用3个月押金要多少", "120元×3个月=360元"), ("双人艇押金交6个月一共多少钱", "200元×4个月=800元")],
)
def test_a_sum_by_a_rate_that_the_notice_sets(answerer: Answerer, question: str, sum: str) -> None:
    """Never for more than the notice counts."""
    assert sum in answerer.answer(question, NOW).body


def test_who_says_he_is_one_of_those_refused_is_told_that_clause(answerer: Answerer) -> None:
    """With the words above the list."""
    answer = answerer.answer("我是色盲，想学一学可以报名吗", NOW)
    assert "不得报名" in answer.body
    assert "色盲人员" in answer.body


@pytest.mark.parametrize(
    "question",
    [
        "我奶奶84岁，养老金每个月能领多少",
        "我儿子12岁，游泳班几点上课",
        "明年住满六个月再报可以吗",
        "一个人能报两个班吗",
        "去年多练了30次能抵今年的吗",
        "还能再补交一次吗",
        "怎么去训练基地",
    ],
)
def test_nothing_is_judged_of_what_no_bound_is_about(answerer: Answerer, question: str) -> None:
    """Other things, next year, how much, once more."""
    body = answerer.answer(question, NOW).body
    assert not body.startswith(message("bound_enough", told="", bound="", more="")[:5])


def test_a_pack_with_many_phrasings_has_its_own_ways() -> None:
    """The shipped pack judges by its interview."""
    answer = open_knowledge(shipped_knowledge()).answerer().answer("公示贴了三个工作日够不够", NOW)
    assert message("bound_short", told="3个工作日", bound="不少于5个工作日") not in answer.body


def test_the_draft_of_the_course(answerer: Answerer) -> None:
    """Names behind phones and what stands in brackets are told; a clause that opens a list holds its items."""
    pack = answerer.pack
    contacts = answerer.entry("contacts", NOW).body
    assert "卢老师 0600-5550160" in contacts
    assert "0600-5550161（工作日9:00—17:00）" in contacts
    opened = next(one for one in pack.entries.values() if one.clauses[:1] == ("一.三",))
    assert "孕妇" in opened.answer


def test_the_days_of_the_draft(answerer: Answerer) -> None:
    """A day to which an age is counted is no deadline, and none is called by its own day."""
    days = answerer.pack.facts.milestones.values()
    assert [one.name for one in days if any(map(str.isdigit, one.name))] == []
    assert not any(one.day.isoformat() == "2024-09-01" for one in days)
    submission = answerer.pack.facts.submission
    assert submission is not None
    assert submission.day.isoformat() == "2024-08-23"
