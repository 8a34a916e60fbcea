"""Conversations about reminders: a time that comes piece by piece, in any order; what came bounds what comes next."""

from __future__ import annotations

import pytest

from bot.conversation.stored import conversation_of, saved_of
from bot.store.model.saved import Saved
from tests.conversation.reminding import coming
from tests.conversation.talks import Talk

OTHERS = ("12月3日9点提醒我交表", "每天8点提醒我看系统")


PIECES = [
    (["下周", "周三", "下午", "三点"], "11-23 15:00"),
    (["下周", "周五", "晚上", "八点"], "11-25 20:00"),
    (["下午三点", "周三", "下周的"], "11-23 15:00"),
    (["周三", "三点", "下周"], "11-23 15:00"),
    (["八点", "晚上", "周五"], "11-18 20:00"),
    (["晚上", "下周", "周五", "八点"], "11-25 20:00"),
    (["下个月", "3号", "早上", "7点半"], "12-03 07:30"),
    (["三点", "下周的周三"], "11-23 15:00"),
    (["明天", "傍晚", "六点半"], "11-16 18:30"),
]


@pytest.mark.parametrize(("pieces", "moment"), PIECES)
def test_pieces_of_a_time_make_one(talk: Talk, pieces: list[str], moment: str) -> None:
    """Each in a turn of its own."""
    talk.say("提醒我补学时", *pieces)
    assert coming(talk) == [moment]


@pytest.mark.parametrize(("pieces", "moment"), PIECES)
def test_pieces_of_a_time_are_of_what_waits_for_them(talk: Talk, pieces: list[str], moment: str) -> None:
    """And move none of the others."""
    talk.say(*OTHERS)
    before = coming(talk)
    talk.say("提醒我补学时", *pieces)
    assert coming(talk) == sorted([*before, moment])


def test_what_is_asked_next_tells_what_is_known(talk: Talk) -> None:
    """The week and the hour that were said."""
    talk.say("提醒我补学时")
    assert "2022年11月21日到2022年11月27日" in talk.say("下周")
    assert "15:00" in talk.say("下午三点")


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        (["提前几天提醒我", "早上8点", "三天"], ["12-03 08:00"]),
        (["提醒我", "提前两天", "个人的"], ["12-04 09:00"]),
        (["提醒我", "下周三", "下午"], ["11-23 15:00"]),
    ],
)
def test_pieces_of_a_wish_for_a_deadline(talk: Talk, said: list[str], moments: list[str]) -> None:
    """How long before, which one, at which hour; or a day in place of them."""
    talk.say(*said)
    assert coming(talk) == moments


@pytest.mark.parametrize(
    ("said", "moment"), [(["改到下周"], "11-26 09:00"), (["改到下周", "周三"], "11-23 09:00")]
)
def test_a_reminder_is_moved_to_another_week(talk: Talk, said: list[str], moment: str) -> None:
    """The day of the week stays, unless another is said then."""
    talk.say("12月3日9点提醒我交表", *said)
    assert coming(talk) == [moment]


def test_a_piece_still_comes_after_a_question(talk: Talk) -> None:
    """The wish waits while something else is answered."""
    talk.say("提醒我补学时", "学时要多少", "下周三下午")
    assert coming(talk) == ["11-23 15:00"]


def test_another_one_is_stopped_while_a_wish_waits(talk: Talk) -> None:
    """What is named is stopped; the wish still waits for its day."""
    talk.say("12月3日9点提醒我交表", "提醒我给人事打电话")
    assert "已停" in talk.say("取消交表那个")
    talk.say("明天下午")
    assert coming(talk) == ["11-16 15:00"]


def test_a_wish_that_waits_is_dropped(talk: Talk) -> None:
    """不用了 names no other."""
    talk.say("12月3日9点提醒我交表", "提醒我给人事打电话", "不用了")
    assert coming(talk) == ["12-03 09:00"]


def test_pieces_are_kept_in_the_store(talk: Talk) -> None:
    """A process that takes the next message knows what came before."""
    talk.say("提醒我补学时", "周五", "晚上")
    kept = saved_of(Saved(), talk.conversation, talk.assistant.pack.facts.id)
    talk.conversation = conversation_of(kept)
    talk.say("八点")
    assert coming(talk) == ["11-18 20:00"]
