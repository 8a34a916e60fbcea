"""Reminders in words within the assistant's turn: what is set, changed and told over several turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.conversation.assistant import Assistant
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import Conversation
from bot.pack.spoken import spoken_date
from bot.reminders.book import MOST, Book
from bot.reminders.planning import coming_moments
from bot.reminders.readback import short, spoken_hour, spoken_rhythm
from bot.reminders.subscription import Subscription
from bot.reminders.talk.frame import ReminderFrame
from bot.store.model.saved import Saved, SavedSubscription
from tests.conversation.reminding import PUSHES, coming, only, running
from tests.conversation.talks import BEGIN, Talk
from tests.packs import CLOSED, OPEN, SHANGHAI
from tests.reminders.moments import at

EVERY_DAY = tuple(range(7))


@pytest.mark.parametrize(
    ("lines", "moments"),
    [
        (["提前7天和提前1天提醒我", "第二个改到晚上8点"], ["11-29 09:00", "12-05 20:00"]),
        (
            ["12月1号早上8点提醒我传卡", "再来个12月3号的", "第二个改成下午三点"],
            ["12-01 08:00", "12-03 15:00"],
        ),
        (["12月1号、3号、5号早上9点各提醒我一次", "3号的不要"], ["12-01 09:00", "12-05 09:00"]),
        (["12月1号、3号、5号早上9点各提醒我一次", "只留第一个"], ["12-01 09:00"]),
        (["12月1号、3号、5号早上9点各提醒我一次", "除了3号的都不要"], ["12-03 09:00"]),
        (["三个截止日都提前2天提醒我", "单位的改成提前5天"], ["12-04 09:00", "12-14 09:00", "01-02 09:00"]),
        (["三个截止日都提前2天提醒我", "只留第一个"], ["12-04 09:00"]),
        (["三个截止日都提前2天提醒我", "最后一个往后挪一天"], ["12-04 09:00", "12-17 09:00", "01-03 09:00"]),
        (["三个截止日都提前2天提醒我", "最末那个往后挪一天"], ["12-04 09:00", "12-17 09:00", "01-03 09:00"]),
        (["后天下午三点喊我传学时卡", "不行那天出差，改到大后天"], ["11-18 15:00"]),
        (["后天下午三点喊我传学时卡", "挪到周五，时间不变"], ["11-18 15:00"]),
        (["后天下午三点喊我传学时卡", "推迟一天"], ["11-18 15:00"]),
        (["后天下午三点喊我传学时卡", "早半个小时"], ["11-17 14:30"]),
        (["后天下午三点喊我传学时卡", "四点"], ["11-17 16:00"]),
        (["后天下午三点喊我传学时卡", "前一天也要"], ["11-16 15:00", "11-17 15:00"]),
        (["个人的，截止前一天晚上八点叫我", "改到2号"], ["12-02 20:00"]),
        (["网上申报提前5天叫我", "改成提前8天"], ["11-28 09:00"]),
        (["网上申报提前5天叫我", "2天"], ["12-04 09:00"]),
        (["提前3天提醒我", "12月5号再来一次"], ["12-03 09:00", "12-05 09:00"]),
        (["个人截止前两天晚上8点提醒我", "再加一个当天早上的，7点"], ["12-04 20:00", "12-06 07:00"]),
        (["单位推荐截止前三个工作日提醒我"], ["12-14 09:00"]),
        (["个人申报的提前三天，单位推荐的提前一周提醒我"], ["12-03 09:00", "12-12 09:00"]),
        (["11月28号提醒我导出，30号提醒我送受理点", "第一个不要了"], ["11-30 09:00"]),
        (["11月28号提醒我导出，30号提醒我送受理点", "导出那个改到早上8点"], ["11-28 08:00", "11-30 09:00"]),
        (["11月28号提醒我导出，30号提醒我送受理点", "都改到晚上7点"], ["11-28 19:00", "11-30 19:00"]),
        (["每周五下午4点叫我看学时", "改成每周四"], ["11-17 16:00", "11-24 16:00", "12-01 16:00"]),
        (["12月3日至5日每天7点提醒我", "12月4号那天不用"], ["12-03 07:00", "12-05 07:00"]),
        (["12月3日至5日每天7点提醒我", "5号的改到晚上8点"], ["12-03 07:00", "12-04 07:00", "12-05 20:00"]),
    ],
)
def test_one_of_several_is_changed_and_the_rest_is_kept(
    talk: Talk, lines: list[str], moments: list[str]
) -> None:
    """By its place in the list, its day, its deadline, its words, or because it was just spoken of."""
    talk.say(*lines)
    assert coming(talk) == moments


@pytest.mark.parametrize(
    ("lines", "moments"),
    [
        (["下周三提醒我把业绩档案弄完", "上午十点"], ["11-23 10:00"]),
        (["下周提醒我补公需课", "周三"], ["11-23 09:00"]),
        (["公示的事到时候叫我一声", "那25号吧"], ["11-25 09:00"]),
        (["网上申报提前几天提醒我下", "6天"], ["11-30 09:00"]),
        (["提醒我给黄犇打电话", "明天下午", "三点半"], ["11-16 15:30"]),
        (["11月10号提醒我报名", "看错了，12月1号"], ["12-01 09:00"]),
        (["12月8号提醒我网上报名", "那5号早上"], ["12-05 08:00"]),
        (["12月8号提醒我网上报名", "就8号"], ["12-08 09:00"]),
        (["11月31号提醒我交表", "30号"], ["11-30 09:00"]),
        (["12月3日星期五提醒我交表", "那周六吧"], ["12-03 09:00"]),
        (["今天提醒我寄表", "下午3点"], ["11-15 15:00"]),
        (["三点提醒我喝水", "下午的"], ["11-15 15:00"]),
        (["周末提醒我拍照", "周日"], ["11-20 09:00"]),
        (["每个小时提醒我喝水", "那每周一吧"], ["11-21 09:00", "11-28 09:00", "12-05 09:00"]),
        (["提醒我", "我是单位人事", "提前4天"], ["12-05 09:00", "12-15 09:00"]),
        (["提醒我交表", "随便"], ["11-22 09:00", "11-29 09:00", "12-03 09:00", "12-05 09:00", "12-06 09:00"]),
    ],
)
def test_what_is_missing_is_asked_and_then_filled(talk: Talk, lines: list[str], moments: list[str]) -> None:
    """What was asked is not forgotten: the words, the hour, the deadline."""
    talk.say(*lines)
    assert coming(talk) == moments


def test_after_an_answer_about_a_deadline_the_deadline_is_meant(talk: Talk) -> None:
    """到时候提醒我, 提前三天提醒我, 这个也提醒我."""
    talk.say("个人网上申报到哪天为止", "到时候提醒我")
    assert only(talk).milestones == ("personal",)
    talk.say("单位推荐什么时候截止", "提前三天提醒我")
    assert {wish.milestones: wish.leads for wish in running(talk)}[("unit",)] == (3,)
    talk.say("公示最晚哪天开始", "这个也提醒我")
    assert ("publicity_start",) in [wish.milestones for wish in running(talk)]


def test_the_topic_is_told_where_no_words_are_given(talk: Talk) -> None:
    """推荐表在哪下, 明天九点提醒我下; with words of its own, these are told as they were said."""
    talk.say("推荐表在哪下", "明天上午九点提醒我下")
    assert "推荐表" in only(talk).about
    talk.say("厉佳电话多少", "明天下午两点提醒我给厉佳打电话问清楚")
    assert running(talk)[-1].about == "给厉佳打电话问清楚"


def test_a_topic_without_a_date_is_asked_about(talk: Talk) -> None:
    """学时在哪登记, 到时候叫我: the notice names no day."""
    said = talk.say("学时登记在哪里", "到时候叫我")
    assert "没有写日期" in said
    assert running(talk) == []


@pytest.mark.parametrize(
    ("text", "weekdays", "working", "first", "last", "at_hour"),
    [
        ("每天早上8点催我填表，到12月6号", EVERY_DAY, False, None, date(2022, 12, 6), "08:00"),
        ("每周一早上九点提醒我看看进度", (0,), False, None, None, "09:00"),
        ("每个工作日提醒我看平台", (), True, None, None, "09:00"),
        ("每个周末上午十点提醒我整理材料", (5, 6), False, None, None, "10:00"),
        ("周末都提醒我整理材料", (5, 6), False, None, None, "09:00"),
        ("12月3日至5日每天提醒我", EVERY_DAY, False, date(2022, 12, 3), date(2022, 12, 5), "09:00"),
        ("截止前五天开始每天提醒我", EVERY_DAY, False, date(2022, 12, 1), None, "09:00"),
        ("从下周一起每天下午4点提醒我", EVERY_DAY, False, date(2022, 11, 21), None, "16:00"),
    ],
)
def test_what_comes_again_is_kept_as_such(
    talk: Talk,
    text: str,
    weekdays: tuple[int, ...],
    working: bool,
    first: date | None,
    last: date | None,
    at_hour: str,
) -> None:
    """Until the deadline, or the day that was named; read back with its next moment."""
    said = talk.say(text)
    wish = only(talk)
    assert (wish.kind, wish.weekdays, wish.working) == ("repeat", weekdays, working)
    assert (wish.first, wish.last, wish.at) == (first, last, at_hour)
    assert spoken_rhythm(wish) in said
    next_one = coming_moments(wish, talk.assistant.pack.facts, talk.now)[0].astimezone(SHANGHAI)
    assert spoken_date(next_one.date()) in said


def test_working_days_follow_the_official_calendar(talk: Talk) -> None:
    """The second of January 2023 was a holiday, the 31st of December 2022 a Saturday."""
    talk.now = at("2022-12-29T10:00")
    talk.say("每个工作日提醒我看平台")
    assert coming(talk) == ["12-30 09:00", "01-03 09:00", "01-04 09:00"]


@pytest.mark.parametrize("text", ["每个小时提醒我", "每月15号提醒我", "隔天提醒我看材料", "每三天提醒我一次"])
def test_other_rhythms_are_refused_in_plain_words(talk: Talk, text: str) -> None:
    """Nothing is set, and what can be done instead is said."""
    said = talk.say(text)
    assert running(talk) == []
    assert "每个工作日" in said


def test_a_pause_for_days_ends_by_itself(talk: Talk) -> None:
    """What falls into it is left out, and said; a resume ends it sooner."""
    talk.say("每天早上8点催我填表，到11月20号")
    said = talk.say("我要出门，先停三天")
    assert "2022年11月18日10:00" in said
    assert "2022年11月17日8:00" in said
    assert coming(talk) == ["11-19 08:00", "11-20 08:00"]
    talk.say("回来了，接着发吧")
    assert coming(talk) == ["11-16 08:00", "11-17 08:00", "11-18 08:00", "11-19 08:00", "11-20 08:00"]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("停到下周一", "2022-11-21T00:00"),
        ("25号以前都别发", "2022-11-25T00:00"),
        ("停两个礼拜", "2022-11-29T10:00"),
        ("这礼拜别叫我", "2022-11-21T00:00"),
        ("今天别发了", "2022-11-16T00:00"),
    ],
)
def test_how_long_a_pause_is_can_be_said_in_many_ways(talk: Talk, text: str, until: str) -> None:
    """For an amount of days, or until a day."""
    talk.say("每天早上8点催我填表", text)
    assert only(talk).paused_until == at(until)


def test_a_day_off_stops_what_comes_on_that_day_alone(talk: Talk) -> None:
    """明天别叫我."""
    talk.say("12月1号和3号9点提醒我交表", "12月1号别叫我")
    assert coming(talk) == ["12-03 09:00"]


def test_what_is_past_late_or_over_is_said_with_its_day(talk: Talk) -> None:
    """And nothing is set."""
    assert "2022年11月10日" in talk.say("11月10号提醒我报名")
    assert "2022年12月6日" in talk.say("12月8号提醒我网上申报")
    talk.now = datetime(2022, 12, 8, 10, tzinfo=SHANGHAI)
    assert "已截止" in talk.say("个人申报截止前一天提醒我")
    assert running(talk) == []
    talk.say("那单位推荐的，也是提前一天")
    assert coming(talk) == ["12-18 09:00"]


def test_when_all_is_over_the_next_notice_can_be_waited_for(talk: Talk) -> None:
    """It is said plainly that it is not out and has no date."""
    talk.now = CLOSED
    assert "都已经过了" in talk.say("提醒我交正高的材料")
    assert "还没有" in talk.say("那明年的通知出来喊我")
    assert only(talk).kind == "watch"


def test_a_change_to_a_day_after_the_deadline_is_not_made(talk: Talk) -> None:
    """It is said with the day of the deadline."""
    talk.say("个人申报提前1天提醒我")
    said = talk.say("改到12月9号")
    assert "2022年12月6日" in said
    assert coming(talk) == ["12-05 09:00"]


def test_a_list_names_single_moments_and_how_many_more_there_are(talk: Talk) -> None:
    """Up to five of a wish; a repeat is one item; all within four hundred characters."""
    talk.say("提前9天、8天、7天、6天、5天、4天、3天提醒我", "每天晚上8点催我填表", "12月3日提醒我交表")
    said = talk.say("列一下")
    assert "2022年11月27日9:00" in said
    assert "还有2次" in said
    assert "每天20:00 填表" in said
    for day in range(1, 12):
        talk.say(f"11月{15 + day}日上午9点提醒我做一件很长很长的事情，名字也很长")
    assert len(talk.say("列一下")) <= 400


def test_next_hour_and_how_often_are_told(talk: Talk) -> None:
    """Of what was just set, of what is named, or of all."""
    talk.say("每周五下午4点叫我看学时", "12月3日上午9点提醒我交表")
    assert "9:00" in talk.say("几点")
    assert "2022年11月18日16:00" in talk.say("下一次是哪天")
    assert "3次" in talk.say("每周五那个一共几次")


def test_what_is_asked_is_answered_by_a_tap_too(talk: Talk) -> None:
    """Which of two moments; the button still works after another question."""
    talk.say("三点提醒我喝水", "学时要多少")
    draft = talk.conversation.reminders.draft
    assert draft is not None
    talk.say(f"rm:{draft.id}:on:202211151500")
    assert coming(talk) == ["11-15 15:00"]


def test_a_number_is_a_day_and_no_place_while_reminders_are_talked_about(talk: Talk) -> None:
    """5号 after a list of five buttons."""
    talk.say("个人申报提前1天提醒我", "5号")
    assert only(talk).leads == (1,)
    talk.say("2号")
    assert only(talk).leads == (4,)


def test_one_moment_of_a_wish_is_dropped_with_one_tap(talk: Talk) -> None:
    """The others of that wish go on; tapped again nothing happens."""
    talk.say("提前7天和1天提醒我", "我有哪些提醒")
    drop = next(choice.id for choice in talk.conversation.offered if ":off:" in choice.id)
    talk.say(drop)
    assert coming(talk) == ["12-05 09:00"]
    assert "以前" in talk.say(drop)
    assert coming(talk) == ["12-05 09:00"]


def test_a_dropped_moment_can_be_taken_up_again(talk: Talk) -> None:
    """By the button below, or in a word."""
    talk.say("提前7天和1天提醒我", "第一个不要了", "恢复")
    assert coming(talk) == ["11-29 09:00", "12-05 09:00"]


def test_which_one_is_asked_if_it_is_not_clear(talk: Talk) -> None:
    """Nothing is changed before."""
    talk.say("12月1号提醒我交表", "12月3号提醒我打电话", "学时要多少")
    talk.conversation = replace(talk.conversation, reminders=ReminderFrame())
    before = running(talk)
    assert "哪一个" in talk.say("提醒改到晚上8点")
    assert running(talk) == before


def test_an_answer_between_does_not_forget_what_was_touched(talk: Talk) -> None:
    """刚才那个, after a question about the notice; but 上午十点 is then no change."""
    talk.say("12月1号上午9点提醒我去导", "专业科目最少几个学时", "上午十点")
    assert coming(talk) == ["12-01 09:00"]
    talk.say("刚那个提醒挪到下午两点")
    assert coming(talk) == ["12-01 14:00"]


def test_a_wish_in_the_middle_of_an_interview_leaves_it_open(talk: Talk) -> None:
    """And the next answer goes to the question."""
    talk.say(BEGIN, "没有")
    asking = talk.status
    talk.say("先等等，11月20号上午十点提醒我再弄")
    assert coming(talk) == ["11-20 10:00"]
    assert talk.status == asking
    talk.say("在职")
    assert talk.answers["employment_status"] == "in_post"


def test_a_frame_of_another_version_is_forgotten(talk: Talk) -> None:
    """The wishes stay."""
    talk.say("提前5天提醒我")
    saved = saved_of(Saved(), talk.conversation, "n-2022")
    broken = replace(saved, state={**saved.state, "reminders": {"dream": 1}})
    for kept in (broken, replace(saved, state={"question": ""})):
        conversation = conversation_of(kept)
        assert conversation.reminders == ReminderFrame()
        assert conversation.subscriptions == talk.conversation.subscriptions


def test_a_wish_of_an_older_version_is_read(talk: Talk) -> None:
    """One that was stored before there were rhythms and pauses; one that was asked about can still be tapped away."""
    old = {"id": "w1", "kind": "deadlines", "notice": "zj-2022-senior-arts", "series": "zj-senior-arts",
           "milestones": ["personal"], "leads": [5], "at": "09:00", "hour_named": False, "moment": None, "about": "",
           "paused": False, "since": "2022-11-01T10:00:00+08:00"}  # fmt: skip
    asked = {**old, "id": "w2", "kind": "moment", "moment": "2022-11-15T15:00:00+08:00"}
    kept = {"w1": SavedSubscription(old, ""), "w2": SavedSubscription(asked, "asked")}
    talk.conversation = conversation_of(Saved(subscriptions=kept))
    assert coming(talk) == ["12-01 09:00"]
    talk.say("rm:w2:stop")
    assert len(running(talk)) == 1


@pytest.mark.parametrize(
    "text", ["12月3日上午9点提醒我交材料", "每天晚上8点催我填表", "三个截止日都提前2天提醒我"]
)
def test_a_channel_that_cannot_push_gives_what_was_wished_to_write_down(talker: Assistant, text: str) -> None:
    """Nothing is kept."""
    pushed, talk = Talk(talker, channel=PUSHES), Talk(talker)
    pushed.say(text)
    said = talk.say(text)
    assert "不能主动" in said
    first = coming(pushed)[0]
    assert f"{int(first[:2])}月{int(first[3:5])}日{int(first[6:8])}:{first[9:]}" in said
    assert running(talk) == []


# ── no wish changes without being read back ──

STEPS = st.sampled_from(
    ["提醒我", "提前5天提醒我", "单位的也提醒", "只要前一天", "改成早上8点", "12月3日提醒我交表", "三点提醒我", "暂停提醒",
     "恢复", "别提醒了", "我有哪些提醒", "过几天提醒我", "算了", "学时要多少", "只要个人的", BEGIN, "没有",
     "每天晚上8点催我填表", "每周五提醒我", "先停三天", "改到2号", "第二个改到晚上8点", "第一个不要了", "只留第一个",
     "推迟一天", "改成提前8天", "前一天也要", "12月1号、3号、5号早上9点各提醒我一次", "3号的不要", "改成每周四", "全删了吧",
     "那25号吧", "早上9点", "12月4号那天不用", "三个截止日都提前2天提醒我", "单位的改成提前5天", "下次是哪天", "2号"]
) | st.integers(0, 12)  # fmt: skip


NAMED = 5
"""How many moments of a wish are named; of more it is said how many there are."""
Time = tuple[Subscription, datetime]


def times(book: Book, talk: Talk, most: int | None = NAMED) -> list[Time]:
    """When each running wish is still to come, up to as many moments as are named (None: all)."""
    facts = talk.assistant.pack.facts
    running = (one for one in book.running if not one.paused)
    return [(one, moment) for one in running for moment in coming_moments(one, facts, talk.now)[:most]]


def unsaid(before: Book, after: Book, said: str, talk: Talk) -> Iterator[Time]:
    """The moments that came or went with a turn and were not named in it.

    One that went for another of the same deadline or the same words needs no name if that other has one: it came, or its wish
    was changed and is said as it is now.
    """
    facts = talk.assistant.pack.facts

    def named(time: Time) -> bool:
        wish, moment = time
        local = moment.astimezone(facts.zone)
        rhythm = wish.kind == "repeat" and spoken_rhythm(wish) in said
        spoken = f"{spoken_date(local.date())}{spoken_hour(local.time())}"
        return rhythm or spoken in said or short(wish, facts) in said

    def stands_for(new: Time, old: Time) -> bool:
        return bool({*new[0].milestones} & {*old[0].milestones}) or new[0].about == old[0].about

    old, new = times(before, talk), times(after, talk)
    was, will = ({moment for _, moment in times(book, talk, None)} for book in (before, after))
    came = [one for one in new if one[1] not in was]
    gone = [one for one in old if one[1] not in will]
    changed = [one for one in new if one[0] not in before.wishes.values()]
    yield from (one for one in came if not named(one))
    for one in gone:
        if not named(one) and not any(named(other) and stands_for(other, one) for other in changed):
            yield one


@example(["提前5天提醒我", "前一天也要", "单位的改成提前5天"], OPEN)
@given(st.lists(STEPS, max_size=12), st.sampled_from([OPEN, at("2022-12-05T20:00"), CLOSED]))
def test_no_wish_changes_without_being_read_back(
    talker: Assistant, steps: list[str | int], now: datetime
) -> None:
    """Whatever is said and tapped: each moment that came or went is named in the same turn, unless its wish is as a whole."""
    talk = Talk(talker, now=now, channel=PUSHES)
    for step in steps:
        offered = talk.conversation.offered
        text = step if isinstance(step, str) else offered[step % len(offered)].id if offered else "提醒我"
        before = talk.conversation.subscriptions
        said = talk.say(text)
        after = talk.conversation.subscriptions
        if ":lead:" not in text and ":day:" not in text:  # the ticks of a menu show what was changed
            assert list(unsaid(before, after, said, talk)) == [], (text, said)
        assert len(after.running) <= MOST
        again = talk.conversation
        assert conversation_of(saved_of(Saved(), again, "n-2022")) == replace(again, notice="n-2022")
        talk.now += timedelta(minutes=1)


@given(st.lists(STEPS, max_size=8))
def test_what_is_said_of_reminders_stays_short(talker: Assistant, steps: list[str | int]) -> None:
    """Four hundred characters, whatever is set."""
    talk = Talk(talker, channel=PUSHES)
    for step in steps:
        if isinstance(step, str) and step not in (BEGIN, "没有", "学时要多少"):
            talk.say(step)
            if talk.conversation.reminders.on_top:
                assert sum(len(reply.text) for reply in talk.replies) <= 400
    assert isinstance(talk.conversation, Conversation)
