"""Several dates in one sentence: ranges, lists that share a month, and dates that are denied or taken back."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.dates.mention import LAST_DAY, Day, Mention
from bot.language.negation import corrected
from bot.language.words import one_of

_TO = re.compile(
    r"(?:起|开始|份|\)|那天)*,?(?:一直|直|截止)?(?:到|至|[-~]|到了)|\s?(?:to|through|until|till)\s?"
)
# 12月6日或7日; 12月9日开始公布，到16日结束: later days of one sentence share the month.
_SAME_SENTENCE = re.compile(r"[^.!?。;\n]{0,20}")
# 两三年前的6月, 周五（12月3日）: right after one another, and of one thing.
_OF = re.compile("的?")
_APPOSED = re.compile(rf"{one_of('time', 'softens')}?[,\s]?\(?")
# 2016、不，2015年11月; 12月6日，哦看错了，是9日.
_TAKEN_BACK = re.compile(
    r"[吧啊的了]?[,;。、.\s]*[哦噢啊呃嗯]?,?(?:不对|不是(?=,)|不(?=[,、])|错了|[看说记打写搞弄][岔错]了?|更正)[^0-9]{0,6}"
)
# What leaves the year (month, week) to a phrase that was vague about it.
_LEFT_OPEN = (
    ("年", lambda day: day.year is None and day.month is not None),
    ("月", lambda day: day.month is None and day.day is not None),
    ("周星拜", lambda day: day.weekday is not None),
)


def in_sequence(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions as they belong together: each completed from the one before, the ends of a range marked as such.

    Those that are denied (不是去年) or taken back (12月6日，不对，9日) are left out.
    """
    mentions = _apposed(text, mentions)
    found: list[Mention] = []
    range_open = False
    for place, mention in enumerate(mentions):
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        gap = text[mention.end : following.start] if following is not None else ""
        starts_range = following is not None and bool(_TO.fullmatch(gap))
        if place and not range_open:
            mention = _completed(text, mentions[place - 1], mention)
        if (starts_range or range_open) and mention.readable:
            mention = replace(mention, reason="range")
        range_open = starts_range
        taken_back = following is not None and following.readable and _TAKEN_BACK.fullmatch(gap)
        if not taken_back and not corrected(text[max(0, mention.start - 5) : mention.start]):
            found.append(mention)
    return found


def _apposed(text: str, mentions: list[Mention]) -> list[Mention]:
    """A weekday right before a date is the weekday of that date, a year right after it its year: 周五（12月3日）; 5月，2019年."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if (
            before is not None
            and _bare_weekday(before)
            and mention.weekday is None
            and any(day.day is not None for day in mention.days)
            and _APPOSED.fullmatch(text[before.end : mention.start])
        ):
            joined[-1] = replace(mention, start=before.start, weekday=before.days[0].weekday)
        elif (
            before is not None
            and _year_of(before, mention)
            and _APPOSED.fullmatch(text[before.end : mention.start])
        ):
            days = tuple(replace(day, year=mention.days[0].year) for day in before.days)
            joined[-1] = replace(before, end=mention.end, days=days)
        else:
            joined.append(mention)
    return joined


def _year_of(date: Mention, year: Mention) -> bool:
    return (
        date.readable and date.yearless and year.readable and len(year.days) == 1 and year.days[0].bare_year
    )


def _bare_weekday(mention: Mention) -> bool:
    return (
        mention.readable
        and not mention.clocks
        and [day.weekday is not None for day in mention.days] == [True]
    )


def _completed(text: str, before: Mention, mention: Mention) -> Mention:
    """The mention with the year and month of the one before it, if it leaves them out."""
    gap = text[before.end : mention.start]
    if not mention.days or not _SAME_SENTENCE.fullmatch(gap):
        return mention
    if not before.readable and _OF.fullmatch(gap):
        return _of_vague(text, before, mention)
    if not before.days:
        return mention
    return replace(mention, days=tuple(_filled(day, before.days[0]) for day in mention.days))


def _of_vague(text: str, before: Mention, mention: Mention) -> Mention:
    """The mention in the year of 去年上半年; of 两三年前 it can say no more than that."""
    if len(before.days) == 1 and before.days[0].bare_year:
        year = before.days[0].year
        return replace(mention, days=tuple(replace(day, year=day.year or year) for day in mention.days))
    said = text[before.start : before.end]
    for units, left_open in _LEFT_OPEN:
        if any(unit in said for unit in units) and all(map(left_open, mention.days)):
            return replace(mention, reason=before.reason)
    return mention


def _filled(day: Day, model: Day) -> Day:
    if day.year is not None or day.weekday is not None or day.current:
        return day
    if day.month is not None:
        later = model.month is not None and day.month >= model.month
        return replace(day, year=model.year) if later else day
    later = model.day is not None and day.day is not None and (model.day <= day.day or day.day == LAST_DAY)
    return replace(day, year=model.year, month=model.month) if later else day
