"""Several moments in one message, and wishes that are named by their place or words wherever one is."""

from __future__ import annotations

import pytest

from tests.conversation.reminding import coming
from tests.conversation.talks import BEGIN, Talk


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        ("给我设三个：明天上午10点量作品尺寸，后天下午2点找师傅签字，19号早上8点去打印店",
         ["11-16 10:00", "11-17 14:00", "11-19 08:00"]),
        ("我厂里三个人要报，帮我排一下：王师傅21号下午2点来签字，李师傅22号下午2点，阿芳23号上午9点半",
         ["11-21 14:00", "11-22 14:00", "11-23 09:30"]),
        ("三桩事：11月18日上午10点去社保局，11月20日9点拍照，22号9点交表",
         ["11-18 10:00", "11-20 09:00", "11-22 09:00"]),
    ],
)  # fmt: skip
def test_several_moments_are_a_wish_without_a_word_for_it(talk: Talk, said: str, moments: list[str]) -> None:
    """Each with what is to be done then."""
    talk.say(said)
    assert coming(talk) == moments


@pytest.mark.parametrize("said", ["12月6号截止，19号单位推荐截止，对不对", "公示从1号到7号，9点到5点上班吗"])
def test_several_days_in_a_question_are_no_wish(talk: Talk, said: str) -> None:
    """Nothing is set."""
    talk.say(said)
    assert coming(talk) == []


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        ("前头那个推后一天", ["11-30 10:00", "12-01 09:00"]),
        ("后头那个改8点", ["11-29 10:00", "12-01 08:00"]),
        ("后面那个取消", ["11-29 10:00"]),
    ],
)
def test_the_first_and_the_last_by_their_place(talk: Talk, said: str, moments: list[str]) -> None:
    """前头那个 is the first of those that there are, 后头那个 the last."""
    talk.say("11月29日10点提醒我看学时", "12月1日9点提醒我交表", said)
    assert coming(talk) == moments


def test_a_wish_that_is_named_is_changed_in_the_middle_of_an_interview(talk: Talk) -> None:
    """报名那个改4点 changes it, and tells the open question nothing."""
    talk.say("12月2号下午3点提醒我报名", BEGIN, "报名那个改4点")
    assert coming(talk) == ["12-02 16:00"]
    assert talk.answers == {}
    assert talk.status == {"asking": "employment_status"}


@pytest.mark.parametrize("said", ["每半个钟头催我一次行不行", "能不能每半小时提醒我一次"])
def test_what_cannot_be_kept_is_refused_when_it_is_asked_for(talk: Talk, said: str) -> None:
    """The reply says what can be set."""
    talk.say(said)
    assert coming(talk) == []
    assert "每个工作日" in talk.replies[0].text


def test_monday_to_friday_is_read_back_as_such(talk: Talk) -> None:
    """周末不要响 leaves five days."""
    talk.say("每天中午12点提醒我上课", "礼拜六礼拜天不要响")
    assert "每周一至周五" in talk.replies[0].text


@pytest.mark.parametrize(
    "said", ["不要在12月3号提醒我", "12月2号别提醒我", "别每天提醒我", "不用每周五提醒我"]
)
def test_who_does_not_want_to_be_reminded_is_not(talk: Talk, said: str) -> None:
    """Nothing is set by a message that says not to."""
    talk.say(said)
    assert coming(talk) == []


@pytest.mark.parametrize("said", ["别改到10点", "不用改到10点"])
def test_who_does_not_want_it_changed_keeps_it(talk: Talk, said: str) -> None:
    """The reply says that it is as it was."""
    talk.say("12月1日9点提醒我交表", said)
    assert coming(talk) == ["12-01 09:00"]
    assert "没有改" in talk.replies[0].text


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        ("12月3号9点提醒我，不对，是10点", ["12-03 10:00"]),
        ("12月3号9点提醒我交表，说错了，是4号", ["12-04 09:00"]),
        ("提前3天提醒我，哦不，5天", ["12-01 09:00"]),
        ("不要忘了12月3号9点提醒我", ["12-03 09:00"]),
    ],
)
def test_what_is_put_right_in_the_same_message(talk: Talk, said: str, moments: list[str]) -> None:
    """One wish, at the time that was said last."""
    talk.say(said)
    assert coming(talk) == moments


def test_a_numbered_list_of_orders(talk: Talk) -> None:
    """In one line, with dates behind the numbers."""
    talk.say("1、12月1日提醒我打印 2、12月2日提醒我盖章 3、12月3日提醒我寄出")
    assert coming(talk) == ["12-01 09:00", "12-02 09:00", "12-03 09:00"]
