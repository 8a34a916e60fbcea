"""Who somebody is: said once, in words or by a tap, remembered, changed, and used for dates, calendar and reminders."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.conversation.assistant import LEAST_SEEN, Assistant
from bot.conversation.own_calendar import Calendars, calendar_of
from bot.conversation.own_words import OwnWords, asks_next_day, asks_who
from bot.conversation.role_skill import role_of
from bot.conversation.stored import conversation_of, saved_of
from bot.conversation.turn import Conversation
from bot.replies.act_ids import act_of, id_of
from bot.replies.acts import AskRole, OrderReminders, RemindRole, TakeRole, TellNextDay
from bot.replies.reply import Kind
from bot.store.model.saved import Saved
from tests.conversation.reminding import running
from tests.conversation.talks import BEGIN, Talk
from tests.packs import CLOSED, OPEN, SHANGHAI
from tests.reminders.test_calendar import events

APPLICANT, UNIT, OFFICE = "申报人", "单位", "下级评委会"
AFTER_APPLYING = datetime(2022, 12, 10, 10, tzinfo=SHANGHAI)
DAYS_OF = {APPLICANT: {"personal"}, UNIT: {"publicity_start", "unit"}, OFFICE: {"lower"}}


@pytest.fixture
def paper(talker: Assistant) -> Talk:
    """A conversation in a channel that cannot send by itself."""
    return Talk(talker)


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("我是单位人事", UNIT),
        ("我们是公司人事", UNIT),
        ("您好，我是HR", UNIT),
        ("我在人事科", UNIT),
        ("我是申报人", APPLICANT),
        ("我是自己报的", APPLICANT),
        ("我是主管部门的", OFFICE),
        ("我是县经信局的", OFFICE),
        ("说错了，我不是单位人事，我是申报人", APPLICANT),
        ("我不是单位人事", ""),
        ("我是公司的", None),
        ("我是做青瓷的", None),
        ("我是单位人事吗", None),
        ("单位人事", None),
        ("我是单位人事，我是申报人", None),
        ("我是企业职工", None),
        ("公示几天", None),
        ("我是人事关系在外省的", None),
        ("", None),
    ],
)
def test_who_somebody_says_they_are(talker: Assistant, said: str, role: str | None) -> None:
    """Only if the message says that and nothing else; an employee is none of those who handle applications."""
    assert OwnWords(talker.pack.facts).who(said) == role


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("我的下一个日期是哪天", True),
        ("我下一个要办的日子是几号？", True),
        ("接下来我要办的是哪天", True),
        ("最近的截止日是什么时候", True),
        ("离我最近的日子还有几天", True),
        ("下一次是什么时候", False),
        ("什么时候截止", False),
        ("最近身体不好", False),
        ("下一步交什么材料", False),
    ],
)
def test_asking_for_the_next_day(said: str, asks: bool) -> None:
    """A question for one's own next day, and no other question about days."""
    assert asks_next_day(said) is asks


def test_asking_who_one_is() -> None:
    """It can be asked, and changed, in words."""
    assert asks_who("我是谁？")
    assert asks_who("换个身份")
    assert not asks_who("我是谁推荐的")


@pytest.mark.parametrize("act", [TakeRole(UNIT), TakeRole(""), AskRole(), TellNextDay()])
def test_the_ids_of_the_buttons(act: object) -> None:
    """Each comes back as what it was."""
    assert act_of(id_of(act)) == act  # type: ignore[arg-type]


def test_it_is_remembered_and_told_with_the_next_day(talk: Talk) -> None:
    """HR hears of the publicity; a craftsman of his own application; the office of its review."""
    assert "2022年12月9日" in talk.say("我是单位人事")
    assert talk.conversation.role == UNIT
    kept = conversation_of(saved_of(Saved(), talk.conversation, "x"))
    assert kept.role == UNIT
    assert "2022年12月9日" in talk.say("我的下一个日期是哪天")
    assert "2022年12月6日" not in talk.say("/next")
    assert "2022年12月6日" in talk.say("其实我是申报人")
    assert "2023年1月4日" in talk.say("我是主管部门")
    assert talk.conversation.role == OFFICE


def test_a_tap_says_it_too_and_can_be_taken_back(talk: Talk) -> None:
    """By the row of three; a role that the notice does not have changes nothing."""
    talk.say("换一方")
    assert talk.labels() == ["申报人", "单位", "主管部门"]
    talk.say("单位")
    assert talk.conversation.role == UNIT
    talk.say(f"my:role:{OFFICE}")
    assert talk.conversation.role == OFFICE
    talk.say("my:role:皇帝")
    assert talk.replies[0].kind is Kind.STALE
    assert talk.conversation.role == OFFICE
    talk.say("我不是主管部门的")
    assert talk.conversation.role == ""


def test_who_said_nothing_hears_the_applicants_day_and_is_asked_lightly(talk: Talk) -> None:
    """The next day is told at once; the row stands below it."""
    assert "2022年12月6日" in talk.say("下一个日期是哪天")
    assert {"申报人", "单位", "主管部门"} <= set(talk.labels())


def test_after_ones_own_day_the_others_are_told(paper: Talk) -> None:
    """What is still to come is somebody else's; after the last day nothing is."""
    paper.now = AFTER_APPLYING
    told = paper.say("我是申报人")
    assert "2022年12月6日" not in told
    assert "2022年12月19日" in told
    paper.now = CLOSED
    assert "已截止" in paper.say("我的下一个日期是哪天")


def test_what_is_said_after_it_is_heard_as_ever(paper: Talk) -> None:
    """我是单位人事，公示几天: the question is answered, and who asks is remembered."""
    assert "5个工作日" in paper.say("我是单位人事，公示最少几天")
    assert paper.conversation.role == UNIT
    assert "2023年1月4日" in paper.say("我是经信局的，下一个日期是哪天")
    assert "公示" in paper.say("我是人事，我们要干哪些活")


def test_in_the_middle_of_an_interview_the_question_stays(paper: Talk) -> None:
    """Who one is answers no question of the interview."""
    paper.say(BEGIN)
    asked, answers = paper.status, paper.answers
    paper.say("我是申报人")
    assert (paper.status, paper.answers) == (asked, answers)
    assert paper.replies[-1].kind is Kind.QUESTION
    assert "在职在岗" in paper.labels()


def test_reminders_are_offered_for_ones_own_days(talk: Talk) -> None:
    """Nobody is asked twice who they are; others' days are one tap away; who names no day means their own."""
    talk.say("我是单位人事")
    offered = talk.say("提醒我")
    assert "2022年12月9日" in offered
    assert "2022年12月6日" not in offered
    first, second = talk.replies[-1].choices
    assert (first.does, second.does) == (RemindRole(UNIT), OrderReminders("others"))
    talk.say(first.label)
    (wish,) = running(talk)
    assert set(wish.milestones) == DAYS_OF[UNIT]


def test_a_lead_alone_is_for_ones_own_days(talk: Talk) -> None:
    """提前7天提醒我 of somebody from the office is about the review."""
    talk.say("我是经信局的", "提前7天提醒我")
    (wish,) = running(talk)
    assert set(wish.milestones) == DAYS_OF[OFFICE]


def test_asked_whose_days_one_wants_one_says_who_one_is(talk: Talk) -> None:
    """The answer sets the reminders, as before, and is remembered: nobody is asked again."""
    talk.say("提醒我", "我是单位")
    (wish,) = running(talk)
    assert set(wish.milestones) == DAYS_OF[UNIT]
    assert talk.conversation.role == UNIT


@pytest.mark.parametrize("role", DAYS_OF)
def test_the_calendar_holds_ones_own_days(talker: Assistant, role: str) -> None:
    """A craftsman's holds no review by the office, and no day that was only reckoned for the unit."""
    pack = talker.pack
    found = events(calendar_of(pack, Conversation(role=role), OPEN))
    assert {uid.removeprefix(f"{pack.facts.id}-").partition("@")[0] for uid in found} == DAYS_OF[role]


def test_whoever_asks_for_themselves_is_an_applicant(paper: Talk) -> None:
    """Without a word of who they are; unless there is an interview of somebody else too."""
    facts = paper.assistant.pack.facts
    assert role_of(paper.conversation, facts) == ""
    paper.say(BEGIN)
    assert role_of(paper.conversation, facts) == APPLICANT
    assert len(events(calendar_of(paper.assistant.pack, paper.conversation, OPEN))) == 1
    paper.say("替老王问")
    assert role_of(paper.conversation, facts) == ""


def test_calendars_of_two_roles_are_two(talker: Assistant) -> None:
    """What was made for one is not handed to the other."""
    calendars = Calendars()
    made = {role: calendars.of(talker.pack, Conversation(role=role), OPEN) for role in DAYS_OF}
    assert len(set(made.values())) == len(DAYS_OF)


def test_the_days_to_write_down_are_ones_own(paper: Talk) -> None:
    """Where nothing can be sent."""
    paper.say("我是申报人")
    told = paper.say("/calendar")
    assert "2022年12月6日" in told
    assert "2023年1月4日" not in told
    assert paper.replies[-1].attachment == "calendar"


def test_a_role_that_another_notice_had_means_nothing(talker: Assistant) -> None:
    """What was remembered under a pack with other roles is no reason to hide days."""
    assert role_of(Conversation(role="皇帝"), talker.pack.facts) == ""


@pytest.mark.parametrize("again", ["iv:do:back", "my:role:单位", "iv:answer:civil_status:none"])
def test_a_tap_on_what_nobody_can_have_read_does_nothing(paper: Talk, again: str) -> None:
    """The second tap of a double tap answers no question, goes no step back, and changes nobody's role."""
    paper.say(BEGIN, "在职在岗")
    before = paper.conversation
    soon = LEAST_SEEN - timedelta(milliseconds=1)
    turn = paper.assistant.turn(before, act_of(again), OPEN, seen_for=soon)
    assert turn.conversation == before
    assert [reply.kind for reply in turn.replies] == [Kind.TOO_SOON, Kind.QUESTION]
    seen = paper.assistant.turn(before, act_of(again), OPEN, seen_for=LEAST_SEEN)
    assert seen.conversation != before


def test_words_are_never_too_soon(paper: Talk) -> None:
    """Whoever types has read."""
    paper.say(BEGIN)
    turn = paper.assistant.turn(paper.conversation, "在职在岗", OPEN, seen_for=timedelta())
    assert turn.conversation.interviews["本人"].answers == {"employment_status": "in_post"}


def test_asked_in_the_middle_of_an_interview_one_can_pick_who_one_is(paper: Talk) -> None:
    """The roles are there to be picked; after that the open question stands again, and an answer to it counts at any time."""
    paper.say(BEGIN, "换一方")
    assert paper.labels() == ["申报人", "单位", "主管部门"]
    paper.say("单位")
    assert paper.conversation.role == UNIT
    assert paper.replies[-1].kind is Kind.QUESTION
    paper.say("换一方", "在职")
    assert paper.answers == {"employment_status": "in_post"}
    assert paper.conversation.role == UNIT
