"""What is offered under an answer: the questions that people ask next."""

from __future__ import annotations

import pytest

from bot.conversation.assistant import Assistant, assistant_of
from bot.conversation.faq_skill import MOST_NEXT
from bot.conversation.turn import Conversation
from bot.knowledge import Knowledge
from bot.replies.acts import BeginInterview, PickEntry
from bot.replies.reply import Choice, Kind
from tests.packs import OPEN


@pytest.fixture(scope="module")
def assistant(shipped: Knowledge) -> Assistant:
    """Talks about the shipped pack."""
    return assistant_of(shipped)


def offered(assistant: Assistant, *lines: str) -> tuple[Choice, ...]:
    """What is offered after saying the lines one after another."""
    conversation = Conversation()
    for line in lines:
        conversation = assistant.turn(conversation, line, OPEN).conversation
    return conversation.offered


@pytest.mark.parametrize("question", ["退休了能报吗", "2001年之前毕业交什么"])
def test_an_answer_offers_what_people_ask_next(assistant: Assistant, question: str) -> None:
    """Two at most, by their titles; each has its answer, by number, by tap and by label."""
    conversation = assistant.turn(Conversation(), question, OPEN).conversation
    choices = conversation.offered
    assert 0 < len(choices) <= MOST_NEXT
    assert all(isinstance(choice.does, PickEntry) for choice in choices)
    answers = {
        assistant.turn(conversation, said, OPEN).replies[0].text
        for said in ("1", choices[0].label, choices[0].does)
    }
    assert len(answers) == 1
    assert assistant.turn(conversation, "1", OPEN).replies[0].kind in (Kind.ANSWER, Kind.NOT_SAID)


def test_what_was_spoken_of_is_not_offered_again(assistant: Assistant) -> None:
    """The talk moves on."""
    first = offered(assistant, "退休了能报吗")
    second = offered(assistant, "退休了能报吗", "1")
    assert {choice.id for choice in first[:1]}.isdisjoint(choice.id for choice in second)
    assert "retired" not in {choice.id for choice in second}


def test_nothing_is_offered_beside_a_list_or_the_interview(assistant: Assistant) -> None:
    """A number picks from the list that an answer shows; a craft offers the interview alone."""
    assert offered(assistant, "通知有哪些附件") == ()
    assert [choice.does for choice in offered(assistant, "我是做青瓷的能报吗")] == [BeginInterview()]
    assert all(
        not isinstance(choice.does, PickEntry)
        for choice in offered(assistant, "帮我核对能不能报", "公示几天")
    )
