"""Dates in figures, in the order year, month, day: 2022-12-06, 2022.12.6, 20221206, 2018.9, 12-06, 12/6."""

from __future__ import annotations

import re

from bot.language.dates.mention import FIRST_YEAR, LAST_YEAR, Day, Reading
from bot.language.dates.month import read_month
from bot.language.dates.phrase import Phrase
from bot.language.dates.year import two_digit_year
from bot.language.numerals import LESSONS, spelt

# No figure, letter or sign of a longer number may stand before: 1.2.3.4, V2.1, 0571-88, 附1.7, 一.1.
_FREE = r"(?<![0-9A-Za-z_./#$¥附件第表图版章节条款一二三四五六七八九十-])(?<![0-9]:)"
_ENDS = r"(?![0-9A-Za-z%]|[./-][0-9])(?<![./-])"
# Units that make an amount of the figures before them: 2015元, 3.5万, 1/3个.
_UNIT = rf"\s?(?:[元块万千百个人名位件项条章分岁米斤%‰次份天年月点时倍折度步张版期寸公毫多]|小时|{LESSONS})"
_FULL = re.compile(
    rf"{_FREE}(?P<year>[12][0-9]{{3}})[-./、,\s](?P<month>[0-9]{{1,2}})[-./、,\s](?P<day>[0-9]{{1,2}})[日号]?"
    rf"(?:(?=T[0-9])|{_ENDS})"
)
_SHORT = re.compile(
    rf"{_FREE}(?P<year>[0-9]{{2}})(?P<sign>[-./])(?P<month>[0-9]{{1,2}})(?P=sign)(?P<day>[0-9]{{1,2}})[日号]?{_ENDS}"
)
_COMPACT = re.compile(
    r"(?<![0-9A-Za-z_.-])(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:日|(?![0-9A-Za-z]|[.-][0-9]))"
)
_YEAR_MONTH = re.compile(rf"{_FREE}(?P<year>[12][0-9]{{3}})[-./](?P<month>[0-9]{{1,2}})(?!{_UNIT}){_ENDS}")
_YEAR_THEN_MONTH = re.compile(rf"{_FREE}(?P<year>[12][0-9]{{3}})[-./](?=[0-9]{{1,2}}月)")
_MONTH_DAY = re.compile(
    rf"(?P<month>[0-9]{{1,2}})(?P<sign>[-./])(?P<day>[0-9]{{1,2}})(?:[日号]|(?!{_UNIT})){_ENDS}"
)
# 202206: too short for anything but a whole answer.
_SIX_FIGURES = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?![0-9])")
_FREE_HERE = re.compile(_FREE)
# 12.6 is mostly a number; in a sentence it is a day only beside such words.
_DAY_BEFORE = re.compile(r"[在于从到至自截定是]$")
_DAY_AFTER = re.compile(r"的?(?:提|交|拿|取|开|上午|下午|早|晚|之?前|以前|周|星期|截|报|公[示告布]|\(|~)")
# 2015 or 二〇一五 without 年.
_YEAR = re.compile(
    r"(?<![0-9A-Za-z_./#$¥号码第-])(?<![0-9]:)(?:19[5-9]|20[0-4])[0-9]"
    r"(?![0-9A-Za-z%+]|[./:][0-9]|-(?!(?:19|20)[0-9]{2})|〕)"
    r"|[一二][零〇九][零〇一二三四五六七八九]{2}(?![零〇一二三四五六七八九十百千万年])"
)
_NOT_A_YEAR = re.compile(rf"{_UNIT}|[号字级届]")


def read_written(phrase: Phrase, start: int) -> Reading | None:
    """The date in figures at `start`. No days: it has the form of a date, and there is no such day."""
    text = phrase.text
    if match := _FULL.match(text, start) or _COMPACT.match(text, start):
        return _checked(match.end(), int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _SHORT.match(text, start):
        return _short(phrase, match)
    match = _SIX_FIGURES.match(text, start)
    if match is not None and phrase.alone(start, match.end()):
        return _checked(match.end(), int(match["year"]), int(match["month"]))
    if match := _YEAR_MONTH.match(text, start):
        return _checked(match.end(), int(match["year"]), int(match["month"]))
    if match := _YEAR_THEN_MONTH.match(text, start):
        return read_month(phrase, match.end(), int(match["year"]))
    if _FREE_HERE.match(text, start):
        return _lone_month_day(phrase, start) or _bare_year(text, start)
    return None


def _short(phrase: Phrase, match: re.Match[str]) -> Reading:
    """Three pairs of figures, the year first. Parted by / the year may as well come last, after the day or the month."""
    first, second, third = (int(match[name]) for name in ("year", "month", "day"))
    orders = [(first, second, third)]
    if match["sign"] == "/":
        orders += [(third, second, first), (third, first, second)]
    found: list[Day] = []
    for short, month, day in orders:
        year = two_digit_year(short, phrase.now.year)
        found += [day_of for day_of in _checked(match.end(), year or 0, month, day).days if day_of.possible]
    return Reading(match.end(), tuple(dict.fromkeys(found)))


def read_month_day(text: str, start: int, year: int | None) -> Reading | None:
    """Month and day in figures (12-06), of `year` if one was said before them."""
    match = _MONTH_DAY.match(text, start)
    return _checked(match.end(), year, int(match["month"]), int(match["day"])) if match else None


def _lone_month_day(phrase: Phrase, start: int) -> Reading | None:
    match = _MONTH_DAY.match(phrase.text, start)
    if match is None:
        return None
    alone = phrase.alone(start, match.end())
    if match["sign"] == "." and not alone and not _dated(phrase.text, start, match.end()):
        return Reading(match.end())
    if phrase.text[match.end() : match.end() + 1] == "的":
        return Reading(match.end())
    first, second = int(match["month"]), int(match["day"])
    if alone and match["sign"] == "." and len(match["month"]) == 2 and _year_like(first, phrase.now.year):
        return _checked(match.end(), two_digit_year(first, phrase.now.year), second)
    return _checked(match.end(), None, first, second)


def _year_like(value: int, current: int) -> bool:
    """Whether 98.7 or 18.9 is a year and month: 60.5 or 90.5 would rather be hours or marks."""
    return 12 < value <= current % 100 + 1 or value > 90


def _dated(text: str, start: int, end: int) -> bool:
    return bool(_DAY_BEFORE.search(text[max(0, start - 1) : start]) or _DAY_AFTER.match(text, end))


def _bare_year(text: str, start: int) -> Reading | None:
    """2015 without 年; years that applicants can mean, not sums of money or numbers of things."""
    match = _YEAR.match(text, start)
    if match is None or _NOT_A_YEAR.match(text, match.end()):
        return None
    year = spelt(match[0]) or 0
    return Reading(match.end(), (Day(year),)) if 1950 <= year < 2050 else None


def _checked(end: int, year: int | None, month: int, day: int | None = None) -> Reading:
    """The day, though there may be none such (2022-13-01); without a year what is no day is some other number."""
    if year is None and not (1 <= month <= 12 and (day is None or 1 <= day <= 31)):
        return Reading(end)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return Reading(end, (), "implausible_year")
    return Reading(end, (Day(year, month, day),))
