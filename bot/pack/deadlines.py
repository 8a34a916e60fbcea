"""The days of a notice in their order, and each as one line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.messages import message
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import days_left, moved_remark, spoken_day, state


def in_order(facts: Facts) -> tuple[Milestone, ...]:
    """The milestones sorted by day; on the same day those of the notice before derived ones."""
    return tuple(sorted(facts.milestones.values(), key=lambda one: (one.day, one.derived, one.id)))


def own_days(facts: Facts) -> tuple[Milestone, ...]:
    """The days that the notice itself sets for everybody, without derived ones and those told only on request."""
    return tuple(one for one in in_order(facts) if not one.derived and not one.on_request)


def days_ahead(facts: Facts, now: datetime) -> tuple[Milestone, ...]:
    """The days that are not over at `now` (aware), in order, without those told only on request."""
    ahead = (one for one in in_order(facts) if days_left(one, now, facts) >= 0)
    return tuple(one for one in ahead if not one.on_request)


def milestone_name(milestone: Milestone) -> str:
    """The name of a milestone, marked if it is derived."""
    marked = milestone.derived and "推算" not in milestone.name
    return milestone.name + (message("derived_mark") if marked else "")


def deadline_line(milestone: Milestone, facts: Facts, now: datetime) -> str:
    """A milestone with its day and the days left at `now` (aware)."""
    name, date = milestone_name(milestone), spoken_day(milestone) + moved_remark(milestone)
    return message("deadline_line", name=name, date=date, state=state(milestone, now, facts))


def deadline_rows(milestones: Iterable[Milestone], facts: Facts, now: datetime) -> str:
    """Milestones as a list, one row each, with the days left at `now` (aware)."""
    return "\n".join(f"· {deadline_line(one, facts, now)}" for one in milestones)


def deadline_clauses(milestones: Iterable[Milestone]) -> tuple[str, ...]:
    """The clauses that milestones rest on, each once."""
    return tuple(dict.fromkeys(clause for one in milestones for clause in one.clauses))
