"""Words become wants: when something is to come up, and what is to be told then."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import Knowledge
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.rhythms import DAILY, WEEKEND, Rhythm
from bot.reminders.reading.said import read_said
from bot.reminders.reading.want import Want
from bot.reminders.reading.wants import WantReader
from tests.packs import OPEN
from tests.reminders.moments import at

UNIT = ("publicity_start", "unit")
ALL = ("personal", "unit", "lower")


@pytest.fixture(scope="module")
def deadlines(shipped: Knowledge) -> DeadlineFinder:
    """Finds the deadlines of the shipped notice."""
    return DeadlineFinder(shipped.pack.facts)


def wants(deadlines: DeadlineFinder, text: str) -> tuple[Want, ...]:
    """The wants of a text."""
    return WantReader(deadlines).read(read_said(text, OPEN, deadlines), OPEN)


def only(deadlines: DeadlineFinder, text: str) -> Want:
    """The want of a text that holds one."""
    (want,) = wants(deadlines, text)
    return want


def days(want: Want) -> tuple[int, ...]:
    """The lead times of a want, in days."""
    return tuple(sorted((lead.days for lead in want.leads or ()), reverse=True))


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("提前5天和1天提醒我", (5, 1)),
        ("提前五天和一天提醒我", (5, 1)),
        ("提前5、3、1天提醒我", (5, 3, 1)),
        ("提前7天,3天,1天各提醒一次", (7, 3, 1)),
        ("提前三天两天一天都提醒", (3, 2, 1)),
        ("截止前一周、前三天、前一天各叫我一次", (7, 3, 1)),
        ("提前一周提醒我", (7,)),
        ("提前半个月提醒我", (15,)),
        ("提前一个月提醒", (30,)),
        ("提前一个半月提醒", (45,)),
        ("提前两三天提醒我", (3, 2)),
        ("提前二十一天提醒我", (21,)),
        ("截止前一天提醒我一下", (1,)),
        ("头天夜里喊我", (1,)),
        ("倒数第三天提醒我", (2,)),
        ("离截止还有10天的时候通知我", (10,)),
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
        ("6号截止，提前三天提醒我", (3,)),
    ],
)
def test_days_before_are_read_in_digits_and_characters(
    deadlines: DeadlineFinder, text: str, leads: tuple[int, ...]
) -> None:
    """With typos, in Traditional, several at once."""
    want = only(deadlines, text)
    assert (want.form, days(want), want.about) == ("leads", leads, "")


def test_working_days_are_counted_as_such(deadlines: DeadlineFinder) -> None:
    """提前三个工作日: which day that is, only the deadline tells."""
    (lead,) = only(deadlines, "单位推荐截止前三个工作日提醒我").leads or ()
    assert (lead.days, lead.working) == (3, True)


@pytest.mark.parametrize(
    ("text", "milestones"),
    [
        ("单位的也提醒", UNIT),
        ("单位推荐截止前3天提醒我", ("unit",)),
        ("单位的截止提前4天提醒我", ("unit",)),
        ("公示提前两天提醒我", ("publicity_start",)),
        ("下级评委会提前3天提醒", ("lower",)),
        ("我是县经信局的，我们审核推荐截止前一周提醒我", ("lower",)),
        ("资历截止前一天提醒我", ("seniority_cutoff",)),
        ("个人申报提前3天提醒我", ("personal",)),
        ("三个截止日都提醒我", ALL),
        ("每个截止日提前3天提醒我", ALL),
        ("提前3天提醒我问厂里要合同", ()),
        ("好几个人都提前3天提醒", ()),
    ],
)
def test_deadlines_are_named_by_themselves_or_by_their_role(
    deadlines: DeadlineFinder, text: str, milestones: tuple[str, ...]
) -> None:
    """As people call them; what is only to be told names none."""
    assert only(deadlines, text).milestones == milestones


def test_every_deadline_at_an_hour_is_a_wish_for_the_days_themselves(deadlines: DeadlineFinder) -> None:
    """每个截止日早上8点."""
    want = only(deadlines, "每个截止日早上8点")
    assert (want.form, want.milestones, days(want), want.hour) == ("leads", ALL, (0,), time(8))


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
        ("明天上午9点半提醒我给黄犇打电话", "2022-11-16T09:30", "给黄犇打电话"),
        ("那帮我记一下，12月4号提醒我转告他", "2022-12-04T09:00", "转告他"),
        ("明天提醒我下载推荐表", "2022-11-16T09:00", "下载推荐表"),
        ("明天上午九点提醒我下", "2022-11-16T09:00", ""),
        ("明天提醒我6号截止", "2022-11-16T09:00", "6号截止"),
        ("我儿子怕忘，12月4号提醒他", "2022-12-04T09:00", ""),
        ("12.3 9:00提醒下，交表", "2022-12-03T09:00", "交表"),
        ("12月9日前提醒我把公示贴出去", "2022-12-08T09:00", "把公示贴出去"),
        ("5号下午五点前提醒我点提交", "2022-12-05T17:00", "点提交"),
        ("1月3号要报掉，2号提醒我", "2023-01-02T09:00", ""),
        ("月初提醒我", "2022-12-01T09:00", ""),
        ("月底提醒我交网上的", "2022-11-30T09:00", "交网上的"),
        ("12月10号开会，提前一天提醒我", "2022-12-09T09:00", "开会"),
        ("27号展览结束，那天晚上叫我弄申报", "2022-11-27T20:00", "弄申报"),
        ("晚上写总结，八点半叫我", "2022-11-15T20:30", "写总结"),
    ],
)
def test_a_moment_is_read_with_what_it_is_about(
    deadlines: DeadlineFinder, text: str, moment: str, about: str
) -> None:
    """The day, the hour, and the words that are to be told then, as they were said."""
    want = only(deadlines, text)
    assert (want.form, want.moments, want.about, want.trouble) == ("moments", ((at(moment),),), about, "")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("11月1日上午9点提醒我", "past"),
        ("11月10号提醒我报名", "past"),
        ("今天早上8点提醒我", "past"),
        ("2035年3月1日提醒我", "far"),
        ("12月提醒我交材料", "which_day"),
        ("下周提醒我交材料", "which_day"),
        ("过几天再提醒我报名", "which_day"),
        ("等会儿提醒我", "which_hour"),
        ("今天提醒我", "which_hour"),
        ("三点提醒我", "which_moment"),
        ("周末提醒我", "which_moment"),
        ("出结果了提醒我", "event"),
        ("公示完了提醒我去系统里录", "event"),
        ("11月31号提醒我", "no_day"),
        ("12月3日星期五提醒我", "no_day"),
        ("十二月初六提醒我", "no_day"),
    ],
)
def test_what_is_past_or_unclear_is_not_guessed(deadlines: DeadlineFinder, text: str, trouble: str) -> None:
    """It is refused, or asked."""
    want = only(deadlines, text)
    assert (want.form, want.trouble) == ("moments", trouble)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("提前2小时提醒我", "hours"),
        ("提前400天提醒我", "far_lead"),
        ("截止前半小时提醒我", "hours"),
        ("提前几天提醒我", "which_lead"),
    ],
)
def test_a_deadline_is_a_day_and_has_leads_in_days(
    deadlines: DeadlineFinder, text: str, trouble: str
) -> None:
    """Hours before a day mean nothing, and more than a year is no lead."""
    assert only(deadlines, text).trouble == trouble


@pytest.mark.parametrize(
    ("text", "rhythm", "hours", "first", "last"),
    [
        ("每天提醒我一遍", Rhythm(DAILY), (), None, None),
        ("每天早上8点催我填表，到12月6号", Rhythm(DAILY), (time(8),), None, date(2022, 12, 6)),
        ("每天晚上8点催我一次，催到12月6号", Rhythm(DAILY), (time(20),), None, date(2022, 12, 6)),
        ("12月3日至5日每天提醒我", Rhythm(DAILY), (), date(2022, 12, 3), date(2022, 12, 5)),
        ("12月13到19号每天10点提醒我", Rhythm(DAILY), (time(10),), date(2022, 12, 13), date(2022, 12, 19)),
        ("从12月1号开始天天叫我", Rhythm(DAILY), (), date(2022, 12, 1), None),
        ("每周一早上九点提醒我看看进度", Rhythm((0,)), (time(9),), None, None),
        ("每周二和周四晚上七点叫我", Rhythm((1, 3)), (time(19),), None, None),
        ("每周一三五提醒我", Rhythm((0, 2, 4)), (), None, None),
        ("每个周末上午十点喊我", Rhythm(WEEKEND), (time(10),), None, None),
        ("周一到周五早上提醒我", Rhythm((0, 1, 2, 3, 4)), (time(8),), None, None),
        ("每个工作日早上九点戳我一下", Rhythm(working=True), (time(9),), None, None),
        ("每天早晚各叫我一遍", Rhythm(DAILY), (time(8), time(20)), None, None),
        ("每晚九点提醒我听课", Rhythm(DAILY), (time(21),), None, None),
        ("每周提醒我一次", Rhythm(), (), None, None),
    ],
)
def test_what_comes_again_is_kept_as_such(
    deadlines: DeadlineFinder,
    text: str,
    rhythm: Rhythm,
    hours: tuple[time, ...],
    first: date | None,
    last: date | None,
) -> None:
    """Daily, weekly, on working days, on a range of days, with its bounds and hours."""
    want = only(deadlines, text)
    assert (want.form, want.rhythm, want.hours, want.first, want.last) == (
        "repeat",
        rhythm,
        hours,
        first,
        last,
    )


@pytest.mark.parametrize(
    "text",
    [
        "每个小时提醒我",
        "每月15号提醒我",
        "隔天提醒我",
        "每两天提醒我一次",
        "每隔三天叫我",
        "三天提醒我一次",
        "每半小时喊我",
    ],
)
def test_other_rhythms_are_never_turned_into_something_else(deadlines: DeadlineFinder, text: str) -> None:
    """They are known for what they are."""
    want = only(deadlines, text)
    assert (want.form, want.trouble) == ("repeat", "rhythm")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "12月1号、3号、5号早上9点各提醒我一次网上申报",
            [(("2022-12-01T09:00", "2022-12-03T09:00", "2022-12-05T09:00"), "网上申报")],
        ),
        (
            "11月28号提醒我导出，30号提醒我送受理点",
            [(("2022-11-28T09:00",), "导出"), (("2022-11-30T09:00",), "送受理点")],
        ),
        (
            "11月28号提醒我导出30号提醒我送受理点",
            [(("2022-11-28T09:00",), "导出"), (("2022-11-30T09:00",), "送受理点")],
        ),
        (
            "12月3日上午9点提醒我交材料，下午3点提醒我打电话",
            [(("2022-12-03T09:00",), "交材料"), (("2022-12-03T15:00",), "打电话")],
        ),
        (
            "6号上午8点、中午12点、下午4点都叫我",
            [(("2022-12-06T08:00", "2022-12-06T12:00", "2022-12-06T16:00"), "")],
        ),
        (
            "12月1号和12月4号下午各打一次电话，提醒我",
            [(("2022-12-01T15:00", "2022-12-04T15:00"), "打一次电话")],
        ),
        (
            "28号导出学时卡，30号送评审表，都提醒我",
            [(("2022-11-28T09:00",), "导出学时卡"), (("2022-11-30T09:00",), "送评审表")],
        ),
    ],
)
def test_several_wants_in_one_message_are_all_read(
    deadlines: DeadlineFinder, text: str, wanted: list[tuple[tuple[str, ...], str]]
) -> None:
    """A matter at several times, or several matters each at its own."""
    found = [(tuple(one[0] for one in want.moments), want.about) for want in wants(deadlines, text)]
    assert found == [(tuple(at(moment) for moment in moments), about) for moments, about in wanted]


def test_two_deadlines_each_have_their_own_leads(deadlines: DeadlineFinder) -> None:
    """个人的提前三天，单位的提前一礼拜."""
    first, second = wants(deadlines, "个人申报的提前三天，单位推荐的提前一礼拜提醒我")
    assert (first.milestones, days(first)) == (("personal",), (3,))
    assert (second.milestones, days(second)) == (("unit",), (7,))


def test_what_cannot_be_done_of_a_message_is_a_want_too(deadlines: DeadlineFinder) -> None:
    """12月5日提醒我交表，结果出来也提醒我: the second is not dropped."""
    first, second = wants(deadlines, "12月5日提醒我交表，结果出来也提醒我")
    assert (first.about, first.trouble, second.trouble) == ("交表", "", "event")


@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from("提醒我前天1单位截止每个别停改成上午89点月号周三暂恢复的也只要？到、，"), max_size=24
    ).map("".join),
    st.datetimes(datetime(2022, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
)
def test_whatever_is_said_reading_never_fails(shipped: Knowledge, text: str, now: datetime) -> None:
    """A want at least; a moment without trouble lies ahead, leads are days."""
    facts = shipped.pack.facts
    finder, moment = DeadlineFinder(facts), now.replace(tzinfo=facts.zone)
    found = WantReader(finder).read(read_said(text, moment, finder), moment)
    assert found
    for want in found:
        if want.form == "moments" and not want.trouble:
            assert all(options[0] > moment for options in want.moments)
        if want.leads is not None and not want.trouble:
            assert all(0 <= lead.days <= 365 for lead in want.leads)


@pytest.mark.parametrize("text", ["每天提醒我，节假日除外", "除了开会那天每天提醒我"])
def test_exceptions_that_are_not_clear_are_asked_about(deadlines: DeadlineFinder, text: str) -> None:
    """Never silently turned into every day."""
    assert only(deadlines, text).trouble == "except"
