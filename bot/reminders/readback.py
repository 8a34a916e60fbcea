"""How wishes are read back to the person: which days, how long before, at which hour, and when next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.messages import message
from bot.pack.deadlines import deadline_clauses, deadline_rows, milestone_name
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import spoken_date
from bot.reminders.planning import coming
from bot.reminders.subscription import Subscription


def spoken_moment(moment: datetime, facts: Facts) -> str:
    """A moment in the zone of the notice, with its year: 2022年12月3日9:00."""
    local = moment.astimezone(facts.zone)
    return f"{spoken_date(local.date())}{local.hour}:{local.minute:02}"


def spoken_leads(leads: tuple[int, ...]) -> str:
    """提前14、7、3、1天和当天."""
    days = "、".join(str(lead) for lead in sorted(set(leads), reverse=True) if lead)
    if not days:
        return message("wish_same_day")
    return message("wish_leads_and_day" if 0 in leads else "wish_leads", days=days)


def short(wish: Subscription, facts: Facts) -> str:
    """A wish in a few words, for a list or a button."""
    if wish.kind == "watch":
        return message("wish_short_watch")
    if wish.kind == "moment":
        moment = spoken_moment(wish.moment, facts) if wish.moment else ""
        return message("wish_short_moment", moment=moment, about=wish.about).strip()
    names = "、".join(milestone_name(one) for one in _milestones(wish, facts))
    return message("wish_short_deadlines", names=names, leads=spoken_leads(wish.leads), at=wish.at)


def short_rows(wishes: Iterable[Subscription], facts: Facts) -> str:
    """Wishes as a list, a row each."""
    return "\n".join(f"· {short(one, facts)}" for one in wishes)


def read_back(wish: Subscription, facts: Facts, now: datetime) -> str:
    """The whole of a wish."""
    if wish.kind == "watch":
        return message("wish_watch")
    if wish.kind == "moment":
        about = message("wish_about", about=wish.about) if wish.about else ""
        return message("wish_moment", moment=spoken_moment(wish.moment or now, facts), about=about)
    return "\n".join(_deadlines(wish, facts, now))


def clauses_of(wish: Subscription, facts: Facts) -> tuple[str, ...]:
    """The clauses of what is read back."""
    if wish.kind != "deadlines":
        return ()
    return deadline_clauses(_milestones(wish, facts))


def _deadlines(wish: Subscription, facts: Facts, now: datetime) -> Iterator[str]:
    milestones, ahead = _milestones(wish, facts), coming(wish, facts, now)
    yield deadline_rows(milestones, facts, now)
    yield message("wish_when", leads=spoken_leads(wish.leads), at=wish.at)
    if wish.paused:
        yield message("wish_paused")
    elif ahead:
        yield message("wish_next", moment=spoken_moment(ahead[0].due_at, facts))
    for one in milestones:
        if not any(lead.milestone == one.id for lead in ahead):
            yield message("wish_none_ahead", name=milestone_name(one))


def _milestones(wish: Subscription, facts: Facts) -> list[Milestone]:
    return [facts.milestones[id] for id in wish.milestones if id in facts.milestones]
