"""Short words that people type to any bot do what they say, wherever the conversation is."""

from __future__ import annotations

import pytest

from bot.conversation.assistant import Assistant
from bot.faq.answer import Answerer
from bot.messages import message
from bot.replies.acts import BeginInterview, OrderReminders
from bot.replies.reply import Kind
from tests.conversation.reminding import running
from tests.conversation.talks import BEGIN, Talk
from tests.packs import OPEN

CANCEL = ("取消", "停", "停止", "退订")
BACK = ("返回", "返回上一级", "上一页")
MENU = ("主菜单", "菜单", "目录", "首页", "帮助", "help")
HUMAN = ("人工", "人工服务", "转人工")
PARDON = ("啊？", "什么？", "？", "嗯？")
SIGNS = ("👍", "👌", "🙏", "😊", "[微笑]")
PRESENCE = ("在不", "在吗", "有人吗")
THANKS = ("谢谢哦小机器人", "多谢你比我儿子耐心", "多谢")
COMPLAINTS = ("你这个东西老是答非所问，气死人", "气死人，老是听不懂我说的", "说了半天，一句都没答对")
OTHERS = (*PARDON, *SIGNS, *PRESENCE, *THANKS, *COMPLAINTS)
ALL = (*CANCEL, *BACK, *MENU, *HUMAN, *OTHERS, "开始", "重新开始", "重来")
PHONE = "0571-88228291"


def begins_as(name: str) -> str:
    """What the text called `name` begins with."""
    return message(name, rows="", phone="")[:6]


@pytest.mark.parametrize("said", ALL)
def test_asked_once(answerer: Answerer, said: str) -> None:
    """None gets an answer of the notice."""
    assert answerer.answer(said, OPEN).outcome in ("smalltalk", "action")


@pytest.mark.parametrize("said", ALL)
def test_a_pack_need_not_know_them(tiny_answerer: Answerer, tiny_assistant: Assistant, said: str) -> None:
    """They are built in."""
    assert tiny_answerer.answer(said, OPEN).outcome in ("smalltalk", "action")
    turn = tiny_assistant.turn(Talk(tiny_assistant).conversation, said, OPEN)
    assert {reply.kind for reply in turn.replies} <= {Kind.SMALLTALK, Kind.ACTION}


@pytest.mark.parametrize(
    "before", [(), ("什么时候截止",), ("推荐",), ("12月3日9点提醒我交材料", "公示要几天")]
)
@pytest.mark.parametrize("said", [one for one in ALL if one not in (*CANCEL, *PARDON, "开始")])
def test_in_a_conversation(talk: Talk, before: tuple[str, ...], said: str) -> None:
    """At its beginning, after an answer, with choices, with reminders."""
    talk.say(*before, said)
    assert {reply.kind for reply in talk.replies} <= {Kind.SMALLTALK, Kind.ACTION}
    assert len(running(talk)) == ("公示要几天" in before)


@pytest.mark.parametrize("said", CANCEL)
def test_cancel_with_nothing_to_cancel(talk: Talk, said: str) -> None:
    """A plain word, with what can be done."""
    assert talk.say(said).startswith(begins_as("short_cancel"))
    does = [choice.does for choice in talk.replies[-1].choices]
    assert BeginInterview() in does
    assert OrderReminders("begin") in does


@pytest.mark.parametrize("said", CANCEL)
def test_cancel_ends_what_is_open(talk: Talk, said: str) -> None:
    """A wish that waits, one that runs, the interview, the question for a name; once."""
    talk.say("提醒我交材料", said)
    assert not running(talk)
    assert not talk.conversation.reminders.missing
    talk.say("12月3日9点提醒我交材料", said)
    assert all(wish.paused for wish in running(talk))
    talk.say(BEGIN, said)
    assert next(reply.kind for reply in talk.replies) is Kind.PAUSED
    talk.say("换一个人", said)
    assert not talk.conversation.naming
    assert list(talk.conversation.interviews) == ["本人"]


def test_cancel_where_only_a_name_is_asked(talk: Talk) -> None:
    """It becomes nobody's name."""
    talk.say("换一个人", "停止")
    assert not talk.conversation.naming
    assert not talk.conversation.interviews


@pytest.mark.parametrize("said", BACK)
def test_back(talk: Talk, said: str) -> None:
    """To the question before, or to the answer before; else it is said that there is none."""
    assert talk.say(said).startswith(begins_as("short_back"))
    first = talk.say("什么时候截止")
    talk.say("评审表一式几份")
    assert talk.say(said) == first
    assert talk.say(said).startswith(begins_as("short_back"))
    talk.say(BEGIN)
    asked = talk.status
    talk.say("在职", said)
    assert talk.status == asked


@pytest.mark.parametrize("said", ["上一步", "返回", "回上一步"])
def test_back_after_the_result(talk: Talk, said: str) -> None:
    """The answer that ended the interview can be given again; once something else was asked, 返回 is about that."""
    talk.say(BEGIN, "退休了")
    assert talk.conversation.interview is not None
    assert talk.conversation.interview.verdict
    assert "您前面答的是：已退休" in talk.say(said)
    talk.say("在职")
    assert talk.answers["employment_status"] == "in_post"


@pytest.mark.parametrize("said", ["上一步", "返回"])
def test_back_after_the_result_and_questions(talk: Talk, said: str) -> None:
    """What was asked last is what it is about."""
    talk.say(BEGIN, "退休了", "什么时候截止", "公示要几天")
    assert "12月6日" in talk.say(said)


@pytest.mark.parametrize("said", MENU)
def test_menu_in_an_interview(talk: Talk, said: str) -> None:
    """What can be done is told, and the question stays open with its own choices."""
    talk.say(BEGIN)
    status, labels = talk.status, talk.labels()
    talk.say(said)
    assert talk.replies[0].text.startswith(begins_as("short_menu"))
    assert (talk.status, talk.labels()) == (status, labels)


@pytest.mark.parametrize("said", HUMAN)
def test_a_person_to_phone_everywhere(talk: Talk, said: str) -> None:
    """At once, also in the middle of an interview, which stays open."""
    assert PHONE in talk.say(said)
    talk.say(BEGIN, "在职")
    status = talk.status
    assert PHONE in talk.say(said)
    assert talk.status == status
    assert talk.replies[-1].kind is Kind.QUESTION
    talk.say("先到这里")
    assert PHONE in talk.say(said)
    talk.say("提醒我交材料")
    assert PHONE in talk.say(said)


@pytest.mark.parametrize("said", OTHERS)
def test_in_an_interview_they_answer_nothing(talk: Talk, said: str) -> None:
    """The question is put again."""
    talk.say(BEGIN)
    status = talk.status
    talk.say(said)
    assert talk.status == status
    assert talk.answers == {}
    assert talk.replies[-1].kind is Kind.QUESTION


@pytest.mark.parametrize("said", PARDON)
def test_who_did_not_understand(talk: Talk, said: str) -> None:
    """Is asked what; told the last answer simpler; told what the open question means."""
    assert talk.say(said).startswith(begins_as("short_pardon"))
    whole = talk.say("什么时候截止")
    simpler = talk.say(said)
    assert talk.replies[0].kind is Kind.ANSWER
    assert "2022年12月6日" in simpler
    assert len(simpler) < len(whole)
    talk.say(BEGIN, said)
    assert next(reply.kind for reply in talk.replies) is Kind.REASON_ASKED


def test_begin_and_begin_again(talk: Talk) -> None:
    """开始 begins the interview and then goes on with it; 重来 asks before answers are dropped."""
    talk.say("开始")
    first = talk.status
    assert first is not None
    talk.say("在职", "开始")
    assert talk.answers
    assert talk.status != first
    talk.say("重来")
    assert talk.answers
    talk.say("👍")
    assert talk.answers == {}
    assert talk.status == first


def test_a_sign_says_yes_or_no_to_what_was_read_back(talk: Talk) -> None:
    """To 您是说…，对吗."""
    asked = (BEGIN, "好像算在职吧")
    for sign, told in (("👍", True), ("👎", False)):
        talk.say(*asked)
        assert talk.conversation.interview is not None
        assert talk.conversation.interview.unconfirmed, talk.say("?")
        talk.say(sign)
        assert bool(talk.answers) is told
        talk.say("重来", "👌")


@pytest.mark.parametrize("said", ["不用了", "算了", "够了", "没了", "就这些"])
def test_who_has_enough_is_let_go(talk: Talk, said: str) -> None:
    """Where nothing is open it is no question about anything; also after an answer."""
    talk.say("什么时候截止")
    for _ in range(2):
        talk.say(said)
        assert [reply.text for reply in talk.replies] == ["好的，随时再来问。"]


def test_what_may_answer_a_question_stays_an_answer(talk: Talk) -> None:
    """没了 to 还有其他学历吗 is one, and 继续 goes on with the interview."""
    talk.say(BEGIN)
    talk.say("继续")
    assert talk.status == {"asking": "employment_status"}
    assert "随时再来问" not in "".join(reply.text for reply in talk.replies)


@pytest.mark.parametrize("said", [*COMPLAINTS, "你根本没听懂我的意思", "怎么又是牛头不对马嘴啊"])
def test_who_complains_is_asked_pardon(talk: Talk, said: str) -> None:
    """With how to ask and whom to call, before an answer and after one; and nothing can be picked."""
    for _ in range(2):
        told = talk.say(said)
        assert told.startswith("对不起")
        assert "请再说一次" in told
        assert PHONE in told
        assert talk.conversation.offered == ()
        talk.say("什么时候截止")


@pytest.mark.parametrize("said", ["听不懂人话吗，我问的是单位哪天截止", "气死人，几号截止"])
def test_a_complaint_with_a_question_is_answered(talk: Talk, said: str) -> None:
    """What is asked beside it is more than a complaint."""
    assert "12月" in talk.say(said)
