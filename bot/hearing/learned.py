"""What was learned from sayings, in a form that is quickly read: features → how likely each label is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.hearing.descent import Values
from bot.hearing.training import RATE, softmax, train

_SCALE = 200
_ZERO = 0x4000
_MOST = 0x3FFF
_FEWEST = 2
"""In how many examples a feature must stand to tell anything, unless it is said otherwise."""
_FAINT = 6
"""A feature whose weights all round to less than this is left out."""


@dataclass(frozen=True)
class Learned:
    """The weights by feature, a character for each label: a string is read many times as fast as as many numbers.

    `places` gives the row of each feature: those that stand in the same examples share one.
    """

    labels: tuple[str, ...]
    rows: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    def chances(self, values: Values) -> dict[str, float]:
        """The chance (0–1) that each label is meant by a text with these features."""
        # Nearly all features of a text have one value: their rows are added up first, label by label.
        alike: dict[float, list[str]] = {}
        for name, value in values.items():
            place = self.places.get(name)
            if place is not None:
                alike.setdefault(value, []).append(self.rows[place])
        # Every weight is too great by as much: softmax takes no notice.
        sums = [0.0] * len(self.labels)
        for value, rows in alike.items():
            columns = zip(*rows, strict=True)
            sums = [
                total + value * sum(map(ord, column)) for total, column in zip(sums, columns, strict=True)
            ]
        return dict(zip(self.labels, softmax([total / _SCALE for total in sums]), strict=True))


def learn(
    examples: Mapping[str, Sequence[Values]], rounds: int = 9, *, fewest: int = _FEWEST, rate: float = RATE
) -> Learned:
    """Learn to tell the labels of `examples` apart, in so many rounds of steps that begin at `rate`, by the features that
    stand in at least `fewest` of them."""
    weights = train(examples, rounds, fewest, rate)
    rows = {name: [round(weight * _SCALE) for weight in row] for name, row in sorted(weights.items())}
    told = {name: row for name, row in rows.items() if max(map(abs, row)) >= _FAINT}
    packed = {name: "".join(map(_packed, row)) for name, row in told.items()}
    places = {row: place for place, row in enumerate(dict.fromkeys(packed.values()))}
    return Learned(tuple(examples), tuple(places), {name: places[row] for name, row in packed.items()})


def _packed(weight: int) -> str:
    return chr(_ZERO + max(-_MOST, min(_MOST, weight)))
