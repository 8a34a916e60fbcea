"""What is wanted in a message: one want for each matter that is to come up by itself, with its moments and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.language.word_finder import finder
from bot.reminders.planning import local_moment
from bot.reminders.reading.amounts_of_time import Lead
from bot.reminders.reading.days import FoundDay, weekdays_of
from bot.reminders.reading.exceptions import Exceptions, exceptions_of
from bot.reminders.reading.hours import FoundHour
from bot.reminders.reading.named import DeadlineFinder, FoundDeadline
from bot.reminders.reading.rhythms import DAILY, Rhythm
from bot.reminders.reading.said import Said
from bot.reminders.reading.segments import Segment, is_last, segments
from bot.reminders.reading.told_words import SHORTEST, told, told_words
from bot.reminders.reading.want import FARTHEST, MOST_LEAD, Trouble, Want
from bot.reminders.subscription import DEFAULT_HOUR

_HALF, _EVENING = 12, 18
"""Hours of half a day, and the hour from which it is evening."""


class WantReader:
    """Reads what is wanted under one notice, whose deadlines people name in their own words."""

    def __init__(self, deadlines: DeadlineFinder) -> None:
        self._deadlines = deadlines

    def read(self, said: Said, now: datetime) -> tuple[Want, ...]:
        """The wants of a message said at `now` (aware, in the zone of the notice); one without any time if it says none."""
        day: date | None = None
        wants: list[Want] = []
        ordered: list[bool] = []
        for segment in segments(said):
            want = self._want(segment, now, day)
            day = want.moments[-1][0].date() if want.moments else day
            paired = list(_paired(segment, want))
            wants += paired
            ordered += [bool(segment.talks)] * len(paired)
        return tuple(_sharing_words(wants, ordered))

    def _want(self, segment: Segment, now: datetime, before: date | None) -> Want:
        said, base = segment.said, self._base(segment)
        days, again = segment.of(said.days), segment.of((*said.rhythms, *said.ranges))
        if said.hours_before:
            return replace(base, trouble="hours")
        if said.wrong_day is not None and not (days or base.leads or again):
            return replace(base, form="moments", trouble="no_day")
        if again:
            return self._repeat(segment, base, now)
        if days and base.trouble == "which_lead":  # 12月10号开会，提前几天提醒我
            return replace(base, form="moments", trouble="which_day")
        if days and base.leads is not None:
            closing = self._closing_on(days)
            if closing and {*base.milestones} <= {*closing}:
                return self._leads(segment, replace(base, milestones=closing), base.leads)
            # A day of their own: 师弟的公布11月23号结束，前一天喊我一声.
            days = tuple(_earlier(day, lead) for day in days for lead in base.leads)
            event = base.about or segment.event
            base = replace(base, leads=None, milestones=(), about=event)
            return self._moments(base, days, segment.hours, now)
        sooner = [one for one in segment.of(said.amounts) if one.direction < 0 and one.days]
        if base.leads == (Lead(0),) and sooner and not days:  # 比那天早三天
            base = replace(base, leads=(Lead(sooner[0].days or 0),))
        if days and sooner and segment.talks:  # 师傅12月3号做寿，早两天提醒我
            days = tuple(_earlier(day, Lead(sooner[0].days or 0)) for day in days)
        if days:
            days = tuple(_earlier(day, Lead(1)) if day.before else day for day in days)
            return self._moments(base, days, segment.hours, now)
        if base.leads is not None and segment.event and not base.milestones:
            return replace(base, form="moments", about=base.about or segment.event, trouble="event_day")
        if base.leads is not None:
            return self._leads(segment, base, base.leads)
        return self._undated(segment, base, now, before)

    def _undated(self, segment: Segment, base: Want, now: datetime, before: date | None) -> Want:
        """A want that names no day: a stretch, an hour, its deadlines, or nothing."""
        stretches, unknown = segment.of(segment.said.stretches), segment.unknown_day
        if stretches:
            return replace(base, form="moments", within=stretches[0].stretch, trouble="which_day")
        if base.every and segment.hours and segment.says("deadline"):
            return self._leads(segment, base, (Lead(0),))
        if segment.hours and not base.milestones:
            return self._at_an_hour(base, segment.hours, now, before)
        if base.milestones and not unknown:
            return replace(base, form="deadlines", about=_about(segment, of_deadline=True))
        if unknown and not segment.says("deadline"):
            return replace(base, form="moments", trouble=unknown)
        return base

    def _base(self, segment: Segment) -> Want:
        """What a segment says whatever it wants."""
        spoken_of = segment.of(segment.said.deadlines)
        events = [one for one in spoken_of if self._is_event(segment, one)]
        named = [
            one
            for one in spoken_of
            if not (_is_told(segment, one) or (events and not one.own) or one in events)
        ]
        own = [one for one in named if one.own]
        every = [one for one in named if one.every]
        chosen = own or [one for one in named if not one.every] or every
        milestones = tuple(dict.fromkeys(id for one in chosen for id in one.milestones))
        if not own and segment.says("deadline"):
            milestones = self._deadlines.closing(milestones)
        found = segment.of(segment.said.leads)
        leads = tuple(lead for one in found for lead in one.leads)
        return Want(
            "open",
            hours=tuple(one.likely for one in segment.hours),
            named=bool(segment.hours),
            leads=leads or None,
            milestones=milestones,
            own=bool(own),
            every=bool(every) and not own,
            about=_about(segment),
            trouble="which_lead" if found and not leads else "",
        )

    def _is_event(self, segment: Segment, one: FoundDeadline) -> bool:
        """Whether the end of something is spoken of whose begin is the deadline: 公布结束."""
        happens = finder("reminding", "happens").longest_at(f"{segment.said.lower} ", one.end)
        return bool(happens) and self._deadlines.only_begins(one.milestones)

    @staticmethod
    def _leads(segment: Segment, base: Want, leads: tuple[Lead, ...]) -> Want:
        far = max(lead.days for lead in leads) > MOST_LEAD
        about = _about(segment, of_deadline=True)
        return replace(base, form="leads", leads=leads, about=about, trouble="far_lead" if far else "")

    def _closing_on(self, days: Sequence[FoundDay]) -> tuple[str, ...]:
        """The deadlines on the day that is said: 6号截止，提前三天."""
        dates = {moment.date() for day in days for moment in day.moments}
        return tuple(dict.fromkeys(id for date in sorted(dates) for id in self._deadlines.on(date)))

    def _moments(
        self, base: Want, days: Sequence[FoundDay], hours: Sequence[FoundHour], now: datetime
    ) -> Want:
        found = list(_combined(days, hours))
        moments, trouble = [], base.trouble
        for options, timed in found:
            ahead = tuple(one for one in options if one > now)
            moments.append(ahead or options[-1:])
            trouble = trouble or _trouble(options, ahead, timed, now)
        named = any(timed for _, timed in found)
        moments = list(dict.fromkeys(moments))
        return replace(base, form="moments", moments=tuple(moments), named=named, trouble=trouble)

    def _at_an_hour(self, base: Want, hours: Sequence[FoundHour], now: datetime, before: date | None) -> Want:
        """早上8点提醒我: today if that is still to come, else tomorrow; on the day of the want before it."""
        midnight = datetime.combine(before or now.date(), time(), now.tzinfo)
        found = []
        for hour in hours:
            found.append(tuple(sorted(_ahead(midnight, hour, now))))
        trouble: Trouble = "which_moment" if any(len(options) > 1 for options in found) else ""
        return replace(base, form="moments", moments=tuple(found), named=True, trouble=trouble)

    def _repeat(self, segment: Segment, base: Want, now: datetime) -> Want:
        said, left_out = segment.said, segment.left_out
        rhythms = [one for one in segment.of(said.rhythms) if one not in left_out]
        ranges = [one for one in segment.of(said.ranges) if one not in left_out]
        days = [one for one in segment.of(said.days) if one not in left_out]
        want = replace(base, form="repeat")
        if any(one.rhythm is None for one in rhythms) or not (rhythms or ranges):
            return replace(want, trouble="rhythm")
        found = [one.rhythm for one in rhythms if one.rhythm is not None]
        special = [one for one in found if one.weekdays != DAILY] or found
        weekdays = tuple(sorted({day for one in special for day in one.weekdays}))
        rhythm = Rhythm(weekdays, any(one.working for one in special))
        for range in ranges:
            named = weekdays_of(range.stretch, said.words[range.start : range.end])
            want = replace(want, first=range.stretch.first, last=range.stretch.last)
            rhythm = Rhythm(named or DAILY) if not found else rhythm
        for one in days:
            bound = one.moments[0].date()
            want = replace(want, last=bound) if is_last(said, one) else replace(want, first=bound)
        length = next((one.days for one in segment.of(said.amounts) if one.days and not one.direction), None)
        if length and want.last is None and not ranges:  # 每天8点提醒我，提醒三天
            want = replace(want, last=_first_day(want, now) + timedelta(days=length - 1))
        want = replace(want, rhythm=rhythm, trouble="counted" if any(one.counted for one in rhythms) else "")
        return _without(want, rhythm, exceptions_of(said, left_out))


def _paired(segment: Segment, want: Want) -> list[Want]:
    """A want for each time before a deadline that has an hour of its own: 前三天早上8点、前一天晚上8点."""
    leads, hours = segment.of(segment.said.leads), segment.of(segment.said.hours)
    times = sorted((*leads, *hours), key=lambda one: one.start)
    in_turn = len(leads) > 1 and times == [one for pair in zip(leads, hours, strict=False) for one in pair]
    if want.form != "leads" or not in_turn or any(len(one.leads) != 1 for one in leads):
        return [want]
    return [
        replace(want, leads=lead.leads, hours=(hour.likely,)) for lead, hour in zip(leads, hours, strict=True)
    ]


def _first_day(want: Want, now: datetime) -> date:
    """The day on which something that comes again begins: the one that was said; else today if its hour is still to come."""
    hour = want.hour or time.fromisoformat(DEFAULT_HOUR)
    return want.first or (now.date() + timedelta(days=hour <= now.time()))


def _without(want: Want, rhythm: Rhythm, left_out: Exceptions) -> Want:
    """What comes again, without some days; what cannot be left out is in the way."""
    kept = tuple(day for day in rhythm.weekdays if day not in left_out.weekdays)
    if left_out.unclear or (left_out.weekdays and not (kept and rhythm.weekdays)):
        return replace(want, trouble="except")
    return replace(want, rhythm=replace(rhythm, weekdays=kept), without=left_out.days)


def _ahead(midnight: datetime, hour: FoundHour, now: datetime) -> Iterator[datetime]:
    """The moments that an hour can mean from a day on: those still to come, or else those of the next day.

    In the evening 九点 is in an hour, and not in the morning.
    """
    for one in hour.times:
        moment, later = _at(midnight, one), _at(midnight, one.replace(hour=one.hour % _HALF + _HALF))
        if hour.bare and moment <= now < later and now.hour >= _EVENING:
            yield later
        else:
            yield moment if moment > now else moment + timedelta(days=1)


def _about(segment: Segment, of_deadline: bool = False) -> str:
    return told_words(segment.said, segment.clauses, of_deadline)


def _is_told(segment: Segment, one: FoundDeadline) -> bool:
    """Whether a deadline or role is only part of what is to be told: 提醒我问厂里要合同."""
    said, talk = segment.said, segment.talk
    if talk is None or one.start < talk.end:
        return False
    clause = said.clause_of(talk)
    return clause.holds(one) and len(told(said, said.left, talk.end, clause.end, "told_")) > SHORTEST


def _trouble(options: Sequence[datetime], ahead: Sequence[datetime], timed: bool, now: datetime) -> Trouble:
    """Why a moment cannot be taken as it was said."""
    if not ahead:
        today = any(one.date() == now.date() for one in options)
        return "which_hour" if today and not timed else "past"
    if min(ahead) > now + FARTHEST:
        return "far"
    return "which_moment" if len(ahead) > 1 else ""


def _earlier(day: FoundDay, lead: Lead) -> FoundDay:
    back = timedelta(days=lead.days)
    return replace(day, moments=tuple(moment - back for moment in day.moments))


def _combined(
    days: Sequence[FoundDay], hours: Sequence[FoundHour]
) -> Iterator[tuple[tuple[datetime, ...], bool]]:
    """Each day with each hour: all that the moment can mean, and whether its hour was said."""
    for day in days:
        if day.timed:
            yield day.moments, True
        said = list(hours) if not (day.timed and len(days) > 1) else []
        for hour in said:
            yield tuple(sorted(_at(moment, one) for moment in day.moments for one in hour.times)), True
        if not day.timed and not said:
            times = _times_of(day, days)
            usual = times or (time.fromisoformat(DEFAULT_HOUR),)
            yield tuple(sorted({_at(moment, one) for moment in day.moments for one in usual})), bool(times)


def _times_of(day: FoundDay, days: Sequence[FoundDay]) -> tuple[time, ...]:
    """The hour of a day of a list that was said with another: 12月1号和4号下午; with a later one rather than with one before."""
    if day.part is not None:
        return (day.part,)
    others = [one for one in days if one.start > day.start] + [one for one in days if one.start < day.start][
        ::-1
    ]
    for one in others:
        if one.timed:
            return tuple(moment.time() for moment in one.moments)
        if one.part is not None and one.start > day.start:
            return (one.part,)
    return ()


def _at(moment: datetime, hour: time) -> datetime:
    zone = moment.tzinfo
    return local_moment(moment.date(), hour, zone).astimezone(zone)  # type: ignore[arg-type]


def _sharing_words(wants: Sequence[Want], ordered: Sequence[bool]) -> Iterator[Want]:
    """The wants, those without words with the words of the only one that has any: one matter at several times.

    What is ordered by itself before that has a matter of its own: 周日提醒我下，周一提醒我签字.
    """
    telling = [place for place, want in enumerate(wants) if want.about]
    for place, want in enumerate(wants):
        apart = want.milestones or (telling and place < telling[0] and ordered[place])
        yield want if apart or len(telling) != 1 else replace(want, about=wants[telling[0]].about)
