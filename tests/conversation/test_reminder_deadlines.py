"""Conversations about reminders: what is to be done by a deadline is told not to come after it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.conversation.assistant import Assistant
from tests.conversation.reminding import PUSHES, coming
from tests.conversation.talks import Talk
from tests.packs import SHANGHAI


def on(talker: Assistant, day: str) -> Talk:
    """A conversation in the morning of another day."""
    now = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=SHANGHAI)
    return Talk(talker, now=now, channel=PUSHES)


@pytest.mark.parametrize(
    "said",
    [
        "12月10日提醒我提交申报",
        "12月7号早上8点提醒我上网把申报提交了",
        "12月10日到12月15日每天9点提醒我上网提交",
        "12月10日提醒我个人申报",
    ],
)
def test_a_moment_after_its_deadline_is_said(talk: Talk, said: str) -> None:
    """Nothing is set; another day is asked for."""
    text = talk.say(said)
    assert "2022年12月6日" in text
    assert "晚了，没有设" in text
    assert coming(talk) == []
    talk.say("那12月5日")
    assert [moment[:5] for moment in coming(talk)] == ["12-05"]


def test_a_day_that_comes_as_a_piece_may_be_too_late(talk: Talk) -> None:
    """As if it were said at once; who says it again means it."""
    talk.say("提醒我提交申报")
    assert "晚了" in talk.say("12月10日")
    talk.say("12月10日")
    assert coming(talk) == ["12-10 09:00"]


@pytest.mark.parametrize(
    ("said", "count"),
    [("12月3日到12月10日每天提醒我提交", 4), ("每天晚上8点提醒我提交申报，催到12月20号", 22)],
)
def test_what_comes_again_ends_with_its_deadline(talk: Talk, said: str, count: int) -> None:
    """And it is said that the rest is not set."""
    assert "之后的没有设" in talk.say(said)
    assert len(coming(talk)) == count
    assert coming(talk)[-1].startswith("12-06")


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("12月3日9点提醒我上网提交申报", "挪到12月10日"),
        ("12月3日9点提醒我上网提交申报", "推迟一周"),
        ("每天9点提醒我提交申报，到12月5日", "改到12月10日为止"),
    ],
)
def test_a_change_to_after_the_deadline_is_said(talk: Talk, first: str, said: str) -> None:
    """Nothing is changed."""
    talk.say(first)
    before = coming(talk)
    assert "晚了，没有改" in talk.say(said)
    assert coming(talk) == before


@pytest.mark.parametrize(
    "said",
    [
        "12月10日9点提醒我查申报结果",
        "12月10日9点提醒我把评审表交到人事那里",
        "12月10日9点提醒我问问申报进度",
        "12月10日9点提醒我叫单位公示",
    ],
)
def test_what_is_done_after_the_deadline_is_set(talk: Talk, said: str) -> None:
    """It is no matter of handing in."""
    talk.say(said)
    assert coming(talk) == ["12-10 09:00"]


@pytest.mark.parametrize(
    ("day", "said", "roles"),
    [
        ("2022-12-08", "提醒我提交申报", "单位、下级评委会"),
        ("2022-12-08", "12月10日提醒我提交申报", "单位、下级评委会"),
        ("2022-12-08", "每天提醒我提交", "单位、下级评委会"),
        ("2022-12-08", "个人申报提前3天提醒我", "单位、下级评委会"),
        ("2022-12-20", "提醒我单位推荐", "下级评委会"),
    ],
)
def test_a_deadline_that_is_over_is_said(talker: Assistant, day: str, said: str, roles: str) -> None:
    """And for whom the next ones are."""
    talk = on(talker, day)
    text = talk.say(said)
    assert "已经过了" in text
    assert f"后面还有{roles}的日子" in text
    assert coming(talk) == []


def test_all_deadlines_are_over(talker: Assistant) -> None:
    """The next notice is offered."""
    talk = on(talker, "2023-02-01")
    assert "下一年度" in talk.say("明天9点提醒我提交申报")
    assert coming(talk) == []
