"""Who is to be reminded of what: the roles of the notice and the milestones that belong to each."""

from __future__ import annotations

from datetime import datetime

from bot.pack.deadlines import in_order, own_days
from bot.pack.model import Facts
from bot.pack.spoken import days_left


def roles(facts: Facts) -> tuple[str, ...]:
    """The applicant's role, then the others by their first day."""
    named = (applicant(facts), *(one.role for one in own_days(facts)))
    return tuple(dict.fromkeys(filter(None, named)))


def applicant(facts: Facts) -> str:
    """The role of the person whom the interview is about: whose application closes; else that of the first day."""
    first = facts.submission or next(iter(in_order(facts)), None)
    return first.role if first else ""


def usual(facts: Facts, role: str) -> tuple[str, ...]:
    """The milestones of which `role` is reminded if nothing else is wished."""
    return tuple(one.id for one in in_order(facts) if one.role == role and not one.on_request)


def usual_for_all(facts: Facts) -> tuple[str, ...]:
    """The days of the notice itself of which everybody is reminded who wants all of them."""
    return tuple(one.id for one in own_days(facts))


def open_still(facts: Facts, milestones: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    """Those of `milestones` whose day is not over."""
    known = (id for id in milestones if id in facts.milestones)
    return tuple(id for id in known if days_left(facts.milestones[id], now, facts) >= 0)


def all_over(facts: Facts, now: datetime) -> bool:
    """Whether the last of the notice's days is over."""
    return not open_still(facts, tuple(facts.milestones), now)
