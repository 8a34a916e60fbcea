"""One wish with a new time; what was not said stays as it was. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.messages import message
from bot.pack.deadlines import own_days
from bot.pack.model import Facts, Milestone
from bot.pack.spoken import spoken_date
from bot.reminders.items import lead_of
from bot.reminders.planning import coming_moments, last_day, local_moment
from bot.reminders.readback import short, spoken_moment
from bot.reminders.reading.amounts_of_time import FoundAmount
from bot.reminders.reading.days import FoundDay, Stretch
from bot.reminders.reading.want import MOST_LEAD
from bot.reminders.subscription import Subscription
from bot.reminders.talk.deadline_setting import closed_before, days_before
from bot.reminders.talk.moment_setting import late_values
from bot.reminders.talk.new_time import NewTime
from bot.reminders.talk.repeat_setting import MONDAY

_AWAKE = time(7)
"""The hour from which one is taken to be awake, where an hour can mean two."""
_DAY = 24 * 60
_WEEK = timedelta(days=7)


class NotPossible(Exception):  # noqa: N818 - said to the person, no error of the program
    """A change that cannot be made; the text says why. `about` are the deadlines that it names."""

    def __init__(self, text: str, about: Sequence[Milestone] = ()) -> None:
        super().__init__(text)
        self.about = tuple(about)


def altered(
    wish: Subscription, new: NewTime, facts: Facts, now: datetime, due: Sequence[str] = ()
) -> Subscription:
    """The wish with the new time, running from `now` on. `due` are the deadlines by which what it tells is to be done.

    Raises NotPossible if it cannot be.
    """
    told, due = due, wish.milestones or due
    if wish.kind == "watch":
        raise NotPossible(message("wish_not_change"))
    if new.within is not None:
        new = _in_stretch(wish, new, new.within, facts)
    if new.rhythm is not None:
        after = _in_rhythm(wish, new, facts)
    elif wish.kind == "repeat":
        after = _repeat(wish, new, facts)
        _check_last(after, due if new.last is None else told, facts)
    elif wish.kind == "moment" and not (new.leads and len(wish.milestones) == 1 and new.day is None):
        after = _moment(wish, new, facts, now, due)
    else:
        after = _deadlines(wish, new, facts, now)
    if new.last is None:  # another end wakes nothing that rests
        after = replace(after, paused=False, paused_until=None)
    after = replace(after, since=now)
    if not coming_moments(after, facts, now):
        raise NotPossible(_why_none(after, facts))
    return after


def _check_last(wish: Subscription, due: Sequence[str], facts: Facts) -> None:
    """Raise NotPossible if something that comes again ends after the deadline by which it is to be done."""
    late = closed_before(due[0], wish.last, facts) if len(due) == 1 and wish.last is not None else None
    if late is not None and wish.last is not None:
        moment = local_moment(wish.last, time.fromisoformat(wish.at), facts.zone)
        raise NotPossible(message("wish_late_change", **late_values(late, moment, facts)), (late,))


def _moment(
    wish: Subscription, new: NewTime, facts: Facts, now: datetime, due: Sequence[str]
) -> Subscription:
    zone = facts.zone
    assert wish.moment is not None
    moment = _on_day(wish.moment.astimezone(zone), new, now)
    last = _closing_day(moment.date(), due, facts) if new.closing and new.day is None else None
    if last is not None:
        moment = local_moment(last, moment.time(), zone).astimezone(zone)
    moment -= timedelta(days=sum(lead.days for lead in new.leads[:1]))
    if new.shift is not None:
        moment += timedelta(days=new.shift.days or 0, minutes=new.shift.minutes) * new.shift.direction
    moment = local_moment(moment.date(), new.hour_beside(moment.time()) or moment.time(), zone).astimezone(
        zone
    )
    late = closed_before(due[0], moment.date(), facts) if len(due) == 1 else None
    if late is not None:
        raise NotPossible(message("wish_late_change", **late_values(late, moment, facts)), (late,))
    return replace(wish, moment=moment, hour_named=wish.hour_named or new.hour is not None)


def _closing_day(day: date, due: Sequence[str], facts: Facts) -> date | None:
    """The day of the deadline by which something is to be done; else of the last that is over by `day`, or of the next."""
    if len(due) == 1:
        return facts.milestones[due[0]].day
    closing = [one.day for one in own_days(facts) if one.closes]
    before = [one for one in closing if one <= day]
    return before[-1] if before else next(iter(closing), None)


def _deadlines(wish: Subscription, new: NewTime, facts: Facts, now: datetime) -> Subscription:
    """So many days before deadlines; a moment of which the deadline is known becomes that too."""
    deadline = facts.milestones[wish.milestones[0]]
    before = time.fromisoformat(wish.at)
    if wish.moment is not None:
        before = wish.moment.astimezone(facts.zone).time()
    leads, hour = wish.leads, before
    if new.leads:
        leads = tuple(days_before(deadline.day, lead) for lead in new.leads)
    if new.day is not None:
        there = deadline.day - timedelta(days=min(wish.leads, default=0))
        moment = _on_day(datetime.combine(there, hour, facts.zone), new, now)
        leads, hour = (lead_of(moment.date(), deadline.id, facts),), moment.time()
    if new.shift is not None:
        leads, hour = _shifted(leads, hour, new.shift)
    hour = new.hour_beside(hour) or hour
    kept = tuple(sorted({lead for lead in leads if 0 <= lead <= MOST_LEAD}, reverse=True))
    if not kept:
        moment = local_moment(deadline.day - timedelta(days=min(leads)), hour, facts.zone)
        values = late_values(deadline, moment, facts)
        raise NotPossible(message("wish_late_change", **values), (deadline,))
    named = wish.hour_named or hour != before
    return replace(wish, kind="deadlines", moment=None, leads=kept, at=f"{hour:%H:%M}", hour_named=named)


def _repeat(wish: Subscription, new: NewTime, facts: Facts) -> Subscription:
    hour = new.hour_beside(time.fromisoformat(wish.at)) or time.fromisoformat(wish.at)
    named = wish.hour_named or new.hour is not None
    another_day = new.day is not None and new.last is None
    if another_day and new.weekdays and not (new.shift or new.leads):
        one_of_several = new.instead and {*new.instead} < {*wish.weekdays}
        kept = {*wish.weekdays} - {*new.instead} if one_of_several else set()
        return replace(
            wish,
            weekdays=tuple(sorted({*kept, *new.weekdays})),
            working=False,
            at=f"{hour:%H:%M}",
            hour_named=named,
        )
    if new.shift is not None and new.shift.minutes:
        _, hour = _shifted((0,), hour, new.shift)
    elif new.shift is not None or new.leads or another_day:
        raise NotPossible(message("wish_repeat_fixed", wish=short(wish, facts)))
    return replace(
        wish,
        at=f"{hour:%H:%M}",
        hour_named=named,
        last=new.last or wish.last,
        milestones=() if new.last else wish.milestones,
    )


def _in_rhythm(wish: Subscription, new: NewTime, facts: Facts) -> Subscription:
    """The same words in another rhythm, until the deadline if no other day is known."""
    assert new.rhythm is not None
    rhythm = new.rhythm.rhythm
    if rhythm is None:
        raise NotPossible(message("wish_rhythm_other"))
    hour = new.hour_beside(time.fromisoformat(wish.at)) or time.fromisoformat(wish.at)
    if wish.moment is not None and new.hour is None:
        hour = wish.moment.astimezone(facts.zone).time()
    last = new.last or wish.last
    submission = facts.submission
    return replace(
        wish,
        kind="repeat",
        moment=None,
        milestones=() if last else wish.milestones[:1] or ((submission.id,) if submission else ()),
        weekdays=rhythm.weekdays or (() if rhythm.working else MONDAY),
        working=rhythm.working,
        at=f"{hour:%H:%M}",
        hour_named=wish.hour_named or new.hour is not None,
        last=last,
    )


def _in_stretch(wish: Subscription, new: NewTime, within: Stretch, facts: Facts) -> NewTime:
    """The new time on the same day of another week, or of another month: 改到下周."""
    if wish.moment is None:
        raise NotPossible(message("wish_no_change"))
    before = wish.moment.astimezone(facts.zone)
    of_month = within.last - within.first >= _WEEK
    found = [
        one
        for one in within.days
        if (one.day == before.day if of_month else one.weekday() == before.weekday())
    ]
    if not found:
        raise NotPossible(message("wish_no_change"))
    day = datetime.combine(found[0], time(), facts.zone)
    return replace(new, day=FoundDay(0, 0, (day,)), within=None)


def _on_day(before: datetime, new: NewTime, now: datetime) -> datetime:
    """The moment on the new day, at the hour that was said with it, else at that of before."""
    if new.day is None:
        return before
    options = [one for one in new.day.moments if one > now] or list(new.day.moments)
    if new.day.bare and not new.day.timed:
        options = _nearest(options[0], before, now) or options
    named = before.weekday() in new.instead or before.day in new.moved_from
    if named and new.day.weekday is not None:
        # 那天礼拜六，提前到礼拜五: in the week of what is moved
        there = before + timedelta(days=new.day.weekday - before.weekday())
        options = [there] if there > now else options
    if new.day.timed:
        return next((one for one in options if one.time() >= _AWAKE), options[0])
    hour = new.day.part if new.day.part is not None and not new.hour else before.time()
    return datetime.combine(options[0].date(), hour, before.tzinfo)


def _nearest(day: datetime, before: datetime, now: datetime) -> list[datetime]:
    """The day of a month that was said, in the month in which it is nearest to what is changed: 18号挪到16号."""
    found = []
    for months in (-1, 0, 1):
        month = before.month - 1 + months
        with suppress(ValueError):
            found.append(before.replace(year=before.year + month // 12, month=month % 12 + 1, day=day.day))
    ahead = [one for one in found if one.date() > now.date()]
    return sorted(ahead, key=lambda one: abs(one - before))[:1]


def _shifted(leads: Sequence[int], hour: time, shift: FoundAmount) -> tuple[tuple[int, ...], time]:
    """Leads and hour moved by an amount."""
    minutes = hour.hour * 60 + hour.minute + shift.direction * shift.minutes
    over, minutes = divmod(minutes, _DAY)
    days = shift.direction * (shift.days or 0) + over
    return tuple(lead - days for lead in leads), time(minutes // 60, minutes % 60)


def _why_none(wish: Subscription, facts: Facts) -> str:
    """Why a wish would never come: its time is past, or no such day comes before it ends."""
    if wish.kind == "repeat":
        return message("wish_repeat_none", date=spoken_date(last_day(wish, facts) or date.max))
    moment = wish.moment
    if moment is None:
        day = facts.milestones[wish.milestones[0]].day - timedelta(days=min(wish.leads))
        moment = local_moment(day, time.fromisoformat(wish.at), facts.zone)
    return message("wish_past_change", moment=spoken_moment(moment, facts))
