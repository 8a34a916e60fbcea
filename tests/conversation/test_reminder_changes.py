"""Conversations about reminders: several changes at once, what undoes or corrects one, and wishes named by their words."""

from __future__ import annotations

import pytest

from bot.conversation.stored import conversation_of, saved_of
from bot.store.model.saved import Saved
from tests.conversation.reminding import coming
from tests.conversation.talks import Talk

TABLE, CALL, GROUP = "12月3日9点提醒我寄表", "12月4日9点提醒我打电话", "12月5日9点提醒我看微信群"


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        ("第一个改8点，第二个取消，第三个改到6号", ["12-03 08:00", "12-06 09:00"]),
        ("第一个改8点第二个取消第三个推后一天", ["12-03 08:00", "12-06 09:00"]),
        ("第一个提前一天 第二个推后两天", ["12-02 09:00", "12-05 09:00", "12-06 09:00"]),
        ("寄表的取消，打电话的推到6号", ["12-05 09:00", "12-06 09:00"]),
        (
            "取消寄表的；打电话那个改到8号下午3点；微信群那个推迟一天",
            ["12-06 09:00", "12-08 15:00"],
        ),
        ("3号的不要了，4号的改成下午两点", ["12-04 14:00", "12-05 09:00"]),
        ("第一个改到8点，我那天要开会，第三个不要了", ["12-03 08:00", "12-04 09:00"]),
        ("寄表的取消，12月9号下午3点提醒我开会", ["12-04 09:00", "12-05 09:00", "12-09 15:00"]),
        ("把寄表和打电话的都推后一天", ["12-04 09:00", "12-05 09:00", "12-05 09:00"]),
        ("寄表、打电话的都改成8点", ["12-03 08:00", "12-04 08:00", "12-05 09:00"]),
    ],
)
def test_several_changes_of_a_message_are_all_made(talk: Talk, said: str, moments: list[str]) -> None:
    """Each for the wish that it names."""
    talk.say(TABLE, CALL, GROUP, "我有哪些提醒", said)
    assert coming(talk) == moments


def test_several_changes_are_all_read_back(talk: Talk) -> None:
    """The new times, and what was stopped."""
    talk.say(TABLE, CALL, GROUP, "我有哪些提醒")
    text = talk.say("第一个改8点，第二个取消，第三个改到6号")
    assert "12月3日8:00提醒您：寄表" in text
    assert "已停，不再提醒：\n· 2022年12月4日9:00 打电话" in text
    assert "12月6日9:00提醒您：看微信群" in text


@pytest.mark.parametrize("said", ["个人的改成晚上8点，单位的取消", "单位的不要了，个人的晚上8点"])
def test_changes_of_deadlines_in_turn(talk: Talk, said: str) -> None:
    """One is stopped, and only the other changed."""
    talk.say("个人申报提前三天提醒我", "单位推荐提前三天提醒我", said)
    assert coming(talk) == ["12-03 20:00"]


def test_what_cannot_be_told_of_several_is_asked_last(talk: Talk) -> None:
    """The others are done."""
    talk.say(TABLE, CALL, GROUP, "我有哪些提醒")
    assert "哪一个" in talk.say("第一个改8点，第七个取消，第三个改到6号")
    assert coming(talk) == ["12-03 08:00", "12-04 09:00", "12-06 09:00"]
    talk.say("第二个")
    assert coming(talk) == ["12-03 08:00", "12-06 09:00"]


def test_of_two_that_cannot_be_told_one_is_asked(talk: Talk) -> None:
    """And the other is said to be undone."""
    talk.say(TABLE, CALL, GROUP, "我有哪些提醒")
    text = talk.say("第六个改8点，第七个取消")
    assert "第六个改8点”这一句还没办" in text
    assert "哪一个" in text


@pytest.mark.parametrize("said", ["3号的不要了，改成5号", "3号那个取消，改到5号"])
def test_what_is_moved_is_not_stopped(talk: Talk, said: str) -> None:
    """不要了 is of the old time."""
    talk.say(TABLE, CALL, said)
    assert coming(talk) == ["12-04 09:00", "12-05 09:00"]


@pytest.mark.parametrize(
    "said",
    [
        "撤销",
        "改回来",
        "还是原来的吧",
        "算了，还是按原来的时间",
        "哎改错了，恢复原来的",
        "换回去吧",
        "还原一下",
    ],
)
@pytest.mark.parametrize(
    ("before", "change"),
    [
        ([TABLE], "改到12月4日下午三点"),
        (["个人申报提前三天提醒我"], "改成提前五天"),
        (["每天8点提醒我看系统"], "改到晚上8点"),
        ([TABLE, CALL, "我有哪些提醒"], "第一个改8点，第二个取消"),
    ],
)
def test_a_change_is_undone(talk: Talk, before: list[str], change: str, said: str) -> None:
    """The old time comes back, and is read back."""
    talk.say(*before)
    was = coming(talk)
    talk.say(change)
    assert coming(talk) != was
    assert "已改回原来的" in talk.say(said)
    assert coming(talk) == was


def test_undoing_is_kept_in_the_store(talk: Talk) -> None:
    """A process that takes the next message knows what was changed."""
    talk.say(TABLE, "改到12月4日下午三点")
    kept = saved_of(Saved(), talk.conversation, talk.assistant.pack.facts.id)
    talk.conversation = conversation_of(kept)
    talk.say("改回来")
    assert coming(talk) == ["12-03 09:00"]


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        ("不用改回来", ["12-03 08:00", "12-04 09:00"]),
        ("就这样，不改了", ["12-03 08:00", "12-04 09:00"]),
        ("撤销打电话那个", ["12-03 08:00"]),
        ("改回9点", ["12-03 09:00", "12-04 09:00"]),
    ],
)
def test_what_undoes_no_change(talk: Talk, said: str, moments: list[str]) -> None:
    """A time or a wish that is named is meant, and what stays stays."""
    talk.say(CALL, TABLE, "改到8点", said)
    assert coming(talk) == moments


def test_what_was_only_set_is_stopped(talk: Talk) -> None:
    """撤销 takes it back as well."""
    talk.say(TABLE, "撤销")
    assert coming(talk) == []


@pytest.mark.parametrize(
    "said",
    [
        "不是两天，是三天",
        "不是提前两天，是提前三天",
        "不是两天是三天",
        "我说的是三天不是两天",
        "说错了，是提前三天",
        "打错了，是三天前",
        "哦不对，三天",
        "两天改成三天",
        "两天太短，三天吧",
    ],
)
@pytest.mark.parametrize("before", [[], ["单位推荐提前两天提醒我"]])
def test_the_days_before_a_deadline_are_put_right(talk: Talk, before: list[str], said: str) -> None:
    """Those of what was just set, and of no other."""
    talk.say(*before)
    others = coming(talk)
    talk.say("个人申报提前两天提醒我", said)
    assert coming(talk) == ["12-03 09:00", *others]


@pytest.mark.parametrize(
    ("before", "said", "moments"),
    [
        ("个人申报提前七天、两天提醒我", "不是两天，是三天", ["11-29 09:00", "12-03 09:00"]),
        ("个人申报提前两天早上8点提醒我", "不是两天，是三天，9点", ["12-03 09:00"]),
        (TABLE, "不是3号，是4号", ["12-04 09:00"]),
        (TABLE, "不是9点，是8点", ["12-03 08:00"]),
        (TABLE, "是8点不是9点", ["12-03 08:00"]),
    ],
)
def test_what_is_denied_makes_room_for_what_is_said(
    talk: Talk, before: str, said: str, moments: list[str]
) -> None:
    """And nothing else is changed by it."""
    talk.say("12月9日9点提醒我看微信群", before, said)
    assert coming(talk) == [*moments, "12-09 09:00"]


@pytest.mark.parametrize(
    "said",
    [
        "周末别提醒",
        "礼拜六礼拜天不要响",
        "周六周日别叫我",
        "周末休息",
        "双休日就不用了",
        "只要工作日",
        "改成工作日",
        "只在周一到周五提醒",
    ],
)
def test_a_daily_reminder_without_the_weekend(talk: Talk, said: str) -> None:
    """It goes on from Monday to Friday, at its hour and with its words."""
    talk.say("每天8点提醒我补学时")
    text = talk.say(said)
    assert "已改" in text
    assert "补学时" in text
    assert coming(talk)[:5] == ["11-16 08:00", "11-17 08:00", "11-18 08:00", "11-21 08:00", "11-22 08:00"]
    assert len(coming(talk)) == 15


@pytest.mark.parametrize("said", ["这周末别提醒", "这个周末不要叫"])
def test_one_weekend_is_left_out(talk: Talk, said: str) -> None:
    """The others are not."""
    talk.say("每天8点提醒我补学时", said)
    assert "11-19 08:00" not in coming(talk)
    assert "11-26 08:00" in coming(talk)


@pytest.mark.parametrize(
    ("said", "first", "last", "count"),
    [
        ("连续三天早上9点提醒我补学时", "11-16 09:00", "11-18 09:00", 3),
        ("12月1号起连着五天8点提醒我补学时", "12-01 08:00", "12-05 08:00", 5),
        ("截止前五天开始每天提醒我", "12-01 09:00", "12-06 09:00", 6),
        ("从单位推荐截止前三天开始每天早上8点提醒我", "12-16 08:00", "12-19 08:00", 4),
    ],
)
def test_so_many_days_in_a_row(talk: Talk, said: str, first: str, last: str, count: int) -> None:
    """From the day that is said on, else from the next one."""
    talk.say(said)
    assert (coming(talk)[0], coming(talk)[-1], len(coming(talk))) == (first, last, count)


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("到12月19日就不用了", "12-19 08:00"),
        ("到单位推荐截止那天就不用了", "12-19 08:00"),
        ("单位推荐截止以后不用再提醒", "12-19 08:00"),
        ("过了12月1号就别叫了", "12-01 08:00"),
        ("12月1号以后就不用提醒了", "12-01 08:00"),
        ("12月1号起就不用了", "11-30 08:00"),
        ("改到12月19日为止", "12-19 08:00"),
    ],
)
def test_from_a_day_on_what_comes_again_is_not_wanted(talk: Talk, said: str, last: str) -> None:
    """Up to then it still comes."""
    talk.say(TABLE, "每天8点提醒我看系统")
    text = talk.say(said)
    assert "已改" in text
    assert "看系统" in text
    talk.say("寄表那个不要了")
    assert coming(talk)[0] == "11-16 08:00"
    assert coming(talk)[-1] == last


def test_what_rests_up_to_a_day_goes_on_then(talk: Talk) -> None:
    """停到 ends nothing."""
    talk.say("每天8点提醒我看系统")
    assert "已暂停" in talk.say("停到12月1号")


UPLOAD, PHOTO = "12月3日9点提醒我上传材料", "12月4日9点提醒我拍照片"


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        ("上传的再提前两天", ["12-01 09:00", "12-04 09:00", "12-05 09:00"]),
        ("拍照那个挪到21号", ["11-21 09:00", "12-03 09:00", "12-05 09:00"]),
        ("看群那个不要了", ["12-03 09:00", "12-04 09:00"]),
        ("看群的改到下午三点", ["12-03 09:00", "12-04 09:00", "12-05 15:00"]),
        ("拍召那个推后一天", ["12-03 09:00", "12-05 09:00", "12-05 09:00"]),
        ("上转材料的取消", ["12-04 09:00", "12-05 09:00"]),
        ("传材料那个不用了", ["12-04 09:00", "12-05 09:00"]),
    ],
)
def test_a_wish_is_named_by_some_of_its_words(talk: Talk, said: str, moments: list[str]) -> None:
    """Whatever was spoken of last; a word may be shortened or misspelt."""
    talk.say(UPLOAD, PHOTO, GROUP, said)
    assert coming(talk) == moments


@pytest.mark.parametrize(
    "said", ["缴费的改成下午三点", "缴费的不要了", "开会那个推后一天", "缴费那个取消", "开会的提前一天"]
)
def test_what_is_named_and_not_there_changes_no_other(talk: Talk, said: str) -> None:
    """It is asked which is meant."""
    talk.say(UPLOAD, PHOTO, GROUP)
    assert "哪一个" in talk.say(said)
    assert coming(talk) == ["12-03 09:00", "12-04 09:00", "12-05 09:00"]


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        (
            "前七天早上8点、前五天中午12点、前三天下午3点、前一天晚上8点、当天早上7点提醒我",
            ["11-29 08:00", "12-01 12:00", "12-03 15:00", "12-05 20:00", "12-06 07:00"],
        ),
        (
            "提前10天提醒我，提前7天提醒我，提前5天提醒我，提前3天提醒我，提前1天提醒我",
            ["11-26 09:00", "11-29 09:00", "12-01 09:00", "12-03 09:00", "12-05 09:00"],
        ),
        (
            "截止前10天8点，前7天9点，前5天10点，前3天11点，前1天12点提醒我交申报",
            ["11-26 08:00", "11-29 09:00", "12-01 10:00", "12-03 11:00", "12-05 12:00"],
        ),
        ("前三天和前一天早上8点提醒我", ["12-03 08:00", "12-05 08:00"]),
    ],
)
def test_each_time_before_a_deadline_is_kept(talk: Talk, said: str, moments: list[str]) -> None:
    """With its own hour, if it has one."""
    talk.say(said)
    assert coming(talk) == moments


@pytest.mark.parametrize(
    "before", [["12月3日和5日9点提醒我交表"], ["12月3日9点提醒我交表", "12月5日9点提醒我交表"]]
)
def test_of_two_with_the_same_words_only_the_one_that_is_meant_changes(talk: Talk, before: list[str]) -> None:
    """By its place."""
    talk.say(*before, "我有哪些提醒", "第一个改到10点")
    assert coming(talk) == ["12-03 10:00", "12-05 09:00"]


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        (["十点差一刻"], ["12-03 09:45"]),
        (["9点太早", "10点差五分"], ["12-03 09:55"]),
        (["取消", "哎不对，还是留着吧"], ["12-03 09:00"]),
    ],
)
def test_an_hour_that_is_refused_or_short_of_one_and_what_is_kept_after_all(
    talk: Talk, said: list[str], moments: list[str]
) -> None:
    """What is too early changes nothing before another hour is told; what was cancelled comes back."""
    talk.say(TABLE)
    for words in said:
        talk.say(words)
    assert coming(talk) == moments


def test_the_day_of_the_deadline_is_that_by_which_it_is_to_be_done(talk: Talk) -> None:
    """Beside a moment before it, which has another day."""
    talk.say("12月5日中午12点提醒我在网上提交个人申报")
    talk.say("截止当天早上再来一个")
    assert coming(talk) == ["12-05 12:00", "12-06 08:00"]
