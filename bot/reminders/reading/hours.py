"""Hours and moments in a wish: 早上8点 as the hour of reminders, 12月3日上午9点 as a moment of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.language.dates import find_dates, read_date
from bot.language.dates.time_of_day import DAY, read_clock
from bot.reminders.planning import QUIET_FROM, QUIET_TO, local_moment
from bot.reminders.subscription import DEFAULT_HOUR

_PARTS = (
    (re.compile(r"早上|早晨|清晨|清早|一早"), "08:00"),
    (re.compile(r"下午|午后"), "15:00"),
    (re.compile(r"傍晚"), "18:00"),
    (re.compile(r"晚"), "20:00"),
)
"""The hour that is taken for a part of the day without an hour; it is read back."""
_LENGTH_OF_DAY = len("2022-12-03")


@dataclass(frozen=True)
class Moments:
    """The moments that some words can mean.

    `dated`: they say a day, or count from now. `only_day`: no hour was said. `vague`: a month or a year, no day.
    """

    moments: tuple[datetime, ...] = ()
    dated: bool = False
    only_day: bool = False
    vague: bool = False


def hour_in(text: str) -> str:
    """The first time of day in `text` as HH:MM, "" if there is none. Of two that it can mean the one by day."""
    for place in range(len(text)):
        clock = read_clock(text, place)
        if clock is None or not clock.minutes:
            continue
        hours = [_hour(minute) for minute in clock.minutes]
        awake = [hour for hour in hours if QUIET_TO <= hour < QUIET_FROM]
        return f"{(awake or hours)[0]:%H:%M}"
    return ""


def moments_in(text: str, now: datetime) -> Moments:
    """The moments that `text` can mean, said at `now` (aware, in the zone of the notice), the earliest first."""
    found = find_dates(text, now)
    reading = read_date(text, now) if found else None
    values = reading and ((reading.value,) if reading.value else reading.ambiguous)
    if not values:
        return Moments()
    exact = [value for value in values if value is not None and len(value) >= _LENGTH_OF_DAY]
    only_day = all(len(value) == _LENGTH_OF_DAY for value in exact)
    moments = sorted(_moment(value, _usual_hour(text), now) for value in exact)
    dated = any(not _lone_clock(text[one.start : one.end]) for one in found)
    return Moments(tuple(moments), dated, only_day, vague=not exact)


def without_dates(text: str, now: datetime) -> str:
    """`text` without its days and hours."""
    pieces, place = [], 0
    for one in find_dates(text, now):
        pieces.append(text[place : one.start])
        place = one.end
    return "".join(_without_clocks("".join([*pieces, text[place:]])))


def _without_clocks(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        clock = read_clock(text, place)
        if clock is not None and clock.minutes:
            place = clock.end
        else:
            yield text[place]
            place += 1


def _lone_clock(text: str) -> bool:
    clock = read_clock(text, 0)
    return clock is not None and clock.end == len(text)


def _hour(minute: int) -> time:
    """An hour of the day; midnight that ends it is its last minute."""
    minute = DAY - 1 if minute == DAY else minute % DAY
    return time(minute // 60, minute % 60)


def _usual_hour(text: str) -> str:
    return next((hour for part, hour in _PARTS if part.search(text)), DEFAULT_HOUR)


def _moment(value: str, usual: str, now: datetime) -> datetime:
    day, _, hour = value.partition(" ")
    zone = now.tzinfo
    moment = local_moment(date.fromisoformat(day), time.fromisoformat(hour or usual), zone)  # type: ignore[arg-type]
    return moment.astimezone(zone)
