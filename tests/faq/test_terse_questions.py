"""The tersest questions, as people type them first: each gets what is said of the whole, and no entry for one thing."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from bot.faq.topic import Topic
from tests.faq.asking import ask
from tests.packs import OPEN


@pytest.mark.parametrize(
    ("questions", "entry"),
    [
        ("要交什么 要交啥 交啥呀 传啥 上传什么 什么手续 材料呢", "materials_overview"),
        ("什么条件 啥条件啊 有什么要求 要求呢", "requirements_overview"),
        ("怎么报 咋报 怎么填 怎么交", "steps"),
        ("在哪报 哪里报 在哪儿填", "platform"),
        ("找谁 问谁 电话", "contacts"),
        ("学时 要多少学时 学时要几多", "ce_total"),
        ("学历 文凭", "degree_overview"),
        ("专业 有哪些专业", "scope_list"),
        ("单位干啥 单位要干嘛", "unit_steps"),
        ("几号 哪天 截止", "deadline_all"),
        ("收费吗 收费伐 要交多少钱", "fee"),
        ("发证吗", "certificate"),
    ],
)
def test_a_terse_question_is_answered_by_the_whole(answerer: Answerer, questions: str, entry: str) -> None:
    """In speech as in writing."""
    for question in questions.split():
        assert ask(answerer, question).entries == (entry,), question


def test_another_year_is_asked_of_whatever_was_spoken_of(answerer: Answerer) -> None:
    """明年呢 behind a deadline asks of no deadline of this notice."""
    answer = answerer.answer("明年呢", OPEN, [Topic("什么时候截止", ("deadline_all",))])
    assert answer.entries == ("other_year",)


@pytest.mark.parametrize(
    ("topic", "doubt", "told"),
    [
        (Topic("要多少学时", ("ce_total",)), "听说是72", "通知写的是：2022年度要满90学时"),
        (Topic("什么时候截止", ("deadline_personal",)), "听说是12月8号", "不是。通知写的是："),
    ],
)
def test_another_number_is_a_doubt(answerer: Answerer, topic: Topic, doubt: str, told: str) -> None:
    """And no number of one's own to reckon with."""
    assert answerer.answer(doubt, OPEN, [topic]).body.startswith(told)
