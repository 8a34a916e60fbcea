"""What a new notice says of things that most leave open, and what it says if it does not leave them open."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.faq.answer import Answerer
from bot.knowledge import Knowledge, open_knowledge
from bot.replies.acts import PickEntry
from tests.pack.test_shared import charges, without_fee
from tests.packs import OPEN, TinyPack
from tests.several_packs import HIGH, library


@pytest.fixture
def silent(tiny: TinyPack) -> Answerer:
    """Answers from the tiny pack without its own word on fees."""
    without_fee(tiny)
    return open_knowledge(tiny.folder).answerer()


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("报名费要交多少", "收不收费"),
        ("是不是免费的呀", "收不收费"),
        ("你们的地址在哪里", "地址"),
        ("邮编写什么", "地址"),
        ("礼拜六有没有人上班", "办公时间"),
        ("密码忘记了登不进去", "密码"),
        ("今年五十六了，年龄上有没有限制", "年龄"),
        ("可以请别人代填吗", "代填"),
    ],
)
def test_a_new_notice_gets_the_silent_points_for_nothing(silent: Answerer, question: str, topic: str) -> None:
    """That the notice does not say comes first, with what was asked about and whom to phone."""
    answer = silent.answer(question, OPEN)
    assert answer.outcome == "not_said"
    assert answer.text.startswith("通知没有写")
    assert topic in answer.text
    assert "0571-12345678" in answer.text
    assert answer.clauses == ("附1.7",)


@pytest.mark.parametrize("question", ["收费标准是怎样的", "报名费几块钱"])
@pytest.mark.parametrize("id", ["fee", "charges"])
def test_a_notice_that_states_a_fee_answers_it(tiny: TinyPack, id: str, question: str) -> None:
    """Whatever its entry is called, nothing that came with the program denies it."""
    charges(tiny, id)
    answer = open_knowledge(tiny.folder).answerer().answer(question, OPEN)
    assert answer.entries == (id,)
    assert answer.outcome == "answer"


@pytest.mark.parametrize("question", ["评审费要交多少钱", "这个要不要交费"])
@pytest.mark.parametrize("id", ["fee", "charges"])
def test_what_only_resembles_a_phrasing_is_answered_or_offered_where_there_are_few(
    tiny: TinyPack, id: str, question: str
) -> None:
    """Nothing denies it here either."""
    charges(tiny, id)
    answer = open_knowledge(tiny.folder).answerer().answer(question, OPEN)
    offered = [one.does for one in answer.choices]
    assert answer.entries[:1] == (id,) or offered[:1] == [PickEntry(id)]


def test_an_entry_that_says_something_of_it_goes_first(tiny: TinyPack) -> None:
    """Although no title tells it, an entry nearly as likely states the very thing that is asked for."""
    hours = "[contact]\n几点上班打得通\n几点到几点有人\n周末有人上班吗\n"
    tiny.replace("faq.yaml", "    title: 打电话找谁\n", "    title: 打电话找谁\n    aspects: [who, when]\n")
    tiny.replace("phrasings/all.txt", "[contact]\n", hours)
    answer = open_knowledge(tiny.folder).answerer().answer("几点上班打得通电话", OPEN)
    assert answer.entries == ("contact",)


def test_a_shared_phrasing_to_the_letter_is_no_more_than_a_phrasing(tiny_knowledge: Knowledge) -> None:
    """An entry of the pack may still be meant."""
    assert tiny_knowledge.index.exact("几点上班") is None
    assert tiny_knowledge.index.exact("联系电话") == "contact"


@pytest.mark.parametrize("question", ["我能不能报", "我能报吗", "我符合条件吗"])
def test_a_question_of_its_own_is_not_taken_for_an_open_point(tmp_path: Path, question: str) -> None:
    """Where open points stand with the clause that says whom to ask, they are not near whatever else that clause says."""
    answerer = library(tmp_path, HIGH)[0].answerer()
    topic = answerer.answer("继续教育要多少学时", OPEN).topic
    assert topic is not None
    assert answerer.answer(question, OPEN, (topic,)).action == "interview"
    assert answerer.answer("年龄有限制吗", OPEN, (topic,)).entries == ("age_limit",)
