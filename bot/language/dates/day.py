"""The day that a phrase names, put together from what is said of its year, month and day."""

from __future__ import annotations

import re

from bot.language.dates.holiday import read_holiday
from bot.language.dates.mention import Day, Reading
from bot.language.dates.month import read_day_of_month, read_lone_edge, read_month
from bot.language.dates.offset import Offset
from bot.language.dates.phrase import Phrase
from bot.language.dates.weekday import of_week, read_near_day, read_weekday
from bot.language.dates.written import read_month_day, read_written
from bot.language.dates.year import names_year, read_year
from bot.language.numerals import NUMERALS, number

# 2021年5: the 月 is left out at the end of an answer.
_BARE_MONTH = re.compile(r"[0-9]{1,2}")
_LINK = re.compile(r"(?:的|那个)?,?\s?")
_ABOUT_NOW = re.compile(r"的?(?:这个?时候|这会儿|此时)")
_SAME_DAY = re.compile(r"的?(?:今[天日]|同一?天|同日|[这同]一天)")
# 年 may be said twice (今年年底) or once (今年底, 2019年末).
_EDGE = re.compile(
    r"的?(?:年?(?:(?P<last>最后[一1]天|底|末(?!期)|未(?=$|[,.;!?。的了吧嘛呢])|终(?!止|身|于)|尾)"
    r"|(?P<first>第[一1]天|初(?![次中级审评步稿期始旬一二三四五六七八九十])))"
    r"|年(?P<start>头)|年?(?P<middle>中(?![旬国级午秋心间下上期央共学标高])))"
)
_LONE_EDGE = re.compile(
    r"(?<![0-9一二两三四五六七八九十几多])年"
    r"(?:(?P<last>底|末|未$|尾|终(?!奖|总结|考核))|(?P<first>初(?![一二三四五六七八九十]))|(?P<middle>中(?![旬国级])))"
)
_DAY_OF_MONTH = re.compile(
    rf"(?<![{NUMERALS}第每尾字])(?P<day>[{NUMERALS}]{{1,4}})(?:号|日)(?![游常均程本语元货用]|[前后](?:[台面排])|三餐)"
)
_MOST_LIKE_A_DAY = 39
"""32号 is a slip; 203号 is the number of something."""
_WEEKDAY_OF = re.compile(r"的?(?:那[个一]?)?(?=周|星期|礼拜)")


def read_day(phrase: Phrase, start: int, offset: Offset | None) -> Reading | None:
    """The day, month or year at `start`; `offset` is the count from now that was read there."""
    if offset is not None:
        return _from_offset(phrase, offset)
    return (
        read_written(phrase, start)
        or _from_year(phrase, start)
        or read_month(phrase, start)
        or _holiday(phrase, start)
        or read_near_day(phrase, start)
        or read_weekday(phrase, start)
        or _lone_edge(phrase, start)
        or read_lone_edge(phrase.text, start)
        or _day_of_month(phrase.text, start)
    )


def _from_offset(phrase: Phrase, offset: Offset) -> Reading:
    """三年前的6月 names a month and 两个月前的20号 a day, while 三年前 alone is counted to the day."""
    moment = offset.moment
    if moment is None:
        return Reading(offset.end, (), offset.reason)
    exact = Reading(offset.end, (Day(moment.year, moment.month, moment.day),))
    if offset.unit == "年":
        within = _day_of_year(phrase, offset.end, moment.year)
        return within or exact
    if offset.unit == "个月":
        within = read_day_of_month(phrase, offset.end, Day(moment.year, moment.month))
        return exact if within.end == offset.end else within
    link = _WEEKDAY_OF.match(phrase.text, offset.end)
    weekday = read_weekday(phrase, link.end()) if link and "天" not in offset.unit else None
    if weekday is not None and weekday.days[0].weekday is not None:
        return Reading(weekday.end, (of_week(moment.date(), 0, weekday.days[0].weekday),))
    return exact


def _from_year(phrase: Phrase, start: int) -> Reading | None:
    year = read_year(phrase, start)
    if year is None:
        return None
    if year.year is None:
        rest = read_month(phrase, year.end, 1)
        return Reading(rest.end if rest else year.end, (), year.reason)
    within = _day_of_year(phrase, year.end, year.year)
    if within is not None:
        return within
    if names_year(phrase, start, year):
        return Reading(year.end, (Day(year.year),))
    return Reading(year.end, (), "length")


def _day_of_year(phrase: Phrase, start: int, year: int) -> Reading | None:
    """What follows a year that ended at `start`: a month, a day, its beginning or end, a holiday."""
    text = phrase.text
    link = _LINK.match(text, start)
    place = link.end() if link else start
    month = read_month(phrase, place, year) or read_month_day(text, place, year)
    if month is not None:
        return month
    short = _BARE_MONTH.match(text, place)
    if short is not None and phrase.ends(short.end()) and 1 <= int(short[0]) <= 12:
        return Reading(short.end(), (Day(year, int(short[0])),))
    if edge := _EDGE.match(text, start):
        return Reading(edge.end(), _edges(year, edge, current=False))
    if holiday := read_holiday(text, place, year_said=True):
        return Reading(holiday[2], (Day(year, holiday[0], holiday[1]),))
    if same := _SAME_DAY.match(text, start):
        return Reading(same.end(), (Day(year, phrase.now.month, phrase.now.day),))
    if about := _ABOUT_NOW.match(text, start):
        return Reading(about.end(), (Day(year, phrase.now.month),))
    return None


def _edges(year: int | None, match: re.Match[str], *, current: bool) -> tuple[Day, ...]:
    """年底 is the last day and 年初 the first; 年中 may be June or July, so it is both."""
    if match["last"]:
        return (Day(year, 12, 31, current=current, edge=True),)
    if match["middle"]:
        return (Day(year, 6, current=current), Day(year, 7, current=current))
    return (Day(year, 1, 1, current=current, edge=True),)


def _lone_edge(phrase: Phrase, start: int) -> Reading | None:
    match = _LONE_EDGE.match(phrase.text, start)
    return Reading(match.end(), _edges(None, match, current=True)) if match else None


def _holiday(phrase: Phrase, start: int) -> Reading | None:
    holiday = read_holiday(phrase.text, start, year_said=False)
    return Reading(holiday[2], (Day(None, holiday[0], holiday[1]),)) if holiday else None


def _day_of_month(text: str, start: int) -> Reading | None:
    match = _DAY_OF_MONTH.match(text, start)
    if match is None:
        return None
    value = number(match["day"])
    if value is None:
        return Reading(match.end(), (), "vague")
    return Reading(match.end(), (Day(day=value),) if value <= _MOST_LIKE_A_DAY else ())
