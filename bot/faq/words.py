"""Finds the words of a list in a text. English ones count as whole words alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class WordFinder:
    """The words of a list by their first character, the longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        by_first: dict[str, list[str]] = {}
        for word in sorted(set(words), key=len, reverse=True):
            if word:
                by_first.setdefault(word[0], []).append(word)
        self._by_first = by_first

    def at(self, text: str, index: int) -> Iterator[str]:
        """The words that stand at `index`, the longest first."""
        for word in self._by_first.get(text[index], ()):
            if text.startswith(word, index) and _stands_alone(word, text, index):
                yield word

    def longest_at(self, text: str, index: int) -> str:
        """The longest word that stands at `index`; empty where none does."""
        return next(self.at(text, index), "")


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
