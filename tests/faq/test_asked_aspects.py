"""What of a topic a question asks for."""

from __future__ import annotations

import pytest

from bot.faq.asked_aspects import AskedAspects, Beyond, states
from bot.hearing.learned_acts import learn_acts
from bot.language.normalize import normalize
from bot.pack.model import Aspect, Entry


@pytest.fixture(scope="module")
def asked() -> AskedAspects:
    """Reads by the sayings that come with the program."""
    return AskedAspects(learn_acts)


def entry(*aspects: Aspect) -> Entry:
    """An entry that states these aspects."""
    return Entry("hours", "学时", "answer", "要90学时。", topic="学时", aspects=aspects)


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("那笔钱到哪个窗口去领", "where"),
        ("报名费多少钱一个人", "cost"),
        ("准考证什么时候发下来", "when"),
        ("盖章找哪个部门", "who"),
        ("照片要什么格式的", "form"),
    ],
)
def test_an_aspect_that_is_not_stated_is_missing(asked: AskedAspects, question: str, aspect: Aspect) -> None:
    """Whatever the subject; an entry that states it lacks nothing."""
    assert asked.missing(normalize(question), entry("how_many")) == aspect
    assert asked.missing(normalize(question), entry("how_many", aspect)) is None


@pytest.mark.parametrize("question", ["要多少个", "学时", "我是东阳的", "When does it end?", ""])
def test_what_is_stated_or_not_asked_is_not_missing(asked: AskedAspects, question: str) -> None:
    """A bare topic, a statement and English ask for no aspect that could be told."""
    assert asked.missing(normalize(question), entry("how_many")) is None


def test_an_entry_without_aspects_lacks_none(asked: AskedAspects) -> None:
    """A pack that names no aspects is answered as before."""
    assert asked.missing(normalize("到哪个窗口去领"), entry()) is None


def test_how_far_a_question_goes_beyond_an_entry(asked: AskedAspects) -> None:
    """The clause counts that asks most clearly for what is not stated; an entry without aspects may state anything."""
    clauses = ["要多少个", "到哪个窗口去领"]
    far = asked.beyond(clauses, entry("how_many"))
    near = asked.beyond(clauses, entry("how_many", "where"))
    assert far.aspect == "where"
    assert far.chance > 0.5 > near.chance
    assert asked.beyond(clauses, entry()) == Beyond()
    assert asked.beyond([], entry("how_many")) == Beyond()


def test_who_names_the_last_day_says_when() -> None:
    """Aspects that are stated along with another one count as stated."""
    assert states(entry("deadline"), "when")
    assert not states(entry("deadline"), "where")
