"""Days in a wish: 12月3号, 周四, 明早, each as the days that it can mean; and stretches that await a day: 下周."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.language.dates import FoundDate, Prefer, Reason, find_dates, read_date
from bot.language.dates.time_of_day import read_clock
from bot.language.found import Found
from bot.language.numerals import LESSONS, NUMERALS, counted
from bot.language.word_finder import finder
from bot.reminders.reading.hours import part_in
from bot.reminders.reading.unread import BLANK, Unread

_LENGTH_OF_DAY = len("2022-12-03")
_LENGTH_OF_MONTH = len("2022-12")
_MONTH = re.compile(rf"[{NUMERALS}]月|年|今|昨|前天")
"""A day that is said with one of these is not moved to another month or week because it is over."""
_BARE_DAY = re.compile(rf"[{NUMERALS}]{{1,3}}[号日]?")
_BARE_WEEKDAY = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天]")
_NEAR = 6
"""Characters between two days that belong together."""
_WEEK = re.compile(
    r"(?P<scope>下下|下|这|本)(?:一?个)?(?:周|星期|礼拜)(?![一二三四五六日天末0-9])|(?P<month>下)(?:一?个)?月(?![初底中末0-9一二三四五六七八九十])"
)
_BOTH: tuple[Prefer, ...] = ("past", "future")
_WEEKS = {"这": 0, "本": 0, "下": 1, "下下": 2}
_SUNDAY = 6
_POINT = (
    rf"(?:(?:[{NUMERALS}]{{2,4}}年)?[{NUMERALS}]{{1,3}}(?:月份?(?:[{NUMERALS}]{{1,3}}[号日]?)?|[号日]?)"
    r"|[今明]天|大?后天|(?:下下?|这|本)?个?(?:周|星期|礼拜)[一二三四五六日天])"
)
_RANGE = re.compile(
    rf"(?<![{NUMERALS}提前])(?:从|自)?(?P<first>{_POINT})(?:起|开始)?(?:一直)?(?P<link>到|至|[-~—–]+)(?P<last>{_POINT})(?![{NUMERALS}点:时个天次遍份])(?:结束|为止|止)?"
)
# 12.3 in a sentence would rather be a number elsewhere.
_DOTTED = re.compile(rf"(?<![0-9.])(1[0-2]|0?[1-9])\.([0-2]?[0-9]|3[01])(?![0-9.元块万%个点]|{LESSONS})")
# 往后推一日 is 往后推一天, and no first of the month.
_SHIFTED_DAYS = re.compile(rf"([推早晚后前延迟缓移])([{NUMERALS}]{{1,2}})日(?![期子])")
# 过两个钟头 is 两个钟头后; 过两天 is some day.
_HENCE = re.compile(
    rf"过((?:[{NUMERALS}]+个?|半个?|[{NUMERALS}]+个半)(?:小时|钟头|分钟|刻钟)|(?![两])[{NUMERALS}]+天)(?!后)"
)
# 12月9日前, 周三以后, 五点前: the day or the hour itself is read, and that something lies before or after it.
_UNTIL_DAY = re.compile(rf"[到至](?=[{NUMERALS}]{{1,3}}[月号日.-])")
_BOUND = re.compile(
    rf"(?:(?<=[0-9{NUMERALS}][号点半])|(?<=[0-9]日)|(?<=月[0-9{NUMERALS}]日)|(?<=月[0-9{NUMERALS}]{{2}}日)|(?<=[周期拜][一二三四五六日天])|(?<=[0-9]分))"
    r"(?:之|以)?(?P<way>[前后])(?![一二两三四五六七八九十0-9天面期])"
)
_SPELT = re.compile(
    rf"[{NUMERALS}]{{1,3}}月初?[{NUMERALS}]{{1,3}}[号日]?(?:\(?(?:周|星期|礼拜)[一二三四五六日天]\)?)?"
)
WEEKDAYS = "一二三四五六日"
# 这个月31号, once more if it is said once more.
_OF_MONTH = re.compile(
    rf"(?P<words>(?:(?P<next>下)|[这本当])一?个?月的?(?P<day>[{NUMERALS}]{{2,3}})[号日])(?:(?P=day)[号日])*"
)
_MOST_DAYS = 31
_WITH_WEEKDAY = re.compile(
    rf"(?<![月{NUMERALS}])(?P<day>[{NUMERALS}]{{1,3}})[号日]\(?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])\)?"
)
_MONTHS_AHEAD = 4
"""In how many months a day that is said with its weekday is looked for."""
_LONGEST_WEEK = 2
_ALL_OF_A_WEEK = re.compile(r"周|星期|礼拜")


@dataclass(frozen=True)
class Stretch:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.first <= day <= self.last

    @property
    def days(self) -> tuple[date, ...]:
        """All of them."""
        return tuple(
            self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)
        )


@dataclass(frozen=True)
class FoundDay(Found):
    """A day in a message.

    `moments` are all that it can mean, the earliest first, aware; at midnight if no hour was said (`timed` is False). `part` is
    the usual hour of a part of the day that was said with it (明早). `before`: some day before it is meant. `weekday` is that
    of a day that was said by it alone (周三, not 下周三), 0 for Monday.
    """

    moments: tuple[datetime, ...]
    timed: bool = False
    part: time | None = None
    before: bool = False
    weekday: int | None = None
    bare: bool = False
    """Only the day of a month was said: 16号."""
    of_week: bool = False
    """The week was said with the day of the week: 下周三; days of the week behind it are of that week too."""

    @property
    def days(self) -> frozenset[date]:
        """The days that it can mean."""
        return frozenset(moment.date() for moment in self.moments)


@dataclass(frozen=True)
class WrongDay:
    """A day that there is not, as it was said, why, and what the reason speaks of; see `DateReading`."""

    words: str
    reason: Reason
    about: tuple[date, ...] = ()

    @property
    def around(self) -> Stretch | None:
        """The week or the month in which the right day is likely to lie; None if nobody knows."""
        if not self.about:
            return None
        if self.reason == "weekday":
            monday = self.about[0] - timedelta(days=self.about[0].weekday())
            return Stretch(monday, monday + timedelta(days=_SUNDAY))
        return Stretch(self.about[-1].replace(day=1), self.about[-1])


@dataclass(frozen=True)
class FoundStretch(Found):
    """A week or a month in which a day is still to be named, or two days with all between."""

    stretch: Stretch


def take_ranges(unread: Unread, now: datetime) -> Iterator[FoundStretch]:
    """Two days with something between them: 12月3日至5日, 周一到周五."""
    for match in list(_RANGE.finditer(unread.left)):
        stretch = _range(match, now)
        if stretch is not None:
            unread.take(match.start(), match.end())
            yield FoundStretch(match.start(), match.end(), stretch)


def take_days(
    unread: Unread, now: datetime, within: Stretch | None = None
) -> Iterator[FoundDay | FoundStretch]:
    """The days and the stretches of a message said at `now` (in the zone of the notice).

    A bare day lies `within` what came before.
    """
    before: FoundDay | None = None
    unread.left = _SHIFTED_DAYS.sub(r"\1\2天", unread.left)
    unread.left = _HENCE.sub(r"\1后", unread.left)
    unread.left = _DOTTED.sub(r"\1-\2", unread.left)
    bounds = {match.start(): match["way"] for match in _BOUND.finditer(unread.left)}
    unread.left = _BOUND.sub(lambda match: BLANK * len(match[0]), unread.left)
    for found_day in list(_of_a_weekday(unread.left, now)):
        unread.take(found_day.start, found_day.end)
        yield found_day
        before = found_day
    for one in find_dates(_without_first_hours(unread.left), now):
        words = unread.left[one.start : one.end]
        if BLANK in words or _is_clock(words):
            continue
        between = unread.left[before.end : one.start] if before is not None else ""
        moved = _moves(between)
        found = _month(one) or _day(one, words, now, within, before, moved)
        if found is None:
            continue
        unread.take(one.start, one.end)
        if isinstance(found, FoundDay):
            before = found = replace(found, before=bounds.get(one.end) == "前" and not found.timed)
        yield found
    for match in list(_WEEK.finditer(unread.left)):
        unread.take(match.start(), match.end())
        yield FoundStretch(match.start(), match.end(), _named_stretch(match, now.date()))


def _without_first_hours(text: str) -> str:
    """A text without the hours of what comes again until a day, which are no beginnings of ranges: 每周五5点到12月2号."""
    for match in _UNTIL_DAY.finditer(text):
        start = text.rfind(BLANK, 0, match.start()) + 1
        clock = read_clock(text, start) if start else None
        if clock is not None and clock.end == match.start():
            text = f"{text[:start]}{BLANK * (clock.end - start)}{text[clock.end :]}"
    return text


def _of_a_weekday(text: str, now: datetime) -> Iterator[FoundDay]:
    """Days of the month that are said with their weekday: 18号礼拜天 is the next 18th that is a Sunday."""
    for match in _WITH_WEEKDAY.finditer(text):
        number, weekday = counted(match["day"]), WEEKDAYS.index(match["weekday"].replace("天", "日"))
        for months in range(_MONTHS_AHEAD):
            month = now.month - 1 + months
            try:
                day = date(now.year + month // 12, month % 12 + 1, number or 0)
            except ValueError:
                continue
            if day >= now.date() and day.weekday() == weekday:
                moment = datetime.combine(day, time(), now.tzinfo)
                yield FoundDay(match.start(), match.end(), (moment,))
                break


def take_wrong_day(unread: Unread, now: datetime) -> WrongDay | None:
    """A day that is spelt out and does not exist, or is another day of the week than was said; None if there is none."""
    late = _late_in_month(unread, now)
    if late is not None:
        return late
    match = _SPELT.search(unread.left)
    if match is None:
        return None
    reading = read_date(match[0], now)
    if reading.reason not in ("no_such_day", "weekday", "lunar"):
        return None
    unread.take(match.start(), match.end())
    return WrongDay(match[0], reading.reason, tuple(date.fromisoformat(day) for day in reading.about))


def _late_in_month(unread: Unread, now: datetime) -> WrongDay | None:
    """A day of this month or the next that these have not: 这个月31号 in November; None if there is none."""
    found: WrongDay | None = None
    for match in list(_OF_MONTH.finditer(unread.left)):
        month = now.month - 1 + (1 if match["next"] else 0)
        year, month = now.year + month // 12, month % 12 + 1
        last = monthrange(year, month)[1]
        number = counted(match["day"]) or 0
        if not last < number <= _MOST_DAYS:
            continue
        unread.take(match.start(), match.end())
        found = found or WrongDay(match["words"], "no_such_day", (date(year, month, last),))
    return found


def _moves(between: str) -> bool:
    """Whether the words between two days say that the one is moved to the other: 提前到, 改到."""
    shifts = finder("shift", "earlier", "later").stands_in(between)
    return finder("reminding", "changes").stands_in(between) or (
        shifts and finder("shift", "to").stands_in(between[-1:])
    )


def take_feast(unread: Unread, talk: Sequence[Found]) -> WrongDay | None:
    """A feast of the lunar calendar before what is to be told: 春节提醒我; 提醒我买春节的票 tells of it."""
    end = talk[0].start if talk else len(unread.left)
    for word in finder("reminding", "feasts").found_in(unread.left[:end]):
        unread.take(word.start, word.end)
        return WrongDay(word.word, "lunar")
    return None


def take_wrong_hours(unread: Unread) -> Iterator[Found]:
    """The times of day that there are not: 25:00, 25点; 礼拜三9点 is no 39点."""
    place = 0
    while place < len(unread.left):
        clock = read_clock(unread.left, place)
        of_week = _ALL_OF_A_WEEK.search(unread.left[max(0, place - _LONGEST_WEEK) : place])
        if clock is None or clock.reason != "no_such_time" or of_week:
            place = place + 1 if clock is None or of_week is None else clock.end
            continue
        unread.take(place, clock.end)
        yield Found(place, clock.end)
        place = clock.end


def weekdays_of(stretch: Stretch, words: str) -> tuple[int, ...]:
    """The days of the week of a range that names them (周一到周五); none if it names days of the calendar."""
    length = (stretch.last - stretch.first).days
    if not _ALL_OF_A_WEEK.search(words) or length > _SUNDAY:
        return ()
    days = (stretch.first + timedelta(days=number) for number in range(length + 1))
    return tuple(sorted(day.weekday() for day in days))


def _is_clock(words: str) -> bool:
    clock = read_clock(words, 0)
    return clock is not None and clock.end == len(words)


def _month(one: FoundDate) -> FoundStretch | None:
    """A month without a day: a stretch."""
    value = one.reading.value or ""
    if len(value) != _LENGTH_OF_MONTH:
        return None
    year, month = map(int, value.split("-"))
    last = date(year, month, monthrange(year, month)[1])
    return FoundStretch(one.start, one.end, Stretch(date(year, month, 1), last))


def _day(
    one: FoundDate,
    words: str,
    now: datetime,
    within: Stretch | None,
    before: FoundDay | None,
    moved: bool = False,
) -> FoundDay | None:
    """A day as a message says it; `moved`: `before` is to be moved to it (17号没人，提到礼拜五)."""
    values = [one.reading.value] if one.reading.value else list(one.reading.ambiguous)
    exact = [value for value in values if len(value) >= _LENGTH_OF_DAY]
    if not exact or len(exact) != len(values):
        return None
    timed = any(len(value) > _LENGTH_OF_DAY for value in exact)
    moments = sorted(_parsed_moment(value, now) for value in exact)
    if within is not None:
        moments = _within(words, moments, within, now) or moments
    elif before is not None and _BARE_DAY.match(words) and not _MONTH.search(words):
        moments = _beside(words, before.moments[0], now) or moments
    elif (
        before is not None
        and _BARE_WEEKDAY.match(words)
        and (moved or before.of_week or one.start - before.end <= _NEAR)
    ):
        moments = [_in_week_of(before.moments[0], moments[0], now)]
    ahead = [moment for moment in moments if _ahead(moment, now, timed)]
    if not ahead and not _MONTH.search(words):
        moments = _read(words, now, "future") or moments
        ahead = [moment for moment in moments if _ahead(moment, now, timed)]
    found = tuple(ahead or moments[-1:])
    weekday = found[0].weekday() if _BARE_WEEKDAY.match(words) else None
    return FoundDay(
        one.start,
        one.end,
        found,
        timed,
        part_in(words),
        weekday=weekday,
        bare=bool(_BARE_DAY.fullmatch(words)),
        of_week=words[0] in _WEEKS or (weekday is not None and before is not None and before.of_week),
    )


def _within(words: str, moments: list[datetime], within: Stretch, now: datetime) -> list[datetime]:
    """The days of the stretch that the words can mean, as if said at its beginning."""
    fitting = [moment for moment in moments if within.holds(moment.date())]
    if fitting:
        return fitting
    begin = datetime.combine(within.first, time(), now.tzinfo)
    return [moment for moment in _read(words, begin, "future") if within.holds(moment.date())][:1]


def _beside(words: str, first: datetime, now: datetime) -> list[datetime]:
    """A bare day is near the day before it: 12月28号、3号; 1月3号要报掉，2号提醒我."""
    midnight = datetime.combine(first.date(), time(), now.tzinfo)
    found = [moment for prefer in _BOTH for moment in _read(words, midnight, prefer)]
    ahead = [moment for moment in found if moment.date() >= now.date()]
    near = min((abs(moment.date() - first.date()) for moment in ahead), default=None)
    return sorted({moment for moment in ahead if abs(moment.date() - first.date()) == near})


def _in_week_of(before: datetime, moment: datetime, now: datetime) -> datetime:
    """A bare weekday beside another day is of the same week, or of the next if that is over: 下周六改到周日."""
    there = before.date() + timedelta(days=moment.weekday() - before.weekday())
    day = there if there >= now.date() else there + timedelta(weeks=1)
    return datetime.combine(day, moment.time(), now.tzinfo)


def _read(words: str, now: datetime, prefer: Prefer) -> list[datetime]:
    """All the moments that the words can mean, said at `now`."""
    return sorted(
        _parsed_moment(value, now)
        for one in find_dates(words, now, prefer)
        for value in ((one.reading.value,) if one.reading.value else one.reading.ambiguous)
        if len(value) >= _LENGTH_OF_DAY
    )


def _ahead(moment: datetime, now: datetime, timed: bool) -> bool:
    return moment > now if timed else moment.date() >= now.date()


def _parsed_moment(value: str, now: datetime) -> datetime:
    day, _, hour = value.partition(" ")
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour or "00:00"), now.tzinfo)


def _range(match: re.Match[str], now: datetime) -> Stretch | None:
    first = _end_of_range(match["first"], now)
    if first is None or (match["last"].isdecimal() and match["first"].isdecimal()):
        return None
    begin = datetime.combine(first, time(), now.tzinfo)
    words = match["last"] if not _BARE_DAY.fullmatch(match["last"]) else f"{match['last'].rstrip('号日')}号"
    last = _end_of_range(words, begin)
    return Stretch(first, last) if last is not None and first <= last else None


def _end_of_range(words: str, now: datetime) -> date | None:
    """The day that one end of a range names, the next one if it can mean several."""
    words = f"{words}号" if words.isdecimal() else words
    reading = read_date(words, now, prefer="nearest" if _MONTH.search(words) else "future")
    values = [reading.value] if reading.value else list(reading.ambiguous)
    days = [date.fromisoformat(value[:_LENGTH_OF_DAY]) for value in values if len(value) >= _LENGTH_OF_DAY]
    return next((day for day in sorted(days) if day >= now.date()), days[-1] if days else None)


def _named_stretch(match: re.Match[str], today: date) -> Stretch:
    if match["month"]:
        first = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
        return Stretch(first, first.replace(day=monthrange(first.year, first.month)[1]))
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_WEEKS[match["scope"]])
    return Stretch(max(monday, today), monday + timedelta(days=_SUNDAY))
