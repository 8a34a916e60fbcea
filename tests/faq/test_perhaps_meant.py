"""Where the best entry is hardly likely alone, the next one is told with it, under its name."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from tests.faq.asking import ask

NAMED = "您问的若是“"


@pytest.mark.parametrize(
    ("question", "first", "fact"),
    [
        ("委托评审函要啥地方开出来才作数", "letter_submit", "中央部属单位"),
        ("21年那张学时卡刚好九十三，这趟直接拿来传行不行", "ce_certificates", "2022年度"),
    ],
)
def test_the_next_likely_entry_is_told_under_its_name(
    answerer: Answerer, question: str, first: str, fact: str
) -> None:
    """Where several are nearly as likely the first stays, and the other follows with its title."""
    answer = ask(answerer, question)
    assert answer.outcome == "answer"
    assert answer.entries[0] == first
    assert NAMED in answer.body
    assert fact in answer.body.split(NAMED)[1]


@pytest.mark.parametrize(
    "question",
    [
        "几号截止",
        "公需科目要学满60个学时，我这么跟员工通知没问题吧",
        "单位推荐最晚是2022年12月19号，过了就不收，是这么理解吧",
        "仙居木雕，祖上传下来的",
        "高级会计师几号截止",
    ],
)
def test_what_is_sure_claimed_or_only_told_is_answered_alone(answerer: Answerer, question: str) -> None:
    """What is claimed is judged by one entry; a word that decides leaves nothing to doubt."""
    assert NAMED not in ask(answerer, question).text
