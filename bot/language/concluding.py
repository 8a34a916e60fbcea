"""What somebody comes to who tells first by what: of 孙子前年生的，满月那阵评上的，那就是前年六月 the last clause."""

from __future__ import annotations

from bot.language.clauses import clauses
from bot.language.word_finder import finder


def conclusion(said: str) -> str:
    """What a normalised text says behind the word that begins its last clause and concludes from those before; empty if it
    concludes nothing."""
    *before, last = clauses(said) or [""]
    words = finder("contrast", "concludes")
    word = words.longest_at(last, 0) if before else ""
    rest = last
    while word:
        rest = rest[len(word) :]
        word = words.longest_at(rest, 0)
    return rest if rest != last else ""
