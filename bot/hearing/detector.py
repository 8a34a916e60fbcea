"""Finds everything that a piece of text tells: a yes or no for each label by itself, learned by logistic regression."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.hearing.descent import Line, Values, Weights, numbered
from bot.hearing.steady_order import SteadyOrder
from bot.hearing.training import KEPT

_ROUNDS = 6
_RATE = 0.5
_DECAY = 0.0005
_REST = -2.5
"""The score of a label of which nothing speaks."""
_SURE = 0.08
_SPEAKS = math.log(_SURE / (1 - _SURE)) - _REST
"""The least score of a label that is not told at which its chance is an error."""
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
    labels = sorted({label for _, told in examples for label in told})
    lines, named = numbered([values for values, _ in examples], _FEWEST)
    place = {label: number for number, label in enumerate(labels)}
    weights = Weights(len(set(named.values())), len(labels), _RATE, _DECAY, shy=True)
    order = SteadyOrder([values for values, _ in examples])
    _train(weights, lines, [{place[label] for label in told} for _, told in examples], order)
    rows = {}
    for name, number in sorted(named.items()):
        row = [round(weight * _SCALE) for weight in weights.row(number)]
        told = [(label, weight) for label, weight in enumerate(row) if abs(weight) >= _FAINT]
        if told:
            rows[name] = "".join(
                chr(label) + chr(_ZERO + max(-_MOST, min(_MOST, weight))) for label, weight in told
            )
    return Detector(tuple(labels), rows)


def _train(
    weights: Weights, lines: Sequence[Line], told: Sequence[Collection[int]], order: SteadyOrder
) -> None:
    """Learn the weights of each label. `told` are the numbers of the labels that each line tells."""
    rested = [0] * len(lines)
    for turn in range(_ROUNDS):
        for number in order.of_round(turn):
            if rested[number] > turn:
                continue
            mine = told[number]
            errors = [
                (label, error)
                for label, score in enumerate(weights.scores(lines[number]))
                if (score >= _SPEAKS or label in mine)
                and abs(error := _chance(_REST + score) - (label in mine)) >= _SURE
            ]
            rested[number] = 0 if errors else turn + _PAUSE
            weights.step(lines[number], errors)
        if turn >= _ROUNDS - KEPT:
            weights.keep()


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, score))))
