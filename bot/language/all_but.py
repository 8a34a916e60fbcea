"""Says that all years are there, or all but one, in more or less words than a number: 五年一年没缺, 就19年那年没考，别的都在."""

from __future__ import annotations

from bot.language.clauses import clauses
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.word_finder import finder


def behind_all(text: str, full: int) -> str:
    """What a text says behind the number of all: 一年没缺 of 五年一年没缺."""
    said = normalize(text)
    return said[len(f"{full}") + 1 :] if said.startswith(f"{full}") else said


def all_but_one(said: str) -> bool:
    """Whether a normalised text says that one year is missing and the others are there: 就19年那年没考,别的都在."""
    parts = clauses(said)
    lacking = [part for part in parts if finder("amount", "one_of_them").stands_in(part) and _lacks(part)]
    others = finder("amount", "the_others")
    return len(lacking) == 1 and any(others.stands_in(part) and not _lacks(part) for part in parts)


def _lacks(part: str) -> bool:
    missing = finder("denial", "lost").stands_in(part) or finder("amount", "short", "except").stands_in(part)
    return signs(part) > 0 or missing
