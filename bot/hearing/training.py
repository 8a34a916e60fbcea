"""Learns from examples by softmax regression with stochastic gradient descent; the same examples give the same weights."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bot.hearing.descent import Row, Values, Weights, numbered
from bot.hearing.steady_order import SteadyOrder

RATE = 0.7
"""The first step; a weight that moved much moves less (AdaGrad)."""
_DECAY = 0.0008
"""The share of a weight that is taken off at each step that uses it, so that rare features do not say too much."""
_SURE = 0.02
"""An example that is known with less error than this teaches nothing more."""
KEPT = 3
"""Of how many last rounds the weights are averaged: those of one lean towards what it ended with."""
_REST = 4
"""After how many rounds such an example is looked at again."""


def train(
    examples: Mapping[str, Sequence[Values]], rounds: int, fewest: int = 1, rate: float = RATE
) -> dict[str, Row]:
    """The weights of each feature that stands in at least `fewest` examples, after so many rounds over them.

    There is one for each label, in the order of `examples`. Labels count alike, however many examples they have.
    """
    places = [place for place, held in enumerate(examples.values()) for _ in held]
    given = [values for held in examples.values() for values in held]
    lines, named = numbered(given, fewest)
    count = len(examples)
    importance = [len(lines) / count / max(1, len(held)) for held in examples.values()]
    weights = Weights(len(set(named.values())), count, rate, _DECAY)
    order = SteadyOrder(given)
    rested = [0] * len(lines)
    for turn in range(rounds):
        for number in order.of_round(turn):
            if rested[number] > turn:
                continue
            line, place = lines[number], places[number]
            errors = softmax(weights.scores(line))
            errors[place] -= 1
            if abs(errors[place]) < _SURE:
                rested[number] = turn + _REST
                continue
            weights.step(line, [(label, error * importance[place]) for label, error in enumerate(errors)])
        if turn >= rounds - KEPT:
            weights.keep()
    rows = {number: weights.row(number) for number in set(named.values())}
    return {name: rows[number] for name, number in named.items() if any(rows[number])}


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as chances (0–1) that add up to 1."""
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
