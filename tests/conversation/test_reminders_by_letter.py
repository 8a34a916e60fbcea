"""Reminders where nothing can be sent until an e-mail address is confirmed: all is noted until then, and nothing promised."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import TALK_ONLY, Channel
from bot.replies.reply import Kind
from bot.store.model.saved import Saved
from tests.conversation.reminding import PUSHES, coming, running
from tests.conversation.talks import Talk


@pytest.fixture
def letters(talk: Talk) -> Talk:
    """A talk of somebody who has given no address yet."""
    talk.channel = Channel(letters=True)
    return talk


def kinds(talk: Talk) -> list[Kind]:
    """What the last replies are."""
    return [reply.kind for reply in talk.replies]


def confirmed(talk: Talk) -> Talk:
    """The talk after the address is confirmed, from what is stored."""
    kept = conversation_of(saved_of(Saved(), talk.conversation, "n"))
    turn = talk.assistant.reachable(kept, talk.now)
    talk.conversation, talk.channel = turn.conversation, PUSHES
    return talk


@pytest.mark.parametrize(
    "words", ["提醒我", "提前5天提醒我", "12月3日上午9点提醒我交材料", "单位推荐提前10天提醒我"]
)
def test_an_address_is_asked_for(letters: Talk, words: str) -> None:
    """Whatever the wish; nothing runs yet."""
    letters.say(words)
    assert kinds(letters)[-1] is Kind.ADDRESS_WANTED
    assert running(letters) == []


def test_what_was_noted_begins_once_it_is_confirmed(letters: Talk) -> None:
    """As it was said, changed and taken back until then."""
    letters.say("12月3日上午9点提醒我交材料")
    letters.say("12月1日上午10点提醒我盖章")
    letters.say("盖章那个改成12月2日")
    letters.say("单位推荐提前10天提醒我")
    letters.say("交材料那个不要了")
    assert coming(confirmed(letters)) == ["12-02 10:00", "12-09 09:00"]
    assert letters.conversation.reminders.noted == ()


def test_a_question_that_is_open_is_not_talked_over(letters: Talk) -> None:
    """First when, then the address."""
    letters.say("提醒我交材料")
    assert Kind.ADDRESS_WANTED not in kinds(letters)
    letters.say("12月3日上午9点")
    assert kinds(letters)[-1] is Kind.ADDRESS_WANTED
    assert coming(confirmed(letters)) == ["12-03 09:00"]


def test_without_a_wish_all_the_usual_days_are_told(letters: Talk) -> None:
    """Of every role: nobody said who they are."""
    found = coming(confirmed(letters))
    assert "12-05 09:00" in found
    assert len(found) > 5


def test_after_the_call_the_next_one_is_told(letters: Talk) -> None:
    """Nothing else is to come."""
    letters.now = letters.now.replace(year=2023, month=6)
    confirmed(letters)
    assert [wish.kind for wish in running(letters)] == ["watch"]


def test_somebody_whose_address_was_gone_gets_their_wishes_back(letters: Talk) -> None:
    """They had ended with the reason; with the new address they run again."""
    letters.channel = PUSHES
    letters.say("12月3日上午9点提醒我交材料")
    (wish,) = running(letters)
    gone = letters.conversation.subscriptions.with_wish(replace(wish, ended="gone: SMTP 550 5.1.1"))
    letters.conversation = replace(letters.conversation, subscriptions=gone)
    letters.channel = Channel(letters=True)
    letters.say("提醒我")
    assert kinds(letters)[-1] is Kind.ADDRESS_WANTED
    assert coming(confirmed(letters)) == ["12-03 09:00"]


def test_where_there_are_no_letters_all_is_as_before(letters: Talk) -> None:
    """The days to write down, and no address."""
    letters.channel = TALK_ONLY
    letters.say("提前5天提醒我")
    assert kinds(letters) == [Kind.DATES]
