"""Single steps of carrying a pack over: lines, quotes, texts, days, merged files."""

from __future__ import annotations

from datetime import date

import pytest

from bot.pack.renewal.next_year.alignment import paired
from bot.pack.renewal.next_year.day_shift import DayShift, in_other_year
from bot.pack.renewal.next_year.literals import Literals, in_chinese
from bot.pack.renewal.next_year.merging import merged
from bot.pack.renewal.next_year.span_map import printed, recut
from bot.pack.renewal.next_year.taken_out import without_mention

OLD = [
    "1.申报人须登录平台填报个人信息，上传相关材料。",
    "2.近五年来年度考核材料由单位提供。",
    "3.业绩应为任现职后取得，并与专业相关；论文材料需包含封面、刊号、目录及所写文章。",
    "4.评审费每人300元。",
]


def test_lines_keep_their_partners_in_other_places() -> None:
    """Moved, divided, gone and new lines."""
    new = [
        "1.业绩应为任现职后取得，并与专业相关。",
        "2.论文材料需包含封面、刊号、目录及所写文章。",
        "3.申报人须登录平台填报个人信息，并上传相关材料。",
        "4.面试的时间和地点另行通知。",
        "5.评审费每人450元。",
    ]
    pairs = paired(OLD, new)
    assert {(0, 2), (3, 4), (2, 0), (2, 1)} == set(pairs)


def test_lines_that_were_joined_go_to_one() -> None:
    """Two lines of the old notice in one of the new."""
    assert {(0, 0), (1, 0)} <= set(paired(OLD[:2], ["1." + OLD[0][2:] + OLD[1][2:]]))


@pytest.mark.parametrize(
    ("quote", "old", "new", "expected"),
    [
        ("截止为2022年12月6日", "网上截止为2022年12月6日。", "网上截止为2023年1月10日17:00。", "截止为2023年1月10日17:00"),
        ("满90个学时", "须满90个学时，登记后导出。", "须满120个学时，登记后导出。", "满120个学时"),
        ("陶瓷、编织", "范围：陶瓷、编织及其他。", "范围：陶瓷、皮革、编织及其他。", "陶瓷、皮革、编织"),
        ("0571-1234567", "联系人：王小明 0571-1234567。", "联系人：王小明 0571-7654321。", "0571-7654321"),
        ("一式三份", "评审表一式三份报送。", "评审表报送至省厅。", ""),
    ],
)  # fmt: skip
def test_quotes_are_cut_again(quote: str, old: str, new: str, expected: str) -> None:
    """The words in the place of the old ones, numbers whole; none if nothing stands there."""
    assert recut(quote, old, [new]) == expected


def test_a_quote_is_printed_as_the_notice_prints_it() -> None:
    """With its blanks and signs."""
    assert printed("2023年1月6日,逾期", "截止 2023 年 1 月 6 日，逾期不再受理") == "2023 年 1 月 6 日，逾期"


@pytest.fixture
def literals() -> Literals:
    """What changed between two notices."""
    found = Literals(2022, 2024, {date(2022, 12, 6): date(2024, 11, 8)}, {"90": "72"})
    found.exact = {"甲发〔2022〕203号": "甲发〔2024〕9号"}
    found.ids = {"附1.12": ["附1.11"], "附1.4": ["附1.4"], "附1.8": ["附1.9", "附1.8"]}
    found.shown = {"四（五）": "四（七）"}
    found.kept_years = frozenset({"2001", "2014"})
    return found


def test_what_is_said_follows_the_new_notice(literals: Literals) -> None:
    """Days, years, amounts, document numbers, clauses; placeholders and what stays are left alone."""
    text = "{date.x}截止12月6日，2022年度满90学时（附件1第4、12条，四（五））；2001年以前的按甲发〔2022〕12号"
    assert literals.said(text) == (
        "{date.x}截止11月8日，2024年度满72学时（附件1第4、11条，四（七））；2001年以前的按甲发〔2022〕12号"
    )
    assert literals.said("附件1第8条见甲发〔2022〕203号") == "附件1第8、9条见甲发〔2024〕9号"


def test_what_people_ask_moves_along(literals: Literals) -> None:
    """Dates in every form, and the years around."""
    assert (
        literals.asked("十二月六号 12.6 12/06 2021年的学时算不算，2001年毕业")
        == "十一月八号 11.8 11/08 2023年的学时算不算，2001年毕业"
    )


def test_patterns_of_tests_move_along(literals: Literals) -> None:
    """Numbers beside the signs of patterns."""
    assert (
        literals.pattern(r"(?<!\d)0?12\s*(月|[./-])\s*0?6(?!\d)") == r"(?<!\d)0?11\s*(月|[./-])\s*0?8(?!\d)"
    )


def test_numbers_in_chinese() -> None:
    """As they are counted."""
    assert [in_chinese(number) for number in (1, 10, 12, 20, 31)] == ["一", "十", "十二", "二十", "三十一"]


def test_days_lie_as_they_did() -> None:
    """By the nearest milestone, in working days near it; by years far from it; in the order of the milestones."""
    milestones = {
        "personal": (date(2022, 12, 6), date(2023, 11, 30)),
        "unit": (date(2022, 12, 19), date(2023, 12, 14)),
    }
    shift = DayShift(milestones, 1, {})
    assert shift.moved(date(2022, 12, 6)) == date(2023, 11, 30)
    assert shift.moved(date(2022, 12, 7)) == date(2023, 12, 1)
    assert shift.moved(date(2022, 12, 5)) == date(2023, 11, 29)
    assert shift.moved(date(2015, 6, 1)) == date(2016, 6, 1)
    assert shift.moved(date(2019, 12, 6)) == date(2020, 11, 30)
    assert shift.moved(date(2022, 12, 12), "unit") == date(2023, 12, 7)
    assert shift.moved(date(2022, 12, 12), "unit", 2) == date(2023, 12, 5)
    assert in_other_year(date(2020, 2, 29), 1) == date(2021, 2, 28)


def test_texts_are_merged() -> None:
    """Both changes where they are apart; where both changed, the person's stands."""
    base = "a\nb\nc\nd\ne"
    assert merged(base, "a\nB\nc\nd\ne", "a\nb\nc\nd\nE") == "a\nB\nc\nd\nE"
    assert merged(base, "a\nB\nc\nd\ne", "a\nX\nc\nd\ne") == "a\nB\nc\nd\ne"
    assert merged(base, base, "z") == "z"
    assert merged(base, "a\nc\nd\ne", "a\nb\nc\nd\ne\nf") == "a\nc\nd\ne\nf"


def test_mentions_are_struck() -> None:
    """Members of lists and parts of sentences, and the sentence ends as it did."""
    assert (
        without_mention("要交证书、年度考核、述职；另附学时卡。", ["年度考核"])
        == "要交证书、述职；另附学时卡。"
    )
    assert without_mention("要交证书，近五年的年度考核。纸质一份。", ["年度考核"]) == "要交证书。纸质一份。"
    assert without_mention("年度考核要五年。", ["年度考核"]) == ""
