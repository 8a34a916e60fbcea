"""Days near today: 今天, 大前天, 明早, 周五, 下下周三, 上个礼拜天, 周末."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.language.dates.mention import Day, Reading, Words
from bot.language.dates.phrase import Phrase
from bot.language.numerals import NUMERALS

_DAYS = Words(
    {"大前天": -3, "前天": -2, "前日": -2, "前儿个": -2, "前儿": -2,
     "大前儿": -3, "昨天": -1, "昨日": -1, "昨儿个": -1, "昨儿": -1, "昨": -1,
     "今天": 0, "今日": 0, "今儿个": 0, "今儿": 0, "今": 0, "今朝": 0, "明朝": 1, "后朝": 2, "明天": 1, "明日": 1, "名天": 1,
     "明儿个": 1, "明儿": 1, "明": 1,
     "后天": 2, "后日": 2, "后儿个": 2, "后儿": 2, "大后儿": 3, "大后天": 3, "大大后天": 4, "大大前天": -4}
)  # fmt: skip
# A dynasty, and no tomorrow.
_DYNASTY = re.compile("明朝(?:时代|[的时末初年官人古])")
_NIGHT_OR_MORNING = re.compile("[早晚晨夜]")
_WEEK = r"(?:周|星期|礼拜)"
_SCOPE = r"(?P<scope>(?:刚刚?)?过去的(?:那个)?|上上个?|上[一1]个|上个?|下下个?|下[一1]个|下个?|本|这[一1]个?|这个?)"
# 下周三 and 下周的周三 or 下周，周三. 一周三次 and 每周五 are no days; 周日常 is another word.
_WEEKDAY = re.compile(
    rf"(?<![{NUMERALS}每几半两单双整隔逢])(?:{_SCOPE}(?:{_WEEK}[的,]?(?={_WEEK}))?)?{_WEEK}"
    r"(?P<day>[一二三四五六日天末未]|[1-7](?![0-9点:]))(?![次遍岁年常期刊])"
)
_NAMES = {
    **{name: place for place, name in enumerate("一二三四五六日")},
    "天": 6,
    **{str(n): n - 1 for n in range(1, 8)},
}
_WEEKS = {"上上": -2, "上": -1, "下下": 2, "下": 1}
# A weekday beside a date, mostly in brackets: 12月6日（星期二）.
_WEEKDAY_BESIDE = re.compile(rf"\(?,?{_WEEK}(?P<day>[一二三四五六日天])(?![{NUMERALS}末])\)?")


def read_near_day(phrase: Phrase, start: int) -> Reading | None:
    """The day at `start` that is named by its distance from today."""
    found = _DAYS.read(phrase.text, start)
    if found is None:
        return None
    shift, end = found
    text = phrase.text
    if _DYNASTY.match(text, start):
        return None
    if end - start == 1 and not _NIGHT_OR_MORNING.match(text, end):
        return None
    if text[start] in "前后" and (text[end : end + 1] == "天" or text[start - 1 : start] in tuple("以之先")):
        return None
    return Reading(end, (_exact(phrase.today + timedelta(days=shift)),))


def is_near_day(text: str) -> bool:
    """Whether a text is the name of a day near today and nothing else."""
    found = _DAYS.read(text, 0)
    return found is not None and found[1] == len(text)


def read_weekday(phrase: Phrase, start: int) -> Reading | None:
    """The weekday at `start`: of a week that is named, or bare. A weekend is two days."""
    match = _WEEKDAY.match(phrase.text, start)
    if match is None:
        return None
    scope, name = match["scope"], match["day"]
    weekend = name in ("末", "未")
    weekdays = (5, 6) if weekend else (_NAMES[name],)
    if scope is None and not weekend:
        return Reading(match.end(), (Day(weekday=weekdays[0]),))
    if "过去" in (scope or ""):
        back = (phrase.today.weekday() - weekdays[-1] - 1) % 7 + 1
        ago = (back + weekdays[-1] - weekday for weekday in weekdays)
        return Reading(match.end(), tuple(_exact(phrase.today - timedelta(days=days)) for days in ago))
    weeks = _WEEKS.get((scope or "").removesuffix("个").rstrip("一1"), 0)
    return Reading(match.end(), tuple(of_week(phrase.today, weeks, weekday) for weekday in weekdays))


def read_weekday_beside(text: str, start: int) -> tuple[int, int] | None:
    """The weekday that confirms the date before it, and its end."""
    match = _WEEKDAY_BESIDE.match(text, start)
    return (_NAMES[match["day"]], match.end()) if match else None


def of_week(today: date, weeks: int, weekday: int) -> Day:
    """A weekday (Monday is 0) of the week that lies `weeks` after this one; weeks begin on Monday."""
    return _exact(today + timedelta(days=weekday - today.weekday() + 7 * weeks))


def _exact(day: date) -> Day:
    return Day(day.year, day.month, day.day)
