"""How many days are left until the deadline that was just told: 那离现在还有多少天. The answer before tells which one it is."""

from __future__ import annotations

from collections.abc import Iterable

from bot.language.normalize import normalize
from bot.language.word_finder import finder
from bot.pack.model import Entry, Facts, Milestone
from bot.pack.spoken import PLACEHOLDER

_STATE, _DATE = "state.", "date."


def asks_days_left(question: str) -> bool:
    """Whether a question asks how many days are left, and does not say until when."""
    said = normalize(question)
    asked = finder("days_left", "how_many").stands_in(said) and finder("days_left", "left").stands_in(said)
    return asked and finder("days_left", "how_many", "left", "beside").covers(said)


def deadlines_told(entries: Iterable[Entry], facts: Facts) -> tuple[Milestone, ...]:
    """The deadlines of which entries tell how they stand, in the order of their first answer."""
    return _held(entries, facts, _STATE)


def deadlines_named(entries: Iterable[Entry], facts: Facts) -> tuple[Milestone, ...]:
    """The deadlines of which entries tell the day, those whose state they tell first."""
    entries = tuple(entries)
    return _held(entries, facts, _STATE) or _held(entries, facts, _DATE)


def _held(entries: Iterable[Entry], facts: Facts, field: str) -> tuple[Milestone, ...]:
    held = (name for entry in entries for name in PLACEHOLDER.findall(entry.answer))
    ids = dict.fromkeys(name.removeprefix(field) for name in held if name.startswith(field))
    return tuple(facts.milestones[id] for id in ids if id in facts.milestones)
