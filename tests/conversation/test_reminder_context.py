"""Conversations about reminders: what was answered or set just before is what is meant, and no other."""

from __future__ import annotations

import pytest

from tests.conversation.reminding import coming
from tests.conversation.talks import Talk


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            "单位推荐截止前三天提醒我，个人申报截止前一周也提醒，再加12月1号",
            [
                "2022年11月29日9:00 网上个人申报截止（提前7天）",
                "2022年12月1日9:00 网上个人申报截止（提前5天）",
                "2022年12月16日9:00 所在单位推荐截止（提前3天）",
            ],
        ),
        (
            "个人申报提前五天提醒我，单位推荐提前三天，县里审核提前一天",
            [
                "2022年12月1日9:00 网上个人申报截止（提前5天）",
                "2022年12月16日9:00 所在单位推荐截止（提前3天）",
                "2023年1月3日9:00 下级评委会审核推荐截止（提前1天）",
            ],
        ),
        (
            "个人申报截止前三天提醒我，再加12月1号",
            [
                "2022年12月1日9:00 网上个人申报截止（提前5天）",
                "2022年12月3日9:00 网上个人申报截止（提前3天）",
            ],
        ),
    ],
)
def test_each_lead_is_told_with_its_own_deadline(talk: Talk, said: str, lines: list[str]) -> None:
    """A day beside them is of the deadline before it."""
    text = talk.say(said)
    assert [line for line in lines if line not in text] == []
    assert len(coming(talk)) == len(lines)


def test_a_subject_without_a_day_is_of_no_deadline(talk: Talk) -> None:
    """So many days before it wait for its day, however often they are said."""
    talk.say("材料什么时候寄")
    assert "没有写日期" in talk.say("这个也提醒我")
    assert "没法往前算" in talk.say("提前两天")
    assert "没法往前算" in talk.say("那提前三天")
    assert coming(talk) == []
    talk.say("11月25日")
    assert coming(talk) == ["11-22 09:00"]


@pytest.mark.parametrize("said", ["还是算了", "要不还是算了吧", "那还是别设了"])
def test_who_thinks_better_of_it(talk: Talk, said: str) -> None:
    """A wish that waits is dropped, and so is what was just set; others stay."""
    talk.say("12月3日9点提醒我交表", "提醒我补学时", said)
    assert coming(talk) == ["12-03 09:00"]
    talk.say("12月5日9点提醒我打电话", said)
    assert coming(talk) == ["12-03 09:00"]


def test_who_thinks_better_of_the_first(talk: Talk) -> None:
    """Where nothing was set, nothing is."""
    talk.say("材料什么时候寄", "这个也提醒我")
    assert "没有新设" in talk.say("还是算了")
    assert "还没有设提醒" in talk.say("你刚才记的啥")


@pytest.mark.parametrize("said", ["你刚才记的啥", "刚才给我设的是哪个", "刚记下的念一下"])
def test_what_was_set_last_is_told(talk: Talk, said: str) -> None:
    """And not all that there is."""
    talk.say("12月3日9点提醒我交表", "12月5日9点提醒我打电话")
    text = talk.say(said)
    assert "打电话" in text
    assert "交表" not in text


@pytest.mark.parametrize("said", ["还剩几题", "还有几道题", "还要答几个问题"])
def test_what_is_left_of_the_interview_is_no_list_of_reminders(talk: Talk, said: str) -> None:
    """Though reminders were spoken of just before."""
    talk.say("我能不能报", "12月3日9点提醒我交表")
    assert "交表" not in talk.say(said)


def test_how_long_before_waits_for_which_deadline(talk: Talk) -> None:
    """Where none was named, none is taken."""
    talk.say("提醒我")
    assert "按哪个截止日算" in talk.say("提前两天")
    talk.say("个人的")
    assert coming(talk) == ["12-04 09:00"]
