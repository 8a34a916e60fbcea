"""Days and years that a text tells by way of others: 昨天是14号 tells today, 96年进去读满三年 1999, 毕业整整30年 1992."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.language.amounts import read_quantity
from bot.language.clauses import clauses
from bot.language.dates.mention import FIRST_YEAR
from bot.language.dates.reading import FoundDate, find_dates
from bot.language.dates.weekday import is_near_day
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.numerals import DIGITS, counted
from bot.language.word_finder import finder, trimmed
from bot.language.words import one_of

_BESIDE = 3
"""Characters that may stand between a near day and the day that it is: 昨天就是14号."""
_YEARS = one_of("figures", "year_sign")
# 读满3年出来, 隔了5年; 3年后毕业, 4年读出来, where 11年毕业 is a year; 3年制, 本科4年.
_LATER = re.compile(
    rf"{one_of('time', 'lasted')}{one_of('time', 'fully')}?(?P<years>[1-9]\d?){_YEARS}"
    rf"|(?<!\d)(?P<then>[1-9]){_YEARS}{one_of('time', 'later', 'course_ends')}"
    rf"|{one_of('time', 'courses')}(?P<course>[1-9]){_YEARS}(?!{one_of('time', 'class_of', 'finished')})"
)
# 晚6年, 早了2年.
_APART = re.compile(
    rf"(?P<way>{one_of('time', 'sooner', 'afterwards')})[^\d,;]?(?P<years>[1-9]\d?|[{DIGITS}]){one_of('figures', 'year_ends')}"
)
_NAMED_YEAR = re.compile(
    rf"(?<!\d)(?:(?P<full>(?:19|20)\d\d)(?!\d)|(?P<short>\d\d)(?={one_of('figures', 'year_ends')}))"
)
# What may be a year too, and no month, day or place in a row.
_MAY_BE_YEARS = re.compile(
    rf"(?<!\d)(?<!{one_of('figures', 'before_place')})\d{{2,4}}(?!\d|{one_of('figures', 'no_year')})"
)
_WHOLE_YEAR = re.compile(rf"(?:19|20)\d\d{_YEARS}?|\d\d{one_of('figures', 'year_ends')}")
_CENTURY = 100


def today_by_another_day(text: str, now: datetime) -> str:
    """The day that is today for who says which day another one is: 前天是12号, 就当今天是12月1号; empty if nobody does."""
    for clause in clauses(normalize(text)):
        near, *others = (*find_dates(clause, now), None, None)[:2]
        told = others[0]
        if (
            near is None
            or told is None
            or told.start - near.end > _BESIDE
            or not is_near_day(clause[near.start : near.end])
        ):
            continue
        away = _told_day(near, now) - now.date()
        days = (
            [_told_day(told, now)] if told.reading.value else [_as_day(one) for one in told.reading.ambiguous]
        )
        today = min(days, key=lambda day: abs(day - now.date() - away)) - away
        if abs(today - now.date()) >= timedelta(days=366):
            continue
        return today.isoformat()
    return ""


def without_forbidden(text: str) -> str:
    """A text without the clauses that say by which day one is not to go (别按今天算，按11月30号); empty if it has none."""
    parts = clauses(normalize(text))
    kept = [part for part in parts if not finder("time", "not_by").stands_in(part)]
    return ",".join(kept) if kept and len(kept) < len(parts) else ""


def reckoned_year(said: str, now: datetime) -> int | None:
    """The year that a normalised text tells by another one and how much later or earlier it was; None if it tells none so.

    It must tell one year and one such length and no more, and not deny the length.
    """
    said = finder("time", "same_year").sub(said)  # 跟他同1年毕业 tells no length
    compares = any(finder("time", "than", "other_one").stands_in(part) for part in clauses(said))
    way = _APART.search(said) if compares else None
    found = way or _LATER.search(said)
    if found is None or signs(clauses(f"{said[: found.start()]}_")[-1]):
        return None
    groups = found.groupdict()
    length = counted(found["years"] or groups["then"] or groups["course"]) or 0
    finished = (part for part in clauses(said) if finder("time", "finished").stands_in(part))
    if way is None and any(_NAMED_YEAR.search(part) for part in finished):
        return None  # 2001年毕业，隔了三年才进厂
    rest = f"{said[: found.start()]},{said[found.end() :]}"
    years = {
        int(one["full"]) if one["full"] else _of_century(int(one["short"]), now)
        for one in _NAMED_YEAR.finditer(rest)
    }
    if len(years) != 1 or _LATER.search(rest) or len(_MAY_BE_YEARS.findall(rest)) != 1:
        return None
    sooner = way is not None and finder("time", "sooner").stands_in(way["way"])
    year = years.pop() + (-length if sooner else length)
    return year if FIRST_YEAR <= year <= now.year else None


def year_since(said: str, now: datetime) -> tuple[int, bool] | None:
    """The year in which what a normalised text tells of was done if it tells how many years that is ago by now, and whether that
    is exact: 1992 of 离校整整30年. None if it tells no such length, or another number as well."""
    done, so_far = finder("time", "finished", "left_school"), finder("time", "so_far")
    parts = [part for part in clauses(said) if any(map(str.isdigit, part))]
    if len(parts) != 1 or not done.stands_in(parts[0]) or finder("time", "not_since").stands_in(parts[0]):
        return None
    bare = so_far.sub(parts[0])
    exactly = any(finder(*one).stands_in(bare) for one in (("amount", "exact_sum"), ("time", "fully")))
    said = parts[0]
    for words in (
        done,
        so_far,
        finder("amount", "exact_sum"),
        finder("time", "fully"),
        finder("time", "courses"),
    ):
        said = words.sub(said)
    lasted = read_quantity(said)
    if (
        lasted.unit != "year"
        or lasted.value is None
        or not float(lasted.value).is_integer()
        or lasted.value < 1
    ):
        return None
    year = now.year - int(lasted.value)
    return (year, exactly and not lasted.approximate) if year >= FIRST_YEAR else None


def beyond_comparison(said: str) -> str:
    """A normalised text without the clauses that compare years, if it tells the year itself as well: 比头1个晚3年,04年."""
    parts = clauses(said)
    rest = [part for part in parts if not (finder("time", "than").stands_in(part) and _APART.search(part))]
    told = any(
        _is_year(trimmed(part, finder("time", "told_year"), finder("time", "year_beside"))) for part in rest
    )
    return ",".join(rest) if told and len(rest) < len(parts) else said


def _is_year(part: str) -> bool:
    return _WHOLE_YEAR.fullmatch(part) is not None


def _of_century(short: int, now: datetime) -> int:
    year = now.year - now.year % _CENTURY + short
    return year if year <= now.year else year - _CENTURY


def _told_day(found: FoundDate, now: datetime) -> date:
    return _as_day(found.reading.value or now.date().isoformat())


def _as_day(value: str) -> date:
    return date.fromisoformat(value[:10])
