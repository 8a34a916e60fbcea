"""The two public functions."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates import DateReading, Prefer, find_dates, read_date

from .phrases import NOW

_DATES = st.dates(date(1950, 1, 1), date(2049, 12, 31))
_PREFERENCES: st.SearchStrategy[Prefer] = st.sampled_from(["past", "future", "nearest"])
_MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
_WORDS = """
0 1 2 3 12 31 2022 98 一 二 三 十 廿 〇 零 两 半 几 多 年 月 日 号 天 周 星期 礼拜 个 前 后 之 以 上 下 本 这 去
今 明 昨 大 点 时 分 刻 上午 下午 晚上 中午 凌晨 底 初 中 到 至 - ~ . / : 、 , （ ） 〔 〕 第 每 民国 元旦 国庆 农历
T Z 的 或 不是 提醒 过 再
"""
_PIECES = st.sampled_from(_WORDS.split())
_PHRASES = st.lists(_PIECES, max_size=12).map("".join)


def _chinese_digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(figure)] for figure in str(number))


def _counted(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{'一二三四五六七八九'[tens - 1]}十"
    return head + ("" if ones == 0 else "一二三四五六七八九"[ones - 1])


@given(_PHRASES | st.text(max_size=200), _MOMENTS, _PREFERENCES)
def test_any_text_has_a_reading(text: str, now: datetime, prefer: Prefer) -> None:
    """No text raises; there is a value, or several readings, or none, and every value is a date of the calendar."""
    reading = read_date(text, now, prefer=prefer)
    assert reading.text == text
    assert reading.value is None or not reading.ambiguous
    assert len(reading.ambiguous) != 1
    for value in (reading.value, *reading.ambiguous):
        if value is not None:
            datetime.fromisoformat({4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value))


@given(_PHRASES)
def test_found_dates_lie_in_the_text_in_order(text: str) -> None:
    """Spans do not overlap, and the text of each reading is what stands in its span."""
    end = 0
    for found in find_dates(text, NOW):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.reading.text
        end = found.end


@given(_DATES)
def test_every_date_is_read_back_from_the_ways_to_write_it(day: date) -> None:
    """ISO, compact, dotted, spoken, Chinese and Republican forms of one date mean that date."""
    month, number = _counted(day.month), _counted(day.day)
    for form in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"我是 {day.year} 年 {day.month} 月 {day.day} 号拿的",
        f"{_chinese_digits(day.year)}年{month}月{number}日",
        f"民国{day.year - 1911}年{day.month}月{day.day}日",
        f"{day.year}年{day.month}月{day.day}日".translate(
            str.maketrans("0123456789", "０１２３４５６７８９")
        ),
    ):
        assert read_date(form, NOW).value == day.isoformat(), form


@given(st.text(max_size=20))
def test_a_moment_without_a_zone_is_refused(text: str) -> None:
    """A naive moment raises ValueError, whatever the text."""
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        read_date(text, naive)
    with pytest.raises(ValueError, match="aware"):
        find_dates(text, naive)


@pytest.mark.parametrize("year", [1, 1899, 2101, 9999])
def test_a_moment_beyond_the_calendar_is_refused(year: int) -> None:
    """A clock that is centuries wrong raises ValueError instead of shifting dates out of range."""
    with pytest.raises(ValueError, match="between"):
        read_date("明天", NOW.replace(year=year))


def test_the_reading_carries_the_text_as_it_was_typed() -> None:
    """`text` is the phrase itself, not the form that was read."""
    assert read_date(" 去年三月 ", NOW) == DateReading(" 去年三月 ", "2021-03")


def test_two_dates_in_a_sentence_are_found_with_their_places() -> None:
    """A sentence gives each date with its span; the spans fit the text as typed, full width and spaces included."""
    text = "我２０１５ 年６月拿的高级，今年10月交的"
    found = find_dates(text, NOW)
    assert [text[each.start : each.end] for each in found] == ["２０１５ 年６月", "今年10月"]
    assert [each.reading.value for each in found] == ["2015-06", "2022-10"]


def test_ranges_durations_and_document_numbers_are_not_found() -> None:
    """Of a sentence full of numbers only the date is found."""
    text = "按浙经信消费〔2022〕12号，2019年6月到2022年6月干了3年，满90学时，电话0571-88228291，12月6日交"
    assert [each.reading.value for each in find_dates(text, NOW)] == ["2022-12-06"]


def test_later_dates_of_a_sentence_share_the_month() -> None:
    """A day without a month takes it from the date before it, if it is a later day."""
    found = find_dates("单位12月9日开始公示，16日结束", NOW)
    assert [each.reading.value for each in found] == ["2022-12-09", "2022-12-16"]


def test_a_longer_date_refines_a_shorter_one() -> None:
    """A year and a full date of that year are no contradiction."""
    assert read_date("2022年嘛，就是2022年12月6日", NOW).value == "2022-12-06"


def test_a_denied_date_is_not_meant() -> None:
    """After 不是 a date does not count; after 是不是 it does."""
    assert read_date("不是去年，是前年", NOW).value == "2020"
    assert read_date("是不是12月6日", NOW).value == "2022-12-06"


def test_text_beyond_the_limit_is_ignored() -> None:
    """What no messenger can send is not read, so that time stays bounded."""
    assert read_date("啊" * 5000 + "12月6日", NOW).value is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("今朝", "2022-11-15"), ("明朝开始", "2022-11-16"), ("后朝上午", "2022-11-17"), ("明朝的官窑", None)],
)
def test_days_in_the_dialect_of_zhejiang(text: str, day: str | None) -> None:
    """明朝 is tomorrow, unless the dynasty is meant."""
    now = datetime(2022, 11, 15, 2, tzinfo=UTC)
    found = [one.reading.value for one in find_dates(text, now)]
    assert [value[:10] for value in found if value] == ([day] if day else [])
