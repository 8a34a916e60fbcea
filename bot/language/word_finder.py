"""Finds the words of a list in a text. English ones count as whole words alone."""

from __future__ import annotations

from collections.abc import Iterable


class WordFinder:
    """The words of a list, found by looking up slices of the lengths that begin with a character."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if word)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def at(self, text: str, index: int) -> list[str]:
        """The words that stand at `index`, the longest first."""
        lengths = self._lengths.get(text[index])
        if lengths is None:
            return []
        slices = [text[index : index + length] for length in lengths]
        return [word for word in slices if word in self._words and _stands_alone(word, text, index)]

    def longest_at(self, text: str, index: int) -> str:
        """The longest word that stands at `index`; empty if none does."""
        found = self.at(text, index)
        return found[0] if found else ""

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
