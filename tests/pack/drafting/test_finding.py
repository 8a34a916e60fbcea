"""What a notice states: days, amounts, addresses, people, documents, lists."""

from __future__ import annotations

import pytest

from bot.pack.drafting.finding.address_finder import addresses_in
from bot.pack.drafting.finding.contact_finder import contacts_in
from bot.pack.drafting.finding.day_finder import DayFound, spans_in, times_in
from bot.pack.drafting.finding.document_finder import documents_in, titles_in
from bot.pack.drafting.finding.list_finder import lists_in
from bot.pack.drafting.finding.value_finder import amounts_in
from bot.pack.drafting.one_width import one_width


def shown(day: DayFound | None) -> str:
    """A day in one form."""
    return f"{day.year}-{day.month}-{day.day} {day.time}".strip() if day else ""


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2024年3月1日9:00至3月20日17:00", "2024-3-1 09:00", "2024-3-20 17:00"),
        ("3月1日至15日（星期五）下午5点", "0-3-1", "0-3-15 17:00"),
        ("2024年12月20日—1月5日", "2024-12-20", "2025-1-5"),
        ("２０２４年３月１日——３月８日", "2024-3-1", "2024-3-8"),
        ("即日起至2024年5月31日24:00", "", "2024-5-31 24:00"),
        ("2024年3月1日上午9时至2024年3月8日下午5时30分", "2024-3-1 09:00", "2024-3-8 17:30"),
    ],
)
def test_a_window_has_a_beginning_and_an_end(text: str, begin: str, end: str) -> None:
    """With the time of day, and the year that the second day leaves out."""
    (span,) = spans_in(text)
    assert span.is_window
    assert (shown(span.begin), shown(span.day)) == (begin, end)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("截止时间为 2022 年 12 月 06 日", "2022-12-6"),
        ("二〇二四年三月五日", "2024-3-5"),
        ("2024-03-05", "2024-3-5"),
        ("2024.3.5前", "2024-3-5"),
        ("12月6日17时前", "0-12-6 17:00"),
    ],
)
def test_a_day_is_read_in_any_form(text: str, day: str) -> None:
    """Also where the year is left out."""
    (span,) = spans_in(text)
    assert not span.is_window
    assert shown(span.day) == day


@pytest.mark.parametrize("text", ["2022年度", "13月40日", "1.5万元", "浙经信〔2022〕203号", "第3条"])
def test_what_is_no_day_is_none(text: str) -> None:
    """Years, impossible days, amounts."""
    assert spans_in(text) == []


def test_hours_are_ranges() -> None:
    """上午9:00—下午5:00."""
    assert [time for _, _, time in times_in("上午9:00—11:30，下午2点至5点半")] == [
        "09:00-11:30",
        "14:00-17:30",
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("电话：0571-88228291、88228292", ["0571-88228291", "0571-88228292"]),
        ("（0571）88228291/2", ["0571-88228291", "0571-88228292"]),
        ("0571－88228291转801", ["0571-88228291转801"]),
        ("手机13812345678", ["13812345678"]),
        ("联系电话：138 0013 8000", ["13800138000"]),
        ("咨询热线：12345；400-800-1234", ["12345", "400-800-1234"]),
        ("账号：1202 0212 0990 0123456，开户行：工行", []),
        ("账户 6222021202012345678", []),
        ("身份证330106199001011234", []),
        ("统一社会信用代码91330100MA27X1234X", []),
        ("浙人社发〔2022〕12345号", []),
    ],
)
def test_phones_are_told_from_other_numbers(text: str, values: list[str]) -> None:
    """Two that share an area code are two; accounts are none."""
    assert [one.value for one in addresses_in(text) if one.kind in ("phone", "mobile")] == values


def test_links_and_e_mails_end_where_they_end() -> None:
    """The sign behind them is not theirs."""
    text = "邮箱：abc_d@zj.gov.cn，网址（http://jxt.zj.gov.cn/art/2022/a.html）。见www.example.com；"
    found = [(one.kind, one.value) for one in addresses_in(text)]
    assert found == [
        ("email", "abc_d@zj.gov.cn"),
        ("link", "http://jxt.zj.gov.cn/art/2022/a.html"),
        ("link", "www.example.com"),
    ]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("进行不少于5个工作日的公示", (5, "个工作日", "at_least")),
        ("（一式三份）", (3, "份", "")),
        ("年龄在45周岁以下", (45, "周岁", "at_most")),
        ("补助不超过30万元", (30, "万元", "at_most")),
        ("取得资格满3年后", (3, "年", "at_least")),
        ("按投资额的２０％", (20, "%", "")),
        ("缴费1,000元", (1000, "元", "")),
    ],
)
def test_an_amount_has_its_unit_and_bound(text: str, amount: tuple[float, str, str]) -> None:
    """不少于, 以下, 不超过, 满."""
    (found,) = amounts_in(text)
    assert (found.number, found.unit, found.bound) == amount
    assert found.printed in one_width(found.quote)


@pytest.mark.parametrize(
    "text", ["2022年度评审", "第一名", "2024年3月1日", "电话0571-88228291", "统一安排", "一般情况"]
)
def test_what_is_no_amount_is_none(text: str) -> None:
    """Years, days, phones, words with a numeral in them."""
    assert amounts_in(text) == []


def test_document_numbers_begin_where_they_begin() -> None:
    """根据 is not part of one; the 《title》 before it belongs to it."""
    text = "根据《关于做好评审的通知》（浙人社函〔2022〕31号）和浙教高科〔2014〕28 号，依据国务院令第709号"
    found = documents_in(text)
    assert [one.number for one in found] == [
        "浙人社函〔2022〕31号",
        "浙教高科〔2014〕28 号",
        "国务院令第709号",
    ]
    assert found[0].title == "关于做好评审的通知"
    assert documents_in("浙经信消费〔2022〕203号")[0].number == "浙经信消费〔2022〕203号"
    assert titles_in(text) == ["关于做好评审的通知"]


def test_people_stand_beside_their_phones() -> None:
    """Names before each phone, or in a list of as many."""
    each = contacts_in(["省技术创新服务中心：黄犇 0571-88228291，厉佳0571-88228292;"])
    assert [(one.office, one.person) for one in each] == [
        ("省技术创新服务中心", "黄犇"),
        ("省技术创新服务中心", "厉佳"),
    ]
    listed = contacts_in(["联系人：张老师、李老师", "联系电话：0571-88228291、88228292"])
    assert [(one.person, one.phone) for one in listed] == [
        ("张老师", "0571-88228291"),
        ("李老师", "0571-88228292"),
    ]
    (alone,) = contacts_in(["咨询电话：0571-85255001"])
    assert (alone.office, alone.person) == ("咨询电话", "")


def test_an_enumeration_has_a_head_and_members() -> None:
    """What leaves it open is no member."""
    (found,) = lists_in("1.专业范围：雕塑雕刻工艺、金属工艺、漆器工艺及其他民族工艺等。")
    assert (found.head, found.members, found.others) == (
        "专业范围",
        ("雕塑雕刻工艺", "金属工艺", "漆器工艺"),
        "其他民族工艺",
    )
    assert found.is_kinds
    assert not lists_in("材料清单：身份证、学历证书、照片。")[0].is_kinds
