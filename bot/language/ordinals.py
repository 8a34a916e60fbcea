"""Which one of a list is meant: 第二个, 第3种, 选第一个, 2, 三, C项, 最后一个."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.language.found import Found
from bot.language.numerals import CHINESE, NUMERALS, counted
from bot.language.words import one_of

Item = TypeVar("Item")
LAST, MIDDLE = -1, 0
"""最后一个, 中间那个; -2 is the last but one."""

_CHOOSES = r"(?:我?选择?|我?要|挑)?\s*"
_ENDS = r"(?:吧|呢|啊|的|那个)*\s*[.。、)!]?"
# With 第 nothing else can be meant; without it 3份 and 两个 are amounts.
_NUMBERED = re.compile(
    rf"(?:那?就)?{_CHOOSES}第\s*([{NUMERALS}]{{1,3}})\s*(?:[个号项条种类样款题位件步份行]|选项)?{_ENDS}"
)
_BARE = re.compile(rf"{_CHOOSES}([0-9]{{1,2}}|[{CHINESE}]{{1,3}})\s*[个号项条]?{_ENDS}")
_LETTERED = re.compile(rf"{_CHOOSES}([a-h])\s*(?:项|选项)?{_ENDS}")
_LAST = re.compile(rf"(?:那?就)?{_CHOOSES}最后[面那一1]{{0,2}}\s*[个项条种类款题]{_ENDS}")
_MOST = 99
_DAY = "号"
# 第二个, 第二次 and 最后一条 within a sentence; 第二天 is no place in a list. Reminders are read as they were typed, all else
# after normalisation, where 末 is 未.
_WITHIN = re.compile(
    rf"{one_of('place', 'from_end')}\s*(?P<back>[{NUMERALS}]{{1,2}})(?![{NUMERALS}]|{one_of('place', 'no_item')})"
    rf"{one_of('place', 'item')}?"
    rf"|第\s*(?P<place>[{NUMERALS}]{{1,3}})(?![{NUMERALS}天周年月日个]|\s*届)\s*(?:[项条种类款件份行步位]|(?P<time>[次遍回]))?"
    rf"|第\s*(?P<counted>[{NUMERALS}]{{1,3}})\s*个(?![月星礼])"
    rf"|(?P<middle>[中当][间中](?:那|的|[一1])?[个条项次])|(?P<first>头[一1]?[个条项步位])"
    rf"|(?P<last>(?:最[后末未]|[末未]尾)[面脚]?那?[一1]?(?:[个条项步位]|(?P<last_time>次)))"
)


@dataclass(frozen=True)
class FoundPlace(Found):
    """A place of a list, counted from 1, or LAST or MIDDLE; `time` if it was told as a time: 第二次."""

    place: int
    time: bool = False


def ordinal(text: str) -> int | None:
    """The place that a text names and nothing else, counted from 1, or LAST; None if it says anything more.

    A bare number is a place too: who calls it knows whether the person may be answering with an amount.
    """
    said = unicodedata.normalize("NFKC", text).strip().lower()
    if _LAST.fullmatch(said):
        return LAST
    if lettered := _LETTERED.fullmatch(said):
        return ord(lettered[1]) - ord("a") + 1
    numbered = _NUMBERED.fullmatch(said) or _BARE.fullmatch(said)
    place = counted(numbered[1]) if numbered and numbered[1] != "两" else None
    return place if place is not None and 1 <= place <= _MOST else None


def names_day(text: str) -> bool:
    """Whether a place in a list may as well be a day of the month: 2号."""
    return _DAY in unicodedata.normalize("NFKC", text)


def ordinals_in(text: str) -> Iterator[FoundPlace]:
    """The places of a list that a sentence names, in order: 第二个改到8点, 第一和第三条不要."""
    for match in _WITHIN.finditer(text):
        said = match["place"] or match["counted"] or match["back"]
        place = (
            LAST if match["last"] else MIDDLE if match["middle"] else 1 if match["first"] else counted(said)
        )
        if match["back"] and place is not None:
            place = -place
        if place is not None and place <= _MOST:
            yield FoundPlace(match.start(), match.end(), place, bool(match["time"] or match["last_time"]))


def chosen(items: Sequence[Item], place: int) -> Item | None:
    """The item at a place that was named, from the end if it is negative; None if there is none, as a middle one among four."""
    middle = (len(items) + 1) // 2 if len(items) % 2 else 0
    position = middle if place == MIDDLE else place if place > 0 else len(items) + 1 + place
    return items[position - 1] if 1 <= position <= len(items) else None
