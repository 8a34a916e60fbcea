"""Words become wishes, and what is no wish stays none."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import Knowledge
from bot.pack.model import Pack
from bot.reminders.reading.wish import Wish, WishReader, leads_in, mended
from tests.packs import OPEN
from tests.reminders.moments import at

UNIT = ("publicity_start", "unit")
ALL = ("personal", "unit", "lower")


@pytest.fixture(scope="module")
def reader(shipped: Knowledge) -> WishReader:
    """Reads wishes under the shipped notice."""
    return WishReader(shipped.pack.facts)


def read(reader: WishReader, text: str, asked: bool = False) -> Wish:
    """The wish in a text that holds one."""
    wish = reader.read(text, OPEN, asked)
    assert wish is not None, text
    return wish


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("提前5天和1天提醒我", (5, 1)),
        ("提前五天和一天提醒我", (5, 1)),
        ("提前5、3、1天提醒我", (5, 3, 1)),
        ("提前7天,3天,1天各提醒一次", (7, 3, 1)),
        ("提前一周提醒我", (7,)),
        ("提前半个月提醒我", (15,)),
        ("提前一个月提醒", (30,)),
        ("提前两三天提醒我", (3, 2)),
        ("提前二十一天提醒我", (21,)),
        ("截止前一天提醒我一下", (1,)),
        ("5天前提醒我", (5,)),
        ("前一天和当天提醒我", (1, 0)),
        ("当天提醒我", (0,)),
        ("截止日提醒我", (0,)),
        ("每个截止日提前3天提醒我", (3,)),
        ("请提前 2 天提醒", (2,)),
        ("請提前兩天提醒我", (2,)),
        ("题醒我提前3天", (3,)),
        ("体醒我提前3天", (3,)),
        ("可以提前3天提醒我吗", (3,)),
        ("提前三天给我发个消息", (3,)),
        ("每天提醒我一遍", (7, 6, 5, 4, 3, 2, 1, 0)),
    ],
)
def test_days_before_are_read_in_digits_and_characters(
    reader: WishReader, text: str, leads: tuple[int, ...]
) -> None:
    """With typos, in Traditional, several at once."""
    wish = read(reader, text)
    assert (wish.kind, wish.leads) == ("deadlines", leads)


@pytest.mark.parametrize(
    ("text", "milestones"),
    [
        ("单位的也提醒", UNIT),
        ("单位推荐截止前3天提醒我", ("unit",)),
        ("公示提前两天提醒我", ("publicity_start",)),
        ("下级评委会提前3天提醒", ("lower",)),
        ("资历截止前一天提醒我", ("seniority_cutoff",)),
        ("个人申报提前3天提醒我", ("personal",)),
        ("三个截止日都提醒我", ALL),
        ("每个截止日提前3天提醒我", ALL),
    ],
)
def test_deadlines_are_named_by_themselves_or_by_their_role(
    reader: WishReader, text: str, milestones: tuple[str, ...]
) -> None:
    """As people call them."""
    assert read(reader, text).milestones == milestones


def test_every_deadline_at_an_hour_is_a_wish_without_further_words(reader: WishReader) -> None:
    """每个截止日早上8点: on the days themselves, at that hour."""
    wish = read(reader, "每个截止日早上8点")
    assert (wish.milestones, wish.leads, wish.at) == (ALL, (0,), "08:00")


@pytest.mark.parametrize(
    ("text", "moment", "about"),
    [
        ("12月3日上午9点提醒我交材料", "2022-12-03T09:00", "交材料"),
        ("12月3号9点半提醒我", "2022-12-03T09:30", ""),
        ("今晚11点提醒我", "2022-11-15T23:00", ""),
        ("今晚十一点提醒我睡觉", "2022-11-15T23:00", "睡觉"),
        ("明天早上8点叫我", "2022-11-16T08:00", ""),
        ("下周一提醒我", "2022-11-21T09:00", ""),
        ("明天下午提醒我去单位盖章", "2022-11-16T15:00", "去单位盖章"),
        ("半小时后提醒我", "2022-11-15T10:30", ""),
        ("两小时后提醒我打电话", "2022-11-15T12:00", "打电话"),
        ("早上8点提醒我", "2022-11-16T08:00", ""),
        ("1月4日提醒我", "2023-01-04T09:00", ""),
        ("我要交材料，12月3日上午9点提醒我", "2022-12-03T09:00", "要交材料"),
        ("提醒我12月3日上午9点交材料", "2022-12-03T09:00", "交材料"),
        ("十二月三日上午九點提醒我交材料", "2022-12-03T09:00", "交材料"),
        ("能不能12月5日提醒我一下", "2022-12-05T09:00", ""),
        ("12月1日上午10点半提醒我打印评审表一式三份", "2022-12-01T10:30", "打印评审表一式三份"),
        ("提醒我妈12月3日交材料", "2022-12-03T09:00", "我妈交材料"),
        ("大后天早上七点半叫醒我", "2022-11-18T07:30", ""),
        ("12月3日提醒我打DNA报告", "2022-12-03T09:00", "打DNA报告"),
    ],
)
def test_a_moment_is_read_with_what_it_is_about(
    reader: WishReader, text: str, moment: str, about: str
) -> None:
    """The day, the hour, and the words that are to be told then."""
    wish = read(reader, text)
    assert (wish.kind, wish.moment, wish.about, wish.trouble) == ("moment", at(moment), about, "")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("11月1日上午9点提醒我", "past"),
        ("今天早上8点提醒我", "past"),
        ("2035年3月1日提醒我", "far"),
        ("12月提醒我交材料", "which_day"),
        ("过几天再提醒我报名", "which_day"),
        ("今天提醒我", "which_hour"),
        ("三点提醒我", "which_moment"),
        ("出结果了提醒我", "event"),
        ("公示完了提醒我去系统里录", "event"),
    ],
)
def test_what_is_past_or_unclear_is_not_guessed(reader: WishReader, text: str, trouble: str) -> None:
    """It is refused, or asked."""
    wish = read(reader, text)
    assert (wish.kind, wish.trouble) == ("moment", trouble)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [("提前2小时提醒我", "hours"), ("提前400天提醒我", "far"), ("截止前半小时提醒我", "hours")],
)
def test_a_deadline_is_a_day_and_has_leads_in_days(reader: WishReader, text: str, trouble: str) -> None:
    """Hours before a day mean nothing, and more than a year is no lead."""
    assert read(reader, text).trouble == trouble


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("下一年度通知发布时提醒我", "watch"),
        ("明年出通知了告诉我", "watch"),
        ("新通知出来叫我一声", "watch"),
        ("明年开始报了告诉我一声", "watch"),
        ("别提醒了", "stop"),
        ("別提醒了", "stop"),
        ("不要再给我发提醒了", "stop"),
        ("取消所有提醒", "stop"),
        ("把提醒都关掉", "stop"),
        ("退订", "stop"),
        ("暂停提醒", "pause"),
        ("先别提醒我", "pause"),
        ("恢复提醒", "resume"),
        ("继续提醒我", "resume"),
        ("我有哪些提醒", "list"),
        ("看看我的提醒", "list"),
        ("把截止日放进日历提醒我", "calendar"),
    ],
)
def test_orders(reader: WishReader, text: str, kind: str) -> None:
    """Watch, stop, pause, resume, list, calendar."""
    wish = reader.read(text, OPEN, asked=text == "退订")
    assert wish is not None
    assert wish.kind == kind


def test_a_stop_may_name_what_is_meant(reader: WishReader) -> None:
    """A role, or the day of a moment."""
    assert read(reader, "单位的别提醒了").milestones == UNIT
    assert read(reader, "取消12月3日的提醒").moment == at("2022-12-03T09:00")


@pytest.mark.parametrize(
    "text",
    [
        "提醒我",
        "什么时候提醒我",
        "怎么提醒",
        "提醒要钱吗",
        "系统提醒我材料不全",
        "单位没通知我怎么办",
        "单位通知我12月3日前交材料",
        "通知我看了，12月6日截止",
        "12月6日的通知我看到了",
        "我们单位的人事提醒我要公示",
        "继续教育要多少学时",
        "12月3日",
        "单位",
        "前一天",
        "取消",
        "别让我忘了时间",
        "",
    ],
)
def test_what_is_no_wish_is_left_to_others(reader: WishReader, text: str) -> None:
    """Questions, reports, bare words out of the blue, and 提醒我 alone, which the answers know."""
    assert reader.read(text, OPEN) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前一天", Wish("deadlines", leads=(1,))),
        ("只要前一天", Wish("deadlines", leads=(1,), only=True)),
        ("前一天也要", Wish("deadlines", leads=(1,), adds=True)),
        ("改成早上8点", Wish("deadlines", at="08:00")),
        ("改成8点半", Wish("deadlines", at="08:30")),
        ("下午三点", Wish("deadlines", at="15:00")),
        ("单位", Wish("deadlines", UNIT)),
        ("单位的也要", Wish("deadlines", UNIT, adds=True)),
        ("我是单位人事", Wish("deadlines", UNIT, adds=True)),
        ("只要个人的", Wish("deadlines", ("personal",), only=True)),
        ("12月3日", Wish("moment", moment=at("2022-12-03T09:00"))),
        ("停止", Wish("stop")),
        ("恢复", Wish("resume")),
        ("算了", Wish("cancel")),
    ],
)
def test_while_reminders_are_talked_about_few_words_do(reader: WishReader, text: str, expected: Wish) -> None:
    """As an answer to what was just read back."""
    assert reader.read(text, OPEN, asked=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "单位推荐要交哪些材料",
        "截止前一天还能改吗",
        "学时要多少？",
        "12月6日报来得及吗",
        "公示要几天",
        "我做青瓷的",
        "12月3日去单位盖章行不行呢朋友",
        "单位截止",
        "当天算不算在内",
        "最后一天是晚上十二点关还是下班就关",
        "我爸天天上班的，能报不",
        "单位说她们只管审核，其余叫我自己弄",
        "明天见",
        "任职年限是截到年底还是截到报名那天",
    ],
)
def test_questions_while_reminders_are_talked_about_stay_questions(reader: WishReader, text: str) -> None:
    """Nothing is set by asking."""
    assert reader.read(text, OPEN, asked=True) is None


def test_phrasings_of_questions_are_not_taken_for_wishes(reader: WishReader, shipped_pack: Pack) -> None:
    """Of all that the pack knows, in its entries but the one about reminders, at most one in five thousand."""
    others = [entry for entry in shipped_pack.entries.values() if entry.action != "remind"]
    asked = [variant for entry in others for variant in entry.variants]
    taken = [variant for variant in asked if reader.read(variant, OPEN) is not None]
    assert len(taken) * 5000 <= len(asked), taken


def test_a_moment_with_its_own_words_changes_no_hour(reader: WishReader) -> None:
    """三点提醒我喝水 is another reminder, also while the others are talked about."""
    assert read(reader, "三点提醒我喝水", asked=True).kind == "moment"


def test_a_word_that_sounds_like_it_is_only_mended_before_whom_to_remind() -> None:
    """体型 stays 体型."""
    assert mended("题醒我") == "提醒我"
    assert mended("我的体型偏胖") == "我的体型偏胖"


@pytest.mark.parametrize("text", ["提前", "12月6日前", "3天后", "提前几天", "第3天", ""])
def test_what_names_no_days_before_is_none(text: str) -> None:
    """No number, no lead."""
    assert leads_in(text) is None


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from("提醒我前天1单位截止每个别停改成上午89点月号暂恢复的也只要？"), max_size=20
    ).map("".join),
    st.datetimes(datetime(2022, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    st.booleans(),
)
def test_whatever_is_said_reading_never_fails(
    shipped: Knowledge, text: str, now: datetime, asked: bool
) -> None:
    """A wish or none; a moment without trouble lies ahead, leads are days."""
    facts = shipped.pack.facts
    moment = now.replace(tzinfo=facts.zone)
    wish = WishReader(facts).read(text, moment, asked)
    if wish is not None and wish.kind == "moment" and not wish.trouble:
        assert wish.moment is not None
        assert wish.moment > moment
    if wish is not None and wish.leads is not None and not wish.trouble:
        assert all(0 <= lead <= 365 for lead in wish.leads)
