"""Crafts, concepts and misspelt words of the domain."""

from __future__ import annotations

import pytest

from bot.faq.lexicon import Lexicon, mark_of


@pytest.fixture
def lexicon() -> Lexicon:
    """A few words of each sort."""
    return Lexicon(
        {"青瓷": "ceramics", "竹编": "weaving", "bamboo weaving": "weaving"},
        {"评审表": ["专业技术资格评审表"]},
        {"截止": ["截止", "最晚"], "公示": ["公示"], "学时": ["学时"]},
    )


def _strange(pair: str) -> bool:
    """As if no pair of characters stood in any phrasing."""
    return False


def test_crafts_are_found_and_marked(lexicon: Lexicon) -> None:
    """The word as typed and its craft come back, in order."""
    text, found = lexicon.members("我做青瓷和bamboo weaving")
    assert text == f"我做{mark_of(0)}和{mark_of(0)}"
    assert [(one.word, one.member) for one in found] == [("青瓷", "ceramics"), ("bamboo weaving", "weaving")]


def test_concepts_are_found_by_any_of_their_words(lexicon: Lexicon) -> None:
    """最晚 and 截止 are one thing."""
    assert lexicon.concepts("公示最晚") == {"公示", "截止"}


def test_long_names_become_short_ones(lexicon: Lexicon) -> None:
    """An official name is matched as people say it."""
    assert lexicon.shorten("交专业技术资格评审表") == "交评审表"


@pytest.mark.parametrize(
    ("typed", "mended"),
    [("公式要几天", "公示要几天"), ("学识要多少", "学时要多少"), ("评审彪", "评审表"), ("亲瓷", "亲瓷")],
)
def test_a_word_that_sounds_like_one_of_the_domain_is_mended(
    lexicon: Lexicon, typed: str, mended: str
) -> None:
    """A homophone that shares a character, or is long enough, is put right."""
    assert lexicon.mend(typed, _strange) == mended


def test_words_that_stand_in_phrasings_are_left_alone(lexicon: Lexicon) -> None:
    """If every pair of characters is familiar nothing is mended."""
    assert lexicon.mend("公式要几天", lambda pair: True) == "公式要几天"
