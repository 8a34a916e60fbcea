"""Weights learned from examples."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.training import scores, softmax, train

EXAMPLES = {
    "yes": [{"": 0.5, "a": 0.5, "b": 0.5}, {"": 0.5, "a": 0.5}],
    "no": [{"": 0.5, "c": 0.5, "b": 0.5}, {"": 0.5, "c": 0.5}],
}


def test_the_same_examples_give_the_same_weights() -> None:
    """Nothing depends on chance or on what was learned before."""
    assert train(EXAMPLES, 9) == train(EXAMPLES, 9)


def test_what_speaks_for_a_label_is_found() -> None:
    """a says yes, c says no, b says neither."""
    weights = train(EXAMPLES, 9)
    assert weights["a"][0] > 0 > weights["a"][1]
    assert weights["c"][1] > 0 > weights["c"][0]
    for place, (_, lines) in enumerate(EXAMPLES.items()):
        for values in lines:
            found = scores(weights, values, 2)
            assert found[place] == max(found)


def test_labels_count_alike_however_many_examples_they_have() -> None:
    """A feature of both tells nothing, though one has ten times as many."""
    many = {"yes": [{"": 1.0, "both": 1.0}] * 30, "no": [{"": 1.0, "both": 1.0}] * 3}
    chances = softmax(scores(train(many, 9), {"": 1.0, "both": 1.0}, 2))
    assert chances[0] == pytest.approx(0.5, abs=0.1)


def test_no_rounds_and_no_examples_teach_nothing() -> None:
    """An empty set of sayings is no error."""
    assert train(EXAMPLES, 0) == {}
    assert train({}, 9) == {}
    assert train({"yes": []}, 9) == {}


@given(st.lists(st.floats(-700, 700), min_size=1, max_size=20))
def test_chances_add_up_to_one_and_keep_the_order(found: list[float]) -> None:
    """However great the scores are."""
    chances = softmax(found)
    assert math.isclose(sum(chances), 1)
    assert chances[found.index(max(found))] == max(chances)
