"""Traditional and Simplified characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.script import everyday, simplified


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("继续教育学时", "继续教育学时"),
        ("繼續教育學時", "继续教育学时"),
        ("後天", "后天"),
        ("於", "于"),
        ("乾隆", "乾隆"),
        ("參加", "参加"),
    ],
)
def test_traditional_becomes_simplified(typed: str, read: str) -> None:
    """Also those characters that both scripts know."""
    assert simplified(typed) == read


@given(st.text(max_size=60))
def test_one_for_one(text: str) -> None:
    """Places in the text stay what they were."""
    assert len(simplified(text)) == len(everyday(text)) == len(text)


def test_numerals_of_cheques_become_everyday_ones() -> None:
    """贰拾 is 二十."""
    assert everyday("贰拾伍元") == "二十五元"
