"""Conversations about reminders: what is changed, stopped or told after what was said before."""

from __future__ import annotations

import pytest

from bot.conversation.assistant import Assistant
from tests.conversation.reminding import PUSHES, coming
from tests.conversation.talks import Talk
from tests.packs import OPEN, SHANGHAI


@pytest.mark.parametrize("said", ["改成礼拜三", "改到星期三吧"])
def test_a_weekday_alone_is_the_new_day_of_a_weekly_reminder(talk: Talk, said: str) -> None:
    """Every Monday becomes every Wednesday; the hour stays."""
    talk.say("每个礼拜一早上9点叫我去补学时")
    text = talk.say(said)
    assert "每周三9:00" in text
    assert coming(talk) == ["11-16 09:00", "11-23 09:00", "11-30 09:00"]


def test_a_day_of_the_calendar_moves_no_weekly_reminder(talk: Talk) -> None:
    """改到12月3号 cannot be what a weekly reminder becomes: that is said, and nothing is changed."""
    talk.say("每个礼拜一早上9点叫我去补学时")
    before = coming(talk)
    text = talk.say("改到12月3号")
    assert "不能这样改" in text
    assert coming(talk) == before


def test_one_that_is_named_by_its_deadline_is_stopped_alone(talk: Talk) -> None:
    """审核那个 is the one of the lower committee, though nobody said its whole name."""
    talk.say("个人申报、单位推荐、县里审核三个截止各提前5天提醒我")
    assert coming(talk) == ["12-01 09:00", "12-14 09:00", "12-30 09:00"]
    talk.say("审核那个不要了")
    assert coming(talk) == ["12-01 09:00", "12-14 09:00"]
    talk.say("剩下两个都放到上午11点")
    assert coming(talk) == ["12-01 11:00", "12-14 11:00"]


def test_one_that_is_named_and_not_there_is_asked_about(talk: Talk) -> None:
    """打电话那个不要了, where nothing of the kind was wished, stops nothing."""
    talk.say("11月20号上午9点提醒我盖章")
    text = talk.say("打电话那个不要了")
    assert "哪一个" in text
    assert coming(talk) == ["11-20 09:00"]


def test_a_role_that_is_only_a_reason_names_none(talk: Talk) -> None:
    """人事出差了 tells why 这个 is not wanted any more."""
    talk.say("11月17号上午8点半提醒我去单位盖章")
    talk.say("人事出差了，这个删掉")
    assert coming(talk) == []


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("师弟的公示11月23号结束，前一天下午5点喊我一声", "11-22 17:00"),
        ("我的评审会12月20号，提前两天上午9点提醒我", "12-18 09:00"),
    ],
)
def test_days_before_a_day_of_ones_own(talk: Talk, said: str, moment: str) -> None:
    """They are counted from the day that was said, not from a deadline of the notice."""
    talk.say(said)
    assert coming(talk) == [moment]


def test_days_before_an_event_whose_day_nobody_knows_wait_for_it(talk: Talk) -> None:
    """公示结束前一天: when does it end?"""
    text = talk.say("我们单位公示结束前一天提醒我")
    assert "公示结束”是哪一天" in text
    assert coming(talk) == []
    talk.say("25号结束")
    assert coming(talk) == ["11-24 09:00"]


def test_the_same_time_for_something_else(talk: Talk) -> None:
    """还是那个时间 is the time of what was set before."""
    talk.say("12月1号上午9点提醒我徒弟小陈导学时卡")
    text = talk.say("再提醒我跟厂里讲一声，还是那个时间")
    assert "2022年12月1日9:00" in text
    assert coming(talk) == ["12-01 09:00", "12-01 09:00"]


def test_an_order_and_then_a_question_in_one_message(talk: Talk) -> None:
    """Both are carried out, in their order."""
    talk.say("12月3号、12月4号上午8点各提醒我一遍点提交")
    talk.say("先全部暂停")
    text = talk.say("恢复，再列给我看")
    assert "已恢复" in text
    assert "您有2个提醒" in text
    assert coming(talk) == ["12-03 08:00", "12-04 08:00"]


def test_whether_it_comes_on_a_certain_day(talk: Talk) -> None:
    """A day on which nothing comes, and one with what comes."""
    talk.say("从明天到12月6号，工作日每天上午8点提醒我看看系统退没退回")
    assert "11月19日（周六）不提醒您" in talk.say("礼拜六会不会响")
    text = talk.say("那礼拜五会不会响")
    assert "11月18日（周五）会提醒您" in text
    assert "看看系统退没退回" in text


def test_one_weekday_of_several_is_changed_for_another(talk: Talk) -> None:
    """礼拜四那个换成礼拜六: the other day stays."""
    talk.say("每周二和周四晚上7点提醒我录业绩")
    text = talk.say("礼拜四那个换成礼拜六")
    assert "每周二、周六19:00" in text
    assert coming(talk)[:3] == ["11-15 19:00", "11-19 19:00", "11-22 19:00"]


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("怕睡过头，6点再多一个", "12-06 06:00"),
        ("第二天一样的钟点再催一遍", "12-07 07:00"),
        ("当天晚上8点也叫一声", "12-06 20:00"),
    ],
)
def test_another_beside_the_last_one(talk: Talk, said: str, moment: str) -> None:
    """On its day or the next, at its hour if none is said."""
    talk.say("12月6号早上7点喊我起来交")
    talk.say(said)
    assert coming(talk) == sorted(["12-06 07:00", moment])


def test_after_a_deadline_that_its_words_name_it_is_too_late(talk: Talk) -> None:
    """Who wants to be told on the 9th to apply until the 6th is told so, and may name another day."""
    text = talk.say("12月9号上午9点提醒我上网提交个人申报")
    assert "就晚了" in text
    assert coming(talk) == []
    talk.say("哎呀，那换12月2号上午10点")
    assert coming(talk) == ["12-02 10:00"]


def test_what_comes_after_it_may_be_later(talk: Talk) -> None:
    """The result of the application is no matter of its deadline."""
    talk.say("12月9号上午9点提醒我查个人申报的结果")
    assert coming(talk) == ["12-09 09:00"]


def test_the_last_of_them(talk: Talk) -> None:
    """末一趟哪天 asks for the last time it comes."""
    talk.say("每周日晚上7点半提醒我理照片")
    assert "最后一次：2022年12月4日19:30" in talk.say("末一趟哪天")


def test_a_wish_without_a_word_for_it(talk: Talk) -> None:
    """A day, an hour and what is to be done, said like wishes are."""
    talk.say("替我爸记一个，11月20号早上8点拍作品")
    assert coming(talk) == ["11-20 08:00"]


@pytest.mark.parametrize("said", ["过两个钟头叫我打电话给厉佳", "两个钟头后叫我打电话给厉佳"])
def test_after_so_many_hours(talk: Talk, said: str) -> None:
    """Counted from now."""
    talk.say(said)
    assert coming(talk) == ["11-15 12:00"]


def test_who_leaves_all_as_it_is(talk: Talk) -> None:
    """Nothing is changed, and that is said."""
    talk.say("11月20号上午9点提醒我盖章")
    assert "没有改" in talk.say("算了不改了")
    assert coming(talk) == ["11-20 09:00"]


@pytest.mark.parametrize(
    ("first", "said", "moment"),
    [
        ("11月24日上午9点15分提醒我寄材料", "往后推一日", "11-25 09:15"),
        ("12月18号上午10点提醒我盖章", "18号礼拜天没人，挪到16号", "12-16 10:00"),
        ("12月3号早上8点叫我", "早一天", "12-02 08:00"),
    ],
)
def test_a_day_is_moved_from_where_it_is(talk: Talk, first: str, said: str, moment: str) -> None:
    """By an amount, or to a day of the month in which it is nearest."""
    talk.say(first)
    talk.say(said)
    assert coming(talk) == [moment]


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("师傅12月3号做寿，早两天中午12点提醒我买酒", "12-01 12:00"),
        ("这个月最后一天下午1点提醒我结工资", "11-30 13:00"),
    ],
)
def test_days_of_the_calendar(talk: Talk, said: str, moment: str) -> None:
    """Counted back from one that is said, or the last of a month, and not of the call."""
    talk.say(said)
    assert coming(talk) == [moment]


def test_an_hour_in_the_evening_is_of_the_evening(talker: Assistant) -> None:
    """At eight in the evening 九点 is in an hour."""
    talk = Talk(talker, now=OPEN.replace(hour=20), channel=PUSHES)
    assert talk.now.astimezone(SHANGHAI).hour == 20
    talk.say("九点整喊我最后查一遍")
    assert coming(talk) == ["11-15 21:00"]


def test_a_wish_and_its_change_in_the_middle_of_an_interview(talk: Talk) -> None:
    """The question stays open, and what answers it answers it."""
    talk.say("我能不能报", "在职")
    talk.say("先记一笔，明天下午2点叫我导学时卡")
    assert coming(talk) == ["11-16 14:00"]
    talk.say("改晚一天")
    assert coming(talk) == ["11-17 14:00"]
    assert talk.status == {"asking": "civil_status"}
    talk.say("都不是")
    assert talk.answers["civil_status"] == "none"


def test_it_rests_until_a_day_from_which_it_is_to_go_on(talk: Talk) -> None:
    """这星期不用，下礼拜一再开始 pauses until Monday."""
    talk.say("工作日天天8点半催我登陆平台看看")
    talk.say("这星期不用，下礼拜一再开始")
    assert coming(talk)[0] == "11-21 08:30"


def test_the_last_answer_is_meant_by_this_and_not_the_last_reminder(talk: Talk) -> None:
    """这个也提醒我, after the personal deadline was told, is of that."""
    talk.say("单位几号前要推荐好", "这个提早一周提醒我，上午9点", "职工自己报又是几号")
    talk.say("这个也提醒我，当天8点")
    assert coming(talk) == ["12-06 08:00", "12-12 09:00"]
