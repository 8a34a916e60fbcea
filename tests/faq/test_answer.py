"""A question → the finished answer, on the tiny pack."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faq.answer import Answer, Answerer
from bot.faq.match import AnswerOutcome
from bot.knowledge import Knowledge
from bot.replies.acts import PickEntry
from bot.replies.reply import Choice
from tests.packs import CLOSED, OPEN, SHANGHAI


def test_an_answer_names_its_clauses(tiny_answerer: Answerer) -> None:
    """The text ends with the clause as people are shown it."""
    answer = tiny_answerer.answer("继续教育要多少学时", OPEN)
    assert answer.outcome == "answer"
    assert answer.clauses == ("附1.7",)
    assert "附件1第7条" in answer.text.split("\n")[-1]
    assert "80" in answer.text
    assert "http://hours.example.test/card" in answer.text


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (datetime(2022, 11, 15, tzinfo=SHANGHAI), "还有21天"),
        (datetime(2022, 12, 6, 23, tzinfo=SHANGHAI), "今天截止"),
        (datetime(2022, 12, 6, 16, tzinfo=UTC), "已截止"),
        (CLOSED, "已截止"),
    ],
)
def test_what_depends_on_the_day_follows_the_moment(
    tiny_answerer: Answerer, now: datetime, says: str
) -> None:
    """Days left, today, over: in the zone of the notice, always with the year."""
    text = tiny_answerer.answer("个人申报什么时候截止", now).text
    assert says in text
    assert "2022年12月6日" in text


def test_two_questions_are_answered_in_one_text(tiny_answerer: Answerer) -> None:
    """Both facts, and the clauses of both."""
    answer = tiny_answerer.answer("个人申报什么时候截止？继续教育要多少学时？", OPEN)
    assert answer.entries == ("deadline_personal", "hours")
    assert answer.clauses == ("四.二", "附1.7")
    assert "2022年12月6日" in answer.text
    assert "80" in answer.text


def test_a_question_about_a_craft_also_offers_the_interview(tiny_answerer: Answerer) -> None:
    """Answered, with an offer."""
    answer = tiny_answerer.answer("我是做青瓷的可以申报吗", OPEN)
    assert (answer.outcome, answer.action) == ("answer", "interview")
    assert "青瓷" in answer.body
    assert "陶瓷工艺" in answer.body


@pytest.mark.parametrize(("message", "action"), [("我能不能报", "interview"), ("提醒我", "remind")])
def test_an_action_is_named(tiny_answerer: Answerer, message: str, action: str) -> None:
    """What the person wants done comes out for the caller to do."""
    answer = tiny_answerer.answer(message, OPEN)
    assert (answer.outcome, answer.action) == ("action", action)


def test_a_silent_point_names_the_phone(tiny_answerer: Answerer) -> None:
    """What the notice does not say comes with whom to ask."""
    answer = tiny_answerer.answer("评审要交钱吗", OPEN)
    assert answer.outcome == "not_said"
    assert "0571-12345678" in answer.text


@pytest.mark.parametrize(("message", "clause"), [("四（二）原文", "四.二"), ("附件1第7条", "附1.7")])
def test_a_clause_is_read_out(
    tiny_answerer: Answerer, tiny_knowledge: Knowledge, message: str, clause: str
) -> None:
    """The notice's own words, and the clause."""
    answer = tiny_answerer.answer(message, OPEN)
    assert answer.outcome == "answer"
    assert answer.clauses == (clause,)
    assert tiny_knowledge.pack.clauses[clause].text in answer.text


def test_an_entry_is_answered_by_its_id(tiny_answerer: Answerer) -> None:
    """As picked from the choices; an unknown id is a mistake of the caller."""
    assert tiny_answerer.entry("fee", OPEN).outcome == "not_said"
    assert tiny_answerer.entry("hours", OPEN).entries == ("hours",)
    assert tiny_answerer.entry("off_topic", OPEN).outcome == "unknown"
    with pytest.raises(KeyError):
        tiny_answerer.entry("nope", OPEN)


def test_every_entry_can_be_said_at_any_time(tiny_answerer: Answerer, tiny_knowledge: Knowledge) -> None:
    """No placeholder is left over."""
    for id in tiny_knowledge.pack.entries:
        for now in (OPEN, CLOSED):
            text = tiny_answerer.entry(id, now).text
            assert text.strip()
            assert "{" not in text


def test_choices_are_numbered_in_the_text() -> None:
    """In plain text the choices can be told apart."""
    choices = (Choice(PickEntry("a"), "甲问题"), Choice(PickEntry("b"), "乙问题"))
    lines = Answer("choices", (), None, "您是不是想问：", (), 0.5, choices).text.split("\n")
    assert "1" in lines[1]
    assert "甲问题" in lines[1]
    assert "2" in lines[2]
    assert "乙问题" in lines[2]


@given(
    message=st.text(st.characters(exclude_categories=()), max_size=300)
    | st.lists(
        st.sampled_from(
            [
                "个人",
                "单位",
                "截止",
                "学时",
                "几号",
                "吗",
                "呢",
                "那",
                "？",
                "青瓷",
                "竹编",
                "你好",
                "原文",
                "四（二）",
                "1",
                "{word}",
                "{",
                "}",
            ]
        )
    ).map("".join),
    now=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_any_text_has_an_answer_always_the_same(tiny_answerer: Answerer, message: str, now: datetime) -> None:
    """Any text at any moment: a known outcome, a text that is not empty, never an exception, twice the same."""
    answer = tiny_answerer.answer(message, now)
    assert answer == tiny_answerer.answer(message, now)
    assert answer.outcome in get_args(AnswerOutcome)
    assert answer.text.strip()
    answer.text.encode()
