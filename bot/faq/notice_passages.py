"""Finds the notice's own words around what an entry quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.normalize import normalize
from bot.pack.model import Entry, Pack
from bot.pack.outdated import outdated_in

_SENTENCE = re.compile(r"[^。;；\n]+[。;；]?")
_PIECE = re.compile(r"[^，,]+[，,]?")
_EDGES = "，,、；;。 \n>"


_CLOSING = "）)》”"
_ENDS = "，,、；; \n"


@dataclass(frozen=True)
class Passage:
    """Words of the notice: `text` stands in `clause`."""

    clause: str
    text: str


class Passages:
    """The words of one pack's notice, by entry."""

    def __init__(self, pack: Pack) -> None:
        self._clauses = pack.clauses
        self._outdated = outdated_in(pack.facts)

    def whole(self, clause: str) -> Passage:
        """A clause from its beginning to its end."""
        return Passage(clause, "\n".join(self._clauses[clause].text.split("\n\n")))

    def stated(self, entry: Entry, most: int) -> Passage | None:
        """The sentence that an entry quotes, or of a long one the part around it, up to `most` characters.

        None if the entry quotes nothing.
        """
        place = self._place(entry)
        if place is None:
            return None
        clause, start, end = place
        text = self.whole(clause).text
        later = self._clauses[clause].changed_by
        old = self._outdated.get(clause)
        if later and (not old or old.found_in(entry.quote)):  # the words that hold now
            return Passage(later, self.whole(later).text[:most])
        for match in _SENTENCE.finditer(text):
            if match.start() <= start < match.end():
                first, last = match.start(), max(match.end(), end)
                if last - first > most:
                    first, last = _around(text, start, end, first, last, most)
                return Passage(clause, text[first:last].strip(_ENDS))
        return Passage(clause, text[start:end])

    def naming(self, thing: str, most: int) -> Passage | None:
        """The first sentence of the notice that holds a normalised thing, or the part around it, up to `most` characters."""
        for id in self._clauses:
            text = self.whole(id).text
            for match in _SENTENCE.finditer(text):
                found = normalize(match[0]).find(thing)
                if found < 0 or self._clauses[id].changed_by:
                    continue
                start = match.start() + min(found, len(match[0]) - 1)
                first, last = match.span()
                if last - first > most:
                    first, last = _around(text, start, min(start + len(thing), last), first, last, most)
                return Passage(id, text[first:last].strip(_ENDS))
        return None

    def after(self, entry: Entry) -> Passage | None:
        """What the clause says next after the words that an entry quotes; None if they end it, or nothing is quoted."""
        place = self._place(entry)
        if place is None:
            return None
        clause, _, end = place
        rest = self.whole(clause).text[end:].lstrip(_EDGES + _CLOSING)
        next = _SENTENCE.search(rest)
        return Passage(clause, next[0].strip(_ENDS)) if next and any(map(str.isalnum, next[0])) else None

    def others(self, entry: Entry) -> Iterator[Passage]:
        """The sentences of the entry's clauses beside the one that it quotes."""
        place = self._place(entry)
        for clause in entry.clauses:
            text = self.whole(clause).text
            for match in _SENTENCE.finditer(text):
                quoted = place and place[0] == clause and match.start() < place[2] and place[1] < match.end()
                if not quoted and match[0].strip(_EDGES):
                    yield Passage(clause, match[0].strip())

    def _place(self, entry: Entry) -> tuple[str, int, int] | None:
        """The clause that holds what an entry quotes, and where in it that begins and ends."""
        wanted = "".join(character for character, _ in _bare(entry.quote))
        if not wanted:
            return None
        for clause in entry.clauses:
            bare = list(_bare(self.whole(clause).text))
            found = "".join(character for character, _ in bare).find(wanted)
            if found >= 0:
                return clause, bare[found][1], bare[found + len(wanted) - 1][1] + 1
        return None


def _bare(text: str) -> Iterator[tuple[str, int]]:
    """The characters by which quotes are compared, each with its place in `text`."""
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character):
            if not plain.isspace():
                yield plain, place


def _around(text: str, start: int, end: int, first: int, last: int, most: int) -> tuple[int, int]:
    """The part from `start` to `end` with as many pieces after and before it as `most` allows, within `first` to `last`."""
    bounds = [first, *(match.end() + first for match in _PIECE.finditer(text[first:last]))]
    left = max(bound for bound in bounds if bound <= start)
    right = min((bound for bound in bounds if bound >= end), default=last)
    for bound in bounds:
        if right < bound and bound - left <= most:
            right = bound
    for bound in reversed(bounds):
        if bound < left and right - bound <= most:
            left = bound
    return left, right
