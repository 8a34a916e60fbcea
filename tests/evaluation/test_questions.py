"""The figures of an evaluation, on answers that are given by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.evaluation.questions import Question, evaluate
from bot.faq.answer import Answer, Answerer
from bot.faq.topic import Topic
from bot.replies.acts import PickEntry
from bot.replies.reply import Choice
from tests.packs import OPEN

RIGHT = Answer("answer", ("hours",), None, "要80学时。不是90。", ("附1.7",), 0.9, ())
SILENT = Answer("not_said", ("fee",), None, "通知未写。", ("五",), 0.8, ())
UNKNOWN = Answer("unknown", (), None, "不懂。", (), 0.1, ())
HELLO = Answer("smalltalk", ("hello",), None, "您好。", (), 0.9, ())


def _choices(*entries: str) -> Answer:
    choices = tuple(Choice(PickEntry(entry), entry) for entry in entries)
    return Answer("choices", (), None, "您是不是想问：", (), 0.5, choices)


class Scripted(Answerer):
    """Gives the answers that it is given, by question and by entry."""

    def __init__(self, answers: dict[str, Answer], entries: dict[str, Answer]) -> None:
        self.answers = answers
        self.by_entry = entries

    def answer(self, question: str, now: datetime, topics: Sequence[Topic] = ()) -> Answer:
        return self.answers[question]

    def entry(self, id: str, now: datetime) -> Answer:
        return self.by_entry[id]


def _question(q: str, **more: Any) -> Question:
    return Question.read({"id": q, "q": q, "cat": "formal", "answerable": True, "must": ["80"], **more})


def _figures(pairs: list[tuple[Question, Answer]]) -> dict[str, Any]:
    scripted = Scripted({question.q: answer for question, answer in pairs}, {"hours": RIGHT, "fee": SILENT})
    return evaluate([question for question, _ in pairs], scripted, OPEN).figures()


def test_each_answerable_question_is_right_wrong_or_missed() -> None:
    """Right: answered with all that it must say; wrong: answered otherwise; missed: the rest."""
    figures = _figures(
        [
            (_question("a"), RIGHT),
            (_question("b", must=["80", "60"]), RIGHT),
            (_question("c", must_not=["80"]), RIGHT),
            (_question("d"), UNKNOWN),
            (_question("e"), SILENT),
            (_question("f"), _choices("fee", "hours")),
            (_question("g"), _choices("fee")),
        ]
    )
    overall = figures["overall"]
    assert (overall["answerable"], overall["right"], overall["wrong"], overall["missed"]) == (7, 1, 2, 4)
    assert overall["hit@3"] == 2
    assert figures["choices_share"] == pytest.approx(2 / 7, abs=1e-3)
    assert {mistake["id"] for mistake in figures["mistakes"]} == set("bcdefg")


def test_must_not_looks_at_the_first_sentence_alone() -> None:
    """What is said later may name the wrong number to deny it."""
    assert _question("a", must_not=["90"]).answered_by(RIGHT.text)
    assert not _question("a", must_not=["90"]).answered_by("90学时。80也行")


def test_an_answer_to_what_cannot_be_answered_is_false() -> None:
    """Anything else than an answer is fine there."""
    near = {"answerable": False, "cat": "near", "must": []}
    figures = _figures(
        [(_question("a", **near), RIGHT), (_question("b", **near), SILENT), (_question("c", **near), UNKNOWN)]
    )
    overall = figures["overall"]
    assert (overall["answerable"], overall["others"], overall["false"]) == (0, 3, 1)


def test_near_questions_are_handled_by_saying_or_offering_that_the_notice_is_silent() -> None:
    """not_said, or a choice that leads to it; small talk is handled by small talk."""
    near = {"answerable": False, "cat": "near", "must": []}
    talk = {"answerable": False, "cat": "smalltalk", "must": []}
    figures = _figures(
        [
            (_question("a", **near), SILENT),
            (_question("b", **near), _choices("hours", "fee")),
            (_question("c", **near), _choices("hours")),
            (_question("d", **near), UNKNOWN),
            (_question("e", **talk), HELLO),
            (_question("f", **talk), UNKNOWN),
        ]
    )
    assert figures["handled"] == {"near": 0.5, "smalltalk": 0.5}


def test_clause_is_the_share_of_right_answers_that_name_it() -> None:
    """Wrong and missed ones do not count."""
    figures = _figures(
        [
            (_question("a", clause="附1.7"), RIGHT),
            (_question("b", clause="四.二"), RIGHT),
            (_question("c", clause="四.二", must=["x"]), RIGHT),
            (_question("d", clause="四.二"), UNKNOWN),
        ]
    )
    assert figures["clause"] == 0.5


def test_figures_come_by_category_too() -> None:
    """Each category has its own row."""
    figures = _figures([(_question("a", cat="typo"), RIGHT), (_question("b", cat="english"), UNKNOWN)])
    assert figures["categories"]["typo"]["right"] == 1
    assert figures["categories"]["english"]["missed"] == 1


def test_length_is_of_the_answers_alone() -> None:
    """Median and p95 of the texts that answer."""
    pairs = [(_question(str(n)), replace(RIGHT, body="8" * n)) for n in range(1, 101)]
    length = _figures([*pairs, (_question("x"), UNKNOWN)])["length"]
    assert 50 <= length["median"] <= 51
    assert 95 <= length["p95"] <= 96


def test_calibration_counts_answers_by_confidence() -> None:
    """How many answers were given in each band, and how many were right."""
    rows = _figures(
        [
            (_question("a"), replace(RIGHT, score=0.92)),
            (_question("b", must=["x"]), replace(RIGHT, score=0.94)),
            (_question("c"), replace(RIGHT, score=1.0)),
        ]
    )["calibration"]
    assert sum(row["answers"] for row in rows) == 3
    (band,) = [row for row in rows if row["from"] <= 0.92 < row["to"]]
    assert (band["answers"], band["right"]) == (2, 1)


def test_the_worst_confusion_comes_first() -> None:
    """The entry that was given wrongly most often, with the questions."""
    figures = _figures(
        [(_question("a", must=["x"]), RIGHT), (_question("b", must=["x"]), RIGHT), (_question("c"), SILENT)]
    )
    assert figures["confusions"][0]["entry"] == "hours"
    assert figures["confusions"][0]["times"] == 2
    assert figures["confusions"][0]["questions"] == ["a", "b"]


def test_no_questions_give_figures_of_nothing() -> None:
    """An empty file is measured like any other."""
    assert _figures([])["overall"]["answerable"] == 0


@pytest.mark.parametrize(
    "record", [{}, {"id": "a", "q": "x"}, {"id": "a", "q": "x", "answerable": True, "must": [3]}]
)
def test_a_record_that_is_no_question_is_refused(record: dict[str, Any]) -> None:
    """What is missing or of a wrong type is told."""
    with pytest.raises((KeyError, TypeError)):
        Question.read(record)


def test_a_broken_pattern_is_refused() -> None:
    """A pattern that is no regular expression is the file's mistake."""
    with pytest.raises(re.error):
        _question("a", must=["("])
