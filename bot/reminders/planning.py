"""Deadlines × wishes × now → what is due when. Pure: no clock, no database, no channel.

The plan depends on the subscription and the facts alone, so that planning again gives the same rows. A lead is due on its
day at the wished hour; quiet hours move it to the morning, except for an hour that the person named and for the last day
before a deadline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.interview.engine.working_days import BeyondCalendarError, working_days
from bot.pack.model import Facts, Milestone
from bot.reminders.subscription import Subscription
from bot.store.model.delivery import DeliveryKind, Plan, Planned

QUIET_FROM, QUIET_TO = time(22), time(8)
"""Between these nobody is disturbed who did not ask for it, in the zone of the notice."""
LAST_CALL = timedelta(hours=1)
"""So long before a deadline comes its last reminder, if the usual hour would be too late."""
LATE_MOMENT = timedelta(hours=12)
"""How late a reminder at a named moment may still be sent: over a night, not over a day."""
NEXT_COMES = timedelta(hours=1)
"""A late lead is left out where the next one of that deadline comes this soon: it would say the same."""
LATE_CORRECTION = timedelta(days=7)
"""How late a correction may still be sent, even if the new day is over."""
LOOK_BACK = timedelta(days=30)
"""What was missed longer ago is not planned any more. Deliveries must be kept longer than that after they were due."""
_SATURDAY = 5
_NAMED_FOR = timedelta(hours=1)
OVER = "over"


@dataclass(frozen=True)
class Lead:
    """A moment before a deadline: so many `days` before the day of `milestone`, in UTC."""

    milestone: str
    days: int
    due_at: datetime


def plan(subscription: Subscription, facts: Facts, now: datetime, until: datetime) -> Plan:
    """Plan what is due after `subscription.since` and up to `until`, including what was missed before `now`.

    `next_at` is when the next one comes into a window as long as this one. Raises ValueError for naive moments or
    if `until` does not lie after `now`.
    """
    if now.tzinfo is None or until.tzinfo is None or until <= now:
        message = "now and until must be aware, and until the later one"
        raise ValueError(message)
    now, until = now.astimezone(UTC), until.astimezone(UTC)
    if subscription.ended or subscription.paused:
        return Plan(ended=subscription.ended)
    return _with_again(_planned(subscription, facts, now, until), subscription, facts, now, until)


def _planned(subscription: Subscription, facts: Facts, now: datetime, until: datetime) -> Plan:
    """Plan what the wish says of itself."""
    if subscription.kind == "note":
        at = (subscription.moment or now).astimezone(UTC)
        return Plan((Planned("", "note", "", at, subscription.notice),), None, OVER)
    if subscription.kind == "moment":
        return _moment(subscription, now, until)
    if subscription.kind == "repeat":
        return _repeat(subscription, facts, now, until)
    if facts.series != subscription.series:
        return Plan()
    if subscription.kind == "watch":
        return _watch(subscription, facts, now)
    if facts.id != subscription.notice:
        return Plan(ended=OVER)
    return _deadlines(subscription, facts, now, until)


def leads(subscription: Subscription, facts: Facts) -> tuple[Lead, ...]:
    """Every lead of a subscription to deadlines, past ones included, the earliest first."""
    hour = time.fromisoformat(subscription.at)
    found = []
    for id in dict.fromkeys(subscription.open_milestones):
        milestone = facts.milestones.get(id)
        for days in set(subscription.leads) if milestone else ():
            assert milestone is not None
            moment = local_moment(milestone.day - timedelta(days=days), hour, facts.zone)
            closes = milestone.over_at(facts.zone).astimezone(UTC)
            if moment >= closes:  # an hour that comes too late on the day itself
                moment = closes - LAST_CALL
            if not (subscription.hour_named or _last_day(milestone.day, moment, facts.zone)):
                moment = out_of_quiet(moment, facts.zone)
            found.append(Lead(id, days, moment))
    return tuple(sorted(found, key=lambda lead: (lead.due_at, lead.milestone, lead.days)))


def coming(subscription: Subscription, facts: Facts, now: datetime) -> tuple[Lead, ...]:
    """The leads that are still to come after `now`."""
    found = leads(subscription, facts)
    return tuple(
        lead
        for lead in found
        if lead.due_at > now.astimezone(UTC) and not _left_out(subscription, lead.due_at)
    )


def occurrences(subscription: Subscription, facts: Facts) -> tuple[datetime, ...]:
    """Every moment of a repeat, past ones included, in UTC, the earliest first; none if nobody knows when it ends."""
    last = None if subscription.is_done else last_day(subscription, facts)
    first = subscription.first or (subscription.since and subscription.since.astimezone(facts.zone).date())
    if last is None or first is None:
        return ()
    hour = time.fromisoformat(subscription.at)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(local_moment(day, hour, facts.zone) for day in days if _comes_on(subscription, day))


def last_day(subscription: Subscription, facts: Facts) -> date | None:
    """The day on which a repeat ends: the one that was named, or that of its deadline; None if that is not of this notice."""
    if subscription.last is not None or facts.id != subscription.notice:
        return subscription.last
    days = [facts.milestones[id].day for id in subscription.milestones if id in facts.milestones]
    return max(days, default=None)


def coming_moments(subscription: Subscription, facts: Facts, now: datetime) -> tuple[datetime, ...]:
    """When its reminders are still to come after `now` (aware), in UTC, the earliest first; a watch has none."""
    now = now.astimezone(UTC)
    if subscription.kind == "moment":
        moment = subscription.moment.astimezone(UTC) if subscription.moment else now
        moment = now if subscription.is_done else moment
        return (moment,) if moment > now and not _left_out(subscription, moment) else ()
    if subscription.kind == "repeat":
        found = occurrences(subscription, facts)
        return tuple(one for one in found if one > now and not _left_out(subscription, one))
    if subscription.kind == "watch" or facts.id != subscription.notice:
        return ()
    return tuple(lead.due_at for lead in coming(subscription, facts, now))


def still_helps(
    kind: DeliveryKind,
    milestone: str,
    due_at: datetime,
    subscription: Subscription,
    facts: Facts,
    now: datetime,
) -> bool:
    """Whether a reminder that was due at `due_at` should still go out at `now`.

    A lead: until its deadline's day is over, unless a later lead of that deadline is due too, or soon. A moment: twelve hours,
    unless it is of a repeat that comes again. One more after another: twelve hours, but until its deadline's day is over.
    A watch: until the last day of the new notice. A correction: until the new day is over, at least a week. A note: a week.
    """
    now, due_at = now.astimezone(UTC), due_at.astimezone(UTC)
    if kind == "moment":
        return now <= due_at + LATE_MOMENT and not _said_again(subscription, facts, due_at, now)
    if kind == "note":
        return now <= due_at + LATE_CORRECTION
    if kind == "again":
        return now <= due_at + LATE_MOMENT and now < last_moment(milestone, facts)
    if facts.series != subscription.series:
        return False
    if kind == "watch":
        return now < _over_at(facts, facts.milestones)
    if facts.id != subscription.notice or milestone not in facts.milestones:
        return False
    in_time = now < _over_at(facts, (milestone,))
    if kind == "correction":
        return in_time or now <= due_at + LATE_CORRECTION
    later = (lead for lead in leads(subscription, facts) if lead.milestone == milestone)
    return in_time and not any(due_at < lead.due_at <= now + NEXT_COMES for lead in later)


def _said_again(subscription: Subscription, facts: Facts, due_at: datetime, now: datetime) -> bool:
    """Whether a repeat that is late comes again now, or soon."""
    if subscription.kind != "repeat":
        return False
    return any(due_at < moment <= now + NEXT_COMES for moment in occurrences(subscription, facts))


def not_before(
    kind: DeliveryKind,
    milestone: str,
    due_at: datetime,
    subscription: Subscription,
    facts: Facts,
    now: datetime,
) -> datetime:
    """When a reminder may go out at the earliest: at `due_at`, or, if that is past, now or after the quiet hours.

    A moment that was named goes at once, and so does what falls into the last day before its deadline, or comes
    within an hour of a named hour.
    """
    now, due_at = now.astimezone(UTC), due_at.astimezone(UTC)
    if due_at >= now:
        return due_at
    known = facts.milestones.get(milestone)
    named = kind == "again" or (subscription.hour_named and kind == "lead")
    wished = kind in ("moment", "note") or (named and now - due_at < _NAMED_FOR)
    if wished or (known is not None and _last_day(known.day, now, facts.zone)):
        return now
    return out_of_quiet(now, facts.zone)


def deadline_revisions(facts: Facts) -> dict[str, str]:
    """The days of the milestones, in the form in which revisions of leads hold them.

    Of one of which a later document changed the hour alone, with that hour.
    """
    return {id: revision_of(milestone) for id, milestone in facts.milestones.items()}


def revision_of(milestone: Milestone) -> str:
    """The day of a milestone as the revision of its leads holds it."""
    hour = milestone.hour if milestone.was == milestone.day else ""
    return f"{milestone.day.isoformat()} {hour}".rstrip()


def day_of_revision(revision: str) -> date:
    """The day that a revision of a lead tells. Raises ValueError if it tells none."""
    return date.fromisoformat(revision.partition(" ")[0])


def corrections(
    told: Mapping[str, str], subscription: Subscription, facts: Facts, now: datetime
) -> tuple[Planned, ...]:
    """The corrections for a person who was `told` other days than those of `facts` (milestone → day as in a revision).

    None while reminders rest; they are made when these go on. The caller then sets `since` of the subscription to `now`,
    so that earlier leads of the new day are not sent late: the correction says the same.
    """
    if subscription.ended or subscription.is_paused(now) or subscription.kind != "deadlines":
        return ()
    if facts.id != subscription.notice:
        return ()
    found = []
    for id in subscription.open_milestones:
        milestone, old = facts.milestones.get(id), told.get(id)
        if milestone is None or old is None or old == revision_of(milestone):
            continue
        moment = now.astimezone(UTC)
        if not _last_day(min(milestone.day, day_of_revision(old)), moment, facts.zone):
            moment = out_of_quiet(moment, facts.zone)
        found.append(Planned(id, "correction", f"{old}/{revision_of(milestone)}", moment, facts.id))
    return tuple(found)


def local_moment(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Convert local time to UTC. An hour that the clock skips is taken after the gap, the first of a repeated one."""
    return datetime.combine(day, hour, zone).astimezone(UTC)


def out_of_quiet(moment: datetime, zone: ZoneInfo) -> datetime:
    """`moment`, or the end of the quiet hours in which it lies; in UTC."""
    local = moment.astimezone(zone)
    if QUIET_TO <= local.time() < QUIET_FROM:
        return moment.astimezone(UTC)
    day = local.date() + timedelta(days=1) if local.time() >= QUIET_FROM else local.date()
    return local_moment(day, QUIET_TO, zone)


def _last_day(deadline: date, moment: datetime, zone: ZoneInfo) -> bool:
    """Whether `moment` lies on the day before the deadline's or on that day itself."""
    return timedelta() <= deadline - moment.astimezone(zone).date() <= timedelta(days=1)


def last_moment(milestone: str, facts: Facts) -> datetime:
    """The end of the day of `milestone`, in UTC, up to which it helps to be reminded of it; an empty id never ends."""
    return _over_at(facts, (milestone,)) if milestone else datetime.max.replace(tzinfo=UTC)


def _with_again(
    planned: Plan, subscription: Subscription, facts: Facts, now: datetime, until: datetime
) -> Plan:
    """Plan also what is to come once more. A wish of which something comes is not over before."""
    meant = [
        one
        for one in subscription.again
        if one.milestone not in subscription.done
        and now - LOOK_BACK < one.due_at <= until
        and one.due_at < last_moment(one.milestone, facts)
    ]
    if not meant:
        return planned
    rows = tuple(
        Planned(one.milestone, "again", "", one.due_at.astimezone(UTC), subscription.notice) for one in meant
    )
    last = max(row.due_at for row in rows)
    if planned.ended and last > now:
        planned = replace(planned, ended="", next_at=last)
    return replace(planned, deliveries=(*planned.deliveries, *rows))


def _over_at(facts: Facts, milestones: Mapping[str, object] | tuple[str, ...]) -> datetime:
    """The moment at which the last of these days is over; the beginning of time if none is known."""
    ends = [facts.milestones[id].over_at(facts.zone) for id in milestones if id in facts.milestones]
    return max(ends).astimezone(UTC) if ends else datetime.min.replace(tzinfo=UTC)


def _wanted(subscription: Subscription, now: datetime, moment: datetime) -> bool:
    """Whether a moment lies after the wish was made, not too far in the past, and in no pause."""
    since = subscription.since.astimezone(UTC) if subscription.since else None
    if _left_out(subscription, moment):
        return False
    return moment > now - LOOK_BACK and (since is None or moment > since)


def _left_out(subscription: Subscription, moment: datetime) -> bool:
    """Whether a moment falls into the pause."""
    return subscription.paused_until is not None and moment < subscription.paused_until


def _comes_on(subscription: Subscription, day: date) -> bool:
    if day in subscription.without:
        return False
    return is_working(day) if subscription.working else day.weekday() in subscription.weekdays


def is_working(day: date) -> bool:
    """Whether a day is a working day of the official calendar; beyond it every day but those of the weekend is."""
    try:
        return working_days(day, day) == 1
    except BeyondCalendarError:
        return day.weekday() < _SATURDAY


def _deadlines(subscription: Subscription, facts: Facts, now: datetime, until: datetime) -> Plan:
    found = [lead for lead in leads(subscription, facts) if _wanted(subscription, now, lead.due_at)]
    deliveries = tuple(
        Planned(lead.milestone, "lead", revision_of(facts.milestones[lead.milestone]), lead.due_at, facts.id)
        for lead in found
        if lead.due_at <= until
    )
    over_at = _over_at(facts, subscription.milestones)
    if now >= over_at:
        return Plan(deliveries, None, OVER)
    next_at = next(_entering([lead.due_at for lead in found], now, until), over_at)
    ends = subscription.paused_until
    if ends is not None and now < ends:  # what moved meanwhile is told then
        next_at = min(next_at, ends.astimezone(UTC))
    return Plan(deliveries, next_at)


def _entering(found: Iterable[datetime], now: datetime, until: datetime) -> Iterator[datetime]:
    """When the moments beyond the window enter a window of the same length."""
    return (moment - (until - now) for moment in found if moment > until)


def _repeat(subscription: Subscription, facts: Facts, now: datetime, until: datetime) -> Plan:
    """Plan a repeat: each time is a moment of its own, so that one row exists for it whatever is restarted."""
    every = occurrences(subscription, facts)
    if not every:
        return Plan(ended=OVER)
    found = [moment for moment in every if _wanted(subscription, now, moment)]
    deliveries = tuple(
        Planned("", "moment", "", moment, subscription.notice) for moment in found if moment <= until
    )
    over_at = every[-1] + LATE_MOMENT
    if now >= over_at:
        return Plan(deliveries, None, OVER)
    return Plan(deliveries, next(_entering(found, now, until), over_at))


def _moment(subscription: Subscription, now: datetime, until: datetime) -> Plan:
    if subscription.moment is None or subscription.is_done:
        return Plan(ended=OVER)
    due_at = subscription.moment.astimezone(UTC)
    if due_at > until:
        return Plan((), due_at - (until - now))
    if _left_out(subscription, due_at) and now < due_at:  # the pause may be ended before
        return Plan((), due_at)
    wanted = _wanted(subscription, now, due_at)
    deliveries = (Planned("", "moment", "", due_at, subscription.notice),) if wanted else ()
    over_at = due_at + LATE_MOMENT
    return Plan(deliveries, None, OVER) if now >= over_at or not wanted else Plan(deliveries, over_at)


def _watch(subscription: Subscription, facts: Facts, now: datetime) -> Plan:
    """Plan a watch: due when a new notice was published. It continues afterwards, for every year."""
    since = (subscription.since or now).astimezone(UTC)
    over_at = _over_at(facts, facts.milestones)
    if facts.id == subscription.notice or over_at <= max(now, since):
        return Plan()
    published = since
    if facts.published is not None:
        published = local_moment(facts.published, time.fromisoformat(subscription.at), facts.zone)
    due_at = max(since, published, (subscription.paused_until or since).astimezone(UTC))
    return Plan((Planned("", "watch", facts.id, due_at, facts.id),))
