"""Acts and the ids under which channels carry them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.act_ids import act_in_words, act_of, id_of
from bot.replies.acts import (
    Act,
    AnswerQuestion,
    BeginFor,
    BeginInterview,
    ChangeAnswer,
    ChooseMoment,
    DropPerson,
    InterviewAnother,
    InterviewOf,
    ListPeople,
    MarkDone,
    NoneOfThese,
    OrderReminders,
    OrderWish,
    PickEntry,
    RemindAgain,
    RemindRole,
    RenamePerson,
    RunCommand,
    SetHour,
    SetLead,
    SetMilestone,
    TakePeopleAlong,
    TakeStep,
    TellPerson,
    UnknownInterviewAct,
    UnknownPeopleAct,
    UnknownReminderAct,
)

KNOWN: list[tuple[str, Act]] = [
    ("deadline_unit", PickEntry("deadline_unit")),
    ("none", NoneOfThese()),
    ("action_interview", BeginInterview()),
    ("/deadlines", RunCommand("/deadlines")),
    ("iv:answer:employment:employed", AnswerQuestion("employment", "employed")),
    ("iv:answer:start:a:b", AnswerQuestion("start", "a:b")),
    ("iv:change:employment", ChangeAnswer("employment")),
    ("iv:do:why", TakeStep("why")),
    ("iv:do:keep", TakeStep("keep")),
    ("iv:do:go_on", TakeStep("go_on")),
    ("iv:do:more", TakeStep("more")),
    ("iv:name:王师傅", InterviewOf("王师傅")),
    ("iv:other", InterviewAnother()),
    ("rm:w1:done:personal", MarkDone("w1", "personal", on=True)),
    ("rm:w1:undone:", MarkDone("w1", "", on=False)),
    (
        "rm:w1:again:202211220100:unit",
        RemindAgain("w1", "unit", datetime(2022, 11, 22, 1, tzinfo=UTC), on=True),
    ),
    ("rm:w1:once:202211220100:", RemindAgain("w1", "", datetime(2022, 11, 22, 1, tzinfo=UTC), on=False)),
    ("rm:w1:again:202211220100", UnknownReminderAct("rm:w1:again:202211220100", "w1")),
    ("rm:w1:once:2022:unit", UnknownReminderAct("rm:w1:once:2022:unit", "w1")),
    ("pp:list", ListPeople()),
    ("pp:list:cannot", ListPeople("cannot")),
    ("pp:table", TakePeopleAlong()),
    ("pp:tell:王:芳", TellPerson("王:芳")),
    ("pp:rename:王芳", RenamePerson("王芳")),
    ("pp:renamed:王:芳:小芳", RenamePerson("王:芳", "小芳")),
    ("pp:drop:王芳", DropPerson("王芳")),
    ("pp:dropped:王芳", DropPerson("王芳", sure=True)),
    ("pp:new:王芳", BeginFor("王芳")),
    ("pp:dance:王芳", UnknownPeopleAct("pp:dance:王芳")),
    ("rm:begin", OrderReminders("begin")),
    ("rm:stop", OrderReminders("stop")),
    ("rm:role:申报人", RemindRole("申报人")),
    ("rm:0123abcdef:stop", OrderWish("0123abcdef", "stop")),
    ("rm:0123abcdef:leads", OrderWish("0123abcdef", "leads")),
    ("rm:0123abcdef:lead:+14", SetLead("0123abcdef", 14, on=True)),
    ("rm:0123abcdef:lead:-0", SetLead("0123abcdef", 0, on=False)),
    ("rm:0123abcdef:day:-personal", SetMilestone("0123abcdef", "personal", on=False)),
    ("rm:0123abcdef:at:0830", SetHour("0123abcdef", time(8, 30))),
    ("rm:0123abcdef:on:202212030900", ChooseMoment("0123abcdef", date(2022, 12, 3), time(9))),
]
BROKEN = [
    "iv:", "iv:answer", "iv:answer:fact", "iv:answer:fact:", "iv:do:dance", "iv:change:", "iv:name:",
    "rm:", "rm:begin:x", "rm:role:", "rm:x", "rm:x:dance", "rm:x:lead:14", "rm:x:lead:+ten", "rm:x:at:2561",
    "rm:x:on:202213010900", "rm:x:day:personal", "rm:x:stop:y",
]  # fmt: skip


@pytest.mark.parametrize(("id", "act"), KNOWN)
def test_each_act_has_its_id(id: str, act: Act) -> None:
    """These are under buttons that were sent long ago: they mean the same for ever."""
    assert act_of(id) == act
    assert id_of(act) == id


def test_the_oldest_button_that_stops_a_wish_still_does() -> None:
    """It named the order first."""
    assert act_of("rm:stop:0123abcdef") == OrderWish("0123abcdef", "stop")


@pytest.mark.parametrize("id", BROKEN)
def test_what_is_broken_stays_what_it_is(id: str) -> None:
    """It is known whose it is, and nothing is made of it."""
    act = act_of(id)
    assert isinstance(act, UnknownInterviewAct if id.startswith("iv:") else UnknownReminderAct)
    assert id_of(act) == id


@given(
    st.one_of(
        st.text(), st.sampled_from(["iv:", "rm:", "rm:x:"]).flatmap(lambda head: st.text().map(head.__add__))
    )
)
def test_any_id_is_an_act_that_is_the_same_when_read_again(id: str) -> None:
    """Whatever somebody sends in place of an id."""
    assert act_of(id_of(act_of(id))) == act_of(id)


@pytest.mark.parametrize("words", ["hours", "none", "学时要多少", "/help", "12", "a b_c", ""])
def test_words_are_no_ids(words: str) -> None:
    """What people might write is read as words."""
    assert act_in_words(words) is None


def test_ids_may_be_typed() -> None:
    """By programs that read lines."""
    assert act_in_words("deadline_unit") == PickEntry("deadline_unit")
    assert act_in_words("iv:do:why") == TakeStep("why")
