"""Arabic and Chinese numbers."""

from __future__ import annotations

import pytest

from bot.language.numerals import (
    approximate,
    arabic,
    counted,
    neighbours,
    number,
    parted,
    spelt,
    with_digits,
    with_half,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [("15", 15), ("十", 10), ("十五", 15), ("二十", 20), ("廿三", 23), ("卅", 30), ("卅一", 31), ("两", 2), ("一百零三", 103),
     ("两千零八", 2008), ("一百二", 120),
     ("一百零二", 102), ("三千五", 3500), ("一千", 1000), ("三四", None), ("十十", None), ("", None), ("零零", None)],
)  # fmt: skip
def test_counted(text: str, value: int | None) -> None:
    """An amount is read; two digits side by side are no amount."""
    assert counted(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二二", 2022),
        ("二0一一", 2011),
        ("98", 98),
        ("九八", 98),
        ("十", None),
        ("", None),
        ("两零零八", 2008),
        ("两三", None),
        ("一两", None),
    ],
)
def test_spelt(text: str, value: int | None) -> None:
    """Digits side by side are read whichever way each is written."""
    assert spelt(text) == value


def test_number_of_a_day_may_be_counted_or_spelt() -> None:
    """A day of the month is read in both ways, unless it may be two days: 二三号."""
    assert (number("二十六"), number("二六")) == (26, 26)
    assert [number(text) for text in ("二三", "一两", "两三", "2三")] == [None] * 4


@pytest.mark.parametrize(
    ("text", "value"), [("半", 0.5), ("三半", 3.5), ("2", 2), ("十五", 15), ("", None), ("三四", None)]
)
def test_an_amount_may_end_with_a_half(text: str, value: float | None) -> None:
    """半 alone is a half."""
    assert with_half(text) == value


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [
        ("十", "10"),
        ("十二", "12"),
        ("九十", "90"),
        ("六十五", "65"),
        ("一百", "100"),
        ("一百零五", "105"),
        ("一百二", "120"),
        ("三百二十一", "321"),
        ("两千零八", "2008"),
        ("廿三", "23"),
        ("二〇二二", "2022"),
        ("零五七一", "0571"),
        ("三", "3"),
        ("两", "2"),
    ],
)
def test_a_chinese_numeral_becomes_digits(numeral: str, digits: str) -> None:
    """Counting words and telephone style alike."""
    assert arabic(numeral) == digits


@pytest.mark.parametrize(
    "numeral", ["两三", "一两", "三两", "三四", "三五", "七八十", "十七八", "一两百", "百十", "十一五"]
)
def test_what_is_no_number_for_certain_stays(numeral: str) -> None:
    """两三 is two or three and not 23; 百十 and 十一五 are no amounts either."""
    assert arabic(numeral) == numeral


def test_neighbours_are_an_approximate_amount() -> None:
    """两三 and 七八十 leave it open; 二〇二三, 一二三产业 and 五一 do not."""
    assert all(
        approximate(text)
        for text in ("两三天", "一两年", "三两天", "七八十个", "十七八年", "三五个", "2三年")
    )
    assert not any(approximate(text) for text in ("二〇二三年", "一二三产业", "五一", "二十三", "九八年"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("两三天", (2, 3)), ("一两个", (1, 2)), ("三两个", (2, 3)), ("七八十个", (70, 80)), ("二十七八", (27, 28)),
     ("2三年", (2, 3)), ("二十三", None), ("二〇二三年", None)],
)  # fmt: skip
def test_neighbours_are_two_numbers(text: str, wanted: tuple[int, int] | None) -> None:
    """Both are told, the smaller one first."""
    assert neighbours(text) == wanted


def test_neighbours_can_be_taken_as_both() -> None:
    """Reminded 三四天 before, one is reminded on both days."""
    assert parted("提前三四天") == "提前三、四天"
    assert parted("提前一两天") == "提前一、两天"
    assert parted("提前十三天") == "提前十三天"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2O21年", "2021年"), ("202l年5月", "2021年5月"), ("2021年O5月", "2021年05月"), ("2O22.12.6", "2022.12.6"),
     ("2022-1O-05", "2022-10-05"), ("我2o19拿的", "我2019拿的"), ("20i9年", "2019年"), ("9O学时", "90学时")],
)  # fmt: skip
def test_a_letter_may_stand_for_a_digit(typed: str, meant: str) -> None:
    """O is a zero and l a one where the rest is a number."""
    assert with_digits(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "A4纸12份",
        "ISO 9001",
        "oil 2 cans",
        "art_1 o2o",
        "V2.1o",
        "l个",
        "10l0x",
        "https://a.cn/2O21/x",
        "O2O",
    ],
)
def test_letters_of_words_and_codes_stay(text: str) -> None:
    """What is no number is left as it was."""
    assert with_digits(text) == text


@pytest.mark.parametrize("text", ["1" * 4301, "一" * 4301, f"{'9' * 5000}个"])
def test_endless_digits_are_no_number(text: str) -> None:
    """Nobody says such a number, and no turn fails by it."""
    assert spelt(text) is None
    assert counted(text) is None
