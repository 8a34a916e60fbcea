"""How often a wish comes again: 每天, 每周二和周四, 每个工作日; and the rhythms that cannot be kept: 隔天, 每月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.found import Found
from bot.language.numerals import NUMERALS
from bot.language.word_finder import finder
from bot.language.words import one_of
from bot.reminders.reading.unread import Unread

DAILY = tuple(range(7))
WEEKEND = (5, 6)
ODD, EVEN = (0, 2, 4), (1, 3, 5)
_NAMES = {**{name: place for place, name in enumerate("一二三四五六日")}, "天": 6}
_NAME = "[一二三四五六日天末]"
_WEEK = "(?:周|星期|礼拜)"
_WEEKLY = re.compile(
    rf"(?:每?逢|每)一?个?{_WEEK}的?(?P<days>{_NAME}(?:\s?[、,，和跟及与/]?\s?(?:每?个?{_WEEK})?{_NAME}(?![次遍点]))*)(?![次遍])"
)
_WEEKDAYS = re.compile(
    rf"(?<![下这本上])(?:每|逢)?个?{_WEEK}(?P<first>{_NAME})(?:到|至|[-~—])(?:{_WEEK})?(?P<last>{_NAME})"
)
# 礼拜一三五, with no word that it comes again.
_WEEKDAYS_ALONE = re.compile(rf"{_WEEK}(?P<days>[一二三四五六日天]{{2,6}})(?![点号月次遍个])")
_EVERY_PART = re.compile(r"每个?(?=[早晚夜]|上午|中午|下午|傍晚)")
_PIECES = {
    "count": rf"(?:[{NUMERALS}]+|几|半)",
    "many": rf"(?:[2-9二两三四五六七八九十几]|[0-9]{{2,}}|[{NUMERALS}]{{2,}})",
    "other": "(?:小时|钟头|分钟|刻钟|月|年)",
    "week": _WEEK,
    "times": "[次遍回]",
    "calls": one_of("rhythm", "calls"),
    "numerals": NUMERALS,
}
# 隔天, 每两天, 每小时, 每月15号, 三天一次: what is no rhythm of days of the week.
_OTHER = re.compile(
    "(?:每隔?|隔){count}?个?{other}|(?:每隔?{many}|每?隔{count}?)个?(?:天|日|{week}|工作日)|{many}个?(?:{other}|天|{week}){calls}*[一1]{times}".format(
        **_PIECES
    )
)
# 每周提醒我三次, 一天两遍: on which days, or at which hours, is not said.
_COUNTED_RHYTHM = re.compile(
    "(?:每[一1]?个?|(?<![月{numerals}])[一1]个?)(?:(?P<day>[天日])|{week}){calls}*{many}{times}".format(
        **_PIECES
    )
)
_COUNTED = re.compile(rf"[{NUMERALS}]个?$")


@dataclass(frozen=True)
class Rhythm:
    """The days of the week (Monday is 0) on which something comes again; `working`: the working days of the official calendar."""

    weekdays: tuple[int, ...] = ()
    working: bool = False


WEEKLY = Rhythm()
"""Every week, the day not said."""


@dataclass(frozen=True)
class FoundRhythm(Found):
    """A rhythm; None if it is one that cannot be kept. Without weekdays: weekly, and the day was not said.

    `counted`: only how many times a day or a week (每周三次).
    """

    rhythm: Rhythm | None
    counted: bool = False


def take_rhythms(unread: Unread) -> Iterator[FoundRhythm]:
    """The rhythms of a message."""
    for match in list(_COUNTED_RHYTHM.finditer(unread.left)):
        unread.take(match.start(), match.end())
        yield FoundRhythm(match.start(), match.end(), Rhythm(DAILY) if match["day"] else WEEKLY, counted=True)
    for match in list(_OTHER.finditer(unread.left)):
        yield _taken(unread, match.start(), match.end(), None)
    for match in list(_WEEKDAYS.finditer(unread.left)):
        first, last = _NAMES.get(match["first"], 0), _NAMES.get(match["last"], 6)
        if first < last:
            yield _taken(unread, match.start(), match.end(), Rhythm(tuple(range(first, last + 1))))
    for match in list(_WEEKLY.finditer(unread.left)):
        names = re.findall(_NAME, match["days"])
        days = {day for name in names for day in (WEEKEND if name == "末" else (_NAMES[name],))}
        yield _taken(unread, match.start(), match.end(), Rhythm(tuple(sorted(days))))
    for match in list(_WEEKDAYS_ALONE.finditer(unread.left)):
        found = [_NAMES[name] for name in match["days"]]
        if found == sorted({*found}):
            yield _taken(unread, match.start(), match.end(), Rhythm(tuple(found)))
    yield from _named(unread)
    for word in list(finder("rhythm", "in_a_row").found_in(unread.left)):  # 连续三天: the days are an amount
        if unread.left[word.end : word.end + 1] in NUMERALS:
            yield _taken(unread, word.start, word.end, Rhythm(DAILY))
    for match in list(_EVERY_PART.finditer(unread.left)):
        yield _taken(unread, match.start(), match.end(), Rhythm(DAILY))


def _named(unread: Unread) -> Iterator[FoundRhythm]:
    named = {
        "other": None,
        "working": Rhythm(working=True),
        "weekend": Rhythm(WEEKEND),
        "odd": Rhythm(ODD),
        "even": Rhythm(EVEN),
        "daily": Rhythm(DAILY),
        "weekly": WEEKLY,
    }
    for name, rhythm in named.items():
        for word in list(finder("rhythm", name).found_in(unread.left)):
            if not _COUNTED.search(unread.left[: word.start]):
                yield _taken(unread, word.start, word.end, rhythm)


def _taken(unread: Unread, start: int, end: int, rhythm: Rhythm | None) -> FoundRhythm:
    unread.take(start, end)
    return FoundRhythm(start, end, rhythm)
