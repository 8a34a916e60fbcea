"""What is wished beside a wish: the same for somebody else, once more in the evening, all of them moved together."""

from __future__ import annotations

import pytest

from tests.conversation.reminding import coming, running
from tests.conversation.talks import Talk


@pytest.mark.parametrize(
    ("lines", "told", "when"),
    [
        (
            ["11月25号10点提醒我催陈师傅传材料", "老李也一样，晚半个钟头"],
            ["催陈师傅传材料", "催老李传材料"],
            ["11-25 10:00", "11-25 10:30"],
        ),
        (
            ["11月25号10点提醒我给小陈打电话", "小王也是，早一刻钟"],
            ["给小陈打电话", "给小王打电话"],
            ["11-25 09:45", "11-25 10:00"],
        ),
        (
            ["11月25号10点提醒我催陈师傅", "王师傅也来一个，11点"],
            ["催陈师傅", "催王师傅"],
            ["11-25 10:00", "11-25 11:00"],
        ),
        (["11月25号10点提醒我交表", "徒弟也一样"], ["交表", "徒弟:交表"], ["11-25 10:00", "11-25 10:00"]),
        (
            ["11月25号10点提醒我找领导签字", "那老周也要一个，26号"],
            ["找领导签字", "老周:找领导签字"],
            ["11-25 10:00", "11-26 10:00"],
        ),
    ],
)
def test_the_same_for_somebody_else(talk: Talk, lines: list[str], told: list[str], when: list[str]) -> None:
    """It comes beside the first, which stays as it is."""
    talk.say(*lines)
    assert [one.about.replace("：", ":") for one in running(talk)] == told
    assert coming(talk) == when


@pytest.mark.parametrize("said", ["开会的也晚半小时", "那个也晚半小时", "陈师傅也晚半小时"])
def test_a_wish_that_is_named_is_moved(talk: Talk, said: str) -> None:
    """Who is told of already, or what, is nobody else."""
    talk.say("11月25号10点提醒我陪陈师傅开会", said)
    assert coming(talk) == ["11-25 10:30"]


def test_all_that_was_noted_is_listed_and_the_next_told(talk: Talk) -> None:
    """Nothing of what was wished is lost on the way."""
    talk.say("11月25号10点提醒我催陈师傅", "老李也一样，晚半个钟头")
    listed = talk.say("把我记的都列列")
    assert "催陈师傅" in listed
    assert "催老李" in listed
    assert "催老李" in talk.say("陈师傅那个不要了，他交好了", "那接下来最近一个是？")


@pytest.mark.parametrize(
    ("lines", "when"),
    [
        (["今晚九点一定喊我，要点提交", "怕睡着，九点半再喊一回"], ["11-15 21:00", "11-15 21:30"]),
        (["今晚九点提醒我交表", "十点再叫我一次"], ["11-15 21:00", "11-15 22:00"]),
        (["明天晚上8点提醒我核对附件", "8点三刻再催一遍"], ["11-16 20:00", "11-16 20:45"]),
        (["明天下午3点提醒我去盖章", "4点半再喊我一次"], ["11-16 15:00", "11-16 16:30"]),
        (["明天早上8点提醒我去盖章", "9点再喊我一次"], ["11-16 08:00", "11-16 09:00"]),
    ],
)
def test_once_more_at_an_hour_near_the_first(talk: Talk, lines: list[str], when: list[str]) -> None:
    """The half of the day is that of the wish beside which it comes, and so are the words."""
    talk.say(*lines)
    assert coming(talk) == when
    assert len({one.about for one in running(talk)}) == 1


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("那都往后挪一天，时间不变", ["11-16 21:00", "11-16 21:30"]),
        ("两个都改到后天，钟点照旧", ["11-17 21:00", "11-17 21:30"]),
        ("都推迟两天", ["11-17 21:00", "11-17 21:30"]),
    ],
)
def test_all_are_moved_together(talk: Talk, said: str, when: list[str]) -> None:
    """Each keeps its hour, also when something else was asked between."""
    talk.say("今晚九点喊我交表", "九点半再喊一回", "过了今天还能交么", said)
    assert coming(talk) == when


@pytest.mark.parametrize(
    ("asked", "again", "told"),
    [
        ("有疑问打哪几个号码", "他电话再讲一遍", "0571-"),
        ("有疑问打哪几个号码", "号码再报一遍给我", "0571-"),
        ("网上申报网址是什么", "网址再发一遍", "zcps"),
    ],
)
def test_what_an_answer_held_is_told_again(talk: Talk, asked: str, again: str, told: str) -> None:
    """It is not taken for the list of reminders; what names one of these still is."""
    assert told in talk.say(asked, "明天上午9点提醒我打电话问", again)
    assert "您有1个提醒" in talk.say("打电话那个再念一遍")
