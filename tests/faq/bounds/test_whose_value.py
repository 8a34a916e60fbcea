"""Whose value is judged: only by a bound that speaks of the same person."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from bot.faq.answer import Answerer
from bot.faq.bounds.whose_value import APPLICANT, person_of_bound, persons_told
from bot.language.normalize import normalize
from tests.faq.bounds.drafted import drafted

NOTICE = Path(__file__).with_name("film_evenings.txt")
NOW = datetime.fromisoformat("2024-06-12T10:00:00+08:00")


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the draft of a notice that sets one age for who applies and another for who helps."""
    return drafted(NOTICE, tmp_path_factory.mktemp("film"), "2024-06-02")


@pytest.mark.parametrize(
    ("question", "judgment"),
    [
        ("我17岁能报放映员吗", "不符合：17岁，规定是“年满20周岁"),
        ("我爸61岁了还能报名吗", "不符合：61岁，规定是“年满20周岁"),
        ("助手才15岁行不行", "不符合：15岁，规定是“年满16周岁"),
        ("想叫我外甥来搭把手，他15岁，可以吗", "15岁，规定是“年满16周岁"),
    ],
)
def test_each_is_judged_by_the_bound_that_speaks_of_him(
    answerer: Answerer, question: str, judgment: str
) -> None:
    """The applicant and his relatives who apply by one bound, who helps by the other."""
    assert judgment in answerer.answer(question, NOW).body


@pytest.mark.parametrize(
    "question",
    [
        "想叫我外甥来搭把手，他17岁，可以吗",
        "我找的助手17岁，行吗",
        "我合伙人18岁，可以吗",
        "我带着12岁的女儿去放映行吗",
    ],
)
def test_nobody_is_judged_by_the_bound_of_another(answerer: Answerer, question: str) -> None:
    """A helper of 17 is old enough to help, and his age is none of the applicant's."""
    assert "不符合" not in answerer.answer(question, NOW).body


@pytest.mark.parametrize(
    ("question", "persons"),
    [
        ("我58岁能报吗", {APPLICANT}),
        ("我爸66了还能报吗", {APPLICANT, "parent"}),
        ("我请的帮工才17岁行吗", {"helper"}),
        ("帮工是我侄子，今年17岁可以不", {"helper"}),
        ("17岁可以当帮工吗", {"helper"}),
        ("我合伙人17岁行不行", {"partner"}),
        ("我是店员，今年58岁能报吗", {APPLICANT}),
        ("我店员19岁想报名行不", {APPLICANT, "helper"}),
        ("我和我老婆一起，她66岁了行不", {"spouse"}),
        ("我想给我爸报名，他66岁行吗", {APPLICANT, "parent"}),
        ("我妈58岁，帮我看看能不能报", {APPLICANT, "parent"}),
        ("我58岁，我儿子帮着看摊，能报不", {APPLICANT}),
        ("我17岁，想给我叔看摊", set()),
    ],
)
def test_a_number_is_somebody_s(question: str, persons: set[str]) -> None:
    """By who is named last before it, by what he is engaged as, and by whether the asker applies himself."""
    text = normalize(question)
    match = re.search(r"\d+", text)
    assert match is not None
    assert persons_told(text, match.start()) == persons


@pytest.mark.parametrize(
    ("before", "person"),
    [
        ("助手须", "helper"),
        ("可以带1名学徒,学徒应", "helper"),
        ("子女", "child"),
        ("申请人及配偶、未成年子女在本市居住", APPLICANT),
        ("在本县居住", APPLICANT),
    ],
)
def test_a_bound_speaks_of_somebody(before: str, person: str) -> None:
    """By the words of its sentence before it."""
    assert person_of_bound(before) == person
