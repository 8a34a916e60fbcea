"""Words that say only roughly when something was (以前, 年后, 刚才), and lengths of time (三年)."""

from __future__ import annotations

import re

from bot.language.dates.holiday import beside_holiday
from bot.language.dates.mention import Reason
from bot.language.numerals import NUMERALS, approximate
from bot.language.words import one_of

_VAGUE = re.compile(one_of("time", "vague", "season", "moving"))
_N = f"[{NUMERALS}几数多]"
_LENGTH = re.compile(
    rf"(?:{_N}{{1,6}}|半)[多来余]?(?:年(?![级代份度轻])|个?半?月|天|周|个?(?:星期|礼拜|小时|钟头|工作日)|分钟)"
)
_COUNTED_FROM = re.compile(rf"第{_N}{{1,3}}[年个月天周]|[早晚后头]{_N}{{1,3}}(?:年|天|个月)")
_AROUND = re.compile("多|来|几|数|余|左右|上下|前|后")


def vague_words(text: str) -> Reason:
    """What a text without any date says of a time instead; "" if it says nothing of one.

    It is a hint for the answer to somebody who was asked for a date: 以前没评过 holds such words too.
    """
    if beside := beside_holiday(text):
        return beside
    if _VAGUE.search(text) or _COUNTED_FROM.search(text):
        return "vague"
    length = _LENGTH.search(text)
    if length is None:
        return ""
    said = length[0] + text[length.end() : length.end() + 2]
    return "vague" if approximate(said) or _AROUND.search(said) else "length"
