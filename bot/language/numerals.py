"""Numbers as people write them: Arabic or Chinese, counted (二十三, 一百二, 廿三) or spelt by digits (二〇二二)."""

from __future__ import annotations

import re

from bot.language.words import one_of, words

ZERO = "零〇"
DIGITS = "一二两三四五六七八九"
UNITS = "十百千廿卅"
TENS = UNITS[0] + UNITS[3:]
"""Those that are tens by themselves."""
NUMERALS = f"0-9{ZERO}{DIGITS}{UNITS}"
"""The inside of a regex character class: every character that a number can be written with."""
CHINESE = f"{ZERO}{DIGITS}{UNITS}"
"""The same without the Arabic digits."""

LESSONS = "[学课][时分]"
"""A pattern of what lessons are counted in, whatever they are called."""

_VALUES = {
    **dict.fromkeys(ZERO, 0),
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
    "两": 2,
}
# A counted number below 10,000: thousands, hundreds, tens (十, 二十, 廿, 卅), ones; 零 may bridge a gap.
_COUNTED = re.compile(
    rf"(?:([{DIGITS}])千)?[零〇]?(?:([{DIGITS}])百)?[零〇]?"
    rf"(?:([一二三四五六七八九])?(十)|([廿卅])十?)?[零〇]?([{DIGITS}])?"
)
_HOLIDAYS = frozenset({"三八", "五一", "五四", "六一", "七一", "八一"})
"""Days with a name of two digits; as numbers they would be said with a 十."""
_SHORT = {"百": 10, "千": 100}
"""What a last digit counts right after one of these: 一百二 is 120, 三千五 is 3,500."""
HUNDREDS = "".join(_SHORT)
"""Signs with which no number up to a hundred begins."""
# Two neighbours side by side, 三两 and 三五 leave open which of them is meant: 一两, 两三, 七八十, 十七八, 2三.
_NEIGHBOURS = re.compile(
    rf"(?<![{ZERO}{DIGITS}0-9])(?:[一1][二两]|[两二2]三|[三3][四两五]|[四4]五|[五5]六|[六6]七|[七7]八|[八8]九)(?![{ZERO}{DIGITS}0-9])"
)
_IN_CHINESE = str.maketrans("123456789", "一二三四五六七八九")
_SHORTEST_YEAR = 4
_MOST_DIGITS = 18
"""Digits of a number; more are none that anybody says."""
# A letter that looks like a digit: 2O21年, 202l.12.6, 9O课时. Codes are no such numbers (A4, 1l, B2O): the first figures
# must be a year, or what is counted must follow.
_ANY = re.compile(rf"[{NUMERALS}]")
_LOOK_ALIKE = re.compile(
    r"(?<![0-9A-Za-z_./-])(?P<first>[0-9OoIil]{1,4})(?:[-./][0-9OoIil]{1,2}){0,2}(?![0-9A-Za-z_/-]|\.[0-9])"
    rf"(?P<counted>\s?(?:[年月日号天周个分]|{LESSONS}|小时))?"
)
_YEAR_LIKE = re.compile("(?:19|20)[0-9]{2}")
_FIGURES = re.compile("[0-9oil]*[0-9][0-9oil]*")
_DIGIT_FOR = str.maketrans("OoIil", "00111")
# One figure with the sign of tens or hundreds behind it, as a slip of the keyboard leaves it: 9十.
_HALF_COUNTED = re.compile(
    rf"(?<![0-9{CHINESE}])(?P<first>[1-9])(?P<sign>[{UNITS[:2]}])(?P<last>[0-9])?(?![0-9{CHINESE}])"
)
_HALF_SPELT = re.compile(rf"(?<![0-9{CHINESE}])([{DIGITS}])([0-9])(?![0-9{CHINESE}])")
_TENS = {UNITS[0]: 1, UNITS[1]: 10}
_ALONE = re.compile(rf"(?<![{UNITS}]){_NEIGHBOURS.pattern}(?![{UNITS}])")
# Tens and ones with a word between them: 七十有二, 八十又五.
_PARTED_TENS = re.compile(
    rf"(?<={UNITS[0]}){one_of('amount', 'tens_and')}"
    rf"(?=[{''.join(one for one in DIGITS if one not in words('amount', 'pair'))}](?![{CHINESE}]|{one_of('amount', 'no_ones')}))"
)


def spelt(text: str) -> int | None:
    """The number of digits side by side, Arabic or Chinese ("2022", "二〇二二", "二0一一"), else None.

    两 counts and is no digit, except in a year that is read out: 两零零八.
    """
    if "两" in text and len(text) < _SHORTEST_YEAR:
        return None
    if len(text) > _MOST_DIGITS:
        return None
    digits = "".join(str(_VALUES.get(character, character)) for character in text)
    return int(digits) if digits.isascii() and digits.isdecimal() else None


def counted(text: str) -> int | None:
    """The number of an amount ("15", "十五", "一百零三", "一百二"), else None.

    Two Chinese digits side by side are no amount: 三四年 is "three or four years", not thirty-four.
    """
    if text.isascii():
        return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None
    if len(text) == 1 and text in _VALUES:
        return _VALUES[text]
    match = _COUNTED.fullmatch(text)
    if match is None or not text.strip(ZERO):
        return None
    thousands, hundreds, tens, ten, score, ones = match.groups()
    total = _VALUES.get(ones or "零", 0) * _SHORT.get(text[-2:-1], 1)
    total += 1000 * _VALUES.get(thousands or "零", 0) + 100 * _VALUES.get(hundreds or "零", 0)
    if ten:
        total += 10 * _VALUES[tens or "一"]
    return total + {"廿": 20, "卅": 30}.get(score or "", 0)


def number(text: str) -> int | None:
    """The number of a month, day, hour or minute: counted, or else spelt ("二六" as the 26th).

    None where it may be two: 二三号 is the second or the third as well as the 23rd.
    """
    if approximate(text):
        return None
    value = counted(text)
    return spelt(text) if value is None else value


def with_half(text: str) -> float | None:
    """The number of an amount that may end with a half ("三", "三半", "半"), else None."""
    whole = counted(text.removesuffix("半")) if text != "半" else 0
    return None if whole is None else whole + 0.5 * text.endswith("半")


def with_joined_tens(text: str) -> str:
    """The text with numbers in one piece that were said with a word between tens and ones: 七十有二 as 七十二."""
    return _PARTED_TENS.sub("", text)


def from_first_number(text: str) -> str:
    """What stands in a text from its first numeral on; empty if there is none."""
    found = _ANY.search(text)
    return text[found.start() :] if found else ""


def arabic(numeral: str) -> str:
    """A Chinese numeral in Arabic digits ("十二" → "12", "零五七一" → "0571").

    What is no number for certain comes back untouched: 一两, 两三, 十七八, 百十; nor does 五一, the holiday.
    """
    value = counted(numeral) if any(unit in numeral for unit in UNITS) or len(numeral) == 1 else None
    if value is not None:
        return str(value)
    if approximate(numeral) or numeral in _HOLIDAYS or any(unit in numeral for unit in UNITS):
        return numeral
    return "".join(str(_VALUES[character]) for character in numeral)


def approximate(text: str) -> bool:
    """Whether a text holds an amount between two neighbours: 一两天, 两三个, 七八十, 十七八年."""
    return bool(_NEIGHBOURS.search(text))


def neighbours(text: str) -> tuple[int, int] | None:
    """The two numbers between which a text leaves it open: 3 and 5 of 三五个, 17 and 18 of 十七八年; None if it does not."""
    pair = _NEIGHBOURS.search(text)
    if pair is None:
        return None
    before, after = text[: pair.start()], text[pair.end() :]
    before = before[len(before.rstrip(CHINESE)) :]
    after = after[: len(after) - len(after.lstrip(UNITS))]
    low, high = (counted(f"{before}{digit}{after}") for digit in pair[0].translate(_IN_CHINESE))
    return None if low is None or high is None else (min(low, high), max(low, high))


def parted(text: str) -> str:
    """The text with a comma between two neighbours of which either may be meant: 三四天 as 三、四天."""
    return _ALONE.sub(lambda match: f"{match[0][0]}、{match[0][1]}", text)


def with_digits(text: str) -> str:
    """The text with digits for the letters that stand for them in a number: 2O21年 as 2021年. As long as it was."""
    return _LOOK_ALIKE.sub(_in_digits, text)


def mended(text: str) -> str:
    """The text with the numbers written out that were typed half in figures and half in characters: 9十 as 90."""
    return _HALF_SPELT.sub(
        lambda match: f"{_VALUES[match[1]]}{match[2]}", _HALF_COUNTED.sub(_written_out, text)
    )


def mistyped(text: str) -> bool:
    """Whether a number of a text is typed so that it may well be another: 2O21, 9十."""
    return mended(with_digits(text)) != text or bool(_FIGURES.fullmatch(text) and not text.isdecimal())


def _written_out(match: re.Match[str]) -> str:
    return str(_TENS[match["sign"]] * (10 * int(match["first"]) + int(match["last"] or 0)))


def _in_digits(match: re.Match[str]) -> str:
    digits = match[0].translate(_DIGIT_FOR)
    known = any(map(str.isdecimal, match[0])) and (
        match["counted"] or _YEAR_LIKE.fullmatch(match["first"].translate(_DIGIT_FOR))
    )
    return digits if known else match[0]
