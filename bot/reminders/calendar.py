"""A person's deadlines and moments as a calendar file (RFC 5545), for any calendar that reads one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Timezone

from bot.messages import message
from bot.pack.deadlines import in_order, milestone_name
from bot.pack.model import Milestone, Pack
from bot.pack.spoken import clause_line, fill, moved_remark, spoken_day
from bot.reminders.book import GONE, STOPPED
from bot.reminders.planning import Lead, coming, coming_moments
from bot.reminders.roles import needed
from bot.reminders.subscription import Subscription

_FIRST_MINUTE = datetime(2020, 1, 1, tzinfo=UTC)
"""The moment from which minutes are counted for the SEQUENCE of events."""
_MOMENT_LENGTH = timedelta(minutes=30)


def calendar(pack: Pack, subscriptions: Iterable[Subscription], now: datetime, role: str = "") -> bytes:
    """The calendar of the running `subscriptions` at `now` (aware); if nothing was ever wished, the days that mean something
    to `role`, or all usual deadlines if that is none of the notice's.

    Of somebody who turned all of them off it holds the days, without an alarm.

    An event keeps its UID whenever it is made again, and its SEQUENCE grows, so that an import renews what is there.
    Only alarms to come are set: some calendars ring for missed ones at once.
    """
    every = tuple(subscriptions)
    running = [one for one in every if not one.ended and not one.paused]
    repeats = [one for one in running if one.kind == "repeat"]
    wishes = [one for one in running if one.kind == "deadlines" and one.notice == pack.facts.id]
    moments = [one for one in running if one.kind == "moment" and one.moment is not None]
    if not wishes and not moments and not repeats:
        usual = _usual(pack, now, role)
        off = [one for one in every if one.paused or one.ended == STOPPED or one.ended.startswith(GONE)]
        own = [one for one in off if one.kind == "deadlines" and one.notice == pack.facts.id]
        wishes = [replace(one, leads=()) for one in own or [usual]] if off else [usual]
    made = Calendar()
    made.add("prodid", "-//noticebot//noticebot//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", pack.facts.short_title)
    made.add("x-wr-timezone", pack.facts.time_zone)
    made.add_component(_zone(pack, now))
    for event in (
        *_deadlines(pack, wishes, now),
        *(_moment(pack, one, one.moment, now) for one in moments if one.moment is not None),
        *(event for one in repeats for event in _repeat(pack, one, now)),
    ):
        made.add_component(event)
    written: bytes = made.to_ical()
    return written


def _usual(pack: Pack, now: datetime, role: str) -> Subscription:
    """A wish for all usual deadlines of a role that are not over."""
    facts = pack.facts
    ids = tuple(one.id for one in needed(facts, role, now))
    return Subscription("", "deadlines", facts.id, facts.series, ids)


def _zone(pack: Pack, now: datetime) -> Timezone:
    """The time zone component for the years in question."""
    days = [one.day for one in pack.facts.milestones.values()]
    first, last = min([*days, now.date()]), max([*days, now.date()])
    return Timezone.from_tzid(
        pack.facts.time_zone, first_date=date(first.year - 1, 1, 1), last_date=date(last.year + 4, 1, 1)
    )


def _deadlines(pack: Pack, wishes: list[Subscription], now: datetime) -> Iterator[Event]:
    facts = pack.facts
    wanted = {id for one in wishes for id in one.milestones}
    alarms = {lead for one in wishes for lead in coming(one, facts, now)}
    for milestone in in_order(facts):
        if milestone.id in wanted:
            yield _deadline(pack, milestone, [one for one in alarms if one.milestone == milestone.id], now)


def _deadline(pack: Pack, milestone: Milestone, alarms: list[Lead], now: datetime) -> Event:
    event = _event(f"{pack.facts.id}-{milestone.id}", now, len(pack.facts.amended.documents))
    summary = message("calendar_summary", name=milestone_name(milestone), notice=pack.facts.short_title)
    event.add("summary", summary)
    event.add("description", "\n".join(_description(pack, milestone)))
    event.add("dtstart", milestone.day)
    event.add("dtend", milestone.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    begin = datetime.combine(milestone.day, time())
    for moment in sorted({one.due_at for one in alarms}):
        local = moment.astimezone(pack.facts.zone).replace(tzinfo=None)
        event.add_component(_alarm(local - begin, summary))
    return event


def _description(pack: Pack, milestone: Milestone) -> Iterator[str]:
    """What is to be done, where it stands, and that a derived day is none of the notice's own."""
    yield message(
        "calendar_day",
        name=milestone_name(milestone),
        date=f"{spoken_day(milestone)}{moved_remark(milestone)}",
    )
    if milestone.derived:
        yield message("calendar_derived")
    if milestone.step:
        yield message("remind_step", step=fill(milestone.step, pack.facts.substitutions))
    clauses = tuple(dict.fromkeys((*milestone.clauses, *milestone.step_clauses)))
    yield clause_line(clauses, pack)
    yield message("calendar_source", notice=pack.facts.title)


def _moment(pack: Pack, wish: Subscription, moment: datetime, now: datetime, each: str = "") -> Event:
    """One moment of a wish; `each` tells apart the events of one that comes again."""
    event = _event(f"{wish.notice}-{wish.id}{each}", now)
    summary = wish.about or message("calendar_moment")
    start = moment.astimezone(pack.facts.zone)
    event.add("summary", summary)
    event.add("dtstart", start)
    event.add("dtend", start + _MOMENT_LENGTH)
    if moment > now:
        event.add_component(_alarm(timedelta(), summary))
    return event


def _repeat(pack: Pack, wish: Subscription, now: datetime) -> Iterator[Event]:
    """An event for each time that is still to come: no rule of a calendar knows the official working days."""
    for moment in coming_moments(wish, pack.facts, now):
        day = moment.astimezone(pack.facts.zone).date()
        yield _moment(pack, wish, moment, now, f"-{day:%Y%m%d}")


def _event(id: str, now: datetime, changes: int = 0) -> Event:
    """An event with its UID and its SEQUENCE, which `changes` of the notice raise within the minute too."""
    event = Event()
    event.add("uid", f"{id}@noticebot")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", now.astimezone(UTC))
    minutes = (now.astimezone(UTC) - _FIRST_MINUTE) // timedelta(minutes=1)
    event.add("sequence", max(0, minutes) + changes)
    return event


def _alarm(trigger: timedelta, words: str) -> Alarm:
    """An alarm so long after the start; before it if that is negative."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", trigger)
    return alarm
