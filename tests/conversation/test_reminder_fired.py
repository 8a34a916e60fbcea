"""Reminders that came: nothing speaks of them as if they were still to come."""

from __future__ import annotations

import pytest

from tests.conversation.reminding import PUSHES, coming
from tests.conversation.talks import Talk
from tests.reminders.moments import at

FIRED = {
    "moment": (["11月16日9点提醒我交材料"], "2022-11-16T09:30"),
    "moment that was paused": (["11月16日9点提醒我交材料", "暂停提醒"], "2022-11-16T09:30"),
    "only lead": (["提前5天提醒我"], "2022-12-02T09:30"),
    "last time of a rhythm": (["每天9点提醒我填表，到11月17号"], "2022-11-17T09:30"),
}


@pytest.fixture(params=FIRED)
def fired(request: pytest.FixtureRequest, talk: Talk) -> Talk:
    """A talk after the only reminder that was set came."""
    sayings, later = FIRED[request.param]
    talk.channel = PUSHES
    talk.say(*sayings)
    talk.now = at(later)
    return talk


def test_not_listed(fired: Talk) -> None:
    """The list says that all of it came, not that there are some, nor that none was ever set."""
    said = fired.say("我有哪些提醒")
    assert "后面没有要发的" in said
    assert not any("停第" in label for label in fired.labels())


@pytest.mark.parametrize("asked", ["下次什么时候提醒", "都几点发", "一共提醒几次"])
def test_not_told_of(fired: Talk, asked: str) -> None:
    """Neither as the next one, nor with its hour, nor counted."""
    assert "后面没有要发的" in fired.say(asked)


@pytest.mark.parametrize("order", ["别提醒了", "暂停提醒"])
def test_nothing_to_stop(fired: Talk, order: str) -> None:
    """It is said that nothing is to be stopped, instead of a list without rows."""
    assert "没有在发的提醒" in fired.say(order)


def test_not_resumed(fired: Talk) -> None:
    """恢复 makes nothing of it, in words or by a button."""
    assert "已恢复" not in fired.say("恢复")
    assert coming(fired) == []


def test_others_stand(talk: Talk) -> None:
    """What is still to come is listed, counted and stopped alone."""
    talk.channel = PUSHES
    talk.say("提前5天提醒我", "12月3日9点提醒我打电话")
    talk.now = at("2022-12-02T09:30")
    assert "1个提醒" in talk.say("我有哪些提醒")
    stopped = talk.say("别提醒了")
    assert "打电话" in stopped
    assert "提前5天" not in stopped


def test_lead_set_anew(talk: Talk) -> None:
    """A deadline whose leads all came can be given another one."""
    talk.channel = PUSHES
    talk.say("提前5天提醒我")
    talk.now = at("2022-12-02T09:30")
    talk.say("提前1天提醒我")
    assert coming(talk) == ["12-05 09:00"]
