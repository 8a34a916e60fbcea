"""Two days with something between them: 11月21日到25日, 从12月5号开始到12号结束."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.language.clauses import clauses
from bot.language.dates.reading import find_dates, read_date
from bot.language.numerals import NUMERALS, number
from bot.language.word_finder import finder

_FROM = re.compile(r"^(?:公[示告布])?(?:时间)?(?:是|为)?(?:从|自)?")
_TO = re.compile(
    r"(?:起|开始)?[,，]?(?:一直)?(?:到|至|—+|–|~|～)|(?:起|开始)[,，](?=.*(?:结束|截止|止|完)[。.]?$)|(?<=[日号])-(?=[0-9]{1,2}[月日号])"
)
_DAY = re.compile(rf"(?P<day>[{NUMERALS}]{{1,3}})[日号]?(?:结束|截止|为止|止)?[。.]?")
_WHOLE = len("2022-11-21")
_YEAR = len("2022")
_TWO_DAYS = 2


def read_span(text: str, now: datetime) -> tuple[str, str] | None:
    """The first and the last day, as YYYY-MM-DD; None if the text names no such two. See `find_dates` for `now`."""
    link = _TO.search(text)
    if link is None:
        return None
    first = read_date(_FROM.sub("", text[: link.start()]), now).value or ""
    if len(first) != _WHOLE:
        return None
    last = _last(text[link.end() :].strip(), date.fromisoformat(first), now)
    return (first, last) if last >= first else None


def years_of_span(text: str, now: datetime) -> tuple[str, ...]:
    """The years in which what a normalised text tells by its two ends lies, each once: 2022 of 今年3月到10月."""
    link = _TO.search(text)
    if link is None:
        return ()
    season = finder("time", "part_of_year")
    ends = (season.sub(text[: link.start()]), season.sub(text[link.end() :]))
    told = (one.reading.value for end in ends for one in find_dates(end, now, "any_past"))
    return tuple(dict.fromkeys(value[:_YEAR] for value in told if value))


def read_parted_span(text: str, now: datetime) -> tuple[str, str] | None:
    """The days of a normalised text that tells in one clause on which something begins, in another on which it ends (15号贴上去,
    22号揭); None if it tells no such two and no more."""
    found = find_dates(text, now)
    days = [one.reading.value for one in found if len(one.reading.value or "") == _WHOLE]
    if len(found) != _TWO_DAYS or len(days) != _TWO_DAYS:
        return None
    between, behind = text[found[0].end : found[1].start], text[found[1].end :]
    parts = clauses(f"_{between}_")
    begins = finder("time", "puts_up").stands_in(parts[0])
    ends = finder("time", "takes_down").stands_in(clauses(f"_{behind}")[0])
    first, last = days
    return (first, last) if first and last and first < last and len(parts) > 1 and begins and ends else None


def _last(text: str, first: date, now: datetime) -> str:
    """The last day; a day alone lies in the month of the first. "" if there is none."""
    alone = _DAY.fullmatch(text)
    day = number(alone["day"]) if alone else None
    if day is None:
        value = read_date(text, now).value or ""
        return value if len(value) == _WHOLE else ""
    try:
        return first.replace(day=day).isoformat()
    except ValueError:
        return ""
