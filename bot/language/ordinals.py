"""Which one of a list is meant: 第二个, 第3种, 选第一个, 2, 三, C项, 最后一个, 倒数第二个, 从上往下第三样, 中间那个就是."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.language.found import Found
from bot.language.normalize import normalize
from bot.language.numerals import CHINESE, DIGITS, NUMERALS, counted
from bot.language.question_words import asks
from bot.language.word_finder import finder
from bot.language.words import one_of, words

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
_THAT, _ITEM = f"(?:{one_of('place', 'that')}|[1{DIGITS[0]}]){{0,3}}", one_of("place", "option")
# A place by number, counted from either end, or by a word for it; as texts read after normalisation.
_PLACED = re.compile(
    rf"(?P<back>{one_of('place', 'counts_back')})?(?:{one_of('place', 'counts_on')})?"
    rf"(?P<th>{one_of('place', 'th')})?\s*(?P<number>[{NUMERALS}]{{1,3}})(?![{NUMERALS}])(?P<item>{_THAT}{_ITEM})?"
    rf"|(?P<first>{one_of('place', 'top')}|{one_of('place', 'top_of')}(?={_THAT}{_ITEM}))(?:{_THAT}{_ITEM}|{_THAT})"
    rf"|(?P<last>{one_of('place', 'bottom')}|{one_of('place', 'bottom_of')}(?={_THAT}{_ITEM}))(?:{_THAT}{_ITEM}|{_THAT})"
    rf"|(?P<before>{one_of('place', 'ahead_of')}){_THAT}{_ITEM}|(?P<behind>{one_of('place', 'behind_it')}){_THAT}{_ITEM}"
    rf"|(?P<middle>{one_of('place', 'middle_of')}){_THAT}{_ITEM}"
)
_MOST = 99
_FEW_CHARACTERS, _MOST_BEHIND = 14, 4
"""Characters of a text that does no more than pick one of the options in view, and of what stands behind the place."""
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


def ordinal(text: str, *, among_options: bool = False) -> int | None:
    """The place that a text names and nothing else, counted from 1 or from LAST backwards, or MIDDLE; None if it says more.

    A bare number is a place too: who calls it knows whether the person may be answering with an amount. `among_options`: the
    list is that of a question just put, so that 下面那个 is one of it, and neither what was said nor what comes next.
    """
    said = unicodedata.normalize("NFKC", text).strip().lower()
    if lettered := _LETTERED.fullmatch(said):
        return ord(lettered[1]) - ord("a") + 1
    numbered = _NUMBERED.fullmatch(said) or _BARE.fullmatch(said)
    place = counted(numbered[1]) if numbered and numbered[1] != "两" else None
    if place is not None and 1 <= place <= _MOST:
        return place
    return _place_alone(normalize(text), among_options)


def _place_alone(said: str, among_options: bool) -> int | None:
    """The only place that a normalised text names, if all else in it only says that it is this one."""
    before, behind = finder("place", "picks"), finder("place", "picked")
    places = list(_PLACED.finditer(said))
    for found in places:
        if before.covers(said[: found.start()]) and behind.covers(said[found.end() :]):
            return _place_of(found, among_options)
    if among_options and len(said) <= _FEW_CHARACTERS and not (asks(said) or _is_else(said)):
        pointed = [
            found for found in places if _is_pointed(found) and len(said) - found.end() <= _MOST_BEHIND
        ]
        return _place_of(pointed[0], among_options) if len(pointed) == 1 else None
    return None


def _is_else(said: str) -> bool:
    """Whether a text tells a time, or orders something to be done: 我是第二个孩子那年, 改第1项."""
    return finder("time", "vague").stands_in(said) or finder("place", "orders").stands_in(said)


def _is_pointed(found: re.Match[str]) -> bool:
    """Whether a place is told with what stands for an option, so that in a few words it picks one: 从头数过去第四档."""
    is_counted = bool(found["th"] or found["back"]) and bool(found["item"])
    is_at_end = bool(found["first"] or found["last"])
    return (is_counted or is_at_end) and found[0].endswith(words("place", "stands_for"))


def _place_of(found: re.Match[str], among_options: bool) -> int | None:
    if found["number"]:
        place = counted(found["number"])
        told = found["back"] or found["th"] or (found["item"] and among_options and _points(found["item"]))
        if not told or place is None or not 1 <= place <= _MOST:
            return None
        return -place if found["back"] else place
    if found["middle"]:
        return MIDDLE
    if (found["before"] or found["behind"]) and not among_options:
        return None
    return 1 if found["first"] or found["before"] else LAST


def _points(item: str) -> bool:
    """Whether a measure word is pointed at, so that the number before it is no amount: 3那条 and 3号选项, not 3条."""
    return finder("place", "points", "called").stands_in(item)


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
