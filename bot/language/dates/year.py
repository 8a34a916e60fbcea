"""Years: 2015年, 二〇一五年, 98年, 民国111年, 大前年, 两千零八年."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from bot.language.dates.mention import FIRST_YEAR, LAST_YEAR, Reason, Words
from bot.language.dates.phrase import Phrase
from bot.language.numerals import DIGITS, NUMERALS, ZERO, approximate, counted, number, spelt
from bot.language.word_finder import finder

_FIGURE = f"0-9{ZERO}{DIGITS}"
_RELATIVE = Words(
    {"大前年": -3, "前年": -2, "去年": -1, "上一年度": -1, "上一年": -1, "上年度": -1, "上年": -1, "今年": 0,
     "本年度": 0, "本年": 0,
     "今年度": 0, "这一年": 0, "明年": 1, "来年": 1, "下一年": 1, "下年度": 1, "后年": 2, "大后年": 3}
)  # fmt: skip
_NAMED = tomllib.loads(Path(__file__).with_name("years.toml").read_text(encoding="utf-8"))
_EVENTS, _YEARS_NAMED = Words(_NAMED["then"]), Words(_NAMED["itself"])
# 年 that is part of another word (年级, 年代, 年龄) is no year; neither is 年 before 以前年度 or 今年轻.
_SUFFIX = r"年(?:度|份)?(?!级|轮|龄|资|限|薪|纪|代|画|轻|多|会)"
_ABSOLUTE = re.compile(
    rf"(?<![{NUMERALS}])(?:民国(?P<republic>元|[{NUMERALS}]{{1,6}})|(?P<four>[{_FIGURE}]{{4}})"
    rf"|(?P<thousand>[一二两]千[{NUMERALS}]{{0,6}})|(?P<two>[{_FIGURE}]{{2}})){_SUFFIX}"
)
# A two-digit number of years is a duration beside these words.
_SPAN_BEFORE = re.compile(
    r"(?:[满了过近已有共整超逾第每这前头隔快才干做当]|已经|工作|从业|从事|从教|任职|至少|最少|起码|超过|不到|不足"
    r"|提前|过去|未来|还差|约有|长达|任期)$"
)
_SPAN_AFTER = re.compile(
    r"[了多里间来余整才未没]|以[上下内]|之?内|有余|工龄|教龄|的?(?:工作|时间|经验|资历|历史|从业|努力)"
    r"|(?:以|之)?[前后](?!后)"
)
# A number that could be either is a year only if one of these stands beside it.
_YEAR_BEFORE = re.compile(r"(?:是|在|从|自|于|打|好像|大概|可能|应该|或者?)$")
_YEAR_AFTER = re.compile(
    r"的?(?:[或那我就刚才被拿评取获毕入聘考进办发起春夏升晋得批报交]|还是|时候|通过|当上|参加|退休|开始|成为|申报)"
)


@dataclass(frozen=True)
class Year:
    """A year and where its words end. No year: no date can lie in it, for a reason. `sure`: it cannot be a duration."""

    end: int
    year: int | None
    sure: bool = True
    reason: Reason = ""


def read_year(phrase: Phrase, start: int) -> Year | None:
    """The year at `start`, if one is said there."""
    relative = _RELATIVE.read(phrase.text, start)
    if relative is not None:
        shift, end = relative
        if _part_of_word(phrase.text, start, end):
            return None
        return Year(end + (phrase.text[end : end + 1] == "度"), phrase.now.year + shift)
    match = _ABSOLUTE.match(phrase.text, start)
    if match is None:
        return _year_of_event(phrase, start)
    if match["two"]:
        return _short_year(phrase, match)
    year = _long_year(match)
    if year and FIRST_YEAR <= year <= LAST_YEAR:
        return Year(match.end(), year)
    # 零三零四年 is one of two years.
    vague = match["four"] and not match["four"].isascii()
    return Year(match.end(), None, reason="vague" if vague else "implausible_year")


def _year_of_event(phrase: Phrase, start: int) -> Year | None:
    """The year of something that everybody remembers: 香港回归那年."""
    named = _YEARS_NAMED.read(phrase.text, start)
    if named is not None:
        return Year(named[1], named[0])
    event = _EVENTS.read(phrase.text, start)
    if event is None or event[1] == len(phrase.text):
        return None
    behind = finder("time", "that_year").longest_at(phrase.text, event[1])
    return Year(event[1] + len(behind), event[0]) if behind else None


_STOPS = (",", ";", "。", " ")


def names_year(phrase: Phrase, start: int, year: Year) -> bool:
    """Whether a year that stands without a month is one, and no number of years."""
    before, text = phrase.text[max(0, start - 6) : start], phrase.text
    if year.sure:
        return True
    if _SPAN_AFTER.match(text, year.end) or _SPAN_BEFORE.search(before):
        return False
    beside = _YEAR_BEFORE.search(before) or _YEAR_AFTER.match(text, year.end)
    # 中专，八九年的; 18年，头一回: a clause of its own.
    begins = start == 0 or before[-1:] in _STOPS
    own = begins and (phrase.ends(year.end) or text[year.end : year.end + 1] in _STOPS)
    return bool(phrase.alone(start, year.end) or beside or own)


def two_digit_year(value: int, current: int) -> int | None:
    """The year of two digits: this century till five years ahead, the last one from 50, between them none."""
    if value <= current % 100 + 5:
        return current - current % 100 + value
    return current - current % 100 - 100 + value if value >= 50 else None


def _part_of_word(text: str, start: int, end: int) -> bool:
    """以前年度, 从今年轻 and 近五年来年度考核 hold no 前年, no 今年 and no 来年."""
    before = text[start - 1 : start]
    return (
        text[end : end + 1] == "轻"
        or (text[start] in "前后" and before in tuple("以之生"))
        or (text[start] == "来" and before in tuple("年月天"))
    )


def _long_year(match: re.Match[str]) -> int | None:
    republic = match["republic"]
    if republic:
        count = 1 if republic == "元" else number(republic)
        return 1911 + count if count else None
    return spelt(match["four"]) if match["four"] else counted(match["thousand"])


def _short_year(phrase: Phrase, match: re.Match[str]) -> Year:
    """98年 and 05年 can only be years; 15年 may be a duration, and so may 七八年 ("seven or eight years")."""
    text = match["two"]
    value = spelt(text)
    year = None if value is None else two_digit_year(value, phrase.now.year)
    if value is None or year is None:
        return Year(match.end(), None, reason="vague" if approximate(text) else "length")
    rough = not text.isascii() and value % 10 == value // 10 + 1
    sure = (value < 10 or value > 70) and not rough
    return Year(match.end(), year, sure)
