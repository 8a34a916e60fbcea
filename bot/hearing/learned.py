"""What was learned from sayings, in a form that is quickly read: features → how likely each label is."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.hearing.descent import Values
from bot.hearing.training import RATE, softmax, train

_SCALE = 200
_LANE = 4
"""Bytes of a weight in a row: it takes two, and the sum of 130,000 of them has room in four."""
_ZERO = 0x4000
_MOST = 0x3FFF
_FEWEST = 2
"""In how many examples a feature must stand to tell anything, unless it is said otherwise."""
_FAINT = 6
"""A feature whose weights all round to less than this is left out."""


@dataclass(frozen=True)
class Weighing:
    """Weights in rows, one for each label, all rows behind one another.

    A row is read as one large number: adding two of them adds the weights of all labels in one step.
    """

    labels: tuple[str, ...] = ()
    rows: bytes = b""

    def chances(self, held: Iterable[tuple[int, float]]) -> dict[str, float]:
        """The chance (0–1) of each label by the rows at some places, each with the value of its feature."""
        # Nearly all features of a text have one value: their rows are added up first.
        alike: dict[float, list[int]] = {}
        for place, value in held:
            alike.setdefault(value, []).append(place)
        # Every weight is too great by as much: softmax takes no notice.
        sums = [0.0] * len(self.labels)
        for value, places in alike.items():
            sums = [total + value * weights for total, weights in zip(sums, self._added(places), strict=True)]
        return dict(zip(self.labels, softmax([total / _SCALE for total in sums]), strict=True))

    def _added(self, places: Sequence[int]) -> tuple[int, ...]:
        rows, read, width = self.rows, int.from_bytes, len(self.labels) * _LANE
        total = sum([read(rows[place * width : place * width + width], "little") for place in places])
        return struct.unpack(_lanes(self.labels), total.to_bytes(width, "little"))


@dataclass(frozen=True)
class Learned:
    """The weights of features: `places` gives the row of each; those that stand in the same examples share one."""

    weighing: Weighing = field(default_factory=Weighing)
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def labels(self) -> tuple[str, ...]:
        """What is told apart."""
        return self.weighing.labels

    def chances(self, values: Values) -> dict[str, float]:
        """The chance (0–1) that each label is meant by a text with these features."""
        return self.weighing.chances(self._held(values))

    def _held(self, values: Values) -> Iterator[tuple[int, float]]:
        places = self.places
        for name, value in values.items():
            if (place := places.get(name)) is not None:
                yield place, value


def learn(
    examples: Mapping[str, Sequence[Values]], rounds: int = 9, *, fewest: int = _FEWEST, rate: float = RATE
) -> Learned:
    """Learn to tell the labels of `examples` apart, in so many rounds of steps that begin at `rate`, by the features that
    stand in at least `fewest` of them."""
    labels = tuple(examples)
    weights = train(examples, rounds, fewest, rate)
    rows = {name: [round(weight * _SCALE) for weight in row] for name, row in sorted(weights.items())}
    told = {name: row for name, row in rows.items() if max(map(abs, row)) >= _FAINT}
    packed = {name: struct.pack(_lanes(labels), *map(_shifted, row)) for name, row in told.items()}
    places = {row: place for place, row in enumerate(dict.fromkeys(packed.values()))}
    return Learned(Weighing(labels, b"".join(places)), {name: places[row] for name, row in packed.items()})


def _lanes(labels: Sequence[str]) -> str:
    return f"<{len(labels)}I"


def _shifted(weight: int) -> int:
    return _ZERO + max(-_MOST, min(_MOST, weight))
