"""The days, windows and times of day that a text names, each where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.language.numerals import counted, spelt
from bot.pack.drafting.one_width import one_width
from bot.pack.drafting.signs import characters, sign

_NOON = 12
_MIDNIGHT = 24


@dataclass(frozen=True)
class DayFound:
    """A day in a text, from `start` to `end`; `time` is its time of day (HH:MM, empty if none is named).

    `printed_time` is that as the text prints it, `until` and `printed_until` the end of a range of hours on that day.

    `year` is 0 where the text leaves it out. `whole_month`: only the month is named, `day` is its first.
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    time: str = ""
    printed_time: str = ""
    until: str = ""
    printed_until: str = ""
    whole_month: bool = False

    def on(self, year: int) -> date | None:
        """The day, of `year` where the text leaves it out; None if there is no such day."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True)
class SpanFound:
    """What stands in a text from `start` to `end`: one day, or a window from `begin` (None: 即日起) to `day`."""

    start: int
    end: int
    day: DayFound
    begin: DayFound | None = None
    is_window: bool = False


def spans_in(text: str) -> list[SpanFound]:
    """The days and windows of a text, in order. Addresses must have been blanked before (`without_addresses`)."""
    plain = one_width(text)
    days = sorted(_days_found(plain), key=lambda one: one.start)
    spans: list[SpanFound] = []
    for day in days:
        last = spans[-1] if spans else None
        joint = plain[last.end : day.start] if last else ""
        if last and not last.is_window and sign("days", "between").fullmatch(joint):
            spans[-1] = SpanFound(last.start, day.end, _after(last.day, day), last.day, is_window=True)
        else:
            spans.append(SpanFound(day.start, day.end, day))
    return [_since_now(span, plain) for span in spans]


def _after(begin: DayFound, end: DayFound) -> DayFound:
    """The end of a window with the year of its beginning, or the next one, where the text leaves it out."""
    if end.year or not begin.year:
        return end
    over = (end.month, end.day) < (begin.month, begin.day)
    return replace(end, year=begin.year + over)


def _since_now(span: SpanFound, plain: str) -> SpanFound:
    """A window that begins with the notice: 即日起至12月6日."""
    for match in sign("days", "as_of_now").finditer(plain[: span.start]):
        if sign("days", "between").fullmatch(
            plain[match.end() - 1 : span.start].lstrip(characters("days", "since")) or "-"
        ):
            return replace(span, start=match.start(), is_window=True)
    return span


def _days_found(plain: str) -> Iterator[DayFound]:
    taken = [False] * (len(plain) + 1)
    for name in ("full", "han", "short", "month"):
        for match in sign("days", name).finditer(plain):
            if any(taken[match.start() : match.end()]):
                continue
            found = _day_found(name, match)
            if found is None or found.on(2000) is None:
                continue
            found = _with_time(found, plain)
            taken[found.start : found.end] = [True] * (found.end - found.start)
            yield found
            yield from _only_day(found, plain, taken)


def _only_day(before: DayFound, plain: str, taken: list[bool]) -> Iterator[DayFound]:
    """The day behind another one that leaves out its month: 3月1日至15日."""
    match = sign("days", "only_day").match(plain, before.end)
    if match is None or before.whole_month:
        return
    start = match.start("day")
    found = DayFound(start, match.end(), before.year, before.month, int(match["day"]))
    if found.on(2000) is not None:
        found = _with_time(found, plain)
        taken[start : found.end] = [True] * (found.end - start)
        yield found


def _day_found(name: str, match: re.Match[str]) -> DayFound | None:
    groups = match.groupdict()
    if name == "han":
        year = spelt(re.sub("[\u25cbOo]", "\u3007", groups["year"])) or 0
        month, day = counted(groups["month"]) or 0, counted(groups["day"]) or 0
    else:
        year, month = int(groups.get("year") or 0), int(groups["month"])
        day = int(groups.get("day") or 1)
    return DayFound(match.start(), match.end(), year, month, day, whole_month=name == "month")


def _with_time(found: DayFound, plain: str) -> DayFound:
    """A day with the day of the week and the time behind it."""
    end = found.end
    weekday = sign("days", "weekday").match(plain, end)
    end = weekday.end() if weekday else end
    blanks = len(plain[end:]) - len(plain[end:].lstrip(" ("))
    match = sign("days", "time").match(plain, end + blanks)
    time = time_of(match) if match else ""
    printed = match[0].strip() if match and time else ""
    end = match.end() if match and time else end
    last = _hours_end(plain, end, time) if time else None
    end = last.end() if last else end
    end = found.start + len(plain[found.start : end].rstrip())
    until, printed_until = (_later(time, last), last[0].strip()) if last else ("", "")
    return replace(found, end=end, time=time, printed_time=printed, until=until, printed_until=printed_until)


def _hours_end(plain: str, end: int, time: str) -> re.Match[str] | None:
    """The second time of a range of hours that goes on at a place: 8:30—16:00; None if there is none, or it is a day's."""
    joint = sign("days", "between").match(plain, end)
    match = sign("days", "time").match(plain, joint.end()) if joint else None
    return match if match and time_of(match) and _later(time, match) > time else None


def time_of(match: re.Match[str]) -> str:
    """The time of day of a match as HH:MM; empty if there is no such time."""
    hour = int(match["hour"])
    minute = 30 if match["half_past"] else int(match["minute"] or match["minutes"] or 0)
    if match["half"] and sign("days", "afternoon").match(match["half"]) and hour < _NOON:
        hour += _NOON
    if hour > _MIDNIGHT or minute > 59 or (hour == _MIDNIGHT and minute):
        return ""
    return f"{hour:02}:{minute:02}"


def _later(first: str, second: re.Match[str]) -> str:
    """The end of a range, in the same half of the day as its beginning where it names none: 下午2点至5点."""
    time = time_of(second)
    if not second["half"] and time < first and int(time[:2]) < _NOON:
        return f"{int(time[:2]) + _NOON:02}{time[2:]}"
    return time


def times_in(text: str) -> Iterator[tuple[int, int, str]]:
    """The times of day and the ranges of them in a text (上午9:00—下午5:00): where each begins and ends, and its value."""
    plain = one_width(text)
    place = 0
    while match := sign("days", "time").search(plain, place):
        first, end = time_of(match), match.end()
        joint = sign("days", "between").match(plain, end)
        second = sign("days", "time").match(plain, joint.end()) if joint else None
        if first and second and time_of(second):
            yield match.start(), second.end(), f"{first}-{_later(first, second)}"
            end = second.end()
        elif first:
            yield match.start(), end, first
        place = max(end, place + 1)
