"""Bounds that differ between groups, or are eased for some: no verdict where it is open who asks. On an untouched draft."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.faq.answer import Answerer
from bot.faq.bounds.compound_figures import in_minutes, in_one_figure
from bot.messages import message
from tests.faq.bounds.drafted import drafted

NOTICE = Path(__file__).with_name("lake_guards.txt")
NOW = datetime.fromisoformat("2024-05-08T10:00:00+08:00")


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the draft of the notice."""
    return drafted(NOTICE, tmp_path_factory.mktemp("guards"), "2024-05-01")


@pytest.mark.parametrize(
    ("question", "judgment"),
    [
        ("我今年36岁，报岸上组年龄行吗", "这一条符合：36岁，规定是“18至45周岁”"),
        ("35岁报水上组年龄可以吗", "不符合：35岁，规定是“18至28周岁”"),
        ("女的身高1米65报水上组够不够", "够了：1.65米，要求是“不低于1.62米”"),
        ("身高1米7的男的报水上组够吗", "不够：1.7米，要求是“不低于1.72米”"),
        ("男的200米自由泳游3分25秒过不过", "超出了：3分25秒，规定是“不超过3分20秒”"),
        ("女的50米自由泳42秒8能过吗", "超出了：42.8秒，规定是“不超过42.5秒”"),
    ],
)
def test_the_bound_of_the_group_that_is_named_decides(
    answerer: Answerer, question: str, judgment: str
) -> None:
    """Figures in two parts are compared whole, with the bound of one's own group and sex."""
    answer = answerer.answer(question, NOW)
    assert judgment in answer.body.partition("\n")[0]


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("50米自由泳我游41秒，行不行", "不超过42秒5"),
        ("身高1米66能报水上组吗", "不低于1.62米"),
        ("36岁年龄能报名吗", "岸上组18至45周岁"),
        ("身高1米5报岸上组可以吗", "岸上组身高不限"),
    ],
)
def test_where_groups_differ_and_none_is_named_the_clause_is_told_alone(
    answerer: Answerer, question: str, clause: str
) -> None:
    """What one group keeps and another does not is left to the asker."""
    body = answerer.answer(question, NOW).body
    assert clause in body
    assert "按您说的算" not in body


@pytest.mark.parametrize("question", ["退役运动员31岁报水上组行吗", "31岁能报水上组吗"])
def test_who_is_beyond_a_bound_that_is_eased_for_some_is_told_so(answerer: Answerer, question: str) -> None:
    """He may be one of them: no refusal."""
    first, _, rest = answerer.answer(question, NOW).body.partition("\n")
    assert first == message("bound_eased", told="31岁", bound="18至28周岁")
    assert "放宽至33周岁" in rest


@pytest.mark.parametrize(
    "question", ["我不是退役运动员，31岁报水上组年龄行吗", "退役运动员34岁报水上组年龄行吗"]
)
def test_whom_nothing_eases_the_bound_is_refused(answerer: Answerer, question: str) -> None:
    """Who denies to be one of them; and who is beyond that too."""
    assert "对有的人放宽" not in answerer.answer(question, NOW).body


def test_a_full_mark_is_no_bound(answerer: Answerer) -> None:
    """满分100分 asks for nothing."""
    assert "不够" not in answerer.answer("笔试考了58分行不行", NOW).body


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("身高1米7", "身高1.7米"),
        ("跑了800米4分40秒", "跑了800米280秒"),
        ("14秒4,3分钟5秒", "14.4秒,185秒"),
        ("1米2米都行", "1米2米都行"),
    ],
)
def test_figures_in_two_parts_are_one(said: str, whole: str) -> None:
    """A figure behind another one, with a unit of its own, is none of it."""
    assert in_one_figure(said) == whole


def test_many_seconds_are_shown_as_minutes() -> None:
    """As people say them."""
    assert in_minutes("不超过275秒") == "不超过4分35秒"
    assert in_minutes("120秒") == "2分钟"
    assert in_minutes("13.4秒") == "13.4秒"
