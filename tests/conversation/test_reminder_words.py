"""Wishes in words: what is told, for whom, how long before, and to which day something is moved."""

from __future__ import annotations

import pytest

from tests.conversation.reminding import coming, only, running
from tests.conversation.talks import Talk


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("12月3日9点提醒我好了", ""),
        ("12月3日9点提醒我就好了，我去交表", "我去交表"),
        ("12月3日9点提醒我就可以了，交表", "交表"),
        ("每天晚上8点提醒我登学时到12月6号为止", "登学时"),
        ("每天晚上8点提醒我登学时到12月6号", "登学时"),
        ("12月3日9点提醒我签到", "签到"),
        ("12月3日9点提醒我买春节的票", "买春节的票"),
        ("12月3日上午9点提醒我看http://oa/notice", "看http://oa/notice"),
        ("提醒我12月3日9点交材料：三份", "交材料:三份"),
        ("12月3日9点提醒我带三样东西：身份证、公章、照片", "带三样东西:身份证、公章、照片"),
        ("12月3日9点提醒我交材料：三份，要原件。谢谢", "交材料:三份,要原件"),
        ("交材料：三份，12月3日9点提醒我", "交材料:三份"),
        ("12月3日9点提醒我问处里：0571-87058241", "问处里:0571-87058241"),
        ("12月3日9点提醒我：交材料三份", "交材料三份"),
        ("12月3日9点提醒我交材料（三份；带公章）", "交材料(三份;带公章)"),
        ("12月3日9点提醒我打开https://a.b.cn/x?y=1;z=2，填表", "打开https://a.b.cn/x?y=1;z=2,填表"),
    ],
)
def test_what_is_told_holds_nothing_else(talk: Talk, said: str, about: str) -> None:
    """Neither what only stands around the wish nor an end of the rhythm is told."""
    talk.say(said)
    assert only(talk).about == about


def test_a_time_behind_a_colon_is_another_wish(talk: Talk) -> None:
    """And what stands behind its own colon belongs to it."""
    talk.say("提醒我：12月3日9点交材料：三份；12月4日9点盖章：公章")
    assert [one.about for one in running(talk)] == ["交材料:三份", "盖章:公章"]


@pytest.mark.parametrize(
    ("lines", "about"),
    [
        (("25:00提醒我", "12月3日9点"), ""),
        (("26点提醒我交材料", "12月3日9点"), "交材料"),
        (("春节提醒我", "12月3日9点"), ""),
        (("端午节提醒我买票", "12月3日9点"), "买票"),
        (("提醒我交表", "春节", "12月3日9点"), "交表"),
        (("提醒我交表", "25:00", "12月3日9点"), "交表"),
    ],
)
def test_a_time_that_there_is_not_is_no_word(talk: Talk, lines: tuple[str, ...], about: str) -> None:
    """It is asked again, and does not stick to what is told."""
    talk.say(*lines)
    assert coming(talk) == ["12-03 09:00"]
    assert only(talk).about == about


def test_an_hour_that_there_is_not_is_said(talk: Talk) -> None:
    """The usual one is taken and read back."""
    assert "没有这个钟点" in talk.say("12月3日25:00提醒我交材料")
    assert coming(talk) == ["12-03 09:00"]


def test_what_was_settled_stays(talk: Talk) -> None:
    """Who is content with a reminder changes nothing, and drops no wish that waits."""
    talk.say("11月30日下午3点提醒我找老陈")
    assert "11月30日15:00" in talk.say("那就提醒我好了 我打电话给他")
    assert coming(talk) == ["11-30 15:00"]
    talk.say("提醒我盖章", "那就提醒我好了", "12月3日9点")
    assert coming(talk) == ["11-30 15:00", "12-03 09:00"]
    assert [one.about for one in running(talk)] == ["找老陈", "盖章"]


@pytest.mark.parametrize(
    "said",
    ["提前1.5天提醒我", "个人申报提前三五天提醒我", "提前半天提醒我", "提前两天半提醒我", "提前十来天提醒我"],
)
def test_days_that_are_no_whole_number_are_asked(talk: Talk, said: str) -> None:
    """Nothing is guessed."""
    assert "要提前几天" in talk.say(said)
    assert coming(talk) == []
    talk.say("2天")
    assert coming(talk) == ["12-04 09:00"]


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("提前24小时提醒我", "12-05 09:00"),
        ("提前48个小时提醒我", "12-04 09:00"),
        ("截止前七十二小时提醒我", "12-03 09:00"),
        ("提前一个礼拜提醒我", "11-29 09:00"),
        ("提前1个星期提醒我", "11-29 09:00"),
    ],
)
def test_hours_and_weeks_are_days(talk: Talk, said: str, moment: str) -> None:
    """Hours that make whole days are these."""
    talk.say(said)
    assert coming(talk) == [moment]


def test_half_a_day_before_a_day_is_asked(talk: Talk) -> None:
    """The day itself is not taken for it."""
    talk.say("12月10号开会提前半天提醒我")
    assert coming(talk) == []


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("提醒我爸12月3号9点交材料", "我爸交材料"),
        ("叫我老公12月3号9点交材料", "我老公交材料"),
        ("12月3号9点提醒他交材料", "他交材料"),
        ("12月3号9点提醒小王交材料", "小王交材料"),
        ("提醒我自己12月3号9点交材料", "交材料"),
        ("12月3号9点提醒我自己交材料", "交材料"),
    ],
)
def test_whom_it_is_for_is_told(talk: Talk, said: str, about: str) -> None:
    """Somebody else stays in the words; oneself needs no telling, and is no deadline."""
    talk.say(said)
    assert coming(talk) == ["12-03 09:00"]
    assert (only(talk).about, only(talk).milestones) == (about, ())


def test_oneself_is_no_deadline(talk: Talk) -> None:
    """提醒我自己 says nothing of what."""
    talk.say("提醒我自己")
    assert running(talk) == []


@pytest.mark.parametrize("act", ["去网上申抱", "网上深报", "去个人申抱", "提教申报", "上网保名"])
def test_a_misspelt_act_has_its_deadline(talk: Talk, act: str) -> None:
    """A day after it is said, and not set."""
    assert "2022年12月6日" in talk.say(f"12月10号上午9点提醒我{act}")
    assert coming(talk) == []


@pytest.mark.parametrize(
    "said",
    [
        "17号礼拜六人事不上班 提到礼拜五",
        "那天礼拜六，提前到礼拜五",
        "17号礼拜六不上班，改到礼拜五",
        "17号没人，提前到礼拜五",
    ],
)
@pytest.mark.parametrize("wish", ["单位推荐提前两天提醒我", "12月17号9点提醒我找人事"])
def test_a_weekday_is_of_the_week_of_what_is_moved(talk: Talk, wish: str, said: str) -> None:
    """It is not the next one of the calendar."""
    talk.say(wish, said)
    assert coming(talk) == ["12-16 09:00"]


@pytest.mark.parametrize("topic", ["", "材料什么时候寄"])
@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("12月3日9点提醒我给李工打电话13800138000", "给李工打电话13800138000"),
        ("12月3日9点给李工打电话13800138000提醒我", "给李工打电话13800138000"),
        ("12月3日9点提醒我，给李工打电话，13800138000", "给李工打电话,13800138000"),
        ("12月3日9点提醒我打电话，号码：0571-88228291", "打电话,号码:0571-88228291"),
        ("12月3日9点提醒我打给李工，电话是13800138000", "打给李工,电话是13800138000"),
        ("12月3日9点提醒我“带上身份证”", "带上身份证"),
        ("12月3日9点提醒我“盖章”", "盖章"),
        ("12月3日9点提醒我“带上身份证，还有聘书”", "带上身份证,还有聘书"),
        ("12月3日9点提醒我带“2022年度考核表”", "带“2022年度考核表”"),
        ("提醒我“12月5日交表”，12月3日9点", "12月5日交表"),
    ],
)
def test_numbers_and_quotes_are_told_as_they_were_said(talk: Talk, topic: str, said: str, about: str) -> None:
    """Nothing of them is dropped, and no topic is appended."""
    talk.say(*([topic] if topic else []), said)
    assert coming(talk) == ["12-03 09:00"]
    assert only(talk).about == about
