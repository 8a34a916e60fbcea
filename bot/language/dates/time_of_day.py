"""Times of day: 上午九点, 下午三点半, 晚上8点一刻, 17时, 中午12:00, 3pm."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language.dates.mention import Reason
from bot.language.numerals import NUMERALS, number
from bot.language.words import one_of, sections_of, words

DAY = 24 * 60
"""Minutes of a day."""

_PARTS = {name: frozenset(words("part_of_day", name)) for name in sections_of("part_of_day")}
"""How people call the parts of a day."""

_NUMERAL = re.compile(f"[{NUMERALS}]")
_PART = re.compile(one_of("part_of_day", *_PARTS))
# 点 or 时 with minutes, half or quarters. 时 must not begin 时间 or 时候, nor 点 a list (三点建议).
_SPOKEN = re.compile(
    rf"(?P<hour>[{NUMERALS}]{{1,3}})(?:点钟?(?![建意击名评子儿注]|要求)|(?P<official>时)(?![间候常代段期刻效长]))"
    rf"(?:(?P<half>半)|(?P<quarters>[一二两三123])刻钟?|过?(?P<minute>[{NUMERALS}]{{1,3}})分(?!之|钟内)"
    rf"|(?P<short>[0-5][0-9]|[零〇][{NUMERALS}]|[一二三四五]?十[{NUMERALS}]?)(?![{NUMERALS}个份天年月日点:%])|整)?"
)
# 9:30, 09:30:00, with am or pm behind it.
_DIGITAL = re.compile(
    r"(?<![0-9:.])(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?(?![0-9:])\s?(?P<half_day>[ap]\.?m\b)?"
    r"|\s?(?P<only_half_day>[ap]\.?m\b))",
    re.IGNORECASE,
)
# 九点多 and 九点差五分 are no exact times; 九点前 and 九点到十一点 are none at all.
_ROUGH = re.compile(rf"多|来钟|差(?:[{NUMERALS}]+[分刻]钟?)?")
# 七、八点, 9-11点.
_TWO_HOURS = re.compile(
    rf"[{NUMERALS}]{{1,3}}点?(?P<sign>[-~、]|到|至|或者?|还是)[{NUMERALS}]{{1,3}}(?:点|时(?!间))"
)
_BOUND = re.compile(r"[~\-到至]|(?:以|之)?前(?!后)|(?:以|之)后")


@dataclass(frozen=True)
class Clock:
    """The alternatives in minutes after the midnight that begins the day; none: said, but no time of day.

    `reason` is why it is none: "no_such_time" (25点, 上午15点) or "vague" (两三点); "" if it is something else (早一点).
    """

    end: int
    minutes: tuple[int, ...]
    part: str = ""
    """The part of the day that was named with it (上午, 晚上)."""
    digital: bool = False
    reason: Reason = ""

    @property
    def plain(self) -> bool:
        """Whether neither a part of the day nor a colon shows that the number is a time."""
        return not self.part and not self.digital


def read_part(text: str, start: int) -> tuple[str, int]:
    """The part of the day at `start` and its end; empty if none stands there."""
    match = _PART.match(text, start)
    return (match[0], match.end()) if match else ("", start)


def read_clock(text: str, start: int) -> Clock | None:
    """The time of day at `start`, with the part of the day before it if one is said; none begins within a number."""
    if _NUMERAL.match(text, start) and start and _NUMERAL.match(text, start - 1):
        return None
    part, place = read_part(text, start)
    while part and text[place : place + 1] in ("的", " ", ","):
        place += 1
    match = _SPOKEN.match(text, place)
    if match is not None and match[0] == "一点" and part in ("早", "晚"):
        return Clock(match.end(), ())  # "a little earlier"
    if match is not None:
        hour, minute = number(match["hour"]), _minute(match)
        minutes = _minutes(part, hour, minute, match["official"] is None)
        vague = hour is None or minute is None
        return Clock(
            match.end(), minutes, part, reason="" if minutes else "vague" if vague else "no_such_time"
        )
    match = _DIGITAL.match(text, place)
    if match is None:
        return None
    half_day = (match["half_day"] or match["only_half_day"] or "").lower()
    part = part or {"a": "上午", "p": "下午"}.get(half_day[:1], "")
    free = not match["hour"].startswith("0") and len(match["hour"]) == 1
    minutes = _minutes(part, int(match["hour"]), int(match["minute"] or 0), free)
    return Clock(match.end(), minutes, part, digital=True, reason="" if minutes else "no_such_time")


def noon(part: str) -> tuple[int, ...]:
    """The minute that a part of the day names by itself: only noon does."""
    return (DAY // 2,) if part in _PARTS["noon"] else ()


def _minute(match: re.Match[str]) -> int | None:
    if match["half"]:
        return 30
    if match["quarters"]:
        return 15 * (number(match["quarters"]) or 0)
    said = match["minute"] or match["short"]
    return number(said) if said else 0


def _minutes(part: str, hour: int | None, minute: int | None, free: bool) -> tuple[int, ...]:
    """The minutes that an hour can mean; `free`: perhaps of twelve hours (三点), not of 24 (03:00, 3时)."""
    if hour is None or minute is None or hour > 24 or minute > 59 or (hour == 24 and minute):
        return ()
    return tuple(each * 60 + minute for each in _hours(part, hour, free))


def _hours(part: str, hour: int, free: bool) -> tuple[int, ...]:
    """The hours of 24 (beyond: of the day after) that it can mean; none if the part contradicts it."""
    if part in _PARTS["evening"]:
        return _evening(hour)
    if part in _PARTS["small_hours"]:
        return (hour % 12,) if hour <= 6 or hour == 12 else ()
    if part in _PARTS["morning"]:
        return (hour,) if hour <= 12 else ()
    if part in _PARTS["afternoon"]:
        return (hour + 12,) if 1 <= hour <= 11 else (hour,) if 12 <= hour <= 20 else ()
    if part in _PARTS["noon"]:
        return {10: (10,), 11: (11,), 12: (12,), 1: (13,), 2: (14,), 13: (13,), 14: (14,)}.get(hour, ())
    if free and 1 <= hour <= 6:
        return (hour, hour + 12)
    return (12, 24) if free and hour == 12 else (hour,)


def _evening(hour: int) -> tuple[int, ...]:
    """今晚12点 ends the day; 晚上1点 may be the night that begins or the night that ends the day."""
    if hour in (0, 12, 24):
        return (24,)
    if hour <= 4:
        return (hour, hour + 24)
    return (hour + 12,) if hour <= 11 else (hour,) if hour >= 17 else ()


def rough_after(text: str, end: int) -> int | None:
    """The end of what follows a time and makes it a rough one; None if nothing does."""
    match = _ROUGH.match(text, end)
    return match.end() if match else None


def bound_after(text: str, end: int) -> bool:
    """Whether what follows a time makes it a bound or the start of a range."""
    return bool(_BOUND.match(text, end))


def open_hours(text: str, start: int) -> tuple[int, Reason] | None:
    """Two hours at `start` of which either may be meant, or between which it lies: their end and the reason."""
    _, place = read_part(text, start)
    match = _TWO_HOURS.match(text, place)
    if match is None:
        return None
    return match.end(), "range" if match["sign"] in "-~到至" else "vague"
