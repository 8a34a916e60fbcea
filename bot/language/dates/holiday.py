"""Holidays that have a fixed date in the solar calendar. 春节, 中秋 and the like move and are not read."""

from __future__ import annotations

import re

from bot.language.dates.mention import Reason

_DATES = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "三八节": (3, 8), "三八妇女节": (3, 8),
    "植树节": (3, 12),
    "劳动节": (5, 1), "五一劳动节": (5, 1), "五一节": (5, 1), "五一": (5, 1), "青年节": (5, 4),
    "五四青年节": (5, 4),
    "儿童节": (6, 1), "六一儿童节": (6, 1), "六一": (6, 1), "建党节": (7, 1), "七一": (7, 1),
    "建军节": (8, 1), "八一": (8, 1), "教师节": (9, 10), "国庆": (10, 1), "十一国庆": (10, 1),
    "十一": (10, 1), "双十一": (11, 11), "双十二": (12, 12), "平安夜": (12, 24), "圣诞": (12, 25),
}  # fmt: skip
_NAMES = "|".join(sorted(_DATES, key=len, reverse=True))
# Followed by these it is a stretch of days, a bound, a street or another number: 国庆期间, 五一前, 五一路.
_NOT_AFTER = (
    r"(?!期间|小?长?假|黄金|放假|[之以][前后]|前(?!后)|后|过[后了]|[路街班厂年月日号点时分天个级]|广场|大道|[中小]学"
    r"|[一二三四五六七八九十])"
)
# 国庆 is also a given name (李国庆), and 五一 may be the tail of a number.
_NOT_BEFORE = r"(?<![一二三四五六七八九十百千0-9王李张刘陈杨赵黄周吴第])(?<!过[完了])"
_HOLIDAY = re.compile(rf"{_NOT_BEFORE}({_NAMES})(?:节日?)?+(?:当天|那天|当日)?+{_NOT_AFTER}")

_BESIDE_HOLIDAY = re.compile(
    rf"(?P<after>过[完了])(?:{_NAMES})|(?:{_NAMES})(?:节日?)?(?:(?P<bound>[之以过]?[前后]|过了)|期间|小?长?假|黄金|放假)"
)


def read_holiday(text: str, start: int, *, year_said: bool) -> tuple[int, int, int] | None:
    """Month, day and end of the holiday at `start`. 十一 is a number, and a holiday only after a year."""
    match = _HOLIDAY.match(text, start)
    if match is None or (match[1] == "十一" and not (year_said or "节" in match[0])):
        return None
    month, day = _DATES[match[1]]
    return month, day, match.end()


def beside_holiday(text: str) -> Reason:
    """What a text says that names a holiday only to say before, after or about it: 国庆后, 五一期间; "" if it does not."""
    match = _BESIDE_HOLIDAY.search(text)
    return "" if match is None else "range" if match["after"] or match["bound"] else "vague"
