"""The words of their titles by which people name notices: 返乡创业补贴 for one, where no other has as much of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.language.normalize import normalize
from bot.language.word_finder import WordFinder
from bot.pack.model import Facts

_LEAST = 2
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

    Of `words`, `everyday` and `numbers` are what any title may have, and `places` end the name of a place at the beginning.
    """

    def __init__(self, facts: Sequence[Facts], words: Mapping[str, Any], levels: Iterable[str]) -> None:
        cut = sorted({*map(normalize, words["everyday"]), *levels}, key=len, reverse=True)
        self._cut = re.compile("|".join([r"\W+", words["numbers"], *map(re.escape, cut)]))
        self._place = re.compile(f"^[^{words['places']}]{{2,4}}[{words['places']}]")
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
        return self._cut.sub("", said)

    def _pieces_of(self, facts: Facts) -> Iterator[str]:
        for title in {facts.title, facts.short_title}:
            for part in self._parts(title):
                yield from _pieces(part)
        for name in facts.called:  # which people made up: 老师傅那个; no piece of it is a word of its own
            yield from (part for part in self._parts(name) if len(part) >= _LEAST)

    def _parts(self, title: str) -> list[str]:
        parts = []
        for part in self._cut.split(normalize(title)):
            while place := self._place.match(part):
                part = part[place.end() :]
            parts.append(part)
        return parts


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
