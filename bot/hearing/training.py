"""Learns from examples by softmax regression with stochastic gradient descent; the same examples give the same weights."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

Values = Mapping[str, float]
"""The features of a text and their values."""
_RATE = 0.7
"""The first step; a weight that moved much moves less (AdaGrad)."""
_DECAY = 0.0008
"""The share of a weight that is taken off at each step that uses it, so that rare features do not say too much."""
_SURE = 0.02
"""An example that is known with less error than this teaches nothing more."""
_REST = 4
"""After how many rounds such an example is looked at again."""


def train(examples: Mapping[str, Sequence[Values]], rounds: int) -> dict[str, list[float]]:
    """The weights of each feature, one for each label, in the order of `examples`, after so many rounds over them.

    Labels count alike, however many examples they have.
    """
    lines = [(place, values) for place, held in enumerate(examples.values()) for values in held]
    count = len(examples)
    importance = [len(lines) / count / max(1, len(held)) for held in examples.values()]
    weights: dict[str, list[float]] = {}
    moved: dict[str, list[float]] = {}
    order = random.Random(0)
    rested = [0] * len(lines)
    numbers = list(range(len(lines)))
    for turn in range(rounds):
        order.shuffle(numbers)
        for number in numbers:
            if rested[number] > turn:
                continue
            place, values = lines[number]
            errors = softmax(scores(weights, values, count))
            errors[place] -= 1
            if abs(errors[place]) < _SURE:
                rested[number] = turn + _REST
                continue
            _step(weights, moved, values, [error * importance[place] for error in errors])
    return weights


def scores(weights: Mapping[str, Sequence[float]], values: Values, count: int) -> list[float]:
    """How strongly the features speak for each of `count` labels."""
    found = [0.0] * count
    for name, value in values.items():
        row = weights.get(name)
        if row is not None:
            found = [score + value * weight for score, weight in zip(found, row, strict=True)]
    return found


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as chances (0–1) that add up to 1."""
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _step(
    weights: dict[str, list[float]], moved: dict[str, list[float]], values: Values, errors: list[float]
) -> None:
    for name, value in values.items():
        row = weights.get(name)
        if row is None:
            row = weights[name] = [0.0] * len(errors)
            moved[name] = [0.0] * len(errors)
        before = moved[name]
        for place, error in enumerate(errors):
            slope = error * value + _DECAY * row[place]
            before[place] += slope * slope
            row[place] -= _RATE * slope / math.sqrt(before[place] + 1e-6)
