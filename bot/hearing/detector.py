"""Finds everything that a piece of text tells: a yes or no for each label by itself, learned by logistic regression."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.hearing.training import Values

_ROUNDS = 6
_RATE = 0.5
_DECAY = 0.0005
_REST = -2.5
"""The score of a label of which nothing speaks."""
_SURE = 0.08
_PAUSE = 4
"""After how many rounds an example is looked at again that taught nothing."""
_FEWEST = 2
"""In how many examples a feature must stand to tell anything."""
_STEEPEST = 30.0
_SCALE = 200
_ZERO = 0x4000
_MOST = 0x3FFF
_FAINT = 10

Example = tuple[Values, Collection[str]]
"""The features of a text, and all labels that it tells."""


@dataclass(frozen=True)
class Detector:
    """The weights by feature: (label, weight) pairs, a character for each number."""

    labels: tuple[str, ...]
    rows: Mapping[str, str]

    def found(self, values: Values) -> dict[str, float]:
        """The chance (0–1) of each label of which something in a text with these features speaks."""
        sums = [0.0] * len(self.labels)
        for name, value in values.items():
            row = self.rows.get(name, "")
            for label, weight in zip(map(ord, row[::2]), map(ord, row[1::2]), strict=True):
                sums[label] += value * (weight - _ZERO)
        return {
            label: _chance(_REST + sum / _SCALE) for label, sum in zip(self.labels, sums, strict=True) if sum
        }


def detect(examples: Sequence[Example]) -> Detector:
    """Learn from examples; those that tell nothing count too."""
    counts = Counter(name for values, _ in examples for name in values)
    kept = [
        ({name: value for name, value in values.items() if counts[name] >= _FEWEST}, told)
        for values, told in examples
    ]
    weights = _train(kept)
    labels = sorted({label for _, told in examples for label in told})
    place = {label: number for number, label in enumerate(labels)}
    rows = {}
    for name, row in sorted(weights.items()):
        pairs = [(place[label], round(weight * _SCALE)) for label, weight in sorted(row.items())]
        told = [(number, weight) for number, weight in pairs if abs(weight) >= _FAINT]
        if told:
            rows[name] = "".join(
                chr(number) + chr(_ZERO + max(-_MOST, min(_MOST, weight))) for number, weight in told
            )
    return Detector(tuple(labels), rows)


def _train(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = {}
    moved: dict[str, dict[str, float]] = {}
    order = random.Random(0)
    numbers = list(range(len(examples)))
    rested = [0] * len(examples)
    for turn in range(_ROUNDS):
        order.shuffle(numbers)
        for number in numbers:
            if rested[number] > turn:
                continue
            values, told = examples[number]
            rested[number] = turn + _PAUSE
            sums = dict.fromkeys(told, 0.0)
            for name, value in values.items():
                for label, weight in weights.get(name, {}).items():
                    sums[label] = sums.get(label, 0.0) + value * weight
            for label, sum in sums.items():
                error = _chance(_REST + sum) - (label in told)
                if abs(error) >= _SURE:
                    rested[number] = 0
                    _step(weights, moved, values, label, error)
    return weights


def _step(
    weights: dict[str, dict[str, float]],
    moved: dict[str, dict[str, float]],
    values: Values,
    label: str,
    error: float,
) -> None:
    for name, value in values.items():
        row = weights.setdefault(name, {})
        if error > 0 and label not in row:
            continue  # a label keeps to the features with which it was told, so that rows stay short
        before = moved.setdefault(name, {})
        weight = row.get(label, 0.0)
        slope = error * value + _DECAY * weight
        before[label] = before.get(label, 0.0) + slope * slope
        row[label] = weight - _RATE * slope / math.sqrt(before[label] + 1e-6)


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, score))))
