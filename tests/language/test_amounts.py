"""Amounts in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.amounts import AmountReading, inexact, only_amount, read_amount, read_quantity
from bot.language.units import Unit

_RANGES = [
    ("80到90之间", 80, 90),
    ("80-90", 80, 90),
    ("八十、九十之间", 80, 90),
    ("60以上", 60, None),
    ("60个学时以上", 60, None),
    ("至少有90", 90, None),
    ("不少于60", 60, None),
    ("超过90", 90, None),
    ("刚过60", 60, None),
    ("不到90", None, 90),
    ("90不到", None, 90),
    ("没有90", None, 90),
    ("没有5年", None, 5),
    ("5年都没有", None, 5),
    ("未达60", None, 60),
    ("不超过60", None, 60),
    ("最多60", None, 60),
]
_VAGUE = [
    "六十出头", "九十几", "90多", "90几个", "90来个", "一百多", "差不多一百", "将近90", "快90了", "接近九十",
    "近90", "小一百", "几个", "十几个", "好多", "够了", "还差10个", "缺1年",
    "三年多", "半年多", "大半年", "没几个", "没多少", "百十个",
]  # fmt: skip
_NEIGHBOURS = [("两三个", 2, 3), ("一两个", 1, 2), ("七八十", 70, 80), ("十七八个", 17, 18), ("三五个", 3, 5),
               ("二十七八", 27, 28), ("八九十", 80, 90)]  # fmt: skip


@pytest.mark.parametrize(("said", "least", "most"), _RANGES)
def test_a_range_or_a_bound_is_no_number(said: str, least: int | None, most: int | None) -> None:
    """Hours decide by a single one; the bounds are told, so that the question can name them."""
    assert read_quantity(said).reason == "range"
    assert (read_quantity(said).least, read_quantity(said).most) == (least, most)
    assert inexact(said)
    assert read_amount(said) is None


@pytest.mark.parametrize("said", _VAGUE)
def test_what_is_told_roughly_is_no_number(said: str) -> None:
    """More or less than a number is asked again."""
    assert (read_quantity(said).value, read_quantity(said).reason) == (None, "vague")
    assert inexact(said)
    assert read_amount(said) is None


@pytest.mark.parametrize(("said", "least", "most"), _NEIGHBOURS)
def test_between_two_neighbours_it_is_vague(said: str, least: int, most: int) -> None:
    """两三个 is two or three."""
    reading = read_quantity(said)
    assert (reading.value, reading.reason, reading.least, reading.most) == (None, "vague", least, most)
    assert inexact(said)
    assert read_amount(said) is None


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("没有", 0),
        ("1年也没有", 0),
        ("都没有", 0),
        ("没有一个", 0),
        ("一个学时都没有", 0),
        ("平时不搞考核，一份没有", 0),
        ("5年都有", 5),
        ("近五年都有", 5),
        ("负五", -5),
        ("92.5", 92.5),
        ("90.5", 90.5),
        ("九十点五", 90.5),
        ("90个半学时", 90.5),
        ("一百二", 120),
        ("廿三", 23),
        ("四", 4),
        ("四门", 4),
        ("一百零八个学时", 108),
        ("9O", 90),
        ("l8学时", 18),
        ("满90了", 90),
        ("差两个满九十", 88),
        ("离90还差2个", 88),
        ("90还差两个", 88),
        ("88，哦看错了，98", 98),
        ("60，刚好卡线", 60),
    ],
)
def test_exact_amounts_are_read(said: str, wanted: float) -> None:
    """No amount is zero; a minus sign and a fraction are read too, so that the caller can refuse them."""
    assert read_amount(said) == wanted
    assert read_quantity(said).reason == ""
    assert not inexact(said)


@pytest.mark.parametrize("said", ["大概90", "大约九十", "约90", "90左右", "九十个左右"])
def test_an_approximate_number_is_marked(said: str) -> None:
    """The number is taken, and who asks can read it back with a mark."""
    assert (read_quantity(said).value, read_quantity(said).approximate) == (90, True)
    assert not read_quantity("90").approximate


@pytest.mark.parametrize(
    ("said", "value", "unit"),
    [
        ("半年", 0.5, "year"),
        ("一年半", 1.5, "year"),
        ("18个月", 18, "month"),
        ("一个半月", 1.5, "month"),
        ("两年零三个月", 27, "month"),
        ("两周", 2, "week"),
        ("三个星期", 3, "week"),
        ("3天", 3, "day"),
        ("五个工作日", 5, "working_day"),
        ("半小时", 0.5, "hour"),
        ("90分钟", 90, "minute"),
        ("90学时", 90, ""),
        ("5份", 5, ""),
    ],
)
def test_an_amount_has_its_unit(said: str, value: float, unit: str) -> None:
    """学时 and pieces are no unit of time."""
    assert (read_quantity(said).value, read_quantity(said).unit) == (value, unit)


def test_an_amount_in_the_unit_that_is_asked() -> None:
    """半年 is six months; a bare number has the unit of the question; months are no exact number of days."""
    assert read_quantity("半年").within("month") == 6
    assert read_quantity("一年").within("month") == 12
    assert read_quantity("一年半").within("month") == 18
    assert read_quantity("18个月").within("year") == 1.5
    assert read_quantity("两周").within("day") == 14
    assert read_quantity("6").within("month") == 6
    assert read_quantity("3个月").within("day") is None
    assert read_quantity("90学时").within("year") == 90
    assert read_quantity("几个月").within("month") is None


def test_a_unit_that_is_not_asked_makes_no_number() -> None:
    """Where hours or years are asked, months, weeks and days are none."""
    assert read_amount("五年") == 5
    assert [read_amount(said) for said in ("18个月", "两周", "3天")] == [None] * 3


def test_alternatives_are_all_told() -> None:
    """90或92 leaves the choice."""
    assert read_quantity("90或92") == AmountReading("90或92", ambiguous=(90, 92))
    assert inexact("90或92")


@pytest.mark.parametrize(
    "said",
    [
        "5月",
        "12号",
        "2022年",
        "5年前",
        "十二年前",
        "58岁",
        "90%",
        "第3个",
        "3点",
        "0571-88228291",
        "上半年",
        "三年级",
        "没数过",
        "没细算",
        "总共94，专业64公需20",
        "90，记不清了",
        "一个没去，专业的上了60",
        "a4",
        "高级",
    ],
)
def test_what_speaks_of_something_else_tells_no_amount(said: str) -> None:
    """Dates, ages, shares and doubt are no amount, and no vague one either."""
    assert read_quantity(said) == AmountReading(said)


@pytest.mark.parametrize("said", ["差十天满三年", "90，不够"])
def test_a_lack_that_cannot_be_counted_is_open(said: str) -> None:
    """Days from years, and a no after a number."""
    assert read_amount(said) is None
    assert read_quantity(said).reason


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["以上", "学时", "约", *"一两三九十百零半059.个年月天周到不没有差满几多或，负"])
    ).map("".join)
)
def test_any_text_has_a_reading(said: str) -> None:
    """Nothing raises; there is one value, or several, or a reason, or nothing."""
    reading = read_quantity(said)
    assert sum([reading.value is not None, bool(reading.ambiguous), bool(reading.reason)]) <= 1
    assert len(reading.ambiguous) != 1
    assert read_amount(said) in (reading.value, None)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("是18不是22", 18),
        ("不是60，是66", 66),
        ("66，不是60", 66),
        ("改成5年", 5),
        ("从92改为86", 86),
        ("不是22", None),
        ("专业的不是60", None),
    ],
)
def test_what_is_denied_or_changed_is_not_what_is_told(said: str, wanted: float | None) -> None:
    """不是60，是66 tells 66; 不是22 alone tells nothing."""
    assert read_quantity(said).value == wanted


@pytest.mark.parametrize(
    ("said", "unit", "wanted"),
    [
        ("翻出来只有三年的", "year", 3),
        ("今年22年的学时92个", "", 92),
        ("一八年那年生病没考，别的四年都在", "year", 4),
        ("专业62公需20", "", None),
        ("2018年拿的", "", None),
    ],
)
def test_the_only_amount_of_a_text(said: str, unit: Unit, wanted: int | None) -> None:
    """Whatever else is said beside; of several, and of a date, none."""
    assert only_amount(said, unit, most=5 if unit else 1000) == wanted
