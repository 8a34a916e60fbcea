"""Of what kinds the figures in questions and answers are."""

from __future__ import annotations

import pytest

from bot.faq.told_figures import figures_asked, figures_stated
from bot.language.normalize import normalize


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("我38能报吗", "age"),
        ("今年六十七了，还行不行", "age"),
        ("十七岁零九个月", "age"),
        ("收入5000够不够", "money"),
        ("十二点半到窗口有没有人收", "clock"),
        ("星期六上午去窗口交行吗", "weekday"),
        ("7号交来得及吗", "day"),
        ("社保缴了5个月", "years"),
        ("五口人挤一套60平的房子", "area"),
        ("合同我复印了3份", "copies"),
    ],
)
def test_the_kind_of_a_figure_is_heard(question: str, kind: str) -> None:
    """Whatever words stand around it."""
    assert kind in figures_asked(normalize(question))


@pytest.mark.parametrize("question", ["要交哪些材料", "怎么申请", "谁来审核"])
def test_without_a_figure_there_is_no_kind(question: str) -> None:
    """Nothing is taken for a figure that is none."""
    assert figures_asked(normalize(question)) == frozenset()


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        ("年满18周岁、未满60周岁。", {"age"}),
        ("家庭人均月收入不高于3600元。", {"money"}),
        ("工作日9:00—12:00、13:30—17:00现场受理。", {"clock", "weekday"}),
        ("在市区无自有住房。", set()),
    ],
)
def test_an_answer_states_the_bound_of_a_kind(answer: str, kinds: set[str]) -> None:
    """As notices print it."""
    assert figures_stated(normalize(answer)) == kinds
