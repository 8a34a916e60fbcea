"""Hours of reminders: 早上8点, 9:30; and parts of the day, for which a usual hour is taken: 傍晚."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from functools import cache

from bot.language.dates.time_of_day import DAY, Clock, read_clock
from bot.language.found import Found
from bot.language.numerals import NUMERALS, number
from bot.language.word_finder import FoundWord, WordFinder, finder
from bot.language.words import sections_of, words
from bot.reminders.planning import QUIET_FROM, QUIET_TO
from bot.reminders.reading.unread import BLANK, Unread

_NOON, _FORENOON = 12, 9
_DAY_BEGINS, _DAY_ENDS = time(7), time(17)
_AWAKE = time(6)
"""Before this hour nobody is woken unless they say that it is in the night or at dawn."""
_SIGNS = ",，。"
_HOUR, _QUARTER = 60, 15
_MOST_FIGURES = 3


@dataclass(frozen=True)
class FoundHour(Found):
    """A time of day: all that it can mean.

    `usual`: only a part of the day was said. `bare`: nothing shows which half of the day is meant (八点半).
    """

    times: tuple[time, ...]
    usual: bool = False
    bare: bool = False

    @property
    def likely(self) -> time:
        """The one that is meant if nobody can be asked: by day."""
        awake = [one for one in self.times if QUIET_TO <= one < QUIET_FROM]
        return (awake or list(self.times))[0]


def take_hours(unread: Unread) -> Iterator[FoundHour]:
    """The times of day that stand apart from a day, and then the parts of the day."""
    place = 0
    while place < len(unread.left):
        clock = read_clock(unread.left, place)
        if clock is None or not clock.minutes or BLANK in unread.left[place : clock.end]:
            place += 1
            continue
        if _is_hour(unread.left, place, clock):
            end, short = _short_of(unread.left, clock.end)
            unread.take(place, end)
            times = tuple(_time(minute - short) for minute in clock.minutes)
            yield FoundHour(place, end, times, bare=clock.plain)
        place = clock.end
    for word in list(_parts().found_in(unread.left)):
        unread.take(word.start, word.end)
        yield FoundHour(word.start, word.end, (_usual()[word.word],), usual=True)
    for place in [place for place in range(len(unread.left)) if _is_marked(unread.left, place)]:
        mark = unread.left[place]
        unread.take(place, place + 1)
        yield FoundHour(place, place + 1, (_marks()[mark],), usual=True)


def nearest(hour: FoundHour, beside: time) -> time:
    """The time that an hour means beside another one: 6点 beside 7:00 is in the morning, 9点半 beside 21:00 in the evening."""
    if hour.bare and len(hour.times) == 1:
        return in_half(hour.times[0], beside)
    return min(hour.times, key=lambda one: abs(_minute(one) - _minute(beside)))


def in_half(hour: time, beside: time) -> time:
    """Of the two that an hour can mean the one nearer to another hour, at which people are awake, and not that hour itself.

    8:40 is in the evening only beside what comes then.
    """
    if _DAY_BEGINS <= hour < _DAY_ENDS and beside < _DAY_ENDS:
        return hour
    other = hour.replace(hour=(hour.hour + _NOON) % (2 * _NOON))
    meant = [one for one in (hour, other) if one >= _AWAKE and one != beside]
    return min(meant, key=lambda one: abs(_minute(one) - _minute(beside)), default=hour)


def in_part(hour: FoundHour, part: time) -> FoundHour:
    """An hour said beside a part of the day: 晚上写总结，八点半叫我."""
    if not hour.bare:
        return hour
    early = hour.times[0]
    later = part.hour > _NOON or (part.hour == _NOON and early.hour < _FORENOON)
    times = (early.replace(hour=early.hour + _NOON),) if later and early.hour < _NOON else hour.times[:1]
    return replace(hour, times=times, bare=False)


def part_in(words: str) -> time | None:
    """The usual hour of the part of the day that stands in the words of a day: 明早, 5号晚."""
    found: FoundWord | None = next(_parts().found_in(words), None)
    if found is not None:
        return _usual()[found.word]
    return _marks().get(words[-1:])


def _is_hour(text: str, start: int, clock: Clock) -> bool:
    one = finder("one_o_clock", "words")
    if not clock.plain or not one.longest_at(text[start : clock.end], 0):
        return True
    before, rest = text[:start][-1:], text[clock.end :]
    ends = not rest or rest[0] in _SIGNS or finder("one_o_clock", "behind").longest_at(rest, 0) != ""
    return before in words("one_o_clock", "before") and ends


def _short_of(text: str, end: int) -> tuple[int, int]:
    """The end of what behind an hour takes minutes off it, and how many: 差一刻, 差五分; `end` and none if nothing does."""
    less = finder("hour_short", "less").longest_at(text, end)
    start = end + len(less)
    quarter = finder("hour_short", "quarter").longest_at(text, start) if less else ""
    if quarter:
        return start + len(quarter), _QUARTER
    rest = text[start : start + _MOST_FIGURES]
    figures = rest[: len(rest) - len(rest.lstrip(NUMERALS))] if less else ""
    unit = finder("hour_short", "minutes").longest_at(text, start + len(figures)) if figures else ""
    minutes = number(figures) if unit else None
    return (
        (start + len(figures) + len(unit), minutes) if minutes is not None and minutes < _HOUR else (end, 0)
    )


def _is_marked(text: str, place: int) -> bool:
    """Whether one character at `place` tells a part of the day: 5号晚, 早晚各一次."""
    if text[place] not in _marks():
        return False
    before, rest = text[:place][-1:], text[place + 1 :]
    if rest[1:2] and rest[0] in NUMERALS and rest[1] in words("reminding", "time_units"):
        return False  # 比那天早三天
    if before == BLANK and not (rest and finder("day_mark", "not_followed_by").longest_at(rest, 0)):
        return True
    return rest != "" and finder("day_mark", "followed_by").longest_at(rest, 0) != ""


def _minute(of: time) -> int:
    return of.hour * 60 + of.minute


def _time(minute: int) -> time:
    """A time of day; midnight that ends it is its last minute."""
    minute = DAY - 1 if minute == DAY else minute % DAY
    return time(minute // 60, minute % 60)


@cache
def _usual() -> dict[str, time]:
    return _by_word("day_parts")


@cache
def _marks() -> dict[str, time]:
    return _by_word("day_marks")


@cache
def _parts() -> WordFinder:
    return WordFinder(_usual())


def _by_word(section: str) -> dict[str, time]:
    """The words of a section whose lists are named by an hour (8:00)."""
    return {
        word: time.fromisoformat(hour.rjust(5, "0"))
        for hour, listed in sections_of(section).items()
        for word in listed
    }
