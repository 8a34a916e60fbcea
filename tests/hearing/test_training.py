"""Weights learned from examples."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.descent import Values, numbered
from bot.hearing.steady_order import SteadyOrder
from bot.hearing.text_features import features
from bot.hearing.training import softmax, train

EXAMPLES = {
    "yes": [{"": 0.5, "a": 0.5, "b": 0.5}, {"": 0.5, "a": 0.5}],
    "no": [{"": 0.5, "c": 0.5, "b": 0.5}, {"": 0.5, "c": 0.5}],
}


def scores(weights: dict[str, list[float]], values: Values, count: int) -> list[float]:
    """How strongly features speak for each of `count` labels, by the book."""
    return [sum(value * weights[name][place] for name, value in values.items()) for place in range(count)]


def by_the_book(examples: dict[str, list[Values]], rounds: int) -> dict[str, list[float]]:
    """The weights as the definition gives them: softmax regression, AdaGrad, one feature and one label at a time."""
    lines = [(place, values) for place, held in enumerate(examples.values()) for values in held]
    importance = [len(lines) / len(examples) / len(held) for held in examples.values()]
    weights = {name: [0.0] * len(examples) for _, values in lines for name in values}
    moved = {name: [0.0] * len(examples) for name in weights}
    order, rested = SteadyOrder([values for _, values in lines]), [0] * len(lines)
    kept = []
    for turn in range(rounds):
        for number in (number for number in order.of_round(turn) if rested[number] <= turn):
            place, values = lines[number]
            errors = softmax(scores(weights, values, len(examples)))
            errors[place] -= 1
            if abs(errors[place]) < 0.02:
                rested[number] = turn + 4
                continue
            for name, value in values.items():
                for label, error in enumerate(errors):
                    slope = importance[place] * error * value + 0.0008 * weights[name][label]
                    moved[name][label] += slope**2
                    weights[name][label] -= 0.7 * slope / math.sqrt(moved[name][label] + 1e-6)
        if turn >= rounds - 3:
            kept.append({name: list(row) for name, row in weights.items()})
    return {
        name: [sum(each) / len(kept) for each in zip(*(one[name] for one in kept), strict=True)]
        for name in weights
    }


def test_the_inner_loops_learn_what_the_definition_says() -> None:
    """Features that share a number, and values of their own, included."""
    texts = {
        "yes": ["交了", "已经交了", "交过了啊"],
        "no": ["没交", "还没有交过"],
        "ask": ["几号交", "怎么交"],
    }
    examples: dict[str, list[Values]] = {
        label: [
            {**features(text), f"x{label[place % 2]}": 0.5, "@": place / 7} for place, text in enumerate(held)
        ]
        for label, held in texts.items()
    }
    found, expected = train(examples, 9), by_the_book(examples, 9)
    assert found.keys() == expected.keys()
    assert all(found[name] == pytest.approx(row, abs=1e-9) for name, row in expected.items())


def test_features_that_stand_together_share_a_number() -> None:
    """a and b stand in the same two examples, c in one of them with another value; one of d is too few."""
    lines, numbers = numbered([{"a": 1.0, "b": 1.0, "c": 1.0}, {"a": 1.0, "b": 1.0, "c": 0.5, "d": 1.0}], 2)
    assert numbers["a"] == numbers["b"] != numbers["c"]
    assert numbers.keys() == {"a", "b", "c"}
    assert [(line.value, line.others) for line in lines] == [(1.0, ()), (1.0, ((numbers["c"], 0.5),))]


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
