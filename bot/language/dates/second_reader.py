"""The second reader: dateparser, asked about what has the form of a date in another language or of a machine.

It guesses gladly (6日 is six days ago to it, 98年 the year 2120), so that it is given only the span of a date, in the
languages of its month's word, and what it answers is taken only if it is all that was said: each number of the
span is the day, the month or the year of the answer, and the answer holds no part that was not said.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.language.dates.mention import FIRST_YEAR, LAST_YEAR, Day, Mention

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

    from bot.language.dates.foreign import Candidate

# Most texts have no digit beside letters of another script and are done here.
_LETTERS = re.compile(r"[^\W\d_\u2e80-\ua4cf\uf900-\uffff]{3}|월|tháng", re.IGNORECASE)
_MACHINE = re.compile(
    r"[0-9][./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}|[0-9]t[0-9]|:[0-9]{2} ?[zug+-]", re.IGNORECASE
)
_LEAP_YEAR = datetime(2000, 1, 1)  # noqa: DTZ001  dateparser's base has no zone
"""What dateparser fills in what was not said from; a February 29 needs such a year."""
_LATE_DAY, _LAST_SLIP = 29, 39
_ORDERS = ("DMY", "MDY")
_MONTHS_IN_FIGURES = ("ko", "vi")
_TIME = re.compile(
    r"(?<![0-9])[0-9]{1,2}(?::[0-9]{2})+(?:\.[0-9]+)?|[0-9]{1,2} ?[ap]\.?m|[0-9]{1,2}h[0-9]{0,2}|(?:오전|오후).*",
    re.IGNORECASE,
)
# Where dateparser wants a space that the plain text has not: 6.Dezember, 12월6일, 2022:09:00.
_SPACED = re.compile(r"(?<=[,년월일])(?=\S)|(?<=[^\W\d_]\.)(?=\w)|(?<=[0-9]\.)(?=[^\W\d_])|(?<=[0-9]{4}):")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/])[^\W\d_]+\1[0-9]{2}")


def read_foreign(text: str, now: datetime) -> dict[int, Mention]:
    """The mentions of a plain text that are in another language or a machine's format, by where they start.

    One that has the form of a date and means none (Nov 31, Dec 6-19) has no days.
    """
    if not (_MACHINE.search(text) or (_LETTERS.search(text) and any(map(str.isdecimal, text)))):
        return {}
    # Its patterns take some milliseconds: only if there may be a date.
    from bot.language.dates.foreign import candidates

    found: dict[int, Mention] = {}
    for candidate in candidates(text):
        if not any(start <= candidate.start < mention.end for start, mention in found.items()):
            found[candidate.start] = _mention(candidate, now)
    return found


def _mention(candidate: Candidate, now: datetime) -> Mention:
    if candidate.bound:
        return Mention(candidate.start, candidate.end, reason="range")
    nothing = Mention(candidate.start, candidate.end, _no_such_day(candidate))
    moments = _asked(candidate) if candidate.languages else [_iso(candidate.text)]
    days = {day for day, _ in moments if day is not None}
    clocks = {clock for _, clock in moments if clock is not None} if candidate.timed else set()
    if not days or (candidate.timed and len(clocks) != 1):
        return nothing
    shift = _shift(candidate.zone, now)
    return Mention(
        candidate.start,
        candidate.end,
        tuple(sorted(days, key=str)),
        tuple(clock + shift for clock in clocks),
        candidate.weekday,
    )


def _no_such_day(candidate: Candidate) -> tuple[Day, ...]:
    """The day of Nov 31, which dateparser refuses without saying why."""
    numbers = [int(figures) for figures in re.findall("[0-9]+", _TIME.sub("", candidate.text))]
    days = [number for number in numbers if _LATE_DAY <= number <= _LAST_SLIP]
    years = [number for number in numbers if number >= FIRST_YEAR]
    if not candidate.month or len(days) != 1 or len(days) + len(years) != len(numbers):
        return ()
    return (Day(years[0] if years else None, candidate.month, days[0]),)


def _shift(zone: int | None, now: datetime) -> int:
    """Minutes from the zone that was said to the one of `now`."""
    here = now.utcoffset()
    return 0 if zone is None or here is None else int(here.total_seconds() // 60) - zone


def _iso(text: str) -> tuple[Day | None, int | None]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None, None
    return Day(moment.year, moment.month, moment.day), moment.hour * 60 + moment.minute


def _asked(candidate: Candidate) -> list[tuple[Day | None, int | None]]:
    """What dateparser makes of it, in each order of day and month if it is all in figures."""
    orders = _ORDERS if not candidate.month else _ORDERS[:1]
    return [_checked(candidate.text, candidate.languages, candidate.month, order) for order in orders]


@lru_cache(maxsize=1024)  # the same span is met again and again while a message is weighed
def _checked(said: str, languages: tuple[str, ...], month: int, order: str) -> tuple[Day | None, int | None]:
    text = _SPACED.sub(" ", said)
    found = _parser(languages, order).get_date_data(text)
    moment, parts = found.date_obj, found.parts or ()
    if moment is None or "month" not in parts:
        return None, None
    day = Day(moment.year if "year" in parts else None, moment.month, moment.day if "day" in parts else None)
    clock = moment.hour * 60 + moment.minute if "time" in parts else None
    return (day, clock) if _all_said(text, languages, month, day) else (None, None)


def _all_said(text: str, languages: tuple[str, ...], month: int, day: Day) -> bool:
    """Whether the numbers of the text are the day's year, month and day, all of them and no others."""
    if month and day.month != month:
        return False
    if day.year is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        return False
    year = day.year % 100 if day.year is not None and _SHORT_YEAR.fullmatch(text) else day.year
    in_figures = day.month if not month or languages[0] in _MONTHS_IN_FIGURES else None
    said = sorted(int(figures) for figures in re.findall("[0-9]+", _TIME.sub("", text)))
    return said == sorted(part for part in (year, in_figures, day.day) if part is not None)


@cache
def _parser(languages: tuple[str, ...], order: str) -> DateDataParser:
    # 70 ms, and 150 more with the first date: only when one is met.
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=list(languages),
        settings={
            "RELATIVE_BASE": _LEAP_YEAR,
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": order,
            "TIMEZONE": "UTC",
            "RETURN_TIME_AS_PERIOD": True,
            "PREFER_DATES_FROM": "current_period",
        },
    )
