"""Conversations about reminders: how far an order to stop, change or resume reaches."""

from __future__ import annotations

import pytest

from tests.conversation.reminding import coming, running
from tests.conversation.talks import Talk

TABLE, CALL, PAPERS = "12月3日9点提醒我交表", "12月4日9点提醒我打电话", "12月5日9点提醒我寄材料"
DAILY, NIGHTLY = "每天8点提醒我看系统", "每天晚上8点提醒我填表"


def _awake(talk: Talk) -> set[str]:
    """What is told by the reminders that are not paused."""
    return {one.about for one in running(talk) if not one.is_paused(talk.now)}


@pytest.mark.parametrize("said", ["提醒取消", "取消提醒", "不用提醒了", "提醒不要了"])
def test_reminders_alone_name_none_of_several(talk: Talk, said: str) -> None:
    """It is asked which; the answer stops that one."""
    talk.say(TABLE, CALL)
    assert "哪一个" in talk.say(said)
    assert len(coming(talk)) == 2
    assert "打电话" in talk.say("第二个")
    assert coming(talk) == ["12-03 09:00"]


def test_reminders_alone_are_the_only_one(talk: Talk) -> None:
    """Where there is no other, nothing is to be asked."""
    talk.say(TABLE)
    assert "已停" in talk.say("提醒取消")
    assert coming(talk) == []


@pytest.mark.parametrize("said", ["取消每天那个", "把每天那个停了", "每天那条不要了"])
def test_what_is_named_as_one_is_stopped_alone(talk: Talk, said: str) -> None:
    """The daily one, and none of the others."""
    talk.say(TABLE, DAILY, "每周五9点提醒我补学时", "个人申报提前3天提醒我")
    assert "看系统" in talk.say(said)
    assert coming(talk) == [
        "11-18 09:00",
        "11-25 09:00",
        "12-02 09:00",
        "12-03 09:00",
        "12-03 09:00",
    ]


@pytest.mark.parametrize(
    ("said", "answer", "words"),
    [
        ("每天那个取消", "晚上那个", "每天20:00 填表"),
        ("每天那个改到9点", "第二个", "每天9:00提醒您：看系统"),
        ("每天那个先停停", "填表那个", "每天20:00 填表"),
    ],
)
def test_one_of_several_that_fit_is_asked_about(talk: Talk, said: str, answer: str, words: str) -> None:
    """Nothing is done to the others that fit as well; only these are listed."""
    talk.say(DAILY, NIGHTLY, TABLE)
    text = talk.say(said)
    assert "哪一个" in text
    assert "交表" not in text
    assert len(coming(talk)) == 44
    assert words in talk.say(answer)


def test_one_matter_at_several_hours_is_one(talk: Talk) -> None:
    """每天那个 are all hours of what was wished at once."""
    talk.say("每天早上8点、中午12点、晚上8点提醒我看系统", TABLE)
    assert "已停" in talk.say("每天那个不要了")
    assert coming(talk) == ["12-03 09:00"]


@pytest.mark.parametrize(
    ("before", "said", "back", "resting"),
    [
        (["暂停打电话那个", "寄材料那个也停一停"], "恢复吧", ["寄材料"], "打电话"),
        (["第一个不要了", "第二个也不要了"], "还是恢复吧", ["寄材料"], ""),
        (["暂停交表那个", "取消打电话那个"], "恢复提醒", ["打电话"], "交表"),
        (["取消交表那个", "取消打电话那个"], "恢复交表那个", ["交表"], ""),
        (["暂停交表那个", "暂停打电话那个"], "都恢复", ["交表", "打电话"], ""),
        (["全部取消"], "恢复吧", ["交表", "打电话", "寄材料"], ""),
    ],
)
def test_what_rested_last_is_resumed(
    talk: Talk, before: list[str], said: str, back: list[str], resting: str
) -> None:
    """Or what is named, or all; what still rests is said."""
    talk.say(TABLE, CALL, PAPERS, *before)
    there = _awake(talk)
    text = talk.say(said)
    assert _awake(talk) == there | {*back}
    assert ("还停着" in text) == bool(resting)
    assert resting in text


@pytest.mark.parametrize(
    ("first", "said", "words"),
    [
        ("每周三和周五9点提醒我补学时", "周五的不要了", "每周三9:00"),
        (DAILY, "周末不要了", "每周一至周五8:00"),
    ],
)
def test_a_day_of_the_week_is_taken_from_what_comes_again(
    talk: Talk, first: str, said: str, words: str
) -> None:
    """Of every week, and not only of this one."""
    talk.say(first)
    assert words in talk.say(said)


@pytest.mark.parametrize("said", ["这周六的不要", "11月19日的不要"])
def test_a_single_day_is_taken_from_what_comes_again(talk: Talk, said: str) -> None:
    """The other Saturdays stay."""
    talk.say(DAILY)
    talk.say(said)
    assert "11-19 08:00" not in coming(talk)
    assert "11-26 08:00" in coming(talk)


def test_holidays_cannot_be_taken_from_what_comes_again(talk: Talk) -> None:
    """Nor is all of it stopped for that."""
    talk.say(DAILY)
    assert "没有动" in talk.say("节假日也不要")
    assert len(coming(talk)) == 21


@pytest.mark.parametrize(
    ("first", "said", "moments"),
    [
        (
            "12月2号8点提醒我导学时卡，12月4号9点提醒我签保证书",
            "把导学时卡的推到12月3号，签保证书的提早到8点",
            ["12-03 08:00", "12-04 08:00"],
        ),
        (f"{TABLE}，{CALL}", "第一个改到8点，第二个改到12月5日", ["12-03 08:00", "12-05 09:00"]),
        (f"{TABLE}，{CALL}，{PAPERS}", "前两个都改到下午", ["12-03 15:00", "12-04 15:00", "12-05 09:00"]),
        (TABLE, "八点太赶，改到八点四十", ["12-03 08:40"]),
        (TABLE, "再提前半小时", ["12-03 08:30"]),
    ],
)
def test_each_change_is_of_what_it_names(talk: Talk, first: str, said: str, moments: list[str]) -> None:
    """Several changes in one message are made one after another; a reason beside a change is none."""
    talk.say(first, said)
    assert coming(talk) == moments


@pytest.mark.parametrize(
    ("first", "said", "begin"),
    [
        (
            "每周二四晚上9点提醒我补学时",
            "周四的改到8点半",
            ["11-15 21:00", "11-17 20:30", "11-22 21:00", "11-24 20:30"],
        ),
        ("每周二9点提醒我补学时", "周二和周四都要", ["11-17 09:00", "11-22 09:00", "11-24 09:00"]),
    ],
)
def test_a_day_of_the_week_is_changed_in_every_week(
    talk: Talk, first: str, said: str, begin: list[str]
) -> None:
    """The other days stay as they are."""
    talk.say(first, said)
    assert coming(talk)[: len(begin)] == begin


def test_a_lead_that_is_named_is_stopped_alone(talk: Talk) -> None:
    """The others of its deadline stay."""
    talk.say("个人申报截止前7天、3天、1天各提醒我一次", "去掉前7天那个")
    assert coming(talk) == ["12-03 09:00", "12-05 09:00"]


def test_a_day_of_the_week_that_is_named_is_in_whichever_week_there_is_one(talk: Talk) -> None:
    """And never the one that was touched last."""
    talk.say("下礼拜一提醒我给人事送表，礼拜三提醒我催公示")
    assert coming(talk) == ["11-21 09:00", "11-23 09:00"]
    talk.say("礼拜一的改礼拜二", "礼拜三那个下午")
    assert coming(talk) == ["11-22 09:00", "11-23 15:00"]


@pytest.mark.parametrize(
    ("said", "gone"), [("12月1日到3日不要", 3), ("下周的不要了", 7), ("12月1号、2号的取消", 2)]
)
def test_several_days_are_taken_from_what_comes_again(talk: Talk, said: str, gone: int) -> None:
    """And never all of it."""
    talk.say(DAILY)
    assert "已停" in talk.say(said)
    assert len(coming(talk)) == 21 - gone


def test_a_week_names_what_comes_in_it(talk: Talk) -> None:
    """The others stay."""
    talk.say("11月24日9点提醒我交表", CALL)
    talk.say("下周那个不要了")
    assert coming(talk) == ["12-04 09:00"]


@pytest.mark.parametrize("said", ["算了", "还是算了吧", "不设了"])
def test_who_thinks_better_of_being_reminded_at_all(talk: Talk, said: str) -> None:
    """Before anything was set."""
    talk.say("提醒我")
    assert "没有新设" in talk.say(said)
