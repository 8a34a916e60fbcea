"""Arabic and Chinese numbers."""

from __future__ import annotations

import pytest

from bot.language.numerals import approximate, arabic, counted, number, parted, spelt, with_half


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
    [("二〇二二", 2022), ("二0一一", 2011), ("98", 98), ("九八", 98), ("十", None), ("", None)],
)
def test_spelt(text: str, value: int | None) -> None:
    """Digits side by side are read whichever way each is written."""
    assert spelt(text) == value


def test_number_of_a_day_may_be_counted_or_spelt() -> None:
    """A day of the month is read in both ways."""
    assert (number("二十六"), number("二六")) == (26, 26)


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


@pytest.mark.parametrize("numeral", ["两三", "三四", "三五", "七八十", "十七八", "百十", "十一五"])
def test_what_is_no_number_for_certain_stays(numeral: str) -> None:
    """两三 is two or three and not 23; 百十 and 十一五 are no amounts either."""
    assert arabic(numeral) == numeral


def test_neighbours_are_an_approximate_amount() -> None:
    """两三 and 七八十 leave it open; 二〇二三, 一二三产业 and 五一 do not."""
    assert all(approximate(text) for text in ("两三天", "七八十个", "十七八年", "三五个"))
    assert not any(approximate(text) for text in ("二〇二三年", "一二三产业", "五一", "二十三", "九八年"))


def test_neighbours_can_be_taken_as_both() -> None:
    """Reminded 三四天 before, one is reminded on both days."""
    assert parted("提前三四天") == "提前三、四天"
    assert parted("提前十三天") == "提前十三天"
