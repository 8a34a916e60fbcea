"""Text as typed → text as it is matched."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interview.reading import exact_reply, option
from bot.language import assent, clauses, doubt, negation, persons, question_words, words
from bot.language.normalize import MAX_LENGTH, folded, normalize, readable, shorten

AS_TYPED = frozenset(
    {
        "day_mark",
        "day_marks",
        "day_parts",
        "one_o_clock",
        "pause",
        "reminding",
        "rhythm",
        "shift",
        "submitting",
    }
)
"""The sections of words.toml for what is said of reminders: that is read as it was typed, 末 too, in one width and script."""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ＡＢＣ　１２", "abc 12"),
        ("90學時", "90学时"),
        ("繼續教育", "继续教育"),
        ("後天交", "后天交"),
        ("十二月六號", "12月6号"),
        ("九十个学时", "90个学时"),
        ("一式三份", "一式3份"),
        ("二〇二二年", "2022年"),
        ("两千零八年", "2008年"),
        ("兩份", "2份"),
        ("自己", "自已"),
        ("帳號", "账号"),
        ("帐号", "账号"),
        ("年未", "年末"),
        ("Deadline", "deadline"),
        ("几\u200b号\u200f截\u202e止", "几号截止"),
        ("  几号  截止  ", "几号 截止"),
        ("甲\r\n\r\n乙", "甲\n乙"),
    ],
)
def test_width_case_script_digits_and_look_alikes_become_one(typed: str, read: str) -> None:
    """What people type in many forms is matched in one."""
    assert normalize(typed) == normalize(read)


@pytest.mark.parametrize(
    ("one", "other"), [("己经退休", "已经退休"), ("期末", "期未"), ("己", "已"), ("末", "未")]
)
def test_look_alike_characters_meet(one: str, other: str) -> None:
    """己 and 已, 末 and 未 are one character to the matcher."""
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00\x01", "\u202e\u200f", "\ud800"])
def test_what_nobody_can_read_becomes_nothing(text: str) -> None:
    """Controls, direction marks, and lone surrogates leave no word behind."""
    assert normalize(text) == ""


@pytest.mark.parametrize("text", ["一般", "一下", "万一", "统一", "唯一", "两三个", "七八十年"])
def test_a_word_that_holds_a_numeral_stays(text: str) -> None:
    """一 in 一般 is no number, and 两三 none for certain."""
    assert normalize(text) == text


def test_a_long_message_keeps_its_beginning_and_its_end() -> None:
    """People put the question first or last."""
    text = shorten("甲" * 50_000 + "乙" * 50_000)
    assert len(text) <= MAX_LENGTH + 1
    assert text.startswith("甲")
    assert text.endswith("乙")


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Normalising never fails and leaves no control and no surrogate."""
    read = normalize(text)
    assert not any("\ud800" <= character <= "\udfff" or character in "\x00\r\t" for character in read)


@given(st.text(max_size=5_000))
def test_what_is_read_is_bounded(text: str) -> None:
    """However long the message, what is matched stays short (one character may unfold into a few)."""
    assert len(normalize(text * 10)) <= 20 * MAX_LENGTH


def test_patterns_for_normalised_text_hold_only_characters_that_it_has() -> None:
    """自己 stands there as 自已: a pattern that is not folded would never match it."""
    readers = (assent, clauses, doubt, negation, persons, question_words, exact_reply, option)
    found = {
        f"{module.__name__} {name}"
        for module in readers
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and folded(value.pattern) != value.pattern
    }
    assert found == set()
    lists = tomllib.loads(Path(words.__file__).with_name("words.toml").read_text(encoding="utf-8"))
    assert lists.keys() > AS_TYPED
    lists.pop("writing")  # which characters are read as which
    for name, room in lists.items():
        listed = {word for found in room.values() for word in found}
        read = readable if name in AS_TYPED else folded
        assert {word for word in listed if read(word) != word} == set(), name


@pytest.mark.parametrize(
    ("typed", "read"), [("七十有二", "72"), ("八十又五个", "85个"), ("廿", "廿"), ("二十有人", "20有人")]
)
def test_tens_and_ones_with_a_word_between_them(typed: str, read: str) -> None:
    """They are one number."""
    assert normalize(typed) == read
