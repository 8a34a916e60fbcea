"""How many questions there are: said before the first, and counted down truthfully."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.interview.talk.dialogue import Dialogue
from bot.knowledge import Knowledge
from bot.replies.reply import Kind
from tests.conversation.talks import Interviewing, dialogue_of
from tests.interview.applicants import FULL, interview
from tests.packs import OPEN

GIVEN = dict(FULL)
LEFT = re.compile(r"还有(\d+)题")
MORE = "还要问的题多了"
BOUND = 60


@pytest.fixture(scope="module")
def dialogue(shipped: Knowledge) -> Dialogue:
    """Holds interviews by the shipped pack."""
    return dialogue_of(shipped)


@pytest.fixture
def talk(dialogue: Dialogue) -> Interviewing:
    """A new interview."""
    return Interviewing.begun(dialogue)


def left(talk: Interviewing) -> int:
    """How many questions the open one says to be left."""
    found = LEFT.search(talk.lines[-1].text)
    assert found
    return int(found[1])


def test_questions_and_minutes_are_said_before(talk: Interviewing) -> None:
    """By the pace that the pack declares; what is said is what comes, if no answer opens more."""
    first = talk.lines[0]
    count = left(talk)
    minutes = math.ceil(count * interview().seconds / 60)
    assert first.kind is Kind.INTRODUCTION
    assert f"大约{count}题，{minutes}分钟" in first.text
    asked = 0
    while talk.progress.asking:
        assert left(talk) == count - asked
        talk.tap(GIVEN[talk.progress.asking])
        asked += 1
    assert asked == count


def test_what_is_told_at_first_is_not_counted(dialogue: Dialogue) -> None:
    """Who tells two facts with the request is asked two questions less."""
    bare, told = dialogue.begin(OPEN, ""), dialogue.begin(OPEN, "我在职在岗，是做青瓷的，帮我看看能不能报")
    assert len(told[0].answers) == 2
    assert dialogue.left(told[0], OPEN) == dialogue.left(bare[0], OPEN) - 2


def test_an_answer_that_opens_questions_says_so(talk: Interviewing) -> None:
    """外省 brings in the letter, by its name; the number does not fall, and that is the reason."""
    talk.answer_until("personnel_relation", GIVEN)
    before = left(talk)
    talk.tap("other_province")
    assert left(talk) == before
    assert MORE in talk.lines[-1].text
    assert "委托评审函" in talk.lines[-1].text.split(MORE)[1]


def test_an_answer_that_closes_questions_lets_the_number_fall(talk: Interviewing) -> None:
    """Without a unit nothing is asked about it."""
    before = left(talk)
    talk.tap("no_unit")
    assert left(talk) < before - 1
    assert MORE not in talk.text


def test_contradictions_reopen_questions_without_a_lie(talk: Interviewing) -> None:
    """The three hours are asked again: the number counts them, and none of them counts as opened later."""
    talk.answer_until("ce_public", {**GIVEN, "ce_total": 90, "ce_professional": 80})
    talk.say("18")
    count = left(talk)
    talk.say("92")
    assert left(talk) == count - 1
    assert MORE not in talk.text


@settings(suppress_health_check=list(HealthCheck), max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=BOUND, max_size=BOUND))
def test_the_number_never_rises_in_silence(dialogue: Dialogue, picks: list[int]) -> None:
    """Whatever is tapped, each answer brings it down by one at least, or names what it made necessary."""
    talk = Interviewing.begun(dialogue)
    before = left(talk)
    for pick in picks:
        options = [id for id in talk.buttons() if id.startswith("iv:answer:")]
        if not options:
            return
        talk.say(options[pick % len(options)])
        if not talk.progress.asking or any(line.kind is Kind.CONTRADICTION for line in talk.lines):
            return
        now = left(talk)
        assert now < before or MORE in talk.lines[-1].text
        before = now


@pytest.mark.parametrize("said", ["还有几题", "还要多久", "iv:do:progress"])
def test_how_far_it_is_can_be_asked(talk: Interviewing, said: str) -> None:
    """Answered, left, minutes; the question stays open."""
    talk.say("在职", "不是")
    asking, answers = talk.progress.asking, talk.answers
    text = talk.say(said)
    assert "答了2项" in text
    assert "分钟" in text
    assert (talk.progress.asking, talk.answers) == (asking, answers)
    assert f"iv:answer:{asking}:unknown" in talk.buttons()
