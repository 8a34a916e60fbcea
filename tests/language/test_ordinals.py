"""Places in a list."""

from __future__ import annotations

import pytest

from bot.language.ordinals import LAST, chosen, ordinal


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("第二个", 2),
        ("第3种", 3),
        ("选第一个", 1),
        ("那就第三项吧", 3),
        ("我要第2款", 2),
        ("第 4 条。", 4),
        ("第十二题", 12),
        ("第二", 2),
        ("2", 2),
        ("２、", 2),
        ("①", 1),
        ("三", 3),
        ("3号", 3),
        ("十个", 10),
        ("我选一", 1),
        ("C", 3),
        ("选b", 2),
        ("C项", 3),
        ("最后一个", LAST),
        ("选最后一项吧", LAST),
    ],
)
def test_a_place_is_read(said: str, place: int) -> None:
    """By number, numeral or letter, with or without 第."""
    assert ordinal(said) == place


@pytest.mark.parametrize(
    "said",
    [
        *("", "0", "第零个", "-1", "1 2", "两个", "3份", "1年", "三四个", "第两三个", "90学时", "100"),
        *("第一次申报", "第2个呢，号码再发一遍", "x", "abc", "最后"),
    ],
)
def test_what_says_more_or_an_amount_is_no_place(said: str) -> None:
    """Amounts with a measure word, sentences, and numbers that are none for certain."""
    assert ordinal(said) is None


def test_a_place_picks_an_item() -> None:
    """Counted from one, from the end with LAST; beyond the list there is nothing."""
    assert [chosen("abc", place) for place in (1, 3, LAST, 4)] == ["a", "c", "c", None]
    assert chosen("", LAST) is None
