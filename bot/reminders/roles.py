"""Who is to be reminded of what: the roles of the notice and the milestones that belong to each."""

from __future__ import annotations

from datetime import datetime

from bot.messages import message
from bot.pack.deadlines import days_ahead, in_order, own_days
from bot.pack.model import Facts, Milestone
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
    """The milestones that mean something to `role`, in order: of these it is reminded if nothing else is wished."""
    known = facts.roles.get(role)
    return known.needs if known is not None else ()


def needed(facts: Facts, role: str, now: datetime) -> tuple[Milestone, ...]:
    """The days to come that mean something to `role`, in order; all that are not told only on request for an unknown one."""
    if role not in facts.roles:
        return days_ahead(facts, now)
    return tuple(facts.milestones[id] for id in open_still(facts, usual(facts, role), now))


def others_ahead(facts: Facts, role: str, now: datetime) -> tuple[Milestone, ...]:
    """The days to come that are others' business."""
    own = set(usual(facts, role))
    return tuple(one for one in days_ahead(facts, now) if one.id not in own)


def listed_roles(facts: Facts) -> str:
    """The ids of the roles, for somebody who gave another."""
    return message("between_words").join(roles(facts))


def role_name(facts: Facts, role: str) -> str:
    """How people are shown a role; itself if the notice does not have it."""
    known = facts.roles.get(role)
    return known.name if known is not None else role


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
