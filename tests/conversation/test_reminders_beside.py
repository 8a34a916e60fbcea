"""Conversations about reminders: one more beside what there is, several at once, what comes too late, what was left out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conversation.reminding import coming, running
from tests.conversation.talks import Talk

PERSONAL = "个人申报截止前三天下午四点提醒我"
STAMP, TABLE, CALL = "12月3号9点提醒我盖章", "12月5号10点提醒我打印", "12月6号8点提醒我打电话"


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        ("单位推荐那个截止前一个礼拜也来，同样钟点", ["12-03 16:00", "12-12 16:00"]),
        ("单位推荐的，提前五天，早上八点", ["12-03 16:00", "12-14 08:00"]),
        ("下级评委会的截止提前两天", ["12-03 16:00", "01-02 16:00"]),
        ("再早一天也加一个，上午十点钟", ["12-02 10:00", "12-03 16:00"]),
        ("提前五天吧", ["12-01 16:00"]),
    ],
)
def test_another_deadline_comes_beside(talk: Talk, said: str, moments: list[str]) -> None:
    """How long before a deadline of which there is no wish is one more; of the one that was set it is a change."""
    talk.say(PERSONAL, said)
    assert sorted(coming(talk)) == sorted(moments)


@pytest.mark.parametrize("said", ["单位推荐那个改成提前五天", "单位推荐的不要了"])
def test_a_deadline_of_which_there_is_no_wish_changes_no_other(talk: Talk, said: str) -> None:
    """It is asked which one is meant."""
    talk.say(PERSONAL)
    assert "哪一个" in talk.say(said)
    assert coming(talk) == ["12-03 16:00"]


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        ("提前一刻钟再响一下", ["12-03 08:45", "12-03 09:00"]),
        ("再提前半小时响一次", ["12-03 08:30", "12-03 09:00"]),
        ("晚一小时再来一次", ["12-03 09:00", "12-03 10:00"]),
        ("早半小时", ["12-03 08:30"]),
    ],
)
def test_once_more_sooner_or_later(talk: Talk, said: str, moments: list[str]) -> None:
    """Once more is beside what there is; sooner alone is a change."""
    talk.say(STAMP, said)
    assert coming(talk) == moments


@pytest.mark.parametrize(
    ("before", "said", "moments"),
    [
        ([STAMP, "提前一刻钟再响一下"], "两个都挪到12月4号", ["12-04 08:45", "12-04 09:00"]),
        ([STAMP, TABLE, CALL], "后面两个都挪到12月7号", ["12-03 09:00", "12-07 08:00", "12-07 10:00"]),
        ([STAMP, TABLE, CALL], "三个都晚一天", ["12-04 09:00", "12-06 10:00", "12-07 08:00"]),
        ([STAMP, TABLE, CALL], "两个都挪到12月7号", ["12-03 09:00", "12-05 10:00", "12-06 08:00"]),
    ],
)
def test_several_at_once(talk: Talk, before: list[str], said: str, moments: list[str]) -> None:
    """As many as are named are moved, each at its hour; of three it is asked which two."""
    talk.say(*before, said)
    assert coming(talk) == moments


def test_one_of_several_times_before_a_deadline_is_dropped(talk: Talk) -> None:
    """10天 is not the day itself."""
    talk.say("单位推荐截止前10天、5天、1天各提醒一次", "10天那次不要")
    assert coming(talk) == ["12-14 09:00", "12-18 09:00"]


def test_dropped_and_then_listed(talk: Talk) -> None:
    """What is asked after an order is told, and points at nothing that is to be dropped."""
    assert "12月5日" in talk.say(STAMP, TABLE, CALL, "那6号的不要了，看看前面两个在不在")
    assert coming(talk) == ["12-03 09:00", "12-05 10:00"]


@pytest.mark.parametrize(
    ("before", "said", "is_set"),
    [
        ([], "12月8日8点提醒我补交", False),
        ([], "12月8日8点提醒我交材料", True),
        (["1月3日上午9点提醒我把审核推荐提交掉"], "1月5日9点再提醒我推一批", True),
        (["12月3日9点提醒我提交"], "12月9日9点再提醒我看一遍", True),
    ],
)
def test_a_deadline_that_is_over_by_then_is_told(
    talk: Talk, before: list[str], said: str, is_set: bool
) -> None:
    """What cannot help any more is not set; what may be for something else is, and the deadline is named with its clause."""
    text = talk.say(*before, said)
    assert "截止" in text
    assert len(running(talk)) == len(before) + is_set
    assert talk.replies[0].clauses == ("四.二",)


@pytest.mark.parametrize("said", ["12月8日8点提醒我看结果", "12月3日8点提醒我交材料"])
def test_no_deadline_is_told_that_does_not_matter(talk: Talk, said: str) -> None:
    """Neither of what comes afterwards nor of what is in time."""
    assert "截止" not in talk.say(said)


@pytest.mark.parametrize(
    ("before", "said", "moment"),
    [
        (["12月3号提醒我盖章"], "吃过夜饭，七点", "12-03 19:00"),
        (["12月3号提醒我盖章"], "吃过中饭，一点好了", "12-03 13:00"),
        ([], "12月3号晚饭后七点半提醒我盖章", "12-03 19:30"),
        ([], "12月3号吃过晚饭提醒我盖章", "12-03 19:00"),
        ([STAMP], "不成，那天有客人，12月4号这时", "12-04 09:00"),
    ],
)
def test_meals_tell_the_part_of_the_day(talk: Talk, before: list[str], said: str, moment: str) -> None:
    """An hour beside a meal is in that half of the day; what stands before another day only tells why."""
    talk.say(*before, said)
    assert coming(talk) == [moment]


def test_an_hour_that_may_be_two_is_asked_with_both(talk: Talk) -> None:
    """Both are named in words, and either half of the day answers."""
    text = talk.say("明天三点提醒我盖章")
    assert "3:00" in text
    assert "15:00" in text
    talk.say("下午的")
    assert coming(talk) == ["11-16 15:00"]


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("交评审材料的事", "交评审材料"),
        ("去单位盖章", "去单位盖章"),
        ("给黄犇打电话", "给黄犇打电话"),
        ("打印学时卡这件事", "打印学时卡"),
    ],
)
def test_what_to_tell_is_a_piece_too(talk: Talk, said: str, about: str) -> None:
    """Who only asked to be reminded and then says of what is asked when."""
    assert "哪一天" in talk.say("提醒我一下", said)
    talk.say("下礼拜三", "早上八点")
    (wish,) = running(talk)
    assert (wish.about, coming(talk)) == (about, ["11-23 08:00"])


@pytest.mark.parametrize(
    ("said", "count"), [("报名那个", 1), ("我是厂里的", 1), ("材料清单", 0), ("要交哪些材料", 0)]
)
def test_what_else_follows_a_bare_wish(talk: Talk, said: str, count: int) -> None:
    """A deadline, a role or a question is none of what is to be told."""
    talk.say("提醒我一下", said)
    assert [one.about for one in running(talk)] == [""] * count


def test_what_waits_is_dropped_by_its_day(talk: Talk) -> None:
    """The others stay."""
    talk.say(STAMP, "再加12月25号 提醒我网上申报", "哦搞错了 25号的不要")
    assert coming(talk) == ["12-03 09:00"]


def test_what_is_done_is_dropped_while_something_is_asked(talk: Talk) -> None:
    """In the middle of the interview too, which goes on."""
    talk.say("我能不能报", "11月26号上午十点提醒我帮他注册账号", "他自己搞定了，取消吧")
    assert coming(talk) == []
    assert talk.status is not None


def test_all_are_read_out(talk: Talk) -> None:
    """Nothing of the notice is read out in their place."""
    text = talk.say(PERSONAL, "单位推荐的提前五天", "全部念给我听")
    assert "12月14日" in text
    talk.now += timedelta(days=1)
    assert "2个" in talk.say("念给我听听都有哪些")
