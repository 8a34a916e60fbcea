"""What of the notice a question names: the topic of an entry, or a thing in the notice's own words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.faq.entry_texts import EntryTexts, pairs
from bot.faq.ranking import Ranker
from bot.language.normalize import normalize
from bot.language.word_finder import finder
from bot.language.words import words
from bot.pack.model import Entry, Pack

TELLING = 1.5
"""How rare among the entries (logarithm) the pairs of a thing's name are on the average."""
ANY = 0.7
"""The same for a thing of which a detail is asked that few notices write."""
MOST_NAME = 16
"""Characters of a thing's name."""


@dataclass(frozen=True)
class NamedThing:
    """Words of the notice that a text holds: their first and last place in it, and how telling they are."""

    start: int
    end: int
    weight: float


class NamedThings:
    """Finds what texts name of one pack's notice."""

    def __init__(self, pack: Pack, texts: EntryTexts, ranker: Ranker) -> None:
        self._clauses = pack.clauses
        self._edges = "".join(words("naming", "edges"))
        self._texts = texts
        self._ranker = ranker

    @cached_property
    def _notice(self) -> str:
        """The notice without blanks, normalised line by line: a question may be long, and is cut."""
        lines = (line for clause in self._clauses.values() for line in clause.text.splitlines())
        return "\n".join("".join(normalize(line).split()) for line in lines)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return pairs(self._notice)

    def topic(self, text: str, clause: str, entry: Entry) -> str:
        """What a question is about: the topic of the entry that answers it if the text holds words of it; else a thing of the
        notice that the asking clause names, or the text; else what the entry is about."""
        topic = entry.topic or entry.title
        if not pairs(normalize(topic)).isdisjoint(pairs(text)):
            return topic
        return self.thing(clause) or self.thing(text) or topic

    def thing(self, text: str, least: float = TELLING) -> str:
        """The most telling words of the notice that a normalised text holds; empty if it holds none that tell at `least` that."""
        found = max(self._things(text, least), key=lambda one: one.weight, default=None)
        return text[found.start : found.end] if found else ""

    def is_of(self, thing: str, entry: Entry) -> bool:
        """Whether an entry speaks of a thing."""
        return thing in self._texts.text(entry)

    def _things(self, text: str, least: float) -> Iterator[NamedThing]:
        for start, end in self._runs(text):
            while start < end and text[start] in self._edges:
                start += 1
            while start < end and text[end - 1] in self._edges:
                end -= 1
            named = text[start:end]
            if end - start < 2 or end - start > MOST_NAME or named.isascii():
                continue
            if finder("naming", "none").stands_in(named):
                continue
            weights = [self._rarity(first + second) for first, second in pairwise(named)]
            if sum(weights) >= least * len(weights):
                yield NamedThing(start, end, sum(weights))

    def _runs(self, text: str) -> Iterator[tuple[int, int]]:
        """The longest stretches of a text that stand in the notice."""
        start = 0
        while start < len(text) - 1:
            end = start + 2
            if text[start:end] not in self._pairs:
                start += 1
                continue
            while (
                end < len(text)
                and text[end - 1 : end + 1] in self._pairs
                and text[start : end + 1] in self._notice
            ):
                end += 1
            yield start, end
            start = end - 1

    def _rarity(self, pair: str) -> float:
        """How few entries are asked for with a pair of characters (a logarithm, 0 and up)."""
        held = len(self._ranker.index.postings.get(f"b{pair}", "")) // 2
        return math.log((len(self._ranker.index.targets) + 1) / (held + 0.5))
