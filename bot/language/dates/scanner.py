"""Finds the date phrases of a text, from left to right; what is refused is stepped over as a whole."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.language.dates.day import read_day
from bot.language.dates.mention import Day, Mention, Reading, Reason
from bot.language.dates.non_dates import refused, spoiled
from bot.language.dates.offset import read_offset
from bot.language.dates.phrase import Phrase
from bot.language.dates.second_reader import read_foreign
from bot.language.dates.time_of_day import (
    Clock,
    bound_after,
    noon,
    open_hours,
    read_clock,
    read_part,
    rough_after,
)
from bot.language.dates.weekday import read_weekday_beside
from bot.language.numerals import NUMERALS

_NUMBER = re.compile(rf"[{NUMERALS}]+")
# 那年5月, 当月5号: what they belong to was said and could not be read.
_OF_A_YEAR, _OF_A_MONTH = re.compile(r"(?<!半)年(?:度|份)?的?$"), re.compile(r"月份?的?$")
_FURTHEST_BACK = 4
# Between a day and its time: 12月3日（周六）那天的上午9点, 2022-12-06T09:00.
_TO_TIME = re.compile(r"(?:那天|那日|当天|当日)?的?[,\s]?T?")
_ZONE = re.compile(r"Z|(?P<sign>[+-])(?P<hours>[01][0-9]):?(?P<minutes>[0-5][0-9])")
# Words between the two ends of a range are no mentions of their own: June 2019 to June 2022.
_LINKS = re.compile("to|through|until|till", re.IGNORECASE)
# A bare 三点 may be "three points"; it is a time if something is to be done at it.
_THEN = re.compile(r"钟|整|左右|前后|的?时候|再?(?:请|记得)?(?:提醒|通知|叫|喊|催|告诉|发|推|找|给)")


def scan(phrase: Phrase) -> list[Mention]:
    """All mentions, also those which are recognised and mean nothing."""
    mentions: list[Mention] = []
    foreign = read_foreign(phrase.text, phrase.now)
    place = 0
    while place < len(phrase.text):
        mention = _foreign(phrase, foreign[place]) if place in foreign else _mention(phrase, place)
        if (
            mention is not None
            and not mention.days
            and mentions
            and _belongs(phrase.text, mentions[-1], mention)
        ):
            mention = replace(mention, clocks=())
        if mention is not None:
            if not _LINKS.fullmatch(phrase.text, mention.start, mention.end):
                mentions.append(mention)
            place = mention.end
            continue
        # A number that nobody could read is left as a whole: its tail would be another number.
        number = _NUMBER.match(phrase.text, place)
        place = number.end() if number else place + 1
    return mentions


def _belongs(text: str, before: Mention, clock: Mention) -> bool:
    """Whether a time stands at a day that could not be read: 截止前一天上午9点 is not today's nine."""
    return not before.readable and bool(_TO_TIME.fullmatch(text, before.end, clock.start))


def _mention(phrase: Phrase, start: int) -> Mention | None:
    refusal = refused(phrase.text, start)
    if refusal is not None:
        return Mention(start, refusal[0], reason=refusal[1])
    offset = read_offset(phrase.text, start, phrase.now)
    if offset is not None and offset.names_time:
        moment = offset.moment
        clock = () if moment is None else (moment.hour * 60 + moment.minute,)
        day = () if moment is None else (Day(moment.year, moment.month, moment.day),)
        return Mention(start, offset.end, day, clock, reason=offset.reason)
    reading = read_day(phrase, start, offset)
    if reading is None:
        return _lone_clock(phrase, start)
    if _of_something_unread(phrase.text, start, reading):
        reading = replace(reading, reason="vague")
    return _with_time(phrase, start, reading)


def _of_something_unread(text: str, start: int, reading: Reading) -> bool:
    """Whether a month stands right after a year, or a day after a month, that nobody read: 那年5月, 当月5号."""
    before = text[max(0, start - _FURTHEST_BACK) : start]
    days = reading.days
    if not days:
        return False
    if all(day.year is None and day.month for day in days):
        return bool(_OF_A_YEAR.search(before))
    return all(day.month is None and day.day for day in days) and bool(_OF_A_MONTH.search(before))


def _foreign(phrase: Phrase, found: Mention) -> Mention:
    """A date that the second reader read, with what our own grammar reads after it."""
    if not found.days:
        return found
    if found.clocks:
        spoil = spoiled(phrase.text, found.end, bare_year=False)
        return found if spoil is None else Mention(found.start, found.end, reason=spoil[1])
    mention = _with_time(phrase, found.start, Reading(found.end, found.days))
    return mention if mention.weekday is not None else replace(mention, weekday=found.weekday)


def _with_time(phrase: Phrase, start: int, reading: Reading) -> Mention:
    """The day with the weekday and the time that follow it, unless what comes then spoils it."""
    text, end = phrase.text, reading.end
    bare_year = any(day.bare_year for day in reading.days)
    mention = Mention(start, end, reading.days, reason=reading.reason)
    spoil = spoiled(text, end, bare_year=bare_year)
    if spoil is not None:
        return _spoilt(mention, *spoil)
    beside = read_weekday_beside(text, end)
    if beside is not None:
        mention = replace(mention, weekday=beside[0], end=beside[1])
    mention = _timed(text, phrase, mention)
    spoil = spoiled(text, mention.end, bare_year=False)
    return mention if spoil is None else replace(_spoilt(mention, *spoil), clocks=())


def _spoilt(mention: Mention, end: int, reason: Reason) -> Mention:
    """The mention as no date. It keeps what it says, which may complete the next: 去年上半年5月."""
    if not reason:
        return replace(mention, days=())
    end = mention.end if reason == "range" else end
    return replace(mention, end=end, reason=mention.reason or reason)


def _timed(text: str, phrase: Phrase, mention: Mention) -> Mention:
    link = _TO_TIME.match(text, mention.end)
    place = link.end() if link else mention.end
    if hours := open_hours(text, place):
        return replace(mention, end=hours[0], reason=hours[1])
    clock = read_clock(text, place)
    if clock is None:
        part, end = read_part(text, place)
        return replace(mention, clocks=noon(part), end=end) if part else mention
    if bound_after(text, clock.end):
        return replace(mention, end=clock.end, reason="range")
    if not clock.minutes:
        return replace(mention, end=clock.end, days=mention.days if clock.reason else (), reason=clock.reason)
    rough = rough_after(text, clock.end)
    if rough is not None:
        return replace(mention, end=rough)
    zone = _ZONE.match(text, clock.end)
    if zone is not None and clock.digital and "T" in text[mention.end : place]:
        return replace(mention, clocks=_local(phrase, clock, zone), end=zone.end())
    return replace(mention, clocks=clock.minutes, end=clock.end)


def _lone_clock(phrase: Phrase, start: int) -> Mention | None:
    """A time without a day: today's or tomorrow's."""
    text = phrase.text
    clock = read_clock(text, start)
    if clock is None:
        return None
    rough = rough_after(text, clock.end)
    said_with_minutes = not text[start : clock.end].endswith(("点", "时"))
    if clock.plain and not (
        said_with_minutes
        or phrase.alone(start, clock.end if rough is None else rough)
        or _THEN.match(text, clock.end)
    ):
        return Mention(start, clock.end)
    if rough is not None:
        return Mention(start, rough, reason="vague")
    if bound_after(text, clock.end) or spoiled(text, clock.end, bare_year=False):
        return Mention(start, clock.end, reason="range")
    return Mention(start, clock.end, (), clock.minutes, reason=clock.reason)


def _local(phrase: Phrase, clock: Clock, zone: re.Match[str]) -> tuple[int, ...]:
    """The clock of another zone as minutes of the same day here; before midnight they are negative."""
    said = 0
    if zone["hours"]:
        said = (int(zone["hours"]) * 60 + int(zone["minutes"])) * (-1 if zone["sign"] == "-" else 1)
    here = phrase.now.utcoffset() or timedelta()
    return tuple(minute - said + int(here.total_seconds() // 60) for minute in clock.minutes)
