"""What is wanted in a message: one want for each matter that is to come up by itself, with its moments and its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeVar

from bot.language.word_finder import finder, trimmed
from bot.language.words import words
from bot.reminders.planning import local_moment
from bot.reminders.reading.amounts_of_time import Lead
from bot.reminders.reading.days import FoundDay, Stretch, weekdays_of
from bot.reminders.reading.hours import FoundHour, in_part
from bot.reminders.reading.named import DeadlineFinder
from bot.reminders.reading.rhythms import DAILY, Rhythm
from bot.reminders.reading.said import Clause, Found, Said
from bot.reminders.reading.unread import BLANK
from bot.reminders.subscription import DEFAULT_HOUR

Trouble = Literal[
    "", "past", "far", "which_day", "which_hour", "which_moment", "which_lead", "no_day", "hours", "event", "rhythm", "far_lead"
]
"""Why a want cannot be carried out as it was said."""
Form = Literal["moments", "leads", "repeat", "deadlines", "open"]
"""What a want says of when: moments, times before a deadline, a rhythm, no more than the deadlines, or nothing."""
Kind = TypeVar("Kind", bound=Found)
MOST_LEAD = 365
FARTHEST = timedelta(days=3 * 366)
_NOTHING = ("nothing", "deadline", "someday", "soon", "whichever", "begins", "ends")
"""Lists of words of which something may consist that is nothing to be told."""
_LONGEST_ABOUT = 60
_SHORTEST_ABOUT, _SHORTEST_BESIDE, _SHORTEST_ADDED = 2, 3, 5
"""Characters that words to be told have at least: behind the word for reminding, without one, and beside 再 or 也."""


@dataclass(frozen=True)
class Want:
    """One matter that is wanted.

    `moments` holds for each moment all that it can mean, the earliest first. `hour` is the hour that was said (`named`) or
    is usual. `leads` are None if nothing was said of them. `milestones` are those that are named; `own`: by themselves.
    `first` and `last` bound a rhythm. `within` is the stretch in which a day is still to be named.
    """

    form: Form
    moments: tuple[tuple[datetime, ...], ...] = ()
    hours: tuple[time, ...] = ()
    named: bool = False
    leads: tuple[Lead, ...] | None = None
    milestones: tuple[str, ...] = ()
    own: bool = False
    every: bool = False
    rhythm: Rhythm | None = None
    first: date | None = None
    last: date | None = None
    within: Stretch | None = None
    about: str = ""
    trouble: Trouble = ""

    @property
    def hour(self) -> time | None:
        """The only or the first hour."""
        return self.hours[0] if self.hours else None


@dataclass
class _Segment:
    """Clauses that belong to one want."""

    clauses: list[Clause] = field(default_factory=list)
    dated: bool = False
    timed: bool = False
    talks: bool = False
    bare: bool = True
    """Nothing but times stands in it so far."""


class WantReader:
    """Reads what is wanted under one notice, whose deadlines people name in their own words."""

    def __init__(self, deadlines: DeadlineFinder) -> None:
        self._deadlines = deadlines

    def read(self, said: Said, now: datetime) -> tuple[Want, ...]:
        """The wants of a message said at `now` (aware, in the zone of the notice); one without any time if it says none."""
        segments = self._segments(said)
        talking = [one for one in segments if one.talks] or segments
        day: date | None = None
        wants = []
        for segment in talking:
            want = self._want(said, segment, now, day)
            day = want.moments[-1][0].date() if want.moments else day
            wants.append(want)
        shared = [want.about for want in wants if want.about]
        if len(shared) == 1:  # 11月28号和30号… one matter at several times
            wants = [replace(want, about=want.about or shared[0]) for want in wants]
        return tuple(wants)

    # ── which clauses belong together ──

    def _segments(self, said: Said) -> list[_Segment]:
        segments = [_Segment()]
        for clause in said.clauses:
            dated = _any(clause, said.days, said.ranges, said.stretches, said.leads)
            rhythm = _any(clause, said.rhythms)
            timed = _any(clause, said.hours) or any(clause.holds(one) and one.timed for one in said.days)
            talks = _any(clause, said.talk)
            awaits = talks and not dated and bool(_Inside(said, [clause]).unknown_day)
            rest = self._rest(said, clause)
            current = segments[-1]
            apart = self._apart(current, dated or rhythm or awaits, timed, talks, bool(rest)) or (
                _any_in([clause], said.deadlines)
                and _any_in([clause], said.leads)
                and _any_in(current.clauses, said.deadlines)
                and _any_in(current.clauses, said.leads)
            )
            ends = current.clauses and _bounds(said, clause) and _any_in(current.clauses, said.rhythms)
            if apart and not ends:
                segments.append(_Segment())
                current = segments[-1]
            current.clauses.append(clause)
            current.dated |= dated or rhythm
            current.timed |= timed
            current.talks |= talks
            current.bare &= not talks and not rest
            if talks and not (dated or rhythm or timed) and finder("reminding", "all").stands_in(said.lower[clause.start : clause.end]):
                for one in segments:
                    one.talks = True
        return segments

    @staticmethod
    def _apart(current: _Segment, dated: bool, timed: bool, talks: bool, rest: bool) -> bool:
        """Whether a clause begins another want: it says another time, and something of its own."""
        if current.bare or not (talks or rest):
            return False
        if dated and current.dated:
            return True
        return timed and current.timed and current.talks and talks

    def _rest(self, said: Said, clause: Clause) -> str:
        return _bared(said.left[clause.start : clause.end].replace(BLANK, ""))

    # ── one want ──

    def _want(self, said: Said, segment: _Segment, now: datetime, before: date | None) -> Want:
        inside = _Inside(said, segment.clauses)
        base = self._base(said, inside)
        rhythms = inside.of(said.rhythms)
        if said.hours_before:
            return replace(base, trouble="hours")
        if said.wrong_day is not None and not (inside.of(said.days) or base.leads or rhythms):
            return replace(base, form="moments", trouble="no_day")
        if any(one.rhythm is None for one in rhythms):
            return replace(base, form="repeat", trouble="rhythm")
        if rhythms or inside.of(said.ranges):
            return self._repeat(said, inside, base)
        days, leads = inside.of(said.days), base.leads
        if days and leads is not None:
            closing = base.milestones or self._closing_on(days)
            if closing:
                base, days = replace(base, milestones=closing), ()
            else:  # 12月10号开会，提前一天
                days = tuple(_earlier(day, lead) for day in days for lead in leads)
                base, leads = replace(base, leads=None), None
        days = tuple(map(_on_or_before, days))
        if days and leads is None:
            return self._moments(replace(base, form="moments"), days, inside.hours, now)
        if leads is not None:
            return self._leads(replace(base, about=self._about(said, inside, leads=True)), leads)
        stretches = inside.of(said.stretches)
        if stretches:
            return replace(base, form="moments", within=stretches[0].stretch, trouble="which_day")
        return self._undated(said, inside, base, now, before)

    def _undated(self, said: Said, inside: _Inside, base: Want, now: datetime, before: date | None) -> Want:
        """A want that names no day: by an hour, by its deadlines, or not at all."""
        if base.every and inside.hours and inside.says("deadline"):
            return replace(base, form="leads", leads=(Lead(0),))
        if inside.hours and not base.milestones:
            return self._at_an_hour(base, inside.hours, now, before)
        if base.milestones and not inside.unknown_day:
            return replace(base, form="deadlines", about=self._about(said, inside, leads=True))
        if inside.unknown_day and not inside.says("deadline"):
            return replace(base, form="moments", trouble=inside.unknown_day)
        return base

    def _base(self, said: Said, inside: _Inside) -> Want:
        named = [one for one in inside.of(said.deadlines) if not self._told_of(said, inside, one)]
        own = [one for one in named if one.own]
        every = [one for one in named if one.every]
        chosen = own or [one for one in named if not one.every] or every
        milestones = tuple(dict.fromkeys(id for one in chosen for id in one.milestones))
        if not own and inside.says("deadline"):
            milestones = self._deadlines.closing(milestones)
        leads = tuple(lead for one in inside.of(said.leads) for lead in one.leads)
        asked = any(not one.leads for one in inside.of(said.leads))
        found = leads or None
        hours = tuple(one.likely for one in inside.hours)
        return Want(
            "open",
            hours=hours,
            named=bool(hours),
            leads=found,
            milestones=milestones,
            own=bool(own),
            every=bool(every) and not own,
            about=self._about(said, inside),
            trouble="which_lead" if asked and not found else "",
        )

    @staticmethod
    def _told_of(said: Said, inside: _Inside, one: Found) -> bool:
        """Whether a deadline or role is only part of what is to be told: 提醒我问厂里要合同."""
        talk = inside.talk
        if talk is None or one.start < talk.end:
            return False
        clause = said.clause_of(talk)
        return clause.holds(one) and len(_told(said, said.left, talk.end, clause.end, "told_")) > _SHORTEST_ABOUT

    @staticmethod
    def _leads(base: Want, leads: tuple[Lead, ...]) -> Want:
        far = max(lead.days for lead in leads) > MOST_LEAD
        return replace(base, form="leads", trouble="far_lead" if far else base.trouble)

    def _closing_on(self, days: Sequence[FoundDay]) -> tuple[str, ...]:
        """The deadlines on the day that is said: 6号截止，提前三天."""
        dates = {moment.date() for day in days for moment in day.moments}
        return tuple(dict.fromkeys(id for date in sorted(dates) for id in self._deadlines.on(date)))

    # ── moments ──

    def _moments(
        self, base: Want, days: Sequence[FoundDay], hours: Sequence[FoundHour], now: datetime
    ) -> Want:
        found = list(_combined(days, hours))
        usual = not any(timed for _, timed in found)
        moments, trouble = [], ""
        for options, timed in found:
            ahead = tuple(one for one in options if one > now)
            if not ahead:
                today = any(one.date() == now.date() for one in options)
                trouble = trouble or ("which_hour" if today and not timed else "past")
                moments.append(options[-1:])
                continue
            if min(ahead) > now + FARTHEST:
                trouble = trouble or "far"
            moments.append(ahead)
        several = any(len(options) > 1 for options in moments)
        return replace(
            base,
            moments=tuple(dict.fromkeys(moments)),
            named=not usual,
            trouble=trouble or ("which_moment" if several else base.trouble),
        )

    def _at_an_hour(
        self, base: Want, hours: Sequence[FoundHour], now: datetime, before: date | None
    ) -> Want:
        """早上8点提醒我: today if that is still to come, else tomorrow; on the day of the want before it."""
        day = before or now.date()
        midnight = datetime.combine(day, time(), now.tzinfo)
        found = []
        for hour in combined_hours(hours):
            today = [_at(midnight, one) for one in hour.times]
            found.append(tuple(sorted(one if one > now else one + timedelta(days=1) for one in today)))
        several = any(len(options) > 1 for options in found)
        return replace(base, form="moments", moments=tuple(found), named=True, trouble="which_moment" if several else "")

    # ── rhythms ──

    def _repeat(self, said: Said, inside: _Inside, base: Want) -> Want:
        ranges = inside.of(said.ranges)
        found = [one.rhythm for one in inside.of(said.rhythms) if one.rhythm is not None]
        special = [one for one in found if one.weekdays != DAILY] or found
        weekdays = tuple(sorted({day for one in special for day in one.weekdays}))
        rhythm = Rhythm(weekdays, any(one.working for one in special))
        first = last = None
        for one in ranges:
            named = weekdays_of(one.stretch, said.words[one.start : one.end])
            first, last = one.stretch.first, one.stretch.last
            rhythm = Rhythm(named) if named and not found else rhythm
        for day in inside.of(said.days):
            date = day.moments[0].date()
            if is_last(said, day):
                last = date
            else:
                first = date
        if not found and not rhythm.weekdays:
            rhythm = Rhythm(DAILY)
        hours = tuple(one.likely for one in combined_hours(inside.hours))
        return replace(base, form="repeat", rhythm=rhythm, first=first, last=last, hours=hours, named=bool(hours))

    # ── words ──

    def _about(self, said: Said, inside: _Inside, leads: bool = False) -> str:
        """What the person wants to be told: what follows the word for reminding, or else what stands beside.

        `leads`: they want to be told of a deadline, whose name needs no telling.
        """
        talk = inside.talk
        if talk is None:
            return "" if leads else self._beside(said, inside)
        clause = said.clause_of(talk)
        after = (talk.end, clause.end)
        before = (clause.start, talk.start)
        others = [(one.start, one.end) for one in inside.clauses if one != clause]
        later = [one for one in others if one[0] > clause.start]
        earlier = [one for one in others if one[0] < clause.start]
        told = _told(said, said.left if leads else said.open, *after, "told_")
        if len(told) >= _SHORTEST_ABOUT:
            return told[:_LONGEST_ABOUT]
        for start, end in () if leads else (before, *later, *earlier):
            about = _told(said, said.open, start, end)
            if len(about) >= _SHORTEST_ABOUT:
                return about[:_LONGEST_ABOUT]
        return ""

    @staticmethod
    def _beside(said: Said, inside: _Inside) -> str:
        """The words of a message that does not say that it speaks of being reminded: 再加一条,找专家签推荐表."""
        adds = finder("reminding", "adds")
        for clause in inside.clauses:
            about = _told(said, said.open, clause.start, clause.end)
            shortest = _SHORTEST_BESIDE
            if adds.stands_in(said.lower[clause.start : clause.end]):
                shortest = len(about) + 1 if adds.stands_in(about) else _SHORTEST_ADDED
            if len(about) >= shortest:
                return about[:_LONGEST_ABOUT]
        return ""


class _Inside:
    """What stands in some clauses of a message."""

    def __init__(self, said: Said, clauses: list[Clause]) -> None:
        self.clauses = clauses
        self._said = said
        talk = [one for one in said.talk if any(clause.holds(one) for clause in clauses)]
        plain = finder("reminding", "plain")
        self.talk = next((one for one in talk if plain.stands_in(one.word)), talk[0] if talk else None)
        self.hours = combined_hours(self.of(said.hours))

    def of(self, found: Sequence[Kind]) -> tuple[Kind, ...]:
        """Those of `found` that stand in these clauses."""
        return tuple(one for one in found if any(clause.holds(one) for clause in self.clauses))

    def says(self, *names: str) -> bool:
        """Whether a word of one of these lists stands in these clauses."""
        words = finder("reminding", *names)
        return any(words.stands_in(self._said.lower[one.start : one.end]) for one in self.clauses)

    @property
    def unknown_day(self) -> Trouble:
        """Why the day cannot be known: 过几天, 等会儿, 结果出来; empty if nothing of that kind is said."""
        if self.says("someday"):
            return "which_day"
        if self.says("soon"):
            return "which_hour"
        return "event" if self.says("arrives") or self._awaits() else ""

    def _awaits(self) -> bool:
        """Whether something is awaited whose day nobody knows: 公示完了."""
        happens = finder("reminding", "happens")
        text = self._said.lower
        return any(
            word.end < len(text) and happens.longest_at(text, word.end) != ""
            for word in finder("reminding", "awaited").found_in(text)
        )


def _any(clause: Clause, *kinds: Sequence[Found]) -> bool:
    return any(clause.holds(one) for kind in kinds for one in kind)


def _any_in(clauses: Sequence[Clause], found: Sequence[Found]) -> bool:
    return any(_any(clause, found) for clause in clauses)


def _bounds(said: Said, clause: Clause) -> bool:
    """Whether a clause says until when, or from when on."""
    return any(clause.holds(day) and is_last(said, day) for day in said.days)


def is_last(said: Said, day: FoundDay) -> bool:
    """Whether a day ends a rhythm: 到12月6号."""
    before = said.lower[: day.start]
    after = said.lower[day.end :]
    begins = any(after.startswith(word) for word in words("rhythm", "begins"))
    return not begins and any(before.endswith(word) for word in words("rhythm", "until"))


def _on_or_before(day: FoundDay) -> FoundDay:
    return _earlier(day, Lead(1)) if day.before else day


def _earlier(day: FoundDay, lead: Lead) -> FoundDay:
    back = timedelta(days=lead.days)
    return replace(day, moments=tuple(moment - back for moment in day.moments))


def combined_hours(hours: Sequence[FoundHour]) -> tuple[FoundHour, ...]:
    """The hours, each in the part of the day that was said beside it: 早上的，7点."""
    exact = [one for one in hours if not one.usual]
    if not exact or len(exact) == len(hours):
        return tuple(hours)
    part = next(one.likely for one in hours if one.usual)
    return tuple(in_part(one, part) for one in exact)


def _combined(days: Sequence[FoundDay], hours: Sequence[FoundHour]) -> Iterator[tuple[tuple[datetime, ...], bool]]:
    """Each day with each hour: all that the moment can mean, and whether its hour was said."""
    timed = [day for day in days if day.timed]
    for day in days:
        if day.timed:
            yield day.moments, True
        said = list(hours) if not (day.timed and len(days) > 1) else []
        for hour in said:
            yield tuple(sorted(_at(moment, one) for moment in day.moments for one in hour.times)), True
        if day.timed or said:
            continue
        parted = next((one.part for one in days if one.start > day.start and one.part), None)
        model = next((one for one in timed if one.start > day.start), timed[-1] if timed else None)
        if model is not None:
            times = [moment.time() for moment in model.moments]
            yield tuple(sorted({_at(moment, one) for moment in day.moments for one in times})), True
        elif day.part is not None or parted is not None:
            part = day.part or parted
            assert part is not None
            yield tuple(_at(moment, part) for moment in day.moments), True
        else:
            usual = time.fromisoformat(DEFAULT_HOUR)
            yield tuple(_at(moment, usual) for moment in day.moments), False


def _at(moment: datetime, hour: time) -> datetime:
    zone = moment.tzinfo
    return local_moment(moment.date(), hour, zone).astimezone(zone)  # type: ignore[arg-type]


def _bared(text: str, lists: str = "") -> str:
    """A text without the words around it that are in the lists of words.toml named `lists`begins and `lists`ends."""
    bare = trimmed(text, finder("reminding", f"{lists}begins"), finder("reminding", f"{lists}ends"))
    return "" if finder("reminding", *_NOTHING).covers(bare) else bare


def _told(said: Said, text: str, start: int, end: int, lists: str = "") -> str:
    """The words between two places as they were said, without times and without what stands only around them."""
    if finder("reminding", "reasons").stands_in(said.lower[start:end]):
        return ""
    pairs = zip(said.words[start:end], text[start:end], strict=True)
    return _bared("".join(character for character, mark in pairs if mark != BLANK), lists)
