"""A year in words as the answer to a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.interview.reading.answer_reading import Reading
from bot.interview.reading.day_reply import SHORT_YEAR, YEAR, prefer
from bot.interview.reading.totals import is_plain
from bot.language.clauses import clauses
from bot.language.dates import (
    beyond_comparison,
    by_another_year,
    find_dates,
    read_date,
    reckoned_year,
    year_since,
    years_of_span,
)
from bot.language.dates.mention import FIRST_YEAR
from bot.language.negation import signs
from bot.language.normalize import normalize
from bot.language.numerals import from_first_number, mistyped
from bot.language.word_finder import finder, trimmed
from bot.language.words import words
from bot.pack.interview_model import Fact


def read_year(fact: Fact, text: str, now: datetime) -> Reading:
    """The year of an answer; a season or month of it does not matter, and of several years it is asked which."""
    said = beyond_comparison(normalize(text))
    reckoned = _reckoned(fact, said, now)
    if reckoned is not None:
        return reckoned
    if said != normalize(text):
        return replace(read_year(fact, said, now), whole=False)
    parts = clauses(said)
    stated = [part for part in parts if signs(part) % 2 == 0]
    if 0 < len(stated) < len(parts):  # 前年的，去年今年都没学
        reading = read_year(fact, ",".join(stated), now)
        if reading.value is not None:
            return replace(reading, whole=False)
    class_of, year = words("time", "class_of")
    said = finder("time", "season").sub(said).replace(class_of, year)
    said = ",".join(_without_season(part, year) for part in clauses(said))
    said = ",".join(
        f"{part}{year}" if (part.isdecimal() and len(part) == SHORT_YEAR - 1) else part
        for part in clauses(said)
    )
    each = {
        part: (read_date(part, now, prefer=prefer(fact), earliest=fact.least or FIRST_YEAR).value or "")[
            :YEAR
        ]
        for part in clauses(said)
    }
    for part in [one for one, year in each.items() if not year and any(each.values())]:
        begun = read_date(from_first_number(part)[:SHORT_YEAR], now, prefer=prefer(fact)).value or ""
        each[part] = begun if len(begun) == YEAR else ""  # 07年进的，11年才拿到
    told = tuple(dict.fromkeys(filter(None, each.values())))
    if len(told) > 1:
        return _of_end(each) or Reading(doubtful=told)
    if told and any(not year and any(map(str.isdigit, part)) for part, year in each.items()):
        return Reading(int(told[0]), sure=False)  # 八八年中专，一一年才毕业
    found = read_date(said, now, prefer=prefer(fact), earliest=fact.least or FIRST_YEAR)
    if found.value:
        ended = finder("time", "finished").stands_in(said)
        entered = fact.past and finder("time", "began").stands_in(said) and not ended
        sure = not (mistyped(normalize(text)) or entered)  # 09年进的校 may be no year of an end
        return Reading(int(found.value[:YEAR]), sure=sure, whole=is_plain(text) or _is_date(said, now))
    years = tuple(dict.fromkeys(value[:4] for value in found.ambiguous))
    if years:
        return Reading(int(years[0])) if len(years) == 1 else Reading(doubtful=years)
    within = years_of_span(said, now) if found.reason else ()
    if len(within) == 1:
        return Reading(int(within[0]))  # 今年3月到10月 lies in one year
    return Reading(reason=found.reason, about=found.about)


def _reckoned(fact: Fact, said: str, now: datetime) -> Reading | None:
    """The year that is told by another one, or by how long ago it is; None if none is."""
    reckoned = reckoned_year(said, now)
    if reckoned is not None:
        return Reading(reckoned, sure=False)
    since = year_since(said, now) if fact.past else None
    if since is not None:
        return Reading(since[0], sure=since[1])
    another = by_another_year(said, now)
    return Reading(int(another[:YEAR]), sure=False) if another else None


def _is_date(said: str, now: datetime) -> bool:
    """Whether a text names one day, month or year and nothing else: the year in which something happened."""
    found = find_dates(said, now)
    return len(found) == 1 and not trimmed(
        f"{said[: found[0].start]}{said[found[0].end :]}",
        finder("time", "told_year"),
        finder("time", "year_beside"),
    )


def _of_end(each: Mapping[str, str]) -> Reading | None:
    """The year of the one clause that speaks of an end, to be confirmed, if all others with a year speak of a beginning.

    `each`: the years of clauses. None if it is not so.
    """
    done, begun = finder("time", "finished"), finder("time", "began")
    dated = [(part, told) for part, told in each.items() if told]
    ends = {told for part, told in dated if not begun.stands_in(part)}
    ended = any(done.stands_in(part) for part, _ in dated if not begun.stands_in(part))
    return Reading(int(ends.pop()), sure=False) if len(ends) == 1 and ended else None


def _without_season(part: str, year: str) -> str:
    """A clause without the season in short with which it ends behind a year: 1992年 of 1992年夏."""
    return (
        part[:-1]
        if part.endswith(tuple(f"{year}{one}" for one in words("time", "season_in_short")))
        else part
    )
