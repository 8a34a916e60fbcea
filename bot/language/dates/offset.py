"""Phrases that count from now: 三天后, 两年半前, 半小时后, 三年前的6月."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.language.dates.mention import FIRST_YEAR, LAST_YEAR, Reason
from bot.language.numerals import NUMERALS, ZERO, counted

# Amount, unit, an optional half, and the direction. 前后 and 后期 are no direction; a digit or 几, 第, 近
# before the amount would make it another amount.
_OFFSET = re.compile(
    rf"(?<![{NUMERALS}几数第近满小上~.-])(?<!(?<!不)多)"
    rf"(?:(?P<amount>半|[{NUMERALS}]{{1,6}}?)"
    r"(?P<unit>个半小时|个小时|小时|个半钟头|个钟头|钟头|分钟|刻钟|天|日|周|个?星期|个?礼拜|个月|年)"
    r"|(?P<fused>[俩仨])个?(?P<fused_unit>小时|钟头|星期|礼拜|月))(?P<half>半)?"
    r"(?P<apart>[以之])?(?P<direction>前(?!后|往|沿|提(?![交出醒供报])|期|台|排)|后(?!期|续|面|备|勤|台|来|悔))"
)
# What comes before an amount when it counts from an event and not from now: 毕业三年后, 截止前三天, 满三年后.
_EVENT = re.compile(
    r"(?:截止|到期|期满|结束|开始|公[示告布]|考试|[评初复会]审|评选|报名|开会|会议|毕业|退休|工作|从业|聘任|任职|入职|参加"
    r"|取得|拿到|获得|通过|提[交前]|印发|发布|通知|资格|证书?|之日|当天|当日|前后|[日号月天]|至少|最少|超过|不到|不足"
    r"|将近|快|满)的?$"
)
# 一年零三个月前.
_COMPOUND = re.compile(
    rf"(?<![{NUMERALS}几数第近满~.-])(?P<years>[{NUMERALS}]{{1,3}}?)年(?:零|又|外加)?(?P<months>[{NUMERALS}]{{1,3}})个月"
    r"(?:以|之)?(?P<direction>[前后])(?!后)"
)
# 再过三天 needs no 后; at the beginning of a phrase 过三天 is the same.
_PASSING = re.compile(
    rf"(?P<again>再)?过(?P<amount>[{NUMERALS}]{{1,4}}?)"
    r"(?P<unit>个小时|小时|分钟|天|周|个?星期|个?礼拜|个月|年)(?:(?:以|之)?后)?(?!前|多|期|了|的|来)"
)
_MINUTES = {
    "小时": 60,
    "个小时": 60,
    "钟头": 60,
    "个钟头": 60,
    "个半小时": 60,
    "个半钟头": 60,
    "分钟": 1,
    "刻钟": 15,
}
_FUSED = {"俩": 2, "仨": 3}
"""Two and three, the 个 in them."""
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "个星期": 7, "礼拜": 7, "个礼拜": 7}
_MONTHS = {"个月": 1, "年": 12}
_YEARS_OF_A_CENTURY = 100
_MOST_YEARS_AGO = 60


@dataclass(frozen=True)
class Offset:
    """A moment counted from now; `unit` tells how exactly it was said. Without a moment, `reason` says why it names none."""

    end: int
    unit: str
    moment: datetime | None = None
    reason: Reason = ""

    @property
    def names_time(self) -> bool:
        """Whether it was counted in hours or minutes."""
        return self.unit in _MINUTES


def read_offset(text: str, start: int, now: datetime) -> Offset | None:
    """The offset that stands at `start`, if one does."""
    if compound := _COMPOUND.match(text, start):
        return _compound(compound, now)
    if passing := _PASSING.match(text, start):
        return _passing(passing, now)
    match = _OFFSET.match(text, start)
    if match is None:
        return None
    unit = match["unit"] or match["fused_unit"].replace("月", "个月")
    if _deadline(match) or _after_a_year(match, now):
        return Offset(match.end(), unit, reason="range")
    vague = Offset(match.end(), unit, reason="vague")
    size = _size(match)
    if size is None or (size == 0.5 and match["half"]) or _EVENT.search(text[max(0, start - 6) : start]):
        return vague
    if match["half"] or "半" in unit:
        size += 0.5
    sign = 1 if match["direction"] == "后" else -1
    return _offset(match.end(), unit, now, sign * size)


def _size(match: re.Match[str]) -> float | None:
    if match["fused"]:
        return _FUSED[match["fused"]]
    return 0.5 if match["amount"] == "半" else counted(match["amount"])


def _compound(match: re.Match[str], now: datetime) -> Offset:
    years, months = counted(match["years"]), counted(match["months"])
    if years is None or months is None:
        return Offset(match.end(), "个月", reason="vague")
    sign = 1 if match["direction"] == "后" else -1
    return _offset(match.end(), "个月", now, sign * (12 * years + months))


def _passing(match: re.Match[str], now: datetime) -> Offset | None:
    size = counted(match["amount"])
    if not match["again"] and (match.start() > 0 or match["amount"] in "两2"):
        return None  # 过两天 is "one of these days", 干过三天 is over.
    if size is None:
        return Offset(match.end(), match["unit"], reason="vague")
    return _offset(match.end(), match["unit"], now, size)


def _offset(end: int, unit: str, now: datetime, size: float) -> Offset:
    try:
        moment = _moved(now, unit, size)
    except (ValueError, OverflowError):  # Beyond the calendar.
        return Offset(end, unit, reason="implausible_year")
    return Offset(end, unit, moment, "" if moment else "vague")


def _deadline(match: re.Match[str]) -> bool:
    """15日前 is rather "by the 15th" than fifteen days ago; in Chinese numerals it is the days that count."""
    return match["unit"] == "日" and match["amount"].isascii()


def _after_a_year(match: re.Match[str], now: datetime) -> bool:
    """Whether the number is a year: 2015年前, 05年前, 98年以后, and 18年以前 or 18年后 if 2018 is over.

    15年前 and 十五年以前 count years, and so do round numbers: 20年以前.
    """
    amount = match["amount"]
    if match["unit"] != "年":
        return False
    if len(amount) > 1 and amount[0] in f"0{ZERO}":
        return True
    if not amount.isdecimal() or not amount.isascii():
        return False
    years = int(amount)
    if years % 10 == 0 or years >= _YEARS_OF_A_CENTURY:
        return FIRST_YEAR <= years <= LAST_YEAR
    bound = match["apart"] or match["direction"] == "后"
    return years > _MOST_YEARS_AGO or (bool(bound) and 10 < years <= now.year % _YEARS_OF_A_CENTURY)


def _moved(now: datetime, unit: str, size: float) -> datetime | None:
    """`now` moved by `size` units; None if a half of the unit is no whole number of days or months."""
    if unit in _MINUTES:
        return now + timedelta(minutes=size * _MINUTES[unit])
    if unit == "个月" and abs(size) == 0.5:
        return now + timedelta(days=15 if size > 0 else -15)
    days, months = size * _DAYS.get(unit, 0), size * _MONTHS.get(unit, 0)
    if days % 1 or months % 1:
        return None
    if days:
        return now + timedelta(days=days)
    return _months_on(now, int(months))


def _months_on(now: datetime, months: int) -> datetime:
    """The same day some months on, or the last one of a month that is too short for it."""
    years, month = divmod(now.year * 12 + now.month - 1 + months, 12)
    day = min(now.day, monthrange(years, month + 1)[1])
    return now.replace(year=years, month=month + 1, day=day)
