"""Months and the days in them: 12月6日, 十二月廿三, 上个月20号, 6月底, 本月今天."""

from __future__ import annotations

import re

from bot.language.dates.mention import LAST_DAY, Day, Reading, Words
from bot.language.dates.phrase import Phrase
from bot.language.numerals import HUNDREDS, LESSONS, NUMERALS, number

_RELATIVE = Words(
    {"上上个月": -2, "上上月": -2, "上个月": -1, "上一个月": -1, "上月": -1, "这个月": 0,
     "这一个月": 0, "这月": 0, "本月": 0,
     "下个月": 1, "下一个月": 1, "下月": 1, "下下个月": 2, "下下月": 2}
)  # fmt: skip
_AFTER_WEEKDAY = r"(?:(?<=周[一二三四五六日])|(?<=星期[一二三四五六日])|(?<=礼拜[一二三四五六日]))"
_NUMBERED = re.compile(
    rf"(?:(?<![{NUMERALS}])|{_AFTER_WEEKDAY})(?P<number>[{NUMERALS}]{{1,3}})月份?|(?<!公)(?P<first>元)月份?"
)
# Units that turn a number without 日 or 号 into an amount: 6月90课时, 3月2次.
_AMOUNT = (
    rf"[个份次年月天周点时元块万千百人名位件项条章分级岁米斤公毫%‰、~:+]|小时|{LESSONS}|[./到至或-][0-9]"
)
_DAY = re.compile(
    rf"(?P<marked>[{NUMERALS}]{{1,4}})(?:日|号)(?!文|令)|(?P<bare>(?![{HUNDREDS}])[{NUMERALS}]{{1,3}})(?![{NUMERALS}]|{_AMOUNT})"
)
# 十二月初六 is of the lunar calendar.
_LUNAR = re.compile(r"初(?:[一二三四五六七八九十]|10|[1-9](?![0-9]))[日号]?")
_LINK = re.compile(r"的?,?\s?")
# 底 ends, 初 begins and 中 halves a month, unless they begin another word (初次, 初级, 中旬, 中级).
_EDGE = re.compile(
    r"月?的?(?:(?P<last>底|末(?!期)|未(?=$|[,.;!?。的了吧嘛呢])|尾|最后[一1]天)"
    r"|(?P<first>第[一1]天|初(?![次中级审评步稿期始旬一二三四五六七八九十]))"
    r"|(?P<middle>中(?![旬国级午秋心间下上期央共])))"
)
_SAME_DAY = re.compile(r"今[天日]|同[一]?[天日]|[这同]一?天")


def read_month(phrase: Phrase, start: int, year: int | None = None) -> Reading | None:
    """The month at `start`, of `year` if one was said, with the day in it if one follows."""
    relative = _RELATIVE.read(phrase.text, start) if year is None else None
    if relative is not None:
        shift, end = relative
        years, month = divmod(phrase.now.year * 12 + phrase.now.month - 1 + shift, 12)
        end += phrase.text[end : end + 1] == "份"
        return read_day_of_month(phrase, end, Day(years, month + 1))
    match = _NUMBERED.match(phrase.text, start)
    if match is None:
        return None
    value = 1 if match["first"] else number(match["number"])
    lunar = _LUNAR.match(phrase.text, match.end())
    if lunar is not None:
        return Reading(lunar.end(), (), "lunar")
    if value is None:
        day = _DAY.match(phrase.text, match.end())
        return Reading(day.end() if day else match.end(), (), "vague")
    return read_day_of_month(phrase, match.end(), Day(year, value))


def read_day_of_month(phrase: Phrase, start: int, month: Day) -> Reading:
    """The day that follows a month which ended at `start`; the month itself if no day follows."""
    link = _LINK.match(phrase.text, start)
    place = link.end() if link else start
    match = _DAY.match(phrase.text, place)
    if match is not None and (match["marked"] or place == start):
        value = number(match["marked"] or match["bare"])
        if value is None:
            return Reading(match.end(), (), "vague")
        return Reading(match.end(), (Day(month.year, month.month, value),))
    edge = read_edge(phrase.text, place)
    if edge is not None:
        day, end = edge
        return Reading(end, (Day(month.year, month.month, day),))
    same = _SAME_DAY.match(phrase.text, place)
    if same is not None and month.year is not None:
        return Reading(same.end(), (Day(month.year, month.month, phrase.now.day),))
    return Reading(start, (month,))


def read_edge(text: str, start: int) -> tuple[int, int] | None:
    """Day and end of 月初, 月中 or 月底 at `start` (the 月 may already be read)."""
    match = _EDGE.match(text, start)
    if match is None:
        return None
    return (LAST_DAY if match["last"] else 1 if match["first"] else 15), match.end()


def read_lone_edge(text: str, start: int) -> Reading | None:
    """月底 and the like without a month: of this month, unless past or future is asked for."""
    if not text.startswith("月", start) or text[start - 1 : start] in tuple(
        "个每一二三四五六七八九十0123456789"
    ):
        return None
    edge = read_edge(text, start)
    return Reading(edge[1], (Day(day=edge[0], current=True),)) if edge else None
