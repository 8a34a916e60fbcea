"""Which features tell something to which of many learners, without their names: in few bytes, however many there are.

A feature is known by the checksum of its name. Of 200,000 features some four have that of another one, which then tells as
much; of 20,000 names that were never met one is taken for one that was.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from bot.hearing.descent import Values

Known = list[tuple[int, int, float]]
"""For each feature of a text that any learner knows: where its holders begin and end, and its value."""
_DRAWER = 16
"""By so many bits of its checksum it is known between which two places a feature stands."""


@dataclass(frozen=True)
class SharedFeatures:
    """The learners that know each feature, and the place at which each of them has it.

    `marks` are the checksums of the features in order; `drawers` where those with the same first bits begin. `holders` are
    the learners, a character for the number of each; those of a feature begin at its number in `starts` and end where those
    of the next begin. `places` stand beside the holders.
    """

    marks: bytes = b""
    drawers: bytes = b""
    starts: bytes = b""
    holders: str = ""
    places: bytes = b""

    def known(self, values: Values) -> Known:
        """Those of some features that any learner knows."""
        spans = ((self._span(name), value) for name, value in values.items())
        return [(*span, value) for span, value in spans if span is not None]

    def held(self, learner: int, known: Known) -> Iterator[tuple[int, float]]:
        """The place at which `learner` has each of some features that it knows, with the value of the feature."""
        places, find, holder = self._places, self.holders.find, chr(learner)
        for start, end, value in known:
            if (found := find(holder, start, end)) >= 0:
                yield places[found], value

    def is_known(self, name: str, learners: Iterable[int]) -> bool:
        """Whether any of some learners knows a feature."""
        span = self._span(name)
        return span is not None and any(self.holders.find(chr(learner), *span) >= 0 for learner in learners)

    def _span(self, name: str) -> tuple[int, int] | None:
        if not self.marks:
            return None
        marks, drawers, mark = self._marks, self._drawers, crc32(name.encode())
        drawer = mark >> _DRAWER
        end = drawers[drawer + 1]
        number = bisect_left(marks, mark, drawers[drawer], end)
        if number == end or marks[number] != mark:
            return None
        return self._starts[number], self._starts[number + 1]

    @cached_property
    def _marks(self) -> Sequence[int]:
        return _unpacked(self.marks)

    @cached_property
    def _drawers(self) -> Sequence[int]:
        return _unpacked(self.drawers)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return _unpacked(self.starts)

    @cached_property
    def _places(self) -> Sequence[int]:
        return _unpacked(self.places)


def share(learners: Sequence[Mapping[str, int]]) -> SharedFeatures:
    """Put together what many learners know: the place of each feature by its name. Learners are numbered in their order."""
    known: dict[int, dict[int, int]] = {}
    for learner, features in enumerate(learners):
        for name, place in sorted(features.items()):
            known.setdefault(crc32(name.encode()), {}).setdefault(learner, place)
    marks = sorted(known)
    starts = [0]
    for mark in marks:
        starts.append(starts[-1] + len(known[mark]))
    held = [one for mark in marks for one in known[mark].items()]
    drawers = [bisect_left(marks, drawer << _DRAWER) for drawer in range((1 << _DRAWER) + 1)]
    return SharedFeatures(
        _packed(marks),
        _packed(drawers),
        _packed(starts),
        "".join(chr(learner) for learner, _ in held),
        _packed([place for _, place in held]),
    )


def _packed(numbers: Sequence[int]) -> bytes:
    return _in_file_order(array("I", numbers)).tobytes()


def _unpacked(packed: bytes) -> Sequence[int]:
    if sys.byteorder == "big":
        return _in_file_order(array("I", packed))
    return memoryview(packed).cast("I")  # nothing is copied


def _in_file_order(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":  # what was compiled on one machine is read on any
        numbers.byteswap()
    return numbers
