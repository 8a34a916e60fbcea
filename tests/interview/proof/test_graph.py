"""The chart of the flow."""

from __future__ import annotations

from bot.interview.proof.graph import mermaid
from tests.interview.applicants import KNOWLEDGE, assessor, interview


def test_the_chart_in_docs_is_current() -> None:
    """docs/interview.mmd is what `noticebot graph` prints."""
    chart = (KNOWLEDGE.parent / "docs" / "interview.mmd").read_text(encoding="utf-8")
    assert chart == mermaid(assessor().interview)


def test_every_question_and_verdict_is_drawn() -> None:
    """Each question and each verdict is a node."""
    chart = mermaid(assessor().interview)
    for fact in interview().facts:
        assert f'    {fact}["' in chart
    assert 'not_eligible(["' in chart
