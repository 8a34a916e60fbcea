"""Conversations about reminders: other words for what is to be told, and the same time once more."""

from __future__ import annotations

import pytest

from tests.conversation.reminding import coming
from tests.conversation.talks import Talk

SIGNED = "12月3日9点提醒我找李工签字"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("不是签字，是盖章", "找李工盖章"),
        ("不是签字是盖章", "找李工盖章"),
        ("讲错了，盖章，不是签字，时间不变", "找李工盖章"),
        ("李工换成吴工", "找吴工签字"),
        ("把找李工签字改成寄快递", "寄快递"),
        ("内容改成寄快递吧", "寄快递"),
        ("换成寄快递", "寄快递"),
    ],
)
def test_other_words_stand_in_the_place_of_those_put_away(talk: Talk, said: str, told: str) -> None:
    """At the same time, and read back; 改回来 takes it back."""
    talk.say(SIGNED)
    assert f"12月3日9:00提醒您：{told}" in talk.say(said)
    assert coming(talk) == ["12-03 09:00"]
    assert "找李工签字" in talk.say("改回来")


def test_other_words_and_another_time_are_read_back_once(talk: Talk) -> None:
    """With all that is new."""
    talk.say(SIGNED)
    text = talk.say("不是签字，是盖章，改到10点")
    assert text.count("已改") == 1
    assert "12月3日10:00提醒您：找李工盖章" in text


def test_of_several_the_one_that_told_the_old_words_is_meant(talk: Talk) -> None:
    """And where two did, it is asked."""
    talk.say(SIGNED, "12月4日9点提醒我寄表")
    assert "12月3日9:00提醒您：找李工盖章" in talk.say("不是签字，是盖章")
    talk.say("12月5日9点提醒我给李工打电话", "还有12月6日9点提醒我买纸")
    assert "哪一个" in talk.say("李工换成吴工")


@pytest.mark.parametrize("said", ["我不是厂里的，是学校的", "不是签字是什么", "签字改到10点", "改成短信提醒"])
def test_what_puts_no_words_away_leaves_them(talk: Talk, said: str) -> None:
    """Another denial, a question, another time."""
    talk.say(SIGNED, said)
    assert "找李工签字" in talk.say("我有哪些提醒")


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        ("12月5日同一个钟点再叫我一次", ["12-03 09:00", "12-05 09:00"]),
        ("5号也要，一样的点", ["12-03 09:00", "12-05 09:00"]),
        ("那天要吃酒，5号同样时间", ["12-05 09:00"]),
        ("时间照旧", ["12-03 09:00"]),
    ],
)
def test_the_same_time_is_that_of_the_last_wish(talk: Talk, said: str, moments: list[str]) -> None:
    """With its words; the words for the time are none to be told."""
    talk.say(SIGNED)
    talk.say(said)
    assert coming(talk) == moments
    assert talk.say("我有哪些提醒").count("找李工签字") == len(moments)


def test_the_one_in_the_middle_of_three(talk: Talk) -> None:
    """By 当中 as by 中间."""
    talk.say("12月3日9点提醒我寄表", "12月4日9点提醒我打电话", "12月5日9点提醒我看群", "我有哪些提醒")
    talk.say("当中那个不要")
    assert coming(talk) == ["12-03 09:00", "12-05 09:00"]


def test_a_time_on_the_day_of_the_deadline_beside_one_before_it(talk: Talk) -> None:
    """Though 截止当天 elsewhere only tells why."""
    talk.say("帮忙弄两个提醒：单位推荐截止前三天上午9点一个，截止当天下午2点一个")
    assert coming(talk) == ["12-16 09:00", "12-19 14:00"]
