"""What was done in another place, of which an answer says nothing."""

from __future__ import annotations

import pytest

from bot.faq.done_elsewhere import of_another_place
from bot.language.normalize import normalize


@pytest.mark.parametrize("question", ["巡护是在老家做的，算不算", "培训证在外地考的认吗"])
def test_an_answer_without_a_place_leaves_it_open(question: str) -> None:
    """Nothing says whether it counts."""
    left = of_another_place(normalize(question), "每满30小时3分。", "巡护")
    assert left is not None
    assert left.likely
    assert left.details


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("巡护是在老家做的，算不算", "在本镇巡护每满30小时3分。"),
        ("巡护满30小时算不算", "每满30小时3分。"),
        ("我在外地做工，什么时候截止", "8月5日截止。"),
    ],
)
def test_else_nothing_is_left_open(question: str, answer: str) -> None:
    """An answer that names a place says it; who does not ask whether it counts is told the answer alone."""
    assert of_another_place(normalize(question), answer, "巡护") is None
