"""What each entry says in the form in which it is compared, and the pairs of characters in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.faq.index import Index
from bot.faq.told_figures import figures_stated
from bot.language.normalize import normalize
from bot.pack.model import Entry, Pack
from bot.pack.spoken import fill

_SENTENCE = re.compile(r"[^。；;！？\n]+(?:[。；;！？]|\n|$)")
_HEADING = re.compile(r"\s*[（(]?\w{1,3}[）).、．][^。；;！？\n]{1,12}[。；;]")


class EntryTexts:
    """Knows what the entries of one pack say; each is read when it is first asked for."""

    def __init__(self, pack: Pack, index: Index) -> None:
        self._substitutions = pack.facts.substitutions
        self._index = index
        self._texts: dict[str, str] = {}
        self._pairs: dict[str, frozenset[str]] = {}
        self._figures: dict[str, frozenset[str]] = {}

    def text(self, entry: Entry) -> str:
        """The title and the answer of an entry, normalised."""
        if entry.id not in self._texts:
            whole = f"{entry.title}\n{fill(entry.answer, self._substitutions)}"
            self._texts[entry.id] = self._index.read(whole)
        return self._texts[entry.id]

    def pairs(self, entry: Entry) -> frozenset[str]:
        """The pairs of characters in the title and the answer of an entry."""
        if entry.id not in self._pairs:
            self._pairs[entry.id] = pairs(self.text(entry))
        return self._pairs[entry.id]

    def holds(self, entry: Entry, other: Entry, share: float) -> bool:
        """Whether an answer holds most of what another begins with."""
        first = pairs(next(sentences(self._index.read(fill(other.answer, self._substitutions))), ""))
        return len(first & self.pairs(entry)) >= share * len(first)

    def figures(self, entry: Entry) -> frozenset[str]:
        """The kinds of figures that an entry states."""
        if entry.id not in self._figures:
            self._figures[entry.id] = figures_stated(normalize(fill(entry.answer, self._substitutions)))
        return self._figures[entry.id]

    def length(self, entry: Entry) -> int:
        """About how many characters an entry says."""
        return len(fill(entry.answer, self._substitutions))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each with the sign behind it; a numbered heading (（一）申报。) with what stands behind it."""
    heading = ""
    for match in _SENTENCE.finditer(text):
        said = heading + match[0]
        heading = said if _HEADING.fullmatch(said) else ""
        if not heading:
            yield said
    if heading:
        yield heading


def pairs(text: str) -> frozenset[str]:
    """The pairs of characters that stand side by side in a text, without signs."""
    return frozenset(
        first + second for first, second in pairwise(text) if first.isalnum() and second.isalnum()
    )
