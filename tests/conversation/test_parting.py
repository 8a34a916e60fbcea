"""Several things in one message: each is taken by whom it is for, and nothing is dropped."""

from __future__ import annotations

import pytest

from bot.language.spoken_parts import message_parts
from bot.replies.reply import Kind
from tests.conversation.reminding import coming, only
from tests.conversation.talks import BEGIN, Talk


@pytest.mark.parametrize(
    ("said", "told", "moments"),
    [
        ("在职，12月4日上午9点提醒我提交", {"employment_status": "in_post"}, ["12-04 09:00"]),
        ("12月4日上午9点提醒我提交；我在职", {"employment_status": "in_post"}, ["12-04 09:00"]),
        ("我在厂里上班，人事关系在浙江，明天下午3点叫我继续",
         {"employment_status": "in_post", "personnel_relation": "zhejiang"}, ["11-16 15:00"]),
        ("不是公务员 学时要多少 另外12月2号上午9点提醒我看学时", {"civil_status": "none"}, ["12-02 09:00"]),
        ("我退休了，12月1号早上8点提醒我打电话问问", {"employment_status": "retired"}, ["12-01 08:00"]),
    ],
)  # fmt: skip
def test_an_answer_and_a_reminder(talk: Talk, said: str, told: dict[str, str], moments: list[str]) -> None:
    """Both are read back; the question that is open then, if one is, stands last."""
    talk.say(BEGIN, said)
    assert talk.answers.items() >= told.items()
    assert coming(talk) == moments
    assert (talk.replies[-1].kind is Kind.QUESTION) == ("asking" in (talk.status or {}))


def test_an_answer_and_the_end_of_all_reminders(talk: Talk) -> None:
    """我退休了，提醒取消吧 changes both."""
    talk.say("12月3日9点提醒我交材料", BEGIN, "我退休了，提醒取消吧")
    assert talk.answers["employment_status"] == "retired"
    assert coming(talk) == []


def test_a_pause_and_a_reminder_to_go_on(talk: Talk) -> None:
    """先到这里，明天9点提醒我继续 does both."""
    talk.say(BEGIN, "先到这里，明天9点提醒我继续")
    assert talk.conversation.interview is not None
    assert talk.conversation.interview.paused
    assert coming(talk) == ["11-16 09:00"]


@pytest.mark.parametrize(
    ("said", "entry", "moments"),
    [
        ("学时要多少，另外12月1号早上8点提醒我看学时", "ce_total", ["12-01 08:00"]),
        ("12月1号上午9点提醒我交表，对了学时要多少", "ce_total", ["12-01 09:00"]),
        ("评审表叫他打几份，再记个12月15号下午3点提醒我录公示", "paper_form_copies", ["12-15 15:00"]),
    ],
)
def test_a_question_and_a_reminder(talk: Talk, said: str, entry: str, moments: list[str]) -> None:
    """The question is answered, the reminder set."""
    talk.say(said)
    assert entry in [reply.entry for reply in talk.replies]
    assert coming(talk) == moments


def test_a_wish_to_be_interviewed_and_a_reminder(talk: Talk) -> None:
    """帮我看看能不能报，另外… begins the interview too."""
    talk.say("帮我看看能不能报，另外12月1号上午9点提醒我提交")
    assert talk.status == {"asking": "employment_status"}
    assert coming(talk) == ["12-01 09:00"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("孩子要考试，12月3号上午10点提醒我交材料", "交材料"),
        ("12月5日9点提醒我，我要去问人事能不能报", "我要去问人事能不能报"),
        ("我记性不好，12月3号上午9点提醒我交材料", "交材料"),
    ],
)
def test_why_and_of_what_somebody_is_to_be_reminded_is_no_part_of_its_own(
    talk: Talk, said: str, words: str
) -> None:
    """One reminder with these words, and no other reply."""
    talk.say(said)
    assert only(talk).about == words
    assert [reply.kind for reply in talk.replies] == [Kind.WISH]


@pytest.mark.parametrize(
    ("begins", "said", "told"),
    [
        ((), "在职，学时要多少", {"employment_status": "in_post"}),
        ((), "学时要多少？我做青瓷的", {"specialty": "ceramics"}),
        (("在职",), "不是公务员；我同事退休了能报吗", {"civil_status": "none"}),
        (("在职", "不是", "木雕"), "人事关系在外省，函谁开", {"personnel_relation": "other_province"}),
    ],
)
def test_an_answer_and_a_question(
    talk: Talk, begins: tuple[str, ...], said: str, told: dict[str, str]
) -> None:
    """The question is answered, the answer read back, and the next question stands last."""
    talk.say(BEGIN, *begins)
    before = talk.answers
    talk.say(said)
    assert {fact: value for fact, value in talk.answers.items() if before.get(fact) != value} == told
    assert talk.replies[0].kind in (Kind.ANSWER, Kind.NOT_SAID)
    assert talk.replies[-1].kind is Kind.QUESTION


@pytest.mark.parametrize("said", ["退休的不能报，返聘的能报吗", "公务员不能报，对吧", "我爸退休了，他能报吗"])
def test_what_is_said_of_others_beside_a_question_is_not_noted(talk: Talk, said: str) -> None:
    """A rule that somebody repeats, or a father's case, is none of the person's answers."""
    talk.say(BEGIN, said)
    assert talk.answers == {}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("在职，明天9点提醒我 学时要多少？", ["在职，", "明天9点提醒我 ", "学时要多少？"]),
        ("在职", ["在职"]),
        ("", [""]),
        ("，，，", ["，，，"]),
        ("好。", ["好。"]),
    ],
)
def test_the_parts_of_a_message(text: str, parts: list[str]) -> None:
    """Nothing is lost, nothing empty comes."""
    assert message_parts(text) == parts


def test_the_items_of_a_numbered_list_are_taken_one_by_one(talk: Talk) -> None:
    """Each question gets its own answer, and the reminder is set on its day."""
    talk.say("想问三个事：一、外省的委托函谁开；二、评审表几份；三、12月5日9点提醒我申报")
    entries = [reply.entry for reply in talk.replies]
    assert len(talk.replies) == len(("letter", "form", "reminder"))
    assert "paper_form_copies" in entries
    assert coming(talk) == ["12-05 09:00"]


def test_answers_in_a_numbered_list(talk: Talk) -> None:
    """All are noted; the next question is asked once, at the end."""
    talk.say(BEGIN, "1、我在职 2、不是公务员 3、学时要多少")
    assert talk.answers == {"employment_status": "in_post", "civil_status": "none"}
    assert [reply.kind for reply in talk.replies].count(Kind.ANSWER) == 1
    assert talk.replies[-1].kind is Kind.QUESTION
    assert len({reply.text for reply in talk.replies}) == len(talk.replies)


def test_a_list_of_what_somebody_is_to_be_reminded_of_stays_one(talk: Talk) -> None:
    """12月4日9点提醒我：1、… 2、… is one reminder with these words."""
    talk.say("12月4日9点提醒我：1、交评审表 2、拍作品照")
    assert only(talk).about == "1、交评审表 2、拍作品照"
    assert coming(talk) == ["12-04 09:00"]
