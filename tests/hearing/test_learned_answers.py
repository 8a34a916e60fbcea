"""How people answer questions: what all have in common, and what each has of its own."""

from __future__ import annotations

import msgspec
import pytest

from bot.hearing.learned_answers import LearnedAnswers, learn_answers
from bot.hearing.text_features import features

SAYINGS = {
    "submitted": {
        "yes": ["交了", "交过了", "早交了", "已经交了", "嗯，交了"],
        "no": ["没交", "还没交", "没有", "没呢", "还没有呢"],
        "unknown": ["不清楚", "不知道", "说不好", "我也不清楚"],
        "no_answer": ["为什么问这个", "几号截止", "能不能晚点", "为什么要问"],
    },
    "unit": {
        "company": ["公司", "民营公司", "我们公司", "一家公司"],
        "museum": ["博物馆", "馆里的", "我们馆", "一家博物馆"],
        "unknown": ["不清楚", "不晓得", "不知道算什么"],
        "no_answer": ["几号截止", "为什么问单位", "怎么算"],
    },
}


@pytest.fixture(scope="module")
def answers() -> LearnedAnswers:
    """What two questions teach."""
    return learn_answers(SAYINGS, lambda question, text: features(text))


def _likeliest(answers: LearnedAnswers, question: str, text: str) -> str:
    chances = answers.chances(question, features(text))
    return max(chances, key=lambda name: chances[name])


def test_each_question_knows_its_own_answers_again(answers: LearnedAnswers) -> None:
    """And only those."""
    for question, found in SAYINGS.items():
        for answer, texts in found.items():
            assert {_likeliest(answers, question, text) for text in texts} == {answer}
            assert set(answers.chances(question, features(texts[0]))) == set(found)


def test_what_one_question_taught_helps_another(answers: LearnedAnswers) -> None:
    """说不好 was said to the first question alone."""
    assert _likeliest(answers, "unit", "说不好") == "unknown"


def test_of_a_question_without_sayings_nothing_is_known(answers: LearnedAnswers) -> None:
    """Its answers are read by the pack's own words."""
    assert answers.chances("hours", features("交了")) == {}
    assert learn_answers({}, lambda question, text: features(text)).chances("unit", features("公司")) == {}


def test_how_familiar_words_are_is_told(answers: LearnedAnswers) -> None:
    """All of what was said, nothing of what nobody says."""
    assert answers.familiar("unit", features("我们公司")) > 0.6
    assert answers.familiar("unit", features("asdfgh")) < 0.2
    assert answers.familiar("hours", features("不清楚")) > 0.6


def test_it_is_kept_and_read_back(answers: LearnedAnswers) -> None:
    """Character for character."""
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(answers), type=LearnedAnswers) == answers
