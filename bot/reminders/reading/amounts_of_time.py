"""Amounts of time: how long before a deadline (提前3天), how much sooner or later (推迟一天), for how long (停三天)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.found import Found
from bot.language.numerals import CHINESE, NUMERALS, neighbours, with_half
from bot.language.ordinals import FoundPlace
from bot.language.word_finder import finder
from bot.language.words import one_of, words
from bot.reminders.reading.unread import BLANK, Unread

_COUNT = rf"(?:[{NUMERALS}]+半?|半)"
_AND = r"\s?(?:[、,，./和跟与及或还再~到至-]|还有|以及)+\s?"
# Days, and what is counted in them; 6日 and 12月 would rather be a day and a month, but 前两日 is spoken.
_SPOKEN_DAYS = rf"(?<=[{CHINESE}]){one_of('reminding', 'spoken_day')}"
_DAYS = rf"(?P<unit>个?工作日|个?半月|个月|天|周|个?星期|个?礼拜|{_SPOKEN_DAYS})"
_LIST = rf"(?P<list>{_COUNT}(?:{_AND}{_COUNT})*)\s?{_DAYS}"
_FREE = rf"(?<![月年第0-9{NUMERALS}])"
_LEADS = (
    re.compile(rf"(?:提前|提早|{one_of('reminding', 'counted_back')})(?:个|至少|最少|大概)?\s?{_LIST}(?!后)"),
    re.compile(rf"(?<![以之目从眼提当面生])[前头]\s?{_LIST}"),
    re.compile(rf"{_FREE}{_LIST}(?:以|之)?前(?![后往期台])"),
    re.compile(rf"(?:还有|还剩下?|剩下?|差|只剩){_LIST}(?=的?时|就?(?:提醒|叫|喊|催|通知))"),
)
_AHEAD = r"(?:提前|提早|[止期]前)"
_NEXT_LEAD = re.compile(rf"(?:{_AND}|各|都|提前|[前头])*{_LIST}(?:以|之)?前?(?!后|内)")
_DAY_BEFORE = re.compile(r"头一?天")
_FROM_THE_END = re.compile(rf"倒数第(?P<number>{_COUNT})天")
_ASKED = re.compile(
    rf"(?:提前|提早|早)(?:个)?[{NUMERALS}]*(?:几|多少|[来多](?=天|日))(?:天|日)|提前多久"
    rf"|{_AHEAD}(?:个)?(?:[{NUMERALS}]+\.5|半|[{NUMERALS}]+(?=天半))天半?"
)
"""It is left open how many days, or no whole number: 提前几天, 提前十来天, 提前1.5天, 提前半天."""
_WIDE_APART = re.compile(rf"{_AHEAD}(?P<number>[一二三四五六七八九]{{2}})天")
"""Perhaps more than one day apart: 提前三五天."""
_DAYS_OF_HOURS = re.compile(rf"{_AHEAD}(?P<number>[{NUMERALS}]+)个?(?:小时|钟头)")
_HOURS_OF_A_DAY = 24
_HOURS_BEFORE = re.compile(rf"{_AHEAD}{_COUNT}个?(?:半|多)?(?:小时|钟头|分钟|刻钟)")
_AMOUNT = re.compile(
    rf"{_FREE}(?P<number>{_COUNT}|几)\s?(?P<unit>个?半?小时|个?半?钟头|分钟|刻钟?|个?工作日|天|周|个?星期|个?礼拜|个月)"
)
_TIMES = re.compile(rf"(?P<number>[{NUMERALS}]+)[次遍回]")
_FIRST_OR_LAST = re.compile(
    rf"(?:(?P<first>{one_of('reminding', 'heads')})|{one_of('reminding', 'tails')})(?P<number>[{NUMERALS}]+)"
    rf"{one_of('reminding', 'pieces')}(?!{one_of('reminding', 'lengths')})"
)
_MINUTES = {"小时": 60, "钟头": 60, "分钟": 1, "刻钟": 15, "刻": 15}
_GAP = 1
"""Characters that may stand between a word for sooner or later and the amount."""
_LONGEST_WORD = 4


@dataclass(frozen=True)
class Lead:
    """So many days before a deadline; `working`: working days are counted."""

    days: int
    working: bool = False


@dataclass(frozen=True)
class FoundLeads(Found):
    """Times before a deadline; none: it was left open how long (提前几天)."""

    leads: tuple[Lead, ...]


@dataclass(frozen=True)
class FoundAmount(Found):
    """An amount of time: whole days, or minutes. `days` is None if it is not told (几天).

    `direction` is 1 if it is to be so much later, -1 if sooner, 0 if nothing is said of that.
    """

    days: int | None = 0
    minutes: int = 0
    direction: int = 0


@dataclass(frozen=True)
class FoundTimes(Found):
    """How many times something is to be."""

    number: int


def times_in(text: str) -> Iterator[FoundTimes]:
    """How many times is said in a text: 三次, 两遍."""
    for match in _TIMES.finditer(text):
        size = with_half(match["number"])
        if size is not None:
            yield FoundTimes(match.start(), match.end(), int(size))


def take_few(unread: Unread) -> Iterator[FoundPlace]:
    """The places of the first or the last few of a list, the latter counted from its end: 前两个, 后面两个."""
    for match in list(_FIRST_OR_LAST.finditer(unread.left)):
        size = int(with_half(match["number"]) or 0)
        unread.take(match.start(), match.end())
        for place in range(1, size + 1) if match["first"] else range(-size, 0):
            yield FoundPlace(match.start(), match.end(), place)


def take_leads(unread: Unread) -> Iterator[FoundLeads]:
    """The times before a deadline: 提前5天和1天, 前一天, 当天, 倒数第三天; the latter two lists of the day itself aside."""
    place = 0
    while place < len(unread.left):
        found = _leads_at(unread.left, place)
        if found is None:
            place += 1
            continue
        unread.take(found.start, found.end)
        yield found
        place = found.end


def take_same_day(unread: Unread, name: str) -> Iterator[FoundLeads]:
    """The day of the deadline itself, by the words of the list `name`: 当天, 最后一天."""
    for word in list(finder("reminding", name).found_in(unread.left)):
        if unread.left[: word.start].removesuffix("的").endswith("月"):
            continue  # 这个月最后一天 is a day of the calendar
        if word.word[0].isdecimal() and unread.left[: word.start][-1:].isdecimal():
            continue  # 10天
        beside = unread.left[: word.start][-1:], unread.left[word.end : word.end + 1]
        if name == "that_day" and (
            beside[0] in words("reminding", "not_that_day_before")
            or beside[1] in words("reminding", "not_that_day_behind")
        ):
            continue
        unread.take(word.start, word.end)
        yield FoundLeads(word.start, word.end, (Lead(0),))


def hours_before(text: str) -> bool:
    """Whether hours or minutes before a deadline are wished, which is a day: 提前2小时."""
    return bool(_HOURS_BEFORE.search(text))


def take_amounts(unread: Unread) -> Iterator[FoundAmount]:
    """The other amounts of time, with the words for sooner or later before them: 推迟一天, 早半个小时, 三天, 几天."""
    for match in list(_AMOUNT.finditer(unread.left)):
        unit = match["unit"].removeprefix("个")
        size = None if match["number"] == "几" else _size(match["number"])
        start, direction = _direction(unread.left, match.start())
        length = next((minutes for name, minutes in _MINUTES.items() if unit.endswith(name)), 0)
        unread.take(start, match.end())
        if length:
            half = 0.5 if unit.startswith("半") else 0
            minutes = 0 if size is None else int(length * (size + half))
            yield FoundAmount(start, match.end(), 0, minutes, direction)
        else:
            yield FoundAmount(start, match.end(), None if size is None else _days(size, unit), 0, direction)


def _leads_at(text: str, place: int) -> FoundLeads | None:
    asked = _ASKED.match(text, place) or _wide_apart(text, place)
    if asked is not None:
        return FoundLeads(place, asked.end(), ())
    hours = _DAYS_OF_HOURS.match(text, place)
    if hours is not None:
        days, rest = divmod(_size(hours["number"]) or 1, _HOURS_OF_A_DAY)
        return None if rest else FoundLeads(place, hours.end(), (Lead(int(days)),))
    last = _FROM_THE_END.match(text, place)
    if last is not None:
        size = _size(last["number"])
        return None if size is None else FoundLeads(place, last.end(), (Lead(max(0, int(size) - 1)),))
    before = _DAY_BEFORE.match(text, place)
    if before is not None:
        return FoundLeads(place, before.end(), (Lead(1),))
    match = next((found for form in _LEADS if (found := form.match(text, place))), None)
    if match is None:
        return None
    leads = list(_listed(match))
    end = match.end()
    while (following := _NEXT_LEAD.match(text, end)) is not None:
        leads += _listed(following)
        end = following.end()
    return FoundLeads(place, end, tuple(dict.fromkeys(leads)))


def _wide_apart(text: str, place: int) -> re.Match[str] | None:
    """Two numbers of days that are no neighbours: 三五天 leaves open which, 两三天 is both."""
    match = _WIDE_APART.match(text, place)
    pair = neighbours(match["number"]) if match is not None else None
    return match if pair is not None and pair[1] - pair[0] > 1 else None


def _listed(match: re.Match[str]) -> Iterator[Lead]:
    unit = match["unit"].removeprefix("个")
    for number in re.findall(_COUNT, match["list"]):
        pair = neighbours(number)
        for size in pair if pair is not None else (_size(number),):
            if size is not None:
                yield Lead(_days(size, unit), working=unit == "工作日")


def _size(number: str) -> float | None:
    return with_half(number)


def _days(size: float, unit: str) -> int:
    length = 7 if unit[-1] in "周期拜" else 30 if unit.endswith("月") else 1
    return int(length * (size + 0.5 * unit.startswith("半")))


def _direction(text: str, start: int) -> tuple[int, int]:
    """Where the words before an amount begin that say sooner or later, and which of the two they say."""
    first = max(0, start - _LONGEST_WORD - _GAP)
    window = text[first:start]
    for name, direction in (("later", 1), ("earlier", -1)):
        for word in finder("shift", name).found_in(window):
            names = finder("reminding", "plain").longest_at(text, first + word.start)
            if word.end >= len(window) - _GAP and BLANK not in window[word.end :] and not names:
                return first + word.start, direction
    return start, 0
