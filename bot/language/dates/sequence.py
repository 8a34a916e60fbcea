"""Several dates in one sentence: ranges, lists that share a month, and dates that are denied."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.dates.mention import LAST_DAY, Day, Mention
from bot.language.negation import corrected

_TO = re.compile(
    r"(?:起|开始|份|\)|那天)*,?(?:一直|直|截止)?(?:到|至|[-~]|到了)|\s?(?:to|through|until|till)\s?"
)
# 12月6日或7日; 12月9日开始公示，到16日结束: later days of one sentence share the month.
_SAME_SENTENCE = re.compile(r"[^.!?。;\n]{0,20}")


def without_ranges(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions that stand for a date of their own, each completed from the one before in a list."""
    kept: list[Mention] = []
    range_open = False
    for place, mention in enumerate(mentions):
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        starts_range = following is not None and bool(_TO.fullmatch(text[mention.end : following.start]))
        if place and not range_open:
            mention = _completed(text, mentions[place - 1], mention)
        if mention.readable and not (
            starts_range or range_open or corrected(text[max(0, mention.start - 5) : mention.start])
        ):
            kept.append(mention)
        range_open = starts_range
    return kept


def _completed(text: str, before: Mention, mention: Mention) -> Mention:
    """The mention with the year and month of the one before it, if it leaves them out."""
    gap = text[before.end : mention.start]
    if not before.days or not mention.days or not _SAME_SENTENCE.fullmatch(gap):
        return mention
    return replace(mention, days=tuple(_filled(day, before.days[0]) for day in mention.days))


def _filled(day: Day, model: Day) -> Day:
    if day.year is not None or day.weekday is not None or day.current:
        return day
    if day.month is not None:
        later = model.month is not None and day.month >= model.month
        return replace(day, year=model.year) if later else day
    later = model.day is not None and day.day is not None and (model.day <= day.day or day.day == LAST_DAY)
    return replace(day, year=model.year, month=model.month) if later else day
