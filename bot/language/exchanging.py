"""What somebody says to have something changed: an order (改任现职日期), or one thing for another (不是2012，是2021)."""

from __future__ import annotations

from bot.language.clauses import clauses
from bot.language.word_finder import WordFinder, finder
from bot.language.words import words


def orders_a_change(clause: str) -> bool:
    """Whether a clause orders that something be changed. What was changed by others orders nothing: 单位改制了."""
    orders = words("correction", "orders")
    return any(found.word in orders for found in finder("correction", "orders", "no_order").found_in(clause))


def exchanged(said: str) -> tuple[str, str] | None:
    """What a normalised text puts away, and what in its place, if it says nothing else: 2012 and 2021 of 不是2012,是2021."""
    parts = clauses(said)
    away, instead = finder("correction", "away"), finder("correction", "instead")
    old = [rest for part in parts if (rest := _behind(part, away))]
    new = [rest for part in parts if not _behind(part, away) and (rest := _behind(part, instead))]
    return (old[0], new[0]) if len(old) == len(new) == 1 and len(parts) == 2 else None


def _behind(part: str, begins: WordFinder) -> str:
    """What stands behind the word with which a clause begins; empty if it begins with none."""
    return part[len(word) :] if (word := begins.longest_at(part, 0)) else ""
