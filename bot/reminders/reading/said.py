"""What a message about reminders says: its typed mentions, each with its place, and the clauses in which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from bot.language.found import Found
from bot.language.list_places import worded_places
from bot.language.ordinals import FoundPlace, ordinals_in
from bot.language.question_words import asks
from bot.language.word_finder import FoundWord, finder
from bot.language.words import words as words_of
from bot.reminders.reading.amounts_of_time import (
    FoundAmount,
    FoundLeads,
    Lead,
    hours_before,
    take_amounts,
    take_few,
    take_leads,
    take_same_day,
)
from bot.reminders.reading.bare_words import bared
from bot.reminders.reading.calls import calls_in
from bot.reminders.reading.clause_cuts import cut_clauses, quotes_in
from bot.reminders.reading.days import (
    FoundDay,
    FoundStretch,
    Stretch,
    WrongDay,
    take_days,
    take_feast,
    take_ranges,
    take_wrong_day,
    take_wrong_hours,
)
from bot.reminders.reading.gestures import gestures_in
from bot.reminders.reading.hours import FoundHour, take_hours
from bot.reminders.reading.named import DeadlineFinder, FoundDeadline
from bot.reminders.reading.rhythms import FoundRhythm, take_rhythms
from bot.reminders.reading.unread import BLANK, Unread, blanked
from bot.reminders.reading.untaken import take_conditions, without_lengths, without_open_ends


@dataclass(frozen=True)
class Clause:
    """What stands between two signs, at `start` to `end` of the words."""

    start: int
    end: int

    def holds(self, one: Found) -> bool:
        """Whether a mention begins in it."""
        return self.start <= one.start < self.end


@dataclass(frozen=True)
class Said:
    """A message with all that is mentioned in it.

    `words` are as they were said. `open` is the same, in lower case, with a blank for each character of a time, and
    `left` also for those of amounts, deadlines and places; all are of one length. `plain` tells that it names reminders
    by their name, `talk` are the words by which it speaks of being reminded. `conditions` are those under which it is wished,
    with what follows from them, `wrong_hours` times of day that there are not, `quoted` the quotes in what is to be told,
    `untaken` what else of a wish cannot be kept, as it was said, and `open_ends` until when it is wished where that is no day.
    `awaited` are the pack's own words for what people wait for, `beside` what was left out of the message, because it only tells
    why. `gesture`: the words for being reminded are none by themselves, but by how they are built.
    """

    words: str
    lower: str
    open: str
    left: str
    clauses: tuple[Clause, ...] = ()
    plain: bool = False
    talk: tuple[FoundWord, ...] = ()
    leads: tuple[FoundLeads, ...] = ()
    rhythms: tuple[FoundRhythm, ...] = ()
    ranges: tuple[FoundStretch, ...] = ()
    days: tuple[FoundDay, ...] = ()
    stretches: tuple[FoundStretch, ...] = ()
    hours: tuple[FoundHour, ...] = ()
    amounts: tuple[FoundAmount, ...] = ()
    deadlines: tuple[FoundDeadline, ...] = ()
    places: tuple[FoundPlace, ...] = ()
    hours_before: bool = False
    wrong_day: WrongDay | None = None
    conditions: tuple[FoundWord, ...] = ()
    wrong_hours: tuple[str, ...] = ()
    quoted: tuple[Found, ...] = ()
    untaken: tuple[str, ...] = ()
    open_ends: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    beside: str = ""
    gesture: bool = False

    @property
    def when(self) -> bool:
        """Whether it says anything of when."""
        return bool(
            self.leads
            or self.rhythms
            or self.ranges
            or self.days
            or self.stretches
            or self.hours
            or self.shifts
            or self.wrong_day
        )

    @property
    def timed(self) -> bool:
        """Whether what it means may hang on when it is said."""
        return self.when or bool(self.amounts or self.wrong_hours or self.hours_before)

    @property
    def names_moment(self) -> bool:
        """Whether it names a day with its hour."""
        return bool(self.days and self.hours) or any(one.timed for one in self.days)

    @property
    def every_deadline_at(self) -> bool:
        """Whether it is a wish without a word for it: 每个截止日早上8点."""
        return bool(self.hours) and any(one.every for one in self.deadlines)

    @property
    def speaks(self) -> bool:
        """Whether it speaks of being reminded."""
        return bool(self.talk) or self.every_deadline_at

    @property
    def calls_at_a_time(self) -> bool:
        """Whether a time stands right before a word for being reminded: 星期五叫我; 的通知 and 他们明天叫我 are reports."""
        for word in self.talk:
            clause = self.clause_of(word)
            times = [
                one for one in (*self.dated, *self.hours) if clause.holds(one) and one.start < word.start
            ]
            rest = self.open[clause.start : word.start].replace(BLANK, "")
            if times and not bared(rest) and not finder("reminding", "reported").stands_in(rest):
                return True
        return False

    @property
    def leads_asked(self) -> bool:
        """Whether it is left open how long before: 提前几天提醒我."""
        return any(not one.leads for one in self.leads)

    @property
    def shifts(self) -> tuple[FoundAmount, ...]:
        """By how much something is to be sooner or later."""
        return tuple(one for one in self.amounts if one.direction)

    @property
    def dated(self) -> tuple[Found, ...]:
        """The mentions that say a day: days, times before a deadline, stretches and ranges, in their order."""
        return tuple(
            sorted((*self.days, *self.leads, *self.stretches, *self.ranges), key=lambda one: one.start)
        )

    @property
    def telling(self) -> tuple[Found, ...]:
        """The mentions by which one wish is told from another."""
        days = (*self.days, *self.ranges, *self.stretches)
        return (*days, *self.rhythms, *self.deadlines, *self.leads, *self.hours, *self.places)

    @property
    def mentions(self) -> bool:
        """Whether anything is mentioned at all."""
        return self.when or bool(self.amounts or self.deadlines or self.places)

    def says(self, *names: str, room: str = "reminding") -> bool:
        """Whether a word of one of these lists of words.toml stands in it."""
        return finder(room, *names).stands_in(self.lower)

    def clause_of(self, one: Found) -> Clause:
        """The clause in which a mention begins."""
        return next((clause for clause in self.clauses if clause.holds(one)), Clause(0, len(self.words)))


def read_said(text: str, now: datetime, deadlines: DeadlineFinder, within: Stretch | None = None) -> Said:
    """What a message said at `now` (aware, in the zone of the notice) mentions; its bare days lie `within` what came before."""
    unread = Unread.of(text)
    words, lower = unread.words, unread.left
    talk = tuple(calls_in(lower))
    first = talk[0].end if talk else len(lower)
    quoted = tuple(one for one in quotes_in(lower) if one.start >= first)
    unread.left = blanked(unread.left, quoted)  # told as it was said: 提醒我“12月5日交表”
    conditions = tuple(take_conditions(unread, deadlines.own_words("no_condition")))
    told = words_of("question", "done")  # 最后一天了 tells why, and no day
    same_day = [one for one in take_same_day(unread, "same_day") if not lower.startswith(told, one.end)]
    leads = [*take_leads(unread), *same_day]
    late = hours_before(unread.left)
    rhythms = tuple(sorted(take_rhythms(unread), key=lambda one: one.start))
    ranges = tuple(take_ranges(unread, now))
    for word in list(finder("reminding", "same_date").found_in(unread.left)):
        unread.take(word.start, word.end)
    wrong_hours = tuple(words[one.start : one.end] for one in take_wrong_hours(unread))
    found = tuple(take_days(unread, now, within))
    wrong = None if found else take_wrong_day(unread, now) or take_feast(unread, talk)
    days = tuple(one for one in found if isinstance(one, FoundDay))
    if not days and not leads:
        leads = [*take_same_day(unread, "that_day")]
    hours = tuple(take_hours(unread))
    _take_links(unread, (*days, *hours))
    open = unread.left
    named = [one for one in deadlines.take(unread) if not _in_any(one, talk)]  # 提醒我自己 names none
    places = tuple(_places(unread))
    amounts = tuple(take_amounts(unread))
    pointing = [one for one in amounts if one.days and not one.direction and _points(lower, one.end)]
    leads += [FoundLeads(one.start, one.end, (Lead(one.days or 0),)) for one in pointing]
    said = Said(
        words,
        lower,
        open,
        unread.left,
        plain=finder("reminding", "plain").stands_in(lower),
        talk=talk,
        leads=tuple(sorted(leads, key=lambda one: one.start)),
        rhythms=rhythms,
        ranges=ranges,
        days=days,
        stretches=tuple(one for one in found if isinstance(one, FoundStretch)),
        hours=hours,
        amounts=tuple(one for one in amounts if one not in pointing),
        deadlines=tuple(sorted(named, key=lambda one: one.start)),
        places=places,
        hours_before=late,
        wrong_day=wrong,
        wrong_hours=wrong_hours,
        quoted=quoted,
        conditions=conditions,
        awaited=deadlines.own_words("awaited"),
    )
    kept = [(one.start, one.end) for one in quoted]
    said = replace(said, open=_restored(open, lower, kept), left=_restored(said.left, lower, kept))
    times = sorted((*said.dated, *said.hours), key=lambda one: one.start)
    said = _without_told(_in_clauses(_with_gestures(said, times), times))
    return without_open_ends(without_lengths(said))


def _in_clauses(said: Said, times: Sequence[Found]) -> Said:
    cut = cut_clauses(said.words, said.left, said.talk, times)
    return replace(said, clauses=tuple(Clause(start, end) for start, end in cut))


def _with_gestures(said: Said, times: Sequence[Found]) -> Said:
    """The message with the words that call for a reminder by how they are built, if it says when and has no other."""
    if said.talk or not (times or said.rhythms):
        return said
    clauses = [(one.start, one.end) for one in _in_clauses(said, times).clauses]
    timed = any(not one.usual for one in said.hours) or any(one.timed for one in said.days)
    found = [
        one for one in gestures_in(said.open, clauses, timed) if not _asks_of_us(said.lower[: one.start])
    ]
    return replace(said, talk=tuple(found), gesture=True) if found else said


def _asks_of_us(text: str) -> bool:
    """Whether a text asks, and not only tells what somebody is to ask others: 问县里收齐没有."""
    us = finder("reminding", "asks_us").sub(text)
    return asks(text) and (us != text or not finder("reminding", "inquires").stands_in(us))


def _in_any(one: Found, others: Sequence[Found]) -> bool:
    """Whether a mention stands within one of others."""
    return any(other.start <= one.start and one.end <= other.end for other in others)


def _points(text: str, end: int) -> bool:
    """Whether what ends there names one of several: 两天那个."""
    return end < len(text) and finder("reminding", "that_one").longest_at(text, end) != ""


def _take_links(unread: Unread, times: Sequence[Found]) -> None:
    """What joins two times of a list: 12月1号和4号."""
    for before, one in pairwise(sorted(times, key=lambda one: one.start)):
        if finder("reminding", "joins").covers(unread.left[before.end : one.start]):
            unread.take(before.end, one.start)


def _without_told(said: Said) -> Said:
    """What stands behind the word for reminding is what is to be told, if the time stands before: 明天提醒我6号截止."""
    told: list[tuple[int, int]] = []
    for word in said.talk:
        clause = said.clause_of(word)
        dated = said.dated
        if said.rhythms or not any(clause.holds(one) and one.start < word.start for one in dated):
            continue
        told += [(one.start, one.end) for one in dated if clause.holds(one) and one.start >= word.end]
    if not told:
        return said
    return replace(
        said,
        open=_restored(said.open, said.lower, told),
        left=_restored(said.left, said.lower, told),
        days=tuple(one for one in said.days if (one.start, one.end) not in told),
        leads=tuple(one for one in said.leads if (one.start, one.end) not in told),
        ranges=tuple(one for one in said.ranges if (one.start, one.end) not in told),
        stretches=tuple(one for one in said.stretches if (one.start, one.end) not in told),
    )


def _restored(text: str, lower: str, places: list[tuple[int, int]]) -> str:
    for start, end in places:
        text = f"{text[:start]}{lower[start:end]}{text[end:]}"
    return text


def names_reminders(text: str) -> bool:
    """Whether a message speaks of reminders by their name: 提醒, 闹钟."""
    return finder("reminding", "plain").stands_in(Unread.of(text).left)


def speaks_of_reminding(text: str) -> bool:
    """Whether a message speaks of being reminded, by name or otherwise: 叫我, 催一下."""
    return next(calls_in(Unread.of(text).left), None) is not None


def _places(unread: Unread) -> Iterator[FoundPlace]:
    yield from take_few(unread)
    for find in (ordinals_in, worded_places):
        for place in list(find(unread.left)):
            unread.take(place.start, place.end)
            yield place
