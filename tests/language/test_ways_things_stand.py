"""How things stand by the words of the street."""

from __future__ import annotations

import pytest

from bot.language.exchanging import speaks_of_an_answer, without_blame
from bot.language.normalize import normalize
from bot.language.ways_things_stand import standing


@pytest.mark.parametrize(
    ("said", "way"),
    [("这事黄了", "failed"), ("还在走流程", "pending"), ("办妥了", "done"), ("头一遭", "first_time")],
)
def test_words_of_one_kind_stand_for_the_same(said: str, way: str) -> None:
    """However it is put, it is one thing to whoever learns from it."""
    assert way in standing(normalize(said))


def test_what_says_nothing_of_it_has_none() -> None:
    """A name tells nothing."""
    assert not list(standing("东阳"))


def test_a_clause_that_blames_an_answer_asks_nothing() -> None:
    """What one answered wrongly is put away; how to mend it is still asked."""
    assert without_blame("走不走答错了,不走") == "不走"
    assert without_blame("填错了怎么改") == "填错了怎么改"


def test_what_begins_the_truth_speaks_of_no_answer() -> None:
    """其实 tells what is so, and 先前我说 what was said."""
    assert speaks_of_an_answer("先前我说还在找")
    assert not speaks_of_an_answer("其实没交")
