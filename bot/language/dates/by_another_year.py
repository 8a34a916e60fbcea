"""Years told by another one or by what happened in it: 结婚前1年,结婚是2000年; 奥运会前1年; 15年评上,第2年3月聘的."""

from __future__ import annotations

from datetime import datetime

from bot.language.clauses import clauses
from bot.language.dates.mention import FIRST_YEAR
from bot.language.dates.reading import read_date
from bot.language.word_finder import FoundWord, finder
from bot.language.words import words

_TO_THE_YEAR = 4
"""Characters of a year."""
_AWAY = {"year_before": -1, "year_behind": 1, "same_year": 0}


def by_another_year(said: str, now: datetime) -> str:
    """The year, with its month and day if they are told, of a normalised text that tells it so; empty if it tells none.

    Who tells the month of the other year as well, and none of this, may mean that one: the text tells none then.
    """
    parts = clauses(said)
    for place, part in enumerate(parts):
        found = next(finder("time", *_AWAY).found_in(part), None)
        if found is None:
            continue
        others = parts[:place] + parts[place + 1 :]
        years = {year for other in others if (year := _year_in(other, now))} or _event(part, found, now)
        rest = part[found.end :].lstrip("".join(words("time", "behind_year")))
        if len(years) != 1 or (others and not _may_stand(found, part, others, now)):
            continue
        named = f"{int(years.pop()) + _away(found.word)}{words('calendar', 'year')[-1]}"
        finer = _date(f"{named}{rest}", now)
        return finer if len(finer) > _TO_THE_YEAR else named[:_TO_THE_YEAR]
    return ""


def _away(word: str) -> int:
    return next(away for name, away in _AWAY.items() if word in words("time", name))


def _may_stand(found: FoundWord, part: str, others: list[str], now: datetime) -> bool:
    """Whether no other clause tells more than a year, and the word tells another one, or a month of that year."""
    finer = any(len(_date(other, now)) > _TO_THE_YEAR for other in others)
    same = not _away(found.word)
    return not finer and (not same or words("figures", "of_a_date")[1] in part[found.end :])


def _event(part: str, found: FoundWord, now: datetime) -> set[str]:
    """The year of what happened, told right before: of 香港回归第2年 that of 香港回归那年."""
    year = _date(f"{part[: found.start]}{words('time', 'same_year')[0]}", now)
    return (
        {year}
        if len(year) == _TO_THE_YEAR and _away(found.word) and not any(map(str.isdigit, part[: found.start]))
        else set()
    )


def _year_in(part: str, now: datetime) -> str:
    """The year of a clause, or the one since which it tells something: 2020年之后就停了."""
    sign = words("calendar", "year")[-1]
    told = _date(part, now) or (_date(part.partition(sign)[0] + sign, now) if sign in part else "")
    return told[:_TO_THE_YEAR]


def _date(text: str, now: datetime) -> str:
    return (read_date(text, now, prefer="any_past", earliest=FIRST_YEAR).value or "")[:10]
