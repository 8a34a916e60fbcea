"""A text as the features by which sayings are compared."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.text_features import BIAS, features


def _named(text: str) -> set[str]:
    return set(features(text))


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_has_features_that_weigh_as_much_as_those_of_any_other(text: str) -> None:
    """All have one value, their squares add up to one, and one feature is every text's."""
    values = features(text)
    assert BIAS in values
    assert len(set(values.values())) == 1
    assert math.isclose(sum(value**2 for value in values.values()), 1)


@pytest.mark.parametrize("text", ["", "  ", "。", "🙂", "……！"])
def test_signs_alone_are_no_feature(text: str) -> None:
    """They only divide."""
    assert _named(text) == {BIAS}


@pytest.mark.parametrize(
    ("one", "other"),
    [("核定好了", "核定好了。"), ("沒評過", "没评过"), ("ＡＢ", "ab"), ("已经，交了", "已经 交了")],
)
def test_what_is_typed_otherwise_is_the_same(one: str, other: str) -> None:
    """Script, width, case and the kind of a sign do not matter."""
    assert _named(one) == _named(other)


def test_characters_pairs_and_threes_with_both_ends() -> None:
    """A pair that ends a text is not the same within one."""
    assert {"u交", "u了", "b^交", "b交了", "b了$", "t^交了", "t交了$"} <= _named("交了")
    assert "b了$" not in _named("交了吗")


def test_a_sign_breaks_what_stands_together() -> None:
    """The pair over it is none."""
    assert "b交了" not in _named("交，了")


def test_one_sound_is_one_feature_however_it_is_written() -> None:
    """A typo by sound keeps it: 登记, 登计."""
    sounds = {name for name in _named("登记") if name.startswith("p")}
    assert sounds
    assert sounds <= _named("登计")


@pytest.mark.parametrize(
    ("text", "denied", "affirmed"),
    [("没退休", "-休", "=休"), ("不是没退休", "=休", "-休"), ("退休，没离岗", "-岗", "-休")],
)
def test_what_a_denial_reaches_is_marked(text: str, denied: str, affirmed: str) -> None:
    """Two denials cancel each other; a denial reaches no other clause."""
    assert denied in _named(text)
    assert affirmed not in _named(text)


def test_questions_and_what_is_named_are_features() -> None:
    """A question mark or word; the crafts and places that are given."""
    assert "q" in _named("要交吗？")
    assert "q" not in _named("交了")
    assert {"kmember ceramics", "khome"} <= set(features("东阳做青瓷的", ["member ceramics", "home"]))
