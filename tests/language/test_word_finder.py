"""Words of a list in a text."""

from __future__ import annotations

import pytest

from bot.language.word_finder import WordFinder


def test_the_longest_word_wins() -> None:
    """龙泉青瓷 is one word, not 龙泉 alone."""
    finder = WordFinder(["龙泉", "龙泉青瓷", "青瓷"])
    assert finder.longest_at("做龙泉青瓷", 1) == "龙泉青瓷"
    assert list(finder.at("做龙泉青瓷", 1)) == ["龙泉青瓷", "龙泉"]
    assert finder.longest_at("做龙泉青瓷", 0) == ""


@pytest.mark.parametrize(
    ("text", "index", "found"),
    [("a fan", 2, "fan"), ("fantastic", 0, ""), ("做fan的", 1, "fan"), ("profan", 3, "")],
)
def test_an_english_word_stands_alone(text: str, index: int, found: str) -> None:
    """fan is not found in fantastic; a Chinese character beside it does not matter."""
    assert WordFinder(["fan"]).longest_at(text, index) == found


def test_an_empty_word_is_never_found() -> None:
    """An empty word of a list does no harm."""
    assert WordFinder(["", "甲"]).longest_at("乙", 0) == ""


def test_behind_the_end_of_a_text_stands_nothing() -> None:
    """Whoever asks what follows the last word asks there."""
    assert WordFinder(["去年"]).longest_at("这是去年", 4) == ""
