"""What each entry says in the form in which it is compared, and the pairs of characters in it."""

from __future__ import annotations

from itertools import pairwise

from bot.faq.index import Index
from bot.pack.model import Entry, Pack
from bot.pack.spoken import fill


class EntryTexts:
    """Knows what the entries of one pack say; each is read when it is first asked for."""

    def __init__(self, pack: Pack, index: Index) -> None:
        self._substitutions = pack.facts.substitutions
        self._index = index
        self._texts: dict[str, str] = {}
        self._pairs: dict[str, frozenset[str]] = {}

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

    def length(self, entry: Entry) -> int:
        """About how many characters an entry says."""
        return len(fill(entry.answer, self._substitutions))


def pairs(text: str) -> frozenset[str]:
    """The pairs of characters that stand side by side in a text, without signs."""
    return frozenset(
        first + second for first, second in pairwise(text) if first.isalnum() and second.isalnum()
    )
