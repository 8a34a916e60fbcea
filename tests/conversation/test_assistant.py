"""One turn of conversation."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.assistant import Assistant, assistant_of
from bot.conversation.turn import Conversation
from bot.faq.topic import Topic
from bot.knowledge import open_knowledge
from bot.reminders.roles import applicant, roles
from bot.replies.acts import NoneOfThese, PickEntry
from bot.replies.reply import Choice, Reply
from tests.packs import CLOSED, OPEN, SHANGHAI, TinyPack

OFFERED = (
    Choice(PickEntry("hours"), "继续教育要多少学时"),
    Choice(PickEntry("fee"), "评审收不收费"),
    Choice(NoneOfThese(), "都不是"),
)
ASKED = Conversation(topics=(Topic("多少", (), ("hours", "fee")),), offered=OFFERED)


def _say(assistant: Assistant, conversation: Conversation, *lines: str, now: datetime = OPEN) -> Reply:
    """The last reply after saying the lines one after another."""
    reply = Reply("")
    for line in lines:
        turn = assistant.turn(conversation, line, now)
        conversation, reply = turn.conversation, turn.replies[-1]
    return reply


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("若在截止前，我能报吗", "若在截止前，我能报吗"),
        ("绘画（不在单子里）", "绘画(不在单子里)"),
        ("一、2", "一、２"),
    ],
)
def test_a_label_is_typed_with_any_punctuation(assistant: Assistant, label: str, said: str) -> None:
    """Full-width signs and those of a Latin keyboard are the same."""
    asked = replace(ASKED, offered=(Choice(PickEntry("fee"), label), *OFFERED[1:]))
    assert assistant.turn(asked, said, OPEN).replies == assistant.turn(asked, PickEntry("fee"), OPEN).replies


@pytest.mark.parametrize(
    "said",
    [
        "1",
        " 1 ",
        "１",
        "①",
        "1.",
        "1、",
        "1)",
        "第1个",
        "第一个",
        "一",
        "选1",
        "我选一",
        "hours",
        "继续教育要多少学时",
        " 继续教育要多少学时 ",
    ],
)
def test_a_choice_is_picked_by_number_numeral_id_or_label(tiny_assistant: Assistant, said: str) -> None:
    """However people point to the first choice, it is answered."""
    reply = _say(tiny_assistant, ASKED, said)
    assert "80" in reply.text
    assert reply.clauses == ("附1.7",)


@pytest.mark.parametrize("said", ["2", "二", "第二个", "fee", "评审收不收费"])
def test_the_second_choice_is_picked_likewise(tiny_assistant: Assistant, said: str) -> None:
    """Not only the first."""
    assert "0571-12345678" in _say(tiny_assistant, ASKED, said).text


@pytest.mark.parametrize("said", ["3", "三", "都不是", "none"])
def test_none_of_these_names_the_phone_and_forgets_the_choices(tiny_assistant: Assistant, said: str) -> None:
    """都不是 leads to a person, and what was offered is gone."""
    turn = tiny_assistant.turn(ASKED, said, OPEN)
    assert "0571-12345678" in turn.replies[0].text
    assert turn.conversation.offered == ()


@pytest.mark.parametrize("said", ["0", "4", "99", "第九个", "-1", "1 2", "²"])
def test_a_number_that_was_not_offered_picks_nothing(tiny_assistant: Assistant, said: str) -> None:
    """It is a message like any other, and gets a reply."""
    turn = tiny_assistant.turn(ASKED, said, OPEN)
    assert turn.replies[0].text.strip()
    assert "80学时" not in turn.replies[0].text


def test_a_number_with_nothing_offered_gets_a_reply(tiny_assistant: Assistant) -> None:
    """1 out of the blue is no choice."""
    assert _say(tiny_assistant, Conversation(), "1").text.strip()


def test_choices_last_for_one_turn(tiny_assistant: Assistant) -> None:
    """After another question the old numbers mean nothing."""
    turn = tiny_assistant.turn(ASKED, "个人申报什么时候截止", OPEN)
    assert "hours" not in {choice.id for choice in turn.conversation.offered}
    assert "80学时" not in _say(tiny_assistant, turn.conversation, "1").text


def test_a_question_in_place_of_a_choice_is_answered(tiny_assistant: Assistant) -> None:
    """Nobody must pick."""
    assert "2022年12月6日" in _say(tiny_assistant, ASKED, "个人申报什么时候截止").text


def test_a_follow_up_leans_on_the_turn_before(tiny_assistant: Assistant) -> None:
    """那单位呢 after the personal deadline is the unit's."""
    assert "2022年12月19日" in _say(tiny_assistant, Conversation(), "个人申报什么时候截止", "那单位呢").text


def test_a_follow_up_leans_on_a_picked_choice(tiny_assistant: Assistant) -> None:
    """What was picked is the question before."""
    asked = Conversation(
        offered=(Choice(PickEntry("deadline_personal"), "个人申报哪天截止"), Choice(NoneOfThese(), "都不是")),
    )
    assert "2022年12月19日" in _say(tiny_assistant, asked, "1", "那单位呢").text


def test_small_talk_is_no_question_to_lean_on(tiny_assistant: Assistant) -> None:
    """After a greeting there is nothing before."""
    assert tiny_assistant.turn(Conversation(), "你好", OPEN).conversation == Conversation()


def test_an_answer_about_a_craft_offers_the_interview(tiny_assistant: Assistant) -> None:
    """One tap leads on."""
    turn = tiny_assistant.turn(Conversation(), "我是做青瓷的可以申报吗", OPEN)
    assert [choice.id for choice in turn.replies[0].choices] == ["action_interview"]
    assert tiny_assistant.turn(turn.conversation, "1", OPEN).conversation.topics[0].entries == (
        "action_interview",
    )


def test_replies_carry_their_clauses(tiny_assistant: Assistant) -> None:
    """Each as ids for machines and as a line for people."""
    reply = _say(tiny_assistant, Conversation(), "继续教育要多少学时")
    assert reply.clauses == ("附1.7",)
    assert "附件1第7条" in reply.basis


def test_the_greeting_says_that_the_call_is_over_and_that_it_is_not_official(
    tiny_assistant: Assistant,
) -> None:
    """In 2026 nobody is left in doubt."""
    closed = "\n".join(tiny_assistant.greeting(CLOSED))
    assert "非官方" in closed
    assert "2022" in closed
    assert "2022年12月6日" in closed
    assert "结束" in closed


def test_the_greeting_counts_the_days_while_the_call_is_open(tiny_assistant: Assistant) -> None:
    """Up to and on the last day."""
    assert "21" in "\n".join(tiny_assistant.greeting(OPEN))
    last_day = datetime(2022, 12, 6, 23, 59, tzinfo=SHANGHAI)
    assert "今天" in "\n".join(tiny_assistant.greeting(last_day))
    assert "结束" not in "\n".join(tiny_assistant.greeting(last_day))


def test_the_deadlines_come_in_order_of_their_day(tiny_assistant: Assistant) -> None:
    """All milestones, each with its year, with the clauses."""
    reply = tiny_assistant.deadlines(OPEN)
    places = [reply.text.index(day) for day in ("2022年12月6日", "2022年12月9日", "2022年12月19日")]
    assert places == sorted(places)
    assert reply.clauses == ("四.二",)


@given(
    lines=st.lists(
        st.text(st.characters(exclude_categories=()), max_size=50)
        | st.sampled_from(
            [
                "1",
                "都不是",
                "那呢",
                "截止",
                "青瓷能报吗",
                "学时",
                "你好",
                "四（二）原文",
                "action_interview",
                "none",
            ]
        ),
        max_size=6,
    )
)
def test_any_conversation_gets_a_reply_to_each_line(tiny_assistant: Assistant, lines: list[str]) -> None:
    """Whatever is said in whatever order: one reply at least, none of them empty."""
    conversation = Conversation()
    for line in lines:
        turn = tiny_assistant.turn(conversation, line, OPEN)
        assert turn.replies
        assert all(reply.text.strip() for reply in turn.replies)
        conversation = turn.conversation


OTHER_DAYS_FIRST = """\
milestones:
  - id: opening
    name: 网上申报开始
    role: 申报人
    date: "2022-11-01"
    clauses: [四.二]
  - id: fee
    name: 缴费截止
    role: 单位
    date: "2022-11-10"
    closes: payment
    clauses: [四.二]
"""


@pytest.fixture
def other_days_first(tiny: TinyPack) -> Assistant:
    """Takes turns from a pack whose first days are a beginning and a payment."""
    tiny.replace("notice.yaml", "milestones:\n", OTHER_DAYS_FIRST)
    return assistant_of(open_knowledge(tiny.folder))


def test_the_call_is_open_until_the_application_closes_whatever_day_comes_first(
    other_days_first: Assistant,
) -> None:
    """A beginning or a payment that is over does not end the call."""
    assert "结束" not in "\n".join(other_days_first.greeting(OPEN))
    assert "2022年12月6日" in other_days_first.greeting(OPEN)[-1]
    assert "结束" in "\n".join(other_days_first.greeting(CLOSED))


def test_a_day_that_closes_nothing_is_not_called_a_deadline(other_days_first: Assistant) -> None:
    """A beginning is over once it is past; only what closes has closed."""
    opening, fee, *_ = other_days_first.deadlines(OPEN).text.split("\n")
    assert "已过" in opening
    assert "已截止" in fee


def test_the_applicant_is_whose_application_closes(other_days_first: Assistant) -> None:
    """Not whoever has to pay or to begin first."""
    assert applicant(other_days_first.pack.facts) == "申报人"
    assert roles(other_days_first.pack.facts) == ("申报人", "单位")
