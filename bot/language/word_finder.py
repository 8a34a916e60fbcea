"""Finds the words of a list in a text. English ones count as whole words alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bot.language.found import Found
from bot.language.words import words


@dataclass(frozen=True)
class FoundWord(Found):
    """A word of a list."""

    word: str


class WordFinder:
    """The words of a list, found by looking up slices of the lengths that begin with a character."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if word)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        self._firsts = frozenset(self._lengths)
        self.longest = max(map(len, self._words), default=0)
        """The length of the longest word."""

    def found_in(self, text: str) -> Iterator[FoundWord]:
        """The words in a text from left to right, each the longest where it begins; none overlaps another."""
        end = 0
        for place in self.begins(text):
            if place >= end and (word := self.longest_at(text, place)):
                end = place + len(word)
                yield FoundWord(place, end, word)

    def begins(self, text: str) -> list[int]:
        """The places in a text at which a word may begin, by its first character."""
        if self._firsts.isdisjoint(text):  # most lists have nothing in most texts
            return []
        firsts = self._lengths
        return [place for place, character in enumerate(text) if character in firsts]

    def stands_in(self, text: str) -> bool:
        """Whether one of the words stands in a text."""
        return next(self.found_in(text), None) is not None

    def at(self, text: str, index: int) -> list[str]:
        """The words that stand at `index`, the longest first."""
        lengths = self._lengths.get(text[index : index + 1])
        if lengths is None:
            return []
        slices = [text[index : index + length] for length in lengths]
        return [word for word in slices if word in self._words and _stands_alone(word, text, index)]

    def longest_at(self, text: str, index: int) -> str:
        """The longest word that stands at `index`; empty if none does."""
        for length in self._lengths.get(text[index : index + 1], ()):
            word = text[index : index + length]
            if word in self._words and _stands_alone(word, text, index):
                return word
        return ""

    def others(self, text: str) -> list[str]:
        """What stands in a text between the words, blanks and punctuation, from left to right."""
        rest, index = [""], 0
        while index < len(text):
            word = self.longest_at(text, index)
            if word or not text[index].isalnum():
                rest.append("")
            else:
                rest[-1] += text[index]
            index += len(word) or 1
        return [piece for piece in rest if piece]

    def sub(self, text: str) -> str:
        """A text without the words."""
        for found in reversed(list(self.found_in(text))):
            text = text[: found.start] + text[found.end :]
        return text

    def covers(self, text: str) -> bool:
        """Whether the words, blanks and punctuation are all that stands in the text."""
        index = 0
        while index < len(text):
            length = len(self.longest_at(text, index)) or (0 if text[index].isalnum() else 1)
            if not length:
                return False
            index += length
        return True


def _stands_alone(word: str, text: str, index: int) -> bool:
    """Whether an English word has no letter on either side; a Chinese one always stands alone."""
    if not word.isascii():
        return True
    before = text[index - 1 : index]
    after = text[index + len(word) : index + len(word) + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


@cache
def finder(room: str, *names: str) -> WordFinder:
    """Finds the words of one or several lists of words.toml. Raises KeyError for a list that is not there."""
    return WordFinder(words(room, *names))


@cache
def finder_with(own: tuple[str, ...], room: str, *names: str) -> WordFinder:
    """The same with words of one pack's `own` beside them."""
    return WordFinder((*words(room, *names), *own)) if own else finder(room, *names)


def trimmed(text: str, begins: WordFinder, ends: WordFinder) -> str:
    """A text without the words of `begins` at its beginning, those of `ends` at its end, and the signs beside them."""
    start, end = 0, len(text)
    while start < end and (length := _opening(text[start:end], begins)):
        start += length
    while end > start and (length := _closing(text[start:end], ends)):
        end -= length
    return text[start:end]


def _opening(text: str, begins: WordFinder) -> int:
    return len(begins.longest_at(text, 0)) or int(not text[0].isalnum())


def _closing(text: str, ends: WordFinder) -> int:
    if not text[-1].isalnum():
        return 1
    places = range(max(0, len(text) - ends.longest), len(text))
    return next((len(text) - place for place in places if text[place:] in ends.at(text, place)), 0)
