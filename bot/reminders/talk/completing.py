"""Completes a wish that waited with what a message says: 25号, 早上9点, 6天, 单位的, 随便. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from bot.pack.model import Facts
from bot.reminders.planning import local_moment
from bot.reminders.reading.amounts_of_time import Lead
from bot.reminders.reading.days import Stretch
from bot.reminders.reading.expected import Missing
from bot.reminders.reading.hours import FoundHour, in_part
from bot.reminders.reading.request import Request, told_matter
from bot.reminders.reading.rhythms import Rhythm
from bot.reminders.reading.want import Want
from bot.reminders.subscription import DEFAULT_HOUR, Subscription


def completed(
    draft: Subscription, missing: Missing, want: Want, request: Request, facts: Facts, own: tuple[str, ...]
) -> Want:
    """What waits, with what one want of the message says of it; `own` are the deadlines of whoever names none."""
    said = request.said
    matter = told_matter(said) if missing == "deadline" and not (draft.about or draft.milestones) else ""
    if missing == "assent" and draft.moment is not None and not said.timed:
        moment = draft.moment.astimezone(facts.zone)
        return replace(want, form="moments", moments=((moment,),), named=True, about=draft.about, trouble="")
    return (
        replace(want, form="open", about=matter, milestones=(), own=False, trouble="")
        if matter
        else _completed(draft, missing, want, request, facts, own)
    )


def _completed(
    draft: Subscription, missing: Missing, want: Want, request: Request, facts: Facts, own: tuple[str, ...]
) -> Want:
    """What waits, with what one want of the message says of when."""
    said, zone = request.said, facts.zone
    about = want.about if said.talk and want.about else draft.about
    named = want.milestones if said.deadlines else draft.milestones
    whole = replace(want, about=about, milestones=named or want.milestones, own=True)
    waiting = (time.fromisoformat(draft.at),) if draft.hour_named and not want.hours else ()
    if missing == "rhythm":
        whole = _in_rhythm(whole, draft, request)
    if whole.form == "repeat":
        return replace(whole, hours=want.hours or waiting, named=bool(want.hours or waiting))
    if draft.kind == "moment" and draft.leads and want.moments and said.days and want.leads is None:
        whole = _before(whole, draft.leads, facts)
    if said.stretches or (want.hours and not (said.dated or said.amounts or draft.moment)):
        return _partly(whole, draft, missing, want.hours or waiting)
    if missing == "event" and want.leads and not (said.days or said.deadlines):
        return replace(whole, form="moments", milestones=(), trouble="topic_day")  # so many days before what?
    if want.moments and said.days:
        return _at(whole, waiting, facts) if waiting and not want.named else whole
    day = draft.moment.astimezone(zone).date() if draft.moment else None
    if said.wrong_hours and draft.moment is not None and not want.hours:
        return replace(whole, form="moments", moments=((draft.moment,),), trouble="which_hour")
    if want.hours and day is not None and want.leads is None:
        return _on(whole, day, request, draft, facts)
    hours = want.hours or waiting
    counted = _counted(whole, draft, missing, want.leads or _days(request))
    if counted is not None:
        return replace(counted, hours=hours, named=bool(hours))
    if said.says("whichever"):
        return _usual(whole, draft, missing, day, facts, own)
    if want.leads is not None and waiting:
        return replace(whole, hours=waiting, named=True)
    return whole


def _counted(whole: Want, draft: Subscription, missing: Missing, leads: tuple[Lead, ...]) -> Want | None:
    """What is counted back from a deadline, of which the days or the deadline were missing; None if it is neither."""
    if missing == "lead" and whole.leads is None and leads:
        return replace(whole, form="leads", leads=leads, trouble="")
    if missing == "deadline" and whole.milestones:
        leads = whole.leads or tuple(map(Lead, draft.leads))
        return replace(whole, form="leads" if leads else "deadlines", leads=leads or None, trouble="")
    if missing == "deadline" and whole.leads:
        return replace(whole, form="leads", trouble="which_deadline")
    return None


def _partly(whole: Want, draft: Subscription, missing: Missing, hours: tuple[time, ...]) -> Want:
    """What still lacks its day, or how long before a deadline: 下周, 下午三点."""
    whole = replace(whole, moments=(), hours=hours, named=bool(hours))
    if missing == "lead" and whole.within is None:
        return replace(whole, form="leads", trouble="which_lead")
    if missing == "deadline" and whole.within is None:
        return replace(
            whole, form="leads", leads=tuple(map(Lead, draft.leads)) or None, trouble="which_deadline"
        )
    within = Stretch(draft.first, draft.last) if draft.first and draft.last else None
    return replace(whole, form="moments", within=whole.within or within, trouble="which_day")


def _in_rhythm(whole: Want, draft: Subscription, request: Request) -> Want:
    """The days of the week that were said, of every week, or the hours on the days that wait: 周一、周三; 9点和18点."""
    said = request.said
    if whole.form == "repeat":
        return whole
    named = [one.weekday for one in said.days if one.weekday is not None]
    if said.days and len(named) == len(said.days):
        return replace(whole, form="repeat", rhythm=Rhythm(tuple(sorted({*named}))), moments=(), trouble="")
    if said.hours and not said.dated and draft.weekdays:
        return replace(whole, form="repeat", rhythm=Rhythm(draft.weekdays), moments=(), trouble="")
    if said.hours and not said.dated:
        return replace(whole, form="repeat", moments=(), trouble="rhythm")
    return whole


def _days(request: Request) -> tuple[Lead, ...]:
    """The bare amounts of days of a message: 6天."""
    return tuple(Lead(one.days) for one in request.said.amounts if one.days)


def _before(whole: Want, leads: tuple[int, ...], facts: Facts) -> Want:
    """So many days before the day of an event that was asked for: 25号结束, of 公布结束前一天."""
    moments = tuple(
        tuple(
            local_moment(
                one.date() - timedelta(days=lead), one.timetz().replace(tzinfo=None), facts.zone
            ).astimezone(facts.zone)
            for one in options
        )
        for options in whole.moments
        for lead in leads
    )
    return replace(whole, moments=moments, milestones=())


def _at(whole: Want, hours: tuple[time, ...], facts: Facts) -> Want:
    """The days that were said, at the hour that waited."""
    moments = tuple(
        tuple(local_moment(one.date(), hours[0], facts.zone).astimezone(facts.zone) for one in options)
        for options in whole.moments
    )
    return replace(whole, moments=moments, named=True)


def _on(whole: Want, day: date, request: Request, draft: Subscription, facts: Facts) -> Want:
    """The hour that was said on the day that waited; 下午 alone is the half of the day for an hour that waited."""
    zone = facts.zone
    waiting = draft.moment.astimezone(zone).time() if draft.moment and draft.hour_named else None
    hours = [
        in_part(FoundHour(0, 0, (waiting,), bare=True), one.likely) if one.usual and waiting else one
        for one in request.said.hours
    ]
    moments = tuple((local_moment(day, one.likely, zone).astimezone(zone),) for one in hours)
    return replace(whole, form="moments", moments=moments, named=True, trouble="")


def _usual(
    whole: Want,
    draft: Subscription,
    missing: Missing,
    day: date | None,
    facts: Facts,
    own: tuple[str, ...],
) -> Want:
    """随便: what is usual."""
    if missing == "lead" or day is None:
        milestones = draft.milestones or own
        return replace(whole, form="deadlines", milestones=milestones, trouble="")
    moment = local_moment(day, time.fromisoformat(DEFAULT_HOUR), facts.zone).astimezone(facts.zone)
    return replace(whole, form="moments", moments=((moment,),), trouble="")
