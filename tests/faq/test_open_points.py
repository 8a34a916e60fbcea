"""What the notice leaves open beside an entry that is near."""

from __future__ import annotations

import pytest

from bot.faq.answer import Answerer
from bot.faq.asked_aspects import AskedAspects
from bot.faq.entry_texts import EntryTexts, pairs
from bot.faq.match import MAYBE_OPEN
from bot.faq.open_points import OpenPoints, asking_clauses, detail_clauses
from bot.faq.ranking import Ranker
from bot.knowledge import Knowledge
from tests.packs import OPEN as NOW

LIMITS, LIKELY = "可能是通知没有写", "通知好像没有写"


@pytest.fixture(scope="module")
def points(shipped: Knowledge) -> OpenPoints:
    """Weighs questions beside the entries of the shipped pack."""
    texts, ranker = EntryTexts(shipped.pack, shipped.index), Ranker(shipped.pack, shipped.index)
    return OpenPoints(shipped.pack, texts, ranker, AskedAspects(lambda: shipped.acts))


def chance(points: OpenPoints, shipped: Knowledge, question: str, entry: str) -> float:
    """The chance that an entry does not state what a question asks."""
    text = shipped.index.question(question)
    ranking = Ranker(shipped.pack, shipped.index).rank(text)
    return points.beside(text, ranking, shipped.pack.entries[entry]).chance


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("评审表要打几份", "paper_form_copies"),
        ("公示要公几天", "publicity_days"),
        ("哪天之前要在网上报好", "deadline_personal"),
    ],
)
def test_what_an_entry_states_is_not_open(
    points: OpenPoints, shipped: Knowledge, question: str, entry: str
) -> None:
    """In the words of its phrasings, and by the aspect that is asked."""
    assert chance(points, shipped, question, entry) < MAYBE_OPEN


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("评审表用什么颜色的墨水打", "paper_form_copies"),
        ("公示的纸头要谁来签字", "publicity_days"),
    ],
)
def test_an_aspect_next_door_is_open(
    points: OpenPoints, shipped: Knowledge, question: str, entry: str
) -> None:
    """Though the topic is the same, who or what colour is not how many."""
    assert chance(points, shipped, question, entry) >= MAYBE_OPEN


def test_a_claim_is_less_likely_open(points: OpenPoints, shipped: Knowledge) -> None:
    """People want confirmed what they have read."""
    asked = chance(points, shipped, "评审表用什么颜色的墨水打", "paper_form_copies")
    claimed = chance(points, shipped, "评审表用什么颜色的墨水打都行对吧", "paper_form_copies")
    assert claimed < asked


def test_in_doubt_the_answer_says_that_it_may_not_be_all(answerer: Answerer) -> None:
    """The fact comes first, and whom to phone if it is not what was asked; a plain question has no such word."""
    doubtful = answerer.answer("专业科目的课哪家单位开", NOW)
    assert (doubtful.outcome, doubtful.limited) == ("answer", True)
    assert doubtful.text.index("专业科目要60学时") < doubtful.text.index(LIMITS)
    assert "0571-88228291" in doubtful.text
    plain = answerer.answer("评审表要打几份", NOW)
    assert (plain.outcome, plain.limited) == ("answer", False)
    assert LIMITS not in plain.text


def test_what_is_likely_open_is_said_first(answerer: Answerer) -> None:
    """By the topic and the detail that is asked for; the fact follows, since it may be asked for after all."""
    answer = answerer.answer("工作总结要不要领导签字", NOW)
    assert (answer.outcome, answer.limited) == ("answer", True)
    assert answer.text.startswith("说到工作总结，" + LIKELY + "签字的要求，写的是：")
    assert "述职" in answer.text.partition("写的是")[2]


def test_the_clauses_that_ask() -> None:
    """The last one where none has a word for it."""
    assert asking_clauses("我做木雕的,几号截止,急死了") == ["几号截止"]
    assert asking_clauses("我做木雕的,急死了") == ["急死了"]
    assert asking_clauses("我做木雕的,贴墙上还是发网上") == ["贴墙上还是发网上"]


def test_the_clauses_in_which_a_detail_may_be_asked_for() -> None:
    """A short question leans on what stands before it; a claim does not."""
    assert detail_clauses("我做木雕的,有人写信举报,这下怎么办") == ["有人写信举报", "这下怎么办"]
    assert detail_clauses("我做木雕的,复印件盖章,是不是") == ["是不是"]


def test_pairs_leave_signs_out() -> None:
    """Two characters beside each other, not across a sign."""
    assert pairs("三份,评审") == {"三份", "评审"}
