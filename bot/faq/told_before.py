"""What was told before, named again by words that stood in it: 刚刚那个文件叫什么号，教育厅的; 标志性业绩那种呢."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from bot.faq.topic import Topic
from bot.language.clauses import clauses
from bot.language.normalize import normalize
from bot.language.word_finder import finder, trimmed
from bot.language.words import words
from bot.pack.model import Pack

_LEAST_NAMED, _LEAST_OF_OTHER = 2, 3
"""Characters of a word by which something is named again, and of one of which the same is asked."""


class ToldBefore:
    """Finds what a message names again under one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._text = cache(self._held_text)

    def named_again(self, text: str, topics: Sequence[Topic]) -> str:
        """The entry told a moment ago that a text names by whose or what it is; empty if it names none, or all alike."""
        said = normalize(text)
        just_now = finder("told_before", "just_now")
        if not just_now.stands_in(said):
            return ""
        names = [name for part in clauses(just_now.sub(said)) for name in _pointed_by(part)]
        told = dict.fromkeys(id for topic in topics for id in topic.entries if id in self._pack.entries)
        shared = {id: sum(len(name) for name in names if name in self._text(id)) for id in told}
        most = max(shared.values(), default=0)
        meant = [id for id in shared if shared[id] == most]
        return meant[0] if most and (len(meant) < len(shared) or len(shared) == 1) else ""

    def names_other(self, text: str, entry: str) -> bool:
        """Whether a text asks the same of something that the answer of `entry` names as well: 标志性业绩那种呢."""
        said = normalize(text)
        ends = finder("told_before", "of_other")
        name = trimmed(said, finder("told_before", "leads"), ends)
        return (
            name != said
            and len(name) >= _LEAST_OF_OTHER
            and name in normalize(self._pack.entries[entry].answer)
        )

    def quotes(self, text: str, entry: str) -> bool:
        """Whether a text quotes words of the answer of `entry`: 说“原则上”，那例外是啥."""
        answer = normalize(self._pack.entries[entry].answer)
        quoted = (
            text.partition(quotes[0])[2].partition(quotes[1])[0] for quotes in words("people", "quotes")
        )
        return any(len(part) >= _LEAST_NAMED and normalize(part) in answer for part in quoted)

    def _held_text(self, id: str) -> str:
        entry = self._pack.entries[id]
        held = (self._pack.clauses[one].text for one in entry.clauses if one in self._pack.clauses)
        return normalize("\n".join((entry.title, entry.answer, *held)))


def _pointed_by(part: str) -> Iterator[str]:
    """The words of a clause before what points at something: 教育厅 of 教育厅的那个文件."""
    start = 0
    for mark in finder("told_before", "points").found_in(part):
        if mark.start - start >= _LEAST_NAMED:
            yield part[start : mark.start]
        start = mark.end
