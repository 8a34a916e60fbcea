"""Text as quotes are compared."""

from __future__ import annotations

import pytest

from bot.pack.checking.quotes import squeeze


@pytest.mark.parametrize(
    ("one", "other"),
    [("2022 年 12 月", "2022年12月"), ("（一）", "(一)"), ("ＡＢ１", "AB1"), ("甲\n乙\u3000丙", "甲乙丙")],
)
def test_width_and_white_space_do_not_count(one: str, other: str) -> None:
    """Texts that differ in width or white space alone are the same."""
    assert squeeze(one) == squeeze(other)


def test_words_count() -> None:
    """Texts that differ in a character stay apart."""
    assert squeeze("截止时间为12月6日") != squeeze("截止时间为12月7日")
