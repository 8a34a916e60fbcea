"""The words of their titles by which people name notices: 返乡创业补贴 for one, where no other has as much of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.language.normalize import normalize
from bot.language.word_finder import WordFinder
from bot.pack.model import Facts

_LEAST = 2
_PLACE_ENDS = range(2, 5)
"""Where the name of a place ends."""
Span = tuple[int, int]


@dataclass(frozen=True)
class TitleRun:
    """The longest run of words of the title of `notice` in a message; `covered` are all characters of such words."""

    notice: str
    start: int
    end: int
    covered: frozenset[int]

    @property
    def weight(self) -> int:
        """How many characters it is long."""
        return self.end - self.start


class TitleWords:
    """Finds the words of the titles of `facts` in a message: pieces of two or more characters of what tells titles apart.

    Of `words`, `everyday` are such as any title may have, `units` stand behind numbers and an `ordinal` before them, and
    `places` end the name of a place at the beginning.
    """

    def __init__(self, facts: Sequence[Facts], words: Mapping[str, Any], levels: Iterable[str]) -> None:
        self._everyday = WordFinder({*map(normalize, words["everyday"]), *levels})
        self._places, self._units, self._ordinal = words["places"], words["units"], words["ordinal"]
        self._pieces: dict[str, set[str]] = {}
        for one in facts:
            for piece in self._pieces_of(one):
                self._pieces.setdefault(piece, set()).add(one.id)
        self._finder = WordFinder(self._pieces)

    def runs_in(self, said: str, levels: Mapping[Span, Iterable[str]]) -> tuple[TitleRun, ...]:
        """The notices of which words stand in a normalised text, without those of which another has all of them and more.

        `levels` are the notices of each level of a title that stands there.
        """
        covered: dict[str, set[int]] = {}
        for (start, end), ids in levels.items():
            for id in ids:
                covered.setdefault(id, set()).update(range(start, end))
        for place in range(len(said) - 1):
            for piece in self._finder.at(said, place):
                for id in self._pieces[piece]:
                    covered.setdefault(id, set()).update(range(place, place + len(piece)))
        return tuple(
            TitleRun(id, *_longest(places), frozenset(places))
            for id, places in covered.items()
            if not any(places < others for others in covered.values())
        )

    def bare(self, said: str) -> str:
        """A text without the words that any title may have."""
        return "".join(self._cut(said))

    def _pieces_of(self, facts: Facts) -> Iterator[str]:
        for title in {facts.title, facts.short_title}:
            for part in self._parts(title):
                yield from _pieces(part)
        for name in facts.called:  # which people made up: 老师傅那个; no piece of it is a word of its own
            yield from (part for part in self._parts(name) if len(part) >= _LEAST)

    def _parts(self, title: str) -> list[str]:
        return [self._without_place(part) for part in self._cut(normalize(title))]

    def _without_place(self, part: str) -> str:
        ends = [place for place in _PLACE_ENDS if part[place : place + 1] and part[place] in self._places]
        return self._without_place(part[ends[0] + 1 :]) if ends else part

    def _cut(self, text: str) -> list[str]:
        """What stands in a text between everyday words, signs and numbers with their units."""
        parts, place = [""], 0
        while place < len(text):
            length = len(self._everyday.longest_at(text, place))
            if not length and (text[place].isdigit() or not text[place].isalnum()):
                length = 1 + self._length_of_unit(text, place)
                parts[-1] = parts[-1].removesuffix(self._ordinal)
            if length:
                parts.append("")
            else:
                parts[-1] += text[place]
            place += length or 1
        return [part for part in parts if part]

    def _length_of_unit(self, text: str, digit: int) -> int:
        behind = text[digit + 1 :]
        return len(behind) - len(behind.lstrip(self._units)) if text[digit].isdigit() else 0


def _pieces(part: str) -> Iterator[str]:
    """The pieces of a part of a title; the shortest at its ends alone, since inside they are seldom words."""
    for start in range(len(part)):
        for end in range(start + _LEAST, len(part) + 1):
            if end - start > _LEAST or not start or end == len(part):
                yield part[start:end]


def _longest(places: Iterable[int]) -> Span:
    """The longest run of neighbouring places, the first of several."""
    runs: list[Span] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place:
            runs[-1] = runs[-1][0], place + 1
        else:
            runs.append((place, place + 1))
    return max(runs, key=lambda run: run[1] - run[0])
