"""What is left out of something that comes again: 每天8点，周日除外; 12月1日不要."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.found import Found
from bot.language.word_finder import finder
from bot.language.words import words
from bot.reminders.reading.days import FoundDay, FoundStretch
from bot.reminders.reading.rhythms import WEEKEND, FoundRhythm
from bot.reminders.reading.said import Said


@dataclass(frozen=True)
class Exceptions:
    """Days that are left out, and days of the week (Monday is 0); `unclear`: something else is to be left out too."""

    days: tuple[date, ...] = ()
    weekdays: tuple[int, ...] = ()
    unclear: bool = False


def excepted(said: Said) -> tuple[Found, ...]:
    """The mentions of days, stretches and rhythms that are to be left out; none if nothing comes again."""
    if not (said.rhythms or said.ranges):
        return ()
    mentions = (*said.days, *said.stretches, *said.ranges, *said.rhythms)
    lists: list[list[Found]] = []
    for one in sorted(mentions, key=lambda one: one.start):
        if lists and _joined(said, lists[-1][-1], one):
            lists[-1].append(one)
        else:
            lists.append([one])
    left_out = (listed for listed in lists if _is_left_out(said, listed[0].start, listed[-1].end))
    return tuple(one for listed in left_out for one in listed)


def exceptions_of(said: Said, left_out: Sequence[Found]) -> Exceptions:
    """What is left out by these mentions of a message."""
    days: set[date] = set()
    weekdays: set[int] = set()
    unclear = not left_out and (said.says("except") or said.says("holidays", room="rhythm"))
    for one in left_out:
        if isinstance(one, FoundRhythm):
            unclear |= one.rhythm is None or not one.rhythm.weekdays
            weekdays |= {*one.rhythm.weekdays} if one.rhythm else set()
        elif isinstance(one, FoundStretch):
            days |= {*one.stretch.days}
        elif isinstance(one, FoundDay) and one.weekday is not None:
            weekdays.add(one.weekday)
        elif isinstance(one, FoundDay) and said.lower[one.start : one.end] in words("rhythm", "weekend_bare"):
            weekdays |= {*WEEKEND}
        elif isinstance(one, FoundDay):
            days |= one.days
    return Exceptions(tuple(sorted(days)), tuple(sorted(weekdays)), unclear)


def weekend_off(said: Said) -> tuple[Found, ...]:
    """The mentions of the weekend which say that nothing is to come then: 周末别提醒, 礼拜六礼拜天不要响."""
    found: list[Found] = [one for one in said.rhythms if one.rhythm and one.rhythm.weekdays == WEEKEND]
    found += [one for one in said.days if said.lower[one.start : one.end] in words("rhythm", "weekend_bare")]
    return tuple(one for one in found if _is_left_out(said, one.start, one.end))


def _is_left_out(said: Said, start: int, place: int) -> bool:
    """Whether a word for leaving out stands right before or behind: 除了周末, 12月1日那天不要."""
    text, between = said.lower, finder("rhythm", "between")
    if any(text[:start].endswith(word) for word in words("rhythm", "skips_before")):
        return True
    while place < len(text) and (filling := between.longest_at(text, place)):
        place += len(filling)
    return place < len(text) and finder("rhythm", "skips_behind").longest_at(text, place) != ""


def _joined(said: Said, before: Found, one: Found) -> bool:
    """Whether two mentions belong to one list: 12月1日和2日."""
    between = said.lower[before.end : one.start]
    alike = type(before) is type(one) and said.clause_of(before) == said.clause_of(one)
    listed = between != "" or isinstance(one, FoundDay)
    return alike and listed and finder("reminding", "joins").covers(between)
