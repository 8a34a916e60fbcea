"""Places in a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.language.list_places import place_in
from bot.language.normalize import normalize, readable
from bot.language.ordinals import LAST, MIDDLE, chosen, ordinal, ordinals_in


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
        *("第一次申报", "第2个呢，号码再发一遍", "x", "abc", "最后", "最后交了", "中间那几年", "头一次"),
    ],
)
def test_what_says_more_or_an_amount_is_no_place(said: str) -> None:
    """Amounts with a measure word, sentences, and numbers that are none for certain."""
    assert ordinal(said) is None


@pytest.mark.parametrize(
    ("said", "place"),
    [
        *(("从后往前数第三个", -3), ("倒数第一个吧", LAST), ("上数第二种", 2), ("从上往下第四项", 4)),
        *(("打头那个就是", 1), ("头一条", 1), ("最上头那样", 1), ("最下面那一项", LAST), ("末了那个", LAST)),
        *(("尾上那个", LAST), ("夹在中间的那种", MIDDLE), ("我属于第二样", 2), ("四个里头最后那个", LAST)),
    ],
)
def test_a_place_is_read_from_either_end_and_in_the_middle(said: str, place: int) -> None:
    """With what people say around it, and with any measure word."""
    assert ordinal(said) == place


@pytest.mark.parametrize(
    ("said", "place"), [("3那条", 3), ("后面那个", LAST), ("前头那种", 1), ("底下那项", LAST)]
)
def test_of_the_options_of_a_question_more_is_a_place(said: str, place: int) -> None:
    """Elsewhere 后面那个 may be what comes next."""
    assert ordinal(said, among_options=True) == place
    assert ordinal(said) is None


@pytest.mark.parametrize(("said", "item"), [("倒数第二个呢", "b"), ("倒数第1个", "c"), ("倒数第四个", None)])
def test_a_place_may_be_counted_from_the_end(said: str, item: str | None) -> None:
    """倒数第三天 is no place in a list."""
    found = place_in(normalize(said))
    assert found is not None
    assert chosen("abc", found.place) == item
    assert place_in(normalize("倒数第三天提醒我")) is None


def test_a_place_picks_an_item() -> None:
    """Counted from one, from the end with LAST; beyond the list there is nothing."""
    assert [chosen("abc", place) for place in (1, 3, LAST, 4, MIDDLE)] == ["a", "c", "c", None, "b"]
    assert chosen("abcd", MIDDLE) is None
    assert chosen("", LAST) is None


@pytest.mark.parametrize("said", ["最末那个", "最末一个", "末尾那个", "最末脚一个", "最末一次", "最后面那个"])
@pytest.mark.parametrize("read", [normalize, readable])
def test_the_last_one_is_read_in_either_form_of_text(read: Callable[[str], str], said: str) -> None:
    """末 is 未 after normalisation, and stays where a text is read as it was typed."""
    (found,) = ordinals_in(read(f"{said}改到8点"))
    assert (found.place, found.time) == (LAST, "次" in said)


@pytest.mark.parametrize("said", ["末一个", "末尾那个", "最末那个", "后一个", "下面那个", "最后一项"])
def test_the_last_one_of_a_list_that_was_shown_is_pointed_at(said: str) -> None:
    """In words that need no 第."""
    found = place_in(normalize(f"{said}是干嘛的"))
    assert found is not None
    assert found.place == LAST


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("选你排在头一个的那条", 1),
        ("从头数过去第四档", 4),
        ("你念的那串里第十二个", 12),
        ("3号选项", 3),
        ("我是第二个孩子那年", None),
        ("评上第三年", None),
        ("登录后 第一步", None),
        ("改第1项", None),
        ("最后一个徒弟出师了", None),
    ],
)
def test_a_few_words_around_a_place_pick_an_option_in_view(text: str, place: int | None) -> None:
    """With what stands for an option beside it; what tells a time or more than a few words picks none."""
    assert ordinal(text, among_options=True) == place
