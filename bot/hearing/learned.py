"""What was learned from sayings, in a form that is quickly read: features → how likely each label is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.hearing.descent import Values
from bot.hearing.training import softmax, train

_SCALE = 200
_ZERO = 0x4000
_MOST = 0x3FFF
_FEWEST = 2
"""In how many examples a feature must stand to tell anything."""
_FAINT = 6
"""A feature whose weights all round to less than this is left out."""


@dataclass(frozen=True)
class Learned:
    """The weights by feature, a character for each label: a string is read many times as fast as as many numbers."""

    labels: tuple[str, ...]
    rows: Mapping[str, str]

    def chances(self, values: Values) -> dict[str, float]:
        """The chance (0–1) that each label is meant by a text with these features."""
        # Nearly all features of a text have one value: their rows are added up first, label by label.
        alike: dict[float, list[str]] = {}
        for name, value in values.items():
            row = self.rows.get(name)
            if row is not None:
                alike.setdefault(value, []).append(row)
        # Every weight is too great by as much: softmax takes no notice.
        sums = [0.0] * len(self.labels)
        for value, rows in alike.items():
            columns = zip(*rows, strict=True)
            sums = [
                total + value * sum(map(ord, column)) for total, column in zip(sums, columns, strict=True)
            ]
        return dict(zip(self.labels, softmax([total / _SCALE for total in sums]), strict=True))


def learn(examples: Mapping[str, Sequence[Values]], rounds: int = 9) -> Learned:
    """Learn to tell the labels of `examples` apart."""
    weights = train(examples, rounds, _FEWEST)
    rows = {name: [round(weight * _SCALE) for weight in row] for name, row in sorted(weights.items())}
    told = {name: row for name, row in rows.items() if max(map(abs, row)) >= _FAINT}
    return Learned(tuple(examples), {name: "".join(map(_packed, row)) for name, row in told.items()})


def _packed(weight: int) -> str:
    return chr(_ZERO + max(-_MOST, min(_MOST, weight)))
