"""What the words of a question call for beside its answer: an age beside 没单位, two persons with degrees of two kinds."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.faq.lexicon import Lexicon
from bot.language.clauses import clauses
from bot.language.word_finder import finder
from bot.pack.model import Entry, Pack


class EntriesBeside:
    """The entries of one pack that some words call for by themselves."""

    def __init__(self, pack: Pack, lexicon: Lexicon) -> None:
        self._entries = pack.entries
        self._lexicon = lexicon
        self._telling = [entry for entry in pack.entries.values() if entry.tells]
        self._calling = frozenset(name for entry in self._telling for name in entry.tells)

    def of_many(self, entries: Collection[str], text: str) -> bool:
        """Whether a text asks for several persons, of whom an entry says whether they may apply."""
        return any(self._entries[id].tells for id in entries) and finder("persons_told", "several").stands_in(
            text
        )

    def called(self, entries: Collection[str], text: str) -> Iterator[str]:
        """The entries near those given that the words of a text call for."""
        heard = (self._lexicon.named(part) for part in clauses(text))
        named = [found - denied for found, _, denied in heard]
        if all(map(self._calling.isdisjoint, named)):
            return
        said = [self._entries[id] for id in entries]
        shared = {clause for one in said for clause in one.clauses}
        parts_of_persons = {part for one in said if one.tells or one.member for part in _sections(one)}
        # 我老婆是公务员 is said of the wife, of whom an entry for her speaks.
        of_others = {name for one in said for name in one.only_for}
        held = {*entries, *(other for one in said for other in one.covers)}
        for entry in self._telling:
            is_near = not shared.isdisjoint(entry.clauses) or parts_of_persons & _sections(entry)
            called = any(one & {*entry.tells} and not one & {*entry.unless, *of_others} for one in named)
            if is_near and called and entry.id not in held:
                held |= {entry.id, *entry.covers}
                yield entry.id


def _sections(entry: Entry) -> set[str]:
    """The parts of the notice in which the clauses of an entry stand: 一 of 一.2."""
    return {clause.partition(".")[0] for clause in entry.clauses}
