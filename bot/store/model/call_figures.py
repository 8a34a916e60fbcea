"""How a call goes, in figures that name nobody."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.store.model.saved import JsonObject


@dataclass(frozen=True)
class CallFigures:
    """Counts since a moment: `people` by day and channel of their last word; what was not answered, votes, and what became
    of reminders by day and name; `reasons` of reminders that did not arrive, by status and reason; wishes that `run`, and
    reminders that are `overdue`. `interviews` are the states of those that were continued last.
    """

    people: dict[tuple[str, str], int] = field(default_factory=dict)
    unanswered: dict[tuple[str, str], int] = field(default_factory=dict)
    votes: dict[tuple[str, str], int] = field(default_factory=dict)
    reminders: dict[tuple[str, str], int] = field(default_factory=dict)
    reasons: dict[tuple[str, str], int] = field(default_factory=dict)
    running: int = 0
    overdue: int = 0
    interviews: tuple[JsonObject, ...] = ()
