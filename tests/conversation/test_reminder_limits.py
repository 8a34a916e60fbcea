"""Conversations about reminders: what cannot be kept as it was said is kept without it and said, or asked, or refused."""

from __future__ import annotations

import pytest

from tests.conversation.reminding import coming
from tests.conversation.talks import Talk


@pytest.mark.parametrize(
    "said",
    [
        "每半天提醒我看系统",
        "隔天提醒我看系统",
        "三天提醒我一次",
        "每小时叫我看一下系统",
        "每个月15号提醒我交表",
        "时不时提醒我一下",
        "每月提醒我两次",
    ],
)
def test_a_rhythm_that_cannot_be_kept_is_refused(talk: Talk, said: str) -> None:
    """It is said which there are, and nothing is set."""
    assert "设不了" in talk.say(said)
    assert coming(talk) == []


@pytest.mark.parametrize(
    ("said", "answer", "first"),
    [
        ("每周提醒我三次", "周一、周三、周五9点", ["11-16 09:00", "11-18 09:00", "11-21 09:00"]),
        ("一个星期提醒我两次补学时", "周二和周四吧", ["11-17 09:00", "11-22 09:00", "11-24 09:00"]),
        ("每天提醒我两次看系统", "早上9点和晚上8点", ["11-15 20:00", "11-16 09:00", "11-16 20:00"]),
    ],
)
def test_how_many_times_alone_is_asked_about(talk: Talk, said: str, answer: str, first: list[str]) -> None:
    """On which days, or at which hours, is what is missing."""
    assert "还没有设" in talk.say(said)
    assert coming(talk) == []
    talk.say(answer)
    assert coming(talk)[:3] == first


@pytest.mark.parametrize(
    ("said", "words", "left_out", "kept"),
    [
        ("周一到周五每天8点提醒我填系统，12月1日不要", "2022年12月1日不发", "12-01 08:00", "12-02 08:00"),
        ("每周五下午3点提醒我，12月2日那次不要", "2022年12月2日不发", "12-02 15:00", "11-25 15:00"),
        (
            "每天8点叫我，11月20日和21日别发",
            "2022年11月20日、2022年11月21日不发",
            "11-21 08:00",
            "11-22 08:00",
        ),
        ("每天8点叫我，下周不用", "2022年11月27日不发", "11-24 08:00", "11-28 08:00"),
        ("从明天到12月6日每天9点提醒我，12月3日不用提醒", "2022年12月3日不发", "12-03 09:00", "12-04 09:00"),
        ("除了周末每天8点提醒我看系统", "每周一至周五", "11-19 08:00", "11-21 08:00"),
        ("每天8点提醒我，周日除外", "周六8:00", "11-20 08:00", "11-19 08:00"),
        ("每周一到周五9点提醒我，周三跳过", "每周一、周二、周四、周五", "11-16 09:00", "11-17 09:00"),
    ],
)
def test_days_that_are_left_out_of_what_comes_again(
    talk: Talk, said: str, words: str, left_out: str, kept: str
) -> None:
    """They are read back, and nothing comes on them."""
    assert words in talk.say(said)
    assert left_out not in coming(talk)
    assert kept in coming(talk)


@pytest.mark.parametrize(
    "said", ["每天8点提醒我，节假日不要", "每天8点提醒我，例外的日子再说", "每个工作日8点提醒我，周三不用"]
)
def test_what_cannot_be_left_out_is_asked_about(talk: Talk, said: str) -> None:
    """Never silently turned into every day."""
    assert "没有听明白" in talk.say(said)
    assert coming(talk) == []


@pytest.mark.parametrize(
    ("said", "words", "moments"),
    [
        ("12月1日9点提醒我去寄材料，如果下雨就10点", "如果下雨就10点", ["12-01 09:00"]),
        ("12月5日9点提醒我问人事，要是他们还没审的话", "要是他们还没审的话", ["12-05 09:00"]),
        ("12月3日9点提醒我10分钟", "10分钟", ["12-03 09:00"]),
        ("12月3日9点提醒我三次", "三次", ["12-03 09:00"]),
    ],
)
def test_what_is_not_kept_of_a_wish_is_said(talk: Talk, said: str, words: str, moments: list[str]) -> None:
    """A condition, how long or how many times: the rest of it is kept."""
    assert f"“{words}”没有采用" in talk.say(said)
    assert coming(talk) == moments


@pytest.mark.parametrize(
    "said", ["下雨的话12月2日9点提醒我", "如果我12月5日还没寄，就提醒我", "要是12月5日还没弄好，就提醒我"]
)
def test_a_wish_under_a_condition_is_refused(talk: Talk, said: str) -> None:
    """Nobody can check it."""
    assert "按条件提醒做不到" in talk.say(said)
    assert coming(talk) == []


def test_a_change_under_a_condition_is_refused(talk: Talk) -> None:
    """What there is stays."""
    talk.say("12月1日9点提醒我去寄材料")
    assert "按条件提醒做不到" in talk.say("要是下雨就改到10点")
    assert coming(talk) == ["12-01 09:00"]


@pytest.mark.parametrize(
    "said",
    ["如果方便，12月2日9点提醒我交表", "要是我忘了，12月2日9点提醒我交表", "可以的话12月2日9点提醒我交表"],
)
def test_what_only_sounds_like_a_condition_is_none(talk: Talk, said: str) -> None:
    """It says please, or why."""
    assert "没有采用" not in talk.say(said)
    assert coming(talk) == ["12-02 09:00"]


@pytest.mark.parametrize(
    ("said", "count", "last"),
    [
        ("每天8点提醒我看系统，提醒三天", 3, "11-18 08:00"),
        ("连续三天每天晚上8点提醒我填表", 3, "11-17 20:00"),
        ("未来一周每天9点提醒我", 7, "11-22 09:00"),
        ("每周未提醒我补学时", 6, "12-04 09:00"),
    ],
)
def test_for_so_many_days(talk: Talk, said: str, count: int, last: str) -> None:
    """A rhythm ends when they are over, else with the deadline; 每周未 is 每周末."""
    talk.say(said)
    assert (len(coming(talk)), coming(talk)[-1]) == (count, last)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("每天晚上9点提醒我补学时，补满90个为止", "补满90个为止"),
        ("从12月1日起每天提醒我，直到提交", "直到提交"),
    ],
)
def test_an_end_that_is_no_day_is_said(talk: Talk, said: str, words: str) -> None:
    """It ends with the deadline, and is not told."""
    text = talk.say(said)
    assert f"“{words}”没有采用" in text
    assert coming(talk)[-1].startswith("12-06")


@pytest.mark.parametrize(
    ("said", "last"),
    [("每天8点提醒我看系统，12月5号为止", "12-05 08:00"), ("每天提醒我看系统直到截止", "12-06 09:00")],
)
def test_an_end_that_is_a_day_is_kept(talk: Talk, said: str, last: str) -> None:
    """Of the calendar, or of the deadline."""
    assert "没有采用" not in talk.say(said)
    assert coming(talk)[0].startswith("11-")
    assert coming(talk)[-1] == last


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        ("12月1日提醒我交表，12月3日打电话，12月5日提交", ["12-01 09:00", "12-03 09:00", "12-05 09:00"]),
        (
            "我要设三个提醒：12月1日交表，12月3日打电话，12月5日提交",
            ["12-01 09:00", "12-03 09:00", "12-05 09:00"],
        ),
        ("12月5号9点提醒我提交，12月6号就截止了", ["12-05 09:00"]),
        ("12月3号9点提醒我，师傅12月4号做寿", ["12-03 09:00"]),
    ],
)
def test_what_is_listed_behind_a_wish_is_wished(talk: Talk, said: str, moments: list[str]) -> None:
    """And not what only tells why."""
    talk.say(said)
    assert coming(talk) == moments


def test_hours_before_a_deadline_wait_for_days(talk: Talk) -> None:
    """What is said next fills the wish."""
    assert "按天算" in talk.say("提前一小时提醒我")
    talk.say("提前一天")
    assert coming(talk) == ["12-05 09:00"]


def test_this_is_the_deadline_that_was_told(talk: Talk) -> None:
    """And not all those of whom it is to be told."""
    talk.say("公示最晚哪天开始", "这个提前三天提醒单位")
    assert coming(talk) == ["12-06 09:00"]
