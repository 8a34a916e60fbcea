"""The calendar of somebody in a channel that cannot send: what they wished, with their own leads."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.own_calendar import Calendars, calendar_of
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import TALK_ONLY
from bot.store.model.saved import Saved
from tests.conversation.talks import Talk
from tests.packs import OPEN
from tests.reminders.test_calendar import events, moments


def rings(talk: Talk) -> dict[str, list[str]]:
    """When each event of the calendar rings, by the end of its UID, from the conversation as it is stored."""
    kept = conversation_of(saved_of(Saved(), talk.conversation, "n"))
    found = events(calendar_of(talk.assistant.pack, kept, OPEN))
    zone = talk.assistant.pack.facts.zone
    return {id.rpartition("-")[2]: moments(event, zone) for id, event in found.items()}


@pytest.fixture
def paper(talk: Talk) -> Talk:
    """A talk in a channel that cannot send messages unasked."""
    talk.channel = TALK_ONLY
    return talk


def test_own_lead(paper: Talk) -> None:
    """单位推荐提前10天: that day, with that alarm alone."""
    paper.say("单位推荐提前10天提醒我")
    assert rings(paper) == {"unit": ["12-09 09:00"]}
    paper.say("学时要多少")
    assert rings(paper) == {"unit": ["12-09 09:00"]}


def test_several(paper: Talk) -> None:
    """What is said later comes beside it, or changes it."""
    paper.say("单位推荐提前10天提醒我", "个人申报提前2天提醒我")
    assert rings(paper) == {"personal": ["12-04 09:00"], "unit": ["12-09 09:00"]}
    paper.say("单位推荐提前8天提醒我")
    assert rings(paper)["unit"] == ["12-11 09:00"]


def test_moment(paper: Talk) -> None:
    """A moment that was named is an event of its own."""
    paper.say("12月3日上午9点提醒我交材料")
    facts = paper.assistant.pack.facts
    (event,) = events(calendar_of(paper.assistant.pack, paper.conversation, OPEN)).values()
    assert str(event["summary"]) == "交材料"
    assert event.decoded("dtstart").astimezone(facts.zone).date() == date(2022, 12, 3)


@pytest.mark.parametrize("said", ["别提醒了", "提醒都取消", "暂停提醒"])
@pytest.mark.parametrize("wish", ["单位推荐提前10天提醒我", "提前3天提醒我", "12月3日上午9点提醒我交材料"])
def test_turned_off(paper: Talk, wish: str, said: str) -> None:
    """After an order to stop no day rings, and it is said what to do with a calendar that was taken before."""
    told = paper.say(wish, said)
    assert "手机" in told
    assert paper.replies[-1].attachment == "calendar"
    assert set(map(tuple, rings(paper).values())) == {()}
    paper.say("学时要多少")
    assert set(map(tuple, rings(paper).values())) == {()}


def test_turned_on_again(paper: Talk) -> None:
    """What was turned off, or something new: it rings again."""
    paper.say("单位推荐提前10天提醒我", "别提醒了", "恢复提醒")
    assert rings(paper) == {"unit": ["12-09 09:00"]}
    paper.say("别提醒了", "个人申报提前2天提醒我")
    assert rings(paper) == {"personal": ["12-04 09:00"]}
    paper.say("别提醒了", "单位推荐提前10天提醒我")
    assert rings(paper) == {"unit": ["12-09 09:00"]}


@pytest.mark.parametrize("said", ["单位的别提醒了", "单位推荐的不用提醒了"])
def test_one_turned_off(paper: Talk, said: str) -> None:
    """The others stay as they were."""
    paper.say("单位推荐提前10天提醒我", "个人申报提前2天提醒我", said)
    assert rings(paper) == {"personal": ["12-04 09:00"]}


def test_nothing_to_turn_off(paper: Talk) -> None:
    """Whoever wished nothing gets what is usual."""
    paper.say("别提醒了")
    assert len(rings(paper)) == 4


def test_only_asked(paper: Talk) -> None:
    """Whoever names nothing gets all usual deadlines."""
    paper.say("提醒我")
    assert len(rings(paper)) == 4


def test_alarms_may_be_lost(talk: Talk) -> None:
    """Where the calendar is offered it is said that some calendars drop the alarms."""
    said = talk.say("把截止日放进日历提醒我")
    assert talk.replies[-1].attachment == "calendar"
    assert "闹铃" in said


def test_stopped_where_it_could_send(talk: Talk) -> None:
    """Whoever turned off what was set gets those days without an alarm."""
    talk.say("单位推荐提前10天提醒我", "别提醒了")
    assert rings(talk) == {"unit": []}


@pytest.mark.parametrize("said", ["单位推荐提前10天提醒我", "12月3日上午9点提醒我交材料"])
def test_kept_for_a_minute(paper: Talk, said: str) -> None:
    """Whoever wishes something within the minute in which a calendar was made does not get the one from before."""
    calendars, pack = Calendars(), paper.assistant.pack
    everything = calendars.of(pack, paper.conversation, OPEN)
    paper.say(said)
    own = calendars.of(pack, paper.conversation, OPEN)
    assert events(own).keys() != events(everything).keys()
    assert calendars.of(pack, paper.conversation, OPEN) is own
