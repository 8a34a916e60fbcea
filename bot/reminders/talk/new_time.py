"""To what a wish is to be changed, and by what the message tells which one: 3号那个改到下午五点. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TypeVar

from bot.language.found import Found
from bot.language.word_finder import finder
from bot.language.words import words
from bot.reminders.reading.amounts_of_time import FoundAmount, FoundLeads, Lead
from bot.reminders.reading.days import FoundDay, Stretch
from bot.reminders.reading.hours import FoundHour, in_half, in_part
from bot.reminders.reading.rhythms import DAILY, FoundRhythm
from bot.reminders.reading.said import Said
from bot.reminders.reading.segments import combined_hours, is_last

_PAIR = 2
Kind = TypeVar("Kind", bound=Found)


@dataclass(frozen=True)
class NewTime:
    """To what a wish is to be changed: what was not said stays.

    `last` is a day up to which a repeat is to come; `weekdays` are those (0 for Monday) that were named by themselves
    (礼拜三), in place of those of `instead` (礼拜四那个换成礼拜六). `within` is the week or month to which the day is to be
    moved (改到下周).
    """

    day: FoundDay | None = None
    hour: time | None = None
    leads: tuple[Lead, ...] = ()
    shift: FoundAmount | None = None
    rhythm: FoundRhythm | None = None
    last: date | None = None
    weekdays: tuple[int, ...] = ()
    instead: tuple[int, ...] = ()
    within: Stretch | None = None
    moved_from: tuple[int, ...] = ()
    """The days of a month that were named with it by themselves: 17号没人，提前到礼拜五."""
    either: bool = False
    """Whether nothing shows in which half of the day the hour is."""
    closing: bool = False
    """Whether the day of a deadline is named as the last: 放到末日那天."""
    earlier: time | None = None
    """Another hour that was said before it."""

    def hour_beside(self, before: time) -> time | None:
        """The new hour of what came at `before`: of two that it can mean, the nearer one at which people are awake."""
        if self.hour == before and self.earlier is not None:
            return self.earlier  # 改4点半吧4点还在上课
        if self.hour is None or not self.either:
            return self.hour
        return in_half(self.hour, before)

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was said."""
        return self == NewTime()


def new_time(said: Said) -> tuple[NewTime, tuple[Found, ...]]:
    """The new time that a message says, and the mentions that tell which wish is meant."""
    if _only_refuses(said):
        return NewTime(), said.telling
    whole, said = said, _without_denied(said)
    verb = _verb(said)
    day = _last(said.days, verb, _pointing(said))
    hours = [one for one in said.hours if verb is None or one.start >= verb]
    leads = [
        one for one in said.leads if (verb is None or one.start >= verb) and not _points_to_one(said, one)
    ]
    rhythm = _last(said.rhythms, verb, ())
    narrower = _narrower(said, rhythm)
    new = NewTime(
        day,
        _hour(said, hours),
        tuple(lead for one in leads for lead in one.leads) or _bare_days(said),
        next(iter(said.shifts), None),
        narrower or rhythm,
        day.moments[0].date() if day is not None and _ends(said, day) else None,
        tuple(
            one.weekday
            for one in said.days
            if one.weekday is not None and (verb is None or one.start >= verb)
        ),
        within=said.stretches[-1].stretch if said.stretches and day is None else None,
        moved_from=tuple(
            one.moments[0].day for one in said.days if day is not None and one.bare and one is not day
        ),
        either=_is_either(said, hours),
        earlier=_hour(said, hours[:-1]),
        closing=any(
            finder("reminding", "closing_day").stands_in(said.lower[one.start : one.end]) for one in leads
        ),
    )
    pointing = [one for one in said.days if one is not day and one.weekday is not None]
    every = said.says("all") and 0 < len(new.weekdays) == len(said.days)  # 周二和周四都要
    if not every and new.weekdays and pointing and day is not None and day.weekday is not None:
        new = replace(
            new,
            weekdays=(day.weekday,),
            instead=tuple(one.weekday for one in pointing if one.weekday is not None),
        )
    taken: list[Found] = [
        *(said.stretches if new.within is not None else ()),
        *leads,
        *hours[-1:],
        *(hours if verb is not None else ()),
    ]
    taken += [one for one in (day, rhythm, narrower, *(said.days if every else ())) if one is not None]
    return new, tuple(one for one in counted(whole).telling if one not in taken)


def corrects(said: Said) -> bool:
    """Whether a message puts right what was just said: 不是两天，是三天; 说错了."""
    return _without_denied(said) is not said or said.says("wrong")


def _without_denied(said: Said) -> Said:
    """A message without the times that it takes back, if it says others in their place: 不是两天，是三天."""
    plain = counted(said)
    kept = replace(
        plain,
        leads=tuple(one for one in plain.leads if not _is_denied(said, one)),
        days=tuple(one for one in said.days if not _is_denied(said, one)),
        hours=tuple(one for one in said.hours if not _is_denied(said, one)),
    )
    if kept == plain and plain is said:
        return said
    return kept if kept.leads or kept.days or kept.hours else said


def counted(said: Said) -> Said:
    """A message in which bare amounts of days are times before a deadline, if one takes the place of another: 两天改成三天."""
    days = [one for one in said.amounts if one.days and not one.direction]
    moved = [word.start for word in finder("reminding", "changes").found_in(said.left)]
    instead = any(_is_denied(said, one) for one in days) or any(
        one.end <= moved[-1] < days[-1].start for one in days[:1] if moved
    )
    if said.leads or len(days) < _PAIR or not instead:
        return said
    leads = tuple(FoundLeads(one.start, one.end, (Lead(one.days or 0),)) for one in days)
    return replace(said, leads=leads, amounts=tuple(one for one in said.amounts if one not in days))


def _is_denied(said: Said, one: Found) -> bool:
    """Whether a time is taken back, by what stands right before it or behind it: 不是两天, 两天太短."""
    before = said.lower[: one.start]
    denied = any(before.endswith(word) for word in words("correction", "away"))
    return denied or finder("reminding", "too").longest_at(f"{said.lower} ", one.end) != ""


def _only_refuses(said: Said) -> bool:
    """Whether a message says of the one hour that it names that it is too early or too late, and no other time: 九点太早."""
    if len(said.hours) != 1 or said.days or said.leads or said.shifts or said.rhythms or said.amounts:
        return False
    return finder("reminding", "too_early").longest_at(f"{said.lower} ", said.hours[0].end) != ""


def _verb(said: Said) -> int | None:
    """Where the word for changing stands behind which the new time is said; None if there is none."""
    found = [word.start for word in finder("reminding", "changes").found_in(said.left)]
    times = (*said.dated, *said.hours, *said.rhythms)
    return next((start for start in reversed(found) if any(one.start > start for one in times)), None)


def _pointing(said: Said) -> tuple[FoundDay, ...]:
    """The days that name a wish which is there: 5号太迟了，3号; 3号的改成傍晚五点."""
    days = said.days
    if len(days) != 1 or not (said.hours or said.leads or said.shifts or said.rhythms):
        return days[:-1]
    return days if finder("reminding", "points").longest_at(f"{said.lower} ", days[0].end) else ()


def _points_to_one(said: Said, lead: FoundLeads) -> bool:
    """Whether a time before a deadline names a wish which is there: 当天那条定8点."""
    other = said.hours or said.shifts or said.days or len(said.leads) > 1
    points = finder("reminding", "points", "that_one").longest_at(f"{said.lower} ", lead.end)
    return bool(other and points)


def _narrower(said: Said, rhythm: FoundRhythm | None) -> FoundRhythm | None:
    """Some days, right before the word that says that it comes on each of them: 上班的日子天天来; None if none are said so."""
    daily = rhythm is not None and rhythm.rhythm is not None and rhythm.rhythm.weekdays == DAILY
    before = [one for one in said.rhythms if rhythm is not None and daily and one.end == rhythm.start]
    return before[0] if before else None


def _last(found: Sequence[Kind], verb: int | None, pointing: Sequence[Found]) -> Kind | None:
    """The mention that says the new time: the last one, behind the word for changing if there is one."""
    behind = [one for one in found if one not in pointing and (verb is None or one.start >= verb)]
    return behind[-1] if behind else None


def _hour(said: Said, hours: Sequence[FoundHour]) -> time | None:
    """The new hour; one that can be in either half of the day is in the part that names the wish (晚上那个往前，六点)."""
    exact = combined_hours(hours)
    if not exact:
        return None
    parts = [one.likely for one in said.hours if one.usual and one not in hours]
    return (in_part(exact[-1], parts[0]) if parts else exact[-1]).likely


def _is_either(said: Said, hours: Sequence[FoundHour]) -> bool:
    """Whether the new hour can be in either half of the day, for all that is said: 改6点."""
    exact = [one for one in hours if not one.usual]
    return bool(exact) and exact[-1].bare and not any(one.usual for one in said.hours)


def _ends(said: Said, day: FoundDay) -> bool:
    """Whether a day is the last of a rhythm: 催到5号, 改到10号为止; 改到10号 is another day."""
    before = said.lower[: day.start].rstrip("".join(words("shift", "to")))
    moved = any(before.endswith(word) for word in words("reminding", "changes"))
    ends = finder("rhythm", "closes").longest_at(f"{said.lower} ", day.end) != ""
    return is_last(said, day) and (ends or not moved)


def _bare_days(said: Said) -> tuple[Lead, ...]:
    """A bare amount of days is a time before the deadline as well: 两天."""
    return () if said.when else tuple(Lead(one.days) for one in said.amounts if one.days)
