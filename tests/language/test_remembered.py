"""What functions of a text remember, and that it can be dropped."""

from __future__ import annotations

from bot.language.remembered import LastTexts, forget_texts, remembered


def test_the_same_is_made_once_until_it_is_forgotten() -> None:
    """Of the last few texts."""
    made: list[str] = []

    @remembered(2)
    def double(text: str) -> str:
        made.append(text)
        return text * 2

    assert [double(text) for text in "aabba"] == ["aa", "aa", "bb", "bb", "aa"]
    assert made == ["a", "b"]
    double("c")
    double("a")
    assert made == ["a", "b", "c"]
    double("b")
    assert made == ["a", "b", "c", "b"]
    forget_texts()
    double("b")
    assert made == ["a", "b", "c", "b", "b"]


def test_the_last_texts_are_known_until_they_are_forgotten() -> None:
    """The first of too many is dropped."""
    last = LastTexts(2)
    for text in "abc":
        last.add(text)
    assert [text for text in "abc" if text in last] == ["b", "c"]
    forget_texts()
    assert "c" not in last
