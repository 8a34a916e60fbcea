"""The inner loops of learning: examples with numbers in the place of names, scores, and steps of gradient descent (AdaGrad).

Nearly all of the time that compiling a pack takes is spent here. Features that stand in the same examples with the same
value, as many pairs of letters and their sounds do, learn the same: they share a number.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

Values = Mapping[str, float]
"""The features of a text and their values."""
_FIRST_MOVED = 1e-6
"""Stands where nothing moved yet, so that nothing is divided by zero."""
_FEWEST_GATHERED = 2
Row = list[float]
Push = tuple[int, float]
"""The place of a label, and how far its chance is from what it should be."""


@dataclass(frozen=True, slots=True)
class Line:
    """An example: `value` is that of the features of `numbers`, `others` are numbers with values of their own.

    `gather` gives of a list what stands at `numbers`, each as often as features share it.
    """

    value: float
    numbers: tuple[int, ...]
    others: tuple[tuple[int, float], ...]
    gather: Callable[[Sequence[Row]], tuple[Row, ...]]


class Weights:
    """The weights by number, one for each label, in units of the rate, and what each has moved, in units of rate × decay.

    In these units a step takes the fewest operations.
    """

    def __init__(self, height: int, labels: int, rate: float, decay: float, *, shy: bool = False) -> None:
        """All weights are 0. A first step is `rate` long, later ones are the shorter the more a weight moved; each takes
        `decay` of the weight off. If `shy`, nothing speaks against a label that never spoke for it."""
        self._still = _FIRST_MOVED / (rate * decay) ** 2
        self._moved = [[self._still] * labels for _ in range(height)]
        self._rows = [[0.0] * labels for _ in range(height)]
        self._nothing = [0.0] * labels
        self._rate = rate
        self._unit = rate * decay
        self._kept: list[Row] = []
        self._times = 0
        self._shy = shy

    def keep(self) -> None:
        """Count the present weights in: what `row` gives is the average of all that were kept."""
        rows = self._rows
        before = self._kept or [self._nothing] * len(rows)
        self._kept = [
            [total + weight for total, weight in zip(*pair, strict=True)]
            for pair in zip(before, rows, strict=True)
        ]
        self._times += 1

    def row(self, number: int) -> Row:
        """The weights of a number, those that were kept on an average, else the present ones."""
        rows, times = (self._kept, self._times) if self._times else (self._rows, 1)
        return [self._rate * weight / times for weight in rows[number]]

    def scores(self, line: Line) -> Row:
        """How strongly a line speaks for each label."""
        rows, value = self._rows, self._rate * line.value
        found = [value * total for total in map(sum, zip(*line.gather(rows), strict=True))] or self._nothing
        for number, own in line.others:
            value = self._rate * own
            found = [score + value * weight for score, weight in zip(found, rows[number], strict=True)]
        return found

    def step(self, line: Line, errors: Sequence[Push]) -> None:
        """Move the weights of a line against the errors of labels."""
        pushes = self._pushes(errors, line.value)
        for number in line.numbers:
            self._move(number, pushes)
        for number, value in line.others:
            self._move(number, self._pushes(errors, value))

    def _pushes(self, errors: Sequence[Push], value: float) -> list[Push]:
        value /= self._unit
        return [(place, error * value) for place, error in errors]

    def _move(self, number: int, pushes: list[Push]) -> None:
        row, moved, root = self._rows[number], self._moved[number], math.sqrt
        if self._shy:
            still = self._still
            pushes = [one for one in pushes if one[1] < 0 or moved[one[0]] > still]
        for place, push in pushes:
            weight = row[place]
            slope = push + weight
            moved[place] = far = moved[place] + slope * slope
            row[place] = weight - slope / root(far)


def numbered(examples: Sequence[Values], fewest: int) -> tuple[list[Line], dict[str, int]]:
    """The examples as lines, with the number of each feature that stands in at least `fewest` of them."""
    counts: Counter[str] = Counter()
    for values in examples:
        counts.update(values.keys())
    usual = [_usual(values) for values in examples]
    stands: dict[str, list[object]] = {name: [] for name, count in counts.items() if count >= fewest}
    for place, (values, value) in enumerate(zip(examples, usual, strict=True)):
        for name, own in values.items():
            if name in stands:
                stands[name].append(place if own == value else (place, own))
    alike: dict[tuple[object, ...], int] = {}
    numbers = {name: alike.setdefault(tuple(places), len(alike)) for name, places in stands.items()}
    return [_as_line(values, value, numbers) for values, value in zip(examples, usual, strict=True)], numbers


def _usual(values: Values) -> float:
    """The value that most features of an example have."""
    found = list(values.values())
    apart = sorted(set(found))
    return max(apart, key=found.count) if apart else 0.0


def _as_line(values: Values, usual: float, numbers: Mapping[str, int]) -> Line:
    held = [numbers[name] for name, value in values.items() if value == usual and name in numbers]
    others = [(numbers[name], value) for name, value in values.items() if value != usual and name in numbers]
    if len(held) < _FEWEST_GATHERED:  # itemgetter gives no tuple of one
        return Line(usual, (), (*((number, usual) for number in held), *others), _nothing)
    return Line(usual, tuple(dict.fromkeys(held)), tuple(others), itemgetter(*held))


def _nothing(_: Sequence[Row]) -> tuple[Row, ...]:
    return ()
