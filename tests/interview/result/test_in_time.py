"""What somebody who is late is told of the rest: for the next time, without days."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from bot.interview.result.document import document
from bot.interview.result.result import Result, result_of
from bot.interview.result.undated import undated
from tests.interview.applicants import SUBMITTED, UNIT_DONE, answers, assessor, pack
from tests.packs import OPEN

LATER = OPEN + timedelta(days=200)
SHORT = {"ce_total": 80, "ce_professional": 50}


def late(**changes: object) -> Result:
    """The result of an applicant long after every deadline."""
    given = answers(**{"ask_date": None, **changes})
    return result_of(assessor(), assessor().assess(given, LATER.date()))


def told(result: Result) -> str:
    """Its text to keep."""
    return "\n".join(one.text for one in document(result, "本人", pack(), LATER))


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "eligible"),
        (SHORT, "needs_more"),
        (SUBMITTED, "eligible"),
        ({**UNIT_DONE, **SHORT}, "needs_more"),
    ],
    ids=str,
)
def test_the_other_rules_come_to_a_verdict(changes: dict[str, object], verdict: str) -> None:
    """However far the application was; the verdict itself stays."""
    result = late(**changes)
    assert result.verdict == "late"
    assert result.if_in_time is not None
    assert (result.if_in_time.verdict, result.if_in_time.open) == (verdict, ())


def test_it_stands_below_without_days() -> None:
    """First that the call is closed, then the verdict, then the rest with how much is missing."""
    text = told(late(**SHORT))
    order = [
        text.index(part) for part in ("的申报已经结束", "已经来不及", "若在截止前", "总数差10，专业差10")
    ]
    assert order == sorted(order)
    below = text[order[2] : text.index("打电话问")]
    assert not re.search(r"\d+月\d+日", below)


def test_who_is_in_time_or_refused_is_not_told() -> None:
    """There is nothing to add."""
    assert result_of(assessor(), assessor().assess(answers())).if_in_time is None
    assert late(civil_status="civil_servant").if_in_time is None


def test_a_call_that_is_open_is_not_called_closed() -> None:
    """Who is refused while the call is open hears nothing of its end."""
    result = result_of(assessor(), assessor().assess(answers(employment_status="retired")))
    text = "\n".join(one.text for one in document(result, "本人", pack(), OPEN))
    assert "已经结束" not in text
    assert "已经结束" in told(late(employment_status="retired"))


def test_what_was_not_asked_is_counted() -> None:
    """Nothing is said to be missing that nobody asked for."""
    result = result_of(assessor(), assessor().assess({"submitted_online": False}, date(2023, 6, 3)))
    assert result.if_in_time is not None
    assert len(result.if_in_time.open) > 10
    assert "还说不准" in told(result)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("请补足，在2022年12月6日前登记。", "请补足。"),
        ("满三年（算到2022年12月31日），您还不满。", "满三年，您还不满。"),
        ("2022年12月6日截止。", ""),
        ("要2022年度的。", "要2022年度的。"),
    ],
)
def test_clauses_that_name_a_day_go(text: str, left: str) -> None:
    """The rest stays a sentence."""
    assert undated(text) == left
