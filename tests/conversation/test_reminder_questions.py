"""Questions about reminding: they change nothing, and are answered in plain words."""

from __future__ import annotations

import pytest

from bot.messages import message
from tests.conversation.reminding import coming
from tests.conversation.talks import Talk

MANNER, ABLE, REACH, CAME = map(message, ("wish_manner", "wish_able", "wish_reach", "wish_came"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("怎么取消提醒", MANNER),
        ("取消提醒会怎样", MANNER),
        ("我要取消提醒该怎么弄", MANNER),
        ("提醒停了以后还能不能恢复", MANNER),
        ("提醒的钟点怎么改", MANNER),
        ("可以每天提醒吗", ABLE),
        ("能不能每个礼拜提醒", ABLE),
        ("每小时提醒一次可以吗", ABLE),
        ("你最密能几密", ABLE),
        ("最多能几天提醒一次", ABLE),
        ("能发到他手机上吗", REACH),
        ("能直接发到他老人机上不", REACH),
        ("短信提醒有没有", REACH),
        ("会打电话提醒我吗", REACH),
        ("可不可以直接提醒我师傅", REACH),
        ("你昨天提醒我了吗", CAME),
        ("前天你提醒过我没有", CAME),
        ("昨天9点你提醒我了没", CAME),
        ("你怎么没提醒我", CAME),
    ],
)
def test_a_question_about_reminding_changes_nothing(talk: Talk, asked: str, told: str) -> None:
    """It is told how it is, whether something is set already or waits, and that stays."""
    talk.say("12月3日9点提醒我交材料", "提醒我盖章")
    before = talk.conversation.subscriptions
    assert talk.say(asked).startswith(told)
    assert talk.conversation.subscriptions == before
    talk.say("12月5日8点")
    assert coming(talk) == ["12-03 09:00", "12-05 08:00"]


@pytest.mark.parametrize("asked", ["怎么取消提醒", "可以每天提醒吗", "你昨天提醒我了吗", "有没有短信提醒"])
def test_a_question_comes_before_anything_is_set(talk: Talk, asked: str) -> None:
    """It sets nothing."""
    assert talk.say(asked) in (MANNER, ABLE, REACH, CAME)
    assert coming(talk) == []


@pytest.mark.parametrize(
    "said",
    [
        "能不能12月3号9点提醒我",
        "可以12月3日上午9点提醒我吗",
        "12月3号9点能提醒我一下吗",
        "可以提前3天提醒我吗",
    ],
)
def test_a_polite_order_is_an_order(talk: Talk, said: str) -> None:
    """Who asks whether one could, and says all that is needed, wants it."""
    talk.say(said)
    assert coming(talk) == ["12-03 09:00"]


@pytest.mark.parametrize(
    "said", ["可以每天8点提醒我吗，到11月17日", "能不能每天早上8点提醒我补学时，到11月17号为止"]
)
def test_a_rhythm_with_its_hour_is_an_order(talk: Talk, said: str) -> None:
    """Asked for politely, it is set."""
    talk.say(said)
    assert coming(talk) == ["11-16 08:00", "11-17 08:00"]


def test_a_question_behind_an_order_is_answered_too(talk: Talk) -> None:
    """The order is carried out, and nothing of the message is dropped."""
    text = talk.say("12月3日9点提醒我交材料，能发到他手机上吗")
    assert coming(talk) == ["12-03 09:00"]
    assert REACH in text
