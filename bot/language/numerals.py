"""Numbers as people write them: Arabic or Chinese, counted (二十三, 廿三) or spelt by digits (二〇二二)."""

from __future__ import annotations

import re

ZERO = "零〇"
DIGITS = "一二两三四五六七八九"
UNITS = "十百千廿卅"
NUMERALS = f"0-9{ZERO}{DIGITS}{UNITS}"
"""The inside of a regex character class: every character that a number can be written with."""

_VALUES = {
    **dict.fromkeys(ZERO, 0),
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
    "两": 2,
}
# A counted number below 10,000: thousands, hundreds, tens (十, 二十, 廿, 卅), ones; 零 may bridge a gap.
_COUNTED = re.compile(
    r"(?:([一二两三四五六七八九])千)?[零〇]?(?:([一二两三四五六七八九])百)?[零〇]?"
    r"(?:([一二三四五六七八九])?(十)|([廿卅])十?)?[零〇]?([一二两三四五六七八九])?"
)


def spelt(text: str) -> int | None:
    """The number of digits side by side, Arabic or Chinese ("2022", "二〇二二", "二0一一"), else None."""
    digits = [str(_VALUES.get(character, character)) for character in text]
    joined = "".join(digits)
    return int(joined) if joined.isascii() and joined.isdecimal() else None


def counted(text: str) -> int | None:
    """The number of an amount ("15", "十五", "一百零三"), else None.

    Two Chinese digits side by side are no amount: 三四年 is "three or four years", not thirty-four.
    """
    if text.isascii():
        return int(text) if text.isdecimal() else None
    if len(text) == 1 and text in _VALUES:
        return _VALUES[text]
    match = _COUNTED.fullmatch(text)
    if match is None or not text.strip(ZERO):
        return None
    thousands, hundreds, tens, ten, score, ones = match.groups()
    total = _VALUES.get(ones or "零", 0)
    total += 1000 * _VALUES.get(thousands or "零", 0) + 100 * _VALUES.get(hundreds or "零", 0)
    if ten:
        total += 10 * _VALUES[tens or "一"]
    return total + {"廿": 20, "卅": 30}.get(score or "", 0)


def number(text: str) -> int | None:
    """The number of a month, day, hour or minute: counted, or else spelt ("二六" as the 26th)."""
    value = counted(text)
    return spelt(text) if value is None else value
