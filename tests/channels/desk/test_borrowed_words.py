"""No sentence of a person goes into the pack, nor with a sign or a word more."""

from __future__ import annotations

import pytest

from bot.channels.desk.borrowed_words import BorrowedWords

SENTENCE = "我爸王建国的学时卡丢了要去哪里补"
WORDS = BorrowedWords([SENTENCE, "停车", "学时卡在哪里看"])


@pytest.mark.parametrize(
    "line",
    [
        SENTENCE,
        f"{SENTENCE}？",
        f"{SENTENCE}呀",
        "我爸王建国的学时卡丢了，要去哪里补呢！",
        "我爸王建国的学時卡丢了要去哪补",
        f"请问{SENTENCE}谢谢",
        "停车?",
        "学时卡在哪里看呀",
    ],
)
def test_what_is_nearly_somebodys_sentence_is_told(line: str) -> None:
    """With signs, with a few characters more, fewer or others, or something around it."""
    assert WORDS.among([line, "学时卡丢了怎么办"]) == [line]


@pytest.mark.parametrize(
    "line", ["学时卡丢了怎么补", "哪里能停车", "停车方便吗", "学时卡哪里看", "爸爸的卡丢了到哪里补办"]
)
def test_words_of_ones_own_are_not(line: str) -> None:
    """What is shorter than a sentence, or says the same in other words."""
    assert WORDS.among([line]) == []


def test_titles_are_compared_too() -> None:
    """But for what is so short that it says no more than the thing."""
    assert WORDS.among([], f"{SENTENCE}。") == [f"{SENTENCE}。"]
    assert WORDS.among([], "学时卡在哪里看") == []
