"""How many or how long, in words or digits: 九十二个, 一百二, 半年, 负五. What is not said exactly has a reason instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf
from typing import cast

from bot.language.clauses import clauses
from bot.language.doubt import doubts
from bot.language.negation import none_at_all, signs
from bot.language.none_lacking import beyond_lacks
from bot.language.normalize import normalize
from bot.language.numerals import (
    CHINESE,
    DIGITS,
    LESSONS,
    NUMERALS,
    arabic,
    counted,
    mended,
    mistyped,
    with_digits,
)
from bot.language.open_amounts import MEASURE, NUMBER, AmountReason, OpenAmount, open_amount
from bot.language.question_words import asks
from bot.language.units import Unit, converted, whole
from bot.language.word_finder import finder
from bot.language.words import one_of, words


@dataclass(frozen=True)
class AmountReading:
    """How an amount was read: one value, or several that were said, or neither.

    `value` is in `unit`. It may be negative or have a fraction, so that who asks can refuse it with a fitting word;
    `approximate` tells that 大概, 约 or 左右 stood beside it. Several values in `ambiguous` were said as alternatives
    (90或92). Otherwise `reason` says why there is none, and `least` and `most` are the bounds as far as the text names any
    (90 is the `least` of 90以上 and the `most` of 不到90), in `unit` too. `beyond` is by how much it is more or less (-) than an
    amount that is not named (6 of 超了6个, -1 of 缺一年); `mistyped` tells that it may be a slip of the keyboard (9十, 9O),
    and `denied` that something is denied beside it, apart from what the text itself takes back (86，不对，是96).
    """

    text: str
    value: float | None = None
    unit: Unit = ""
    approximate: bool = False
    ambiguous: tuple[float, ...] = ()
    reason: AmountReason = ""
    least: float | None = None
    most: float | None = None
    beyond: int | None = None
    mistyped: bool = False
    denied: bool = False

    def within(self, unit: Unit) -> float | None:
        """The value in another unit: 半年 in months is 6. A bare number is taken for the unit that is asked.

        None if there is no value, or no exact one in that unit.
        """
        if self.value is None or not self.unit:
            return self.value
        return converted(self.value, self.unit, unit)


@dataclass(frozen=True)
class _Term:
    """A number with its unit, at `start` to `end` (exclusive) of a text."""

    start: int
    end: int
    value: float
    unit: Unit = ""


_ANY_NUMBER = re.compile(NUMBER)
_LETTERED = re.compile("[0-9oil]+")
_SPOKEN_POINT = re.compile(rf"(?<=\d)点(?P<tenths>[\d{DIGITS}])(?![\d{CHINESE}分])")
# Beside these a numeral of one character is a number as well; `normalize` knows the shorter ones.
_COUNTED = re.compile(
    rf"(?<![\d第{CHINESE}])[{DIGITS}十](?=课时|学分|小时|钟头|星期|礼拜|工作日|分钟|[门节年])"
)
_UNITS: dict[Unit, str] = {
    "working_day": "个?工作日",
    "year": "年",
    "month": "(?<=[个半])月|个月",
    "week": "个?(?:星期|礼拜)|周(?!岁)",
    "day": "天",
    "hour": "个?(?:小时|钟头)",
    "minute": "分钟",
}
_UNIT = "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())
_AFTER_NUMBER = re.compile(rf"[\d半{CHINESE}](?:{_UNIT})")
# 2年半, 1个半月, 30个半, 半年; things need no unit.
_TERM = re.compile(
    rf"(?:(?P<number>{NUMBER})(?P<half>个?半)?|(?<![上下前后大小多年])(?P<only_half>半)个?(?=[年月天周星礼小钟]))(?:{_UNIT})?(?P<half_after>半)?"
)
# A number that is no amount: of a date, an hour, an age, a share, a sum.
_OF_SOMETHING_ELSE = re.compile(
    r"\d\s?(?:月|日|号|点|时(?!间)|岁|%|‰|元|块|万|度|届|年[级代度份]|(?:年|个月|天|周|小时|分钟)(?:[以之]?[前后]))|第|分之"
    r"|(?:19|20)\d\d年|\d{7}"
)
_OR = re.compile(rf"{one_of('amount', 'or')}|\d、\d")
# 差2个满90, 离90还差2个, 比90多2个: of things alone, so that 差10天满3年 is left open.
_THINGS = f"(?:个|{LESSONS}|份|次|分)*"
_FROM_GOAL = re.compile(
    rf"[差缺少欠](?P<short>\d{{1,4}}){_THINGS}(?:才|就|能)?(?:凑?[满够]|达?到)(?P<full>\d{{1,4}})(?![年月天周])"
    rf"|(?:[离距比](?P<goal>\d{{1,4}}){_THINGS}(?:还|就|只)*|(?P<mark>\d{{1,4}}){_THINGS}(?:还|就|只)+)(?P<sign>[差缺少欠多])"
    r"(?P<by>\d{1,4})(?![年月天周])"
)
# 不是60，是66 and 66不是60 tell 66; 改成5年 tells what it is changed to.
_DENIED = re.compile(
    rf"不是\d[\d.]*+{_THINGS}[,;]?\s?(?:而?是|应该是)?(?=\d)|(?<=[\d个分时])[,;]?而?不是\d[\d.]*+{_THINGS}(?=$|[,;。])"
)
_ONLY_DENIED = re.compile(rf"[^\d]*不是\d[\d.]*+{_THINGS}")
_CHANGED = re.compile(r"改[成为到](?=\d)")
_TAKEN_BACK = re.compile(r"(?:不对|[看说记打写搞弄数][岔错]了?|错了|更正|[,。;、]不[,、])[^\d]{0,6}(?=\d)")
_BEYOND = re.compile(
    rf"(?P<over>{one_of('amount', 'over')})?(?(over)|{one_of('amount', 'under')})(?P<by>\d{{1,4}}){MEASURE}"
)
_ALL_BUT = re.compile(
    rf"{one_of('amount', 'all_but')}(?P<by>\d{{1,4}}){MEASURE}[^\d,;]{{0,3}}{one_of('denial', 'absent')}"
)
_MORE = "".join(words("denial", "more_than"))
_NOT_ONE = re.compile(
    rf"(?:^|[^{NUMERALS}{_MORE}])[一1](?:{MEASURE}[也都]?|[^\d,。]{{0,4}}[也都])没|没有?1[个年份次篇]"
)
# 没数过 and 没几个 are no zero.
_NOT_NONE = re.compile(rf"没有?(?:仔细|细)?(?:几|多少|{one_of('amount', 'counts')})")
_THERE_IS_NONE = re.compile(r"[没无未还都]|一点|根本|[一1]|参加|开始|做过?|学习|培训|过|上")
_BESIDE = re.compile(rf"{one_of('amount', 'beside')}|{LESSONS}|[,.。!\s]")
_ABOUT = re.compile(one_of("amount", "about"))
_MOST_BESIDE = 1
_LONGEST_REMARK = 6
_NOT_A_REMARK = re.compile("[a-z0-9?]")
_NEVER_BESIDE = re.compile("[a-z半多余前后内外]")


def read_quantity(text: str, beside: tuple[str, ...] = ()) -> AmountReading:
    """The one amount that a text tells, alone or in a short sentence; 0 if it says that there is none.

    A text that speaks of something else, or holds several numbers, tells none, without a reason. `beside` are words that may
    stand beside the amount and mean no other thing: the names of what is counted.
    """
    said = _plain(_unnamed_beside(text, beside))
    missing = _ALL_BUT.search(said)
    if missing is not None:
        return AmountReading(text, reason="vague", beyond=-int(missing["by"]))
    if _none(said):
        return AmountReading(text, 0 if _tells_none(said) else None)
    if _ONLY_DENIED.fullmatch(said):
        return AmountReading(text)
    said = _FROM_GOAL.sub(_reached, said)
    opened = open_amount(said)
    beyond = _beyond(said) if opened is None or opened.reason == "vague" else None
    if beyond is not None:
        opened = OpenAmount("vague")
    if opened is not None:
        unit = _unit(_AFTER_NUMBER.search(said))
        return AmountReading(
            text, None, unit, reason=opened.reason, least=opened.least, most=opened.most, beyond=beyond
        )
    told = _told(text, said)
    if told.value is None:
        return told
    return replace(told, mistyped=mistyped(normalize(text)), denied=signs(said) > 0)


def _unnamed_beside(text: str, words: tuple[str, ...]) -> str:
    """A text without some words; the number behind one of them stays apart from what stands before it."""
    for word in words:
        parts = text.split(word)
        text = parts[0]
        for part in parts[1:]:
            text += f",{part}" if text[-1:].isnumeric() else part
    return text


def read_amount(said: str) -> float | None:
    """The one number of a text, of things, hours or years; 0 if it says that there is none; None if it is not told exactly.

    Who knows the unit that is asked calls `read_quantity(said).within(unit)`, which takes 半年 for 6 months.
    """
    found = read_quantity(said)
    return found.value if found.unit in ("", "hour", "year") else None


def only_amount(text: str, unit: str = "", most: float = inf) -> int | None:
    """The only whole number of a text that can be an amount in that unit, whatever else it says; None if none or several."""
    told = set(amounts_in(text, unit, most))
    value = told.pop() if len(told) == 1 else None
    return int(value) if value is not None and value == int(value) else None


def amounts_in(text: str, unit: str = "", most: float = inf) -> list[float]:
    """The numbers of a text that can be amounts in that unit, one after another; a bare one may be of years too."""
    said = _plain(text)
    beside = [(found.start(), found.end()) for found in _OF_SOMETHING_ELSE.finditer(said)]
    return [
        term.value
        for term in _joined(_terms(said))
        if term.unit in (unit, unit or "hour", "" if unit == "year" else unit)
        and term.value <= most
        and not any(start < term.end and term.start < end for start, end in beside)
    ]


def inexact(text: str) -> bool:
    """Whether a text leaves open how many there are."""
    said = _plain(text)
    if _none(said):
        return False
    said = _FROM_GOAL.sub(_reached, said)
    return open_amount(said) is not None or bool(_OR.search(said))


def _plain(text: str) -> str:
    """The text in one form, numbers in digits, without what it takes back: of 88,哦看错了,98 the 98."""
    said = beyond_lacks(with_digits(normalize(text))).strip(" ,.!。")
    said = mended(with_digits(f"{said}个")[:-1] if _LETTERED.fullmatch(said) else said)
    said = _COUNTED.sub(lambda match: arabic(match[0]), said).replace("负", "-")
    for pair, plain in zip(words("amount", "pair_short"), words("amount", "pair_short_plain"), strict=True):
        said = said.replace(pair, plain)
    said = _SPOKEN_POINT.sub(lambda match: f".{arabic(match['tenths'])}", said)
    for taken_back in _TAKEN_BACK.finditer(said):
        if _ANY_NUMBER.search(said, 0, taken_back.start()):
            return said[taken_back.end() :]
    changed = _CHANGED.search(said)
    return _DENIED.sub("", said[changed.end() :] if changed else said)


def _none(said: str) -> bool:
    if _NOT_NONE.search(said):
        return False
    if _NOT_ONE.search(said):
        return True
    return none_at_all(said) and open_amount(said) is None


def _tells_none(said: str) -> bool:
    """Whether a text says that there is none, and nothing more; 一份没有 says it of whatever was spoken of before."""
    told = next((part for part in clauses(said) if _NOT_ONE.search(part)), said)
    rest = said.replace(told, "")
    return _little(_THERE_IS_NONE.sub("", told)) and not _ANY_NUMBER.search(rest) and not asks(rest)


def _beyond(said: str) -> int | None:
    """By how much an amount is more or less than one that is not named, if a text tells that alone: 超了6个."""
    found = _BEYOND.search(said)
    if found is None or not _little(said[: found.start()] + said[found.end() :]):
        return None
    return int(found["by"]) * (1 if found["over"] else -1)


def tells_every(text: str) -> bool:
    """Whether a text says that there is one of each that was asked for, and nothing else: 年年都有, 一年不缺."""
    return finder("amount", "every", "beside").covers(normalize(text)) and finder(
        "amount", "every"
    ).stands_in(normalize(text))


def _little(rest: str) -> bool:
    """Whether nothing but what may stand beside an amount is left."""
    left = _BESIDE.sub("", rest)
    return len(left) <= _MOST_BESIDE and not _NEVER_BESIDE.search(left)


def _reached(match: re.Match[str]) -> str:
    if match["full"]:
        return str(int(match["full"]) - int(match["short"]))
    by = int(match["by"]) * (1 if match["sign"] == "多" else -1)
    return str(int(match["goal"] or match["mark"]) + by)


def _told(text: str, said: str) -> AmountReading:
    """The amount of a text that leaves none open."""
    alone = counted(said.removeprefix("-")) if not said.isascii() else None
    if alone is not None:
        return AmountReading(text, -alone if said.startswith("-") else alone)
    terms = list(_joined(_terms(said)))
    if not terms or _OF_SOMETHING_ELSE.search(said) or not (_answers(said) or _answers_in_part(said)):
        return AmountReading(text)
    values = sorted({term.value for term in terms})
    units = {term.unit for term in terms}
    if len(terms) == 1:
        return AmountReading(text, values[0], terms[0].unit, approximate=bool(_ABOUT.search(said)))
    if len(values) > 1 and _OR.search(said) and len(units - {""}) <= 1:
        return AmountReading(text, unit=max(units), ambiguous=tuple(values))
    return AmountReading(text)


def _terms(said: str) -> Iterator[_Term]:
    for match in _TERM.finditer(said):
        halves = bool(match["half"] or match["only_half"]) + bool(match["half_after"])
        value = float(match["number"] or 0)
        yield _Term(match.start(), match.end(), whole(value + halves / 2), _unit(match))


def _unit(match: re.Match[str] | None) -> Unit:
    return "" if match is None else cast("Unit", next((unit for unit in _UNITS if match[unit]), ""))


def _joined(terms: Iterator[_Term]) -> Iterator[_Term]:
    """One year and three months are fifteen months."""
    before: _Term | None = None
    for term in terms:
        larger = (
            converted(before.value, before.unit, term.unit) if before and before.unit and term.unit else None
        )
        if before and larger is not None and before.unit != term.unit and term.start - before.end <= 1:
            before = _Term(before.start, term.end, whole(larger + term.value), term.unit)
            continue
        if before:
            yield before
        before = term
    if before:
        yield before


def _answers(said: str) -> bool:
    """Whether a text is an amount and nothing more."""
    return _little(_TERM.sub("", said))


def _answers_in_part(said: str) -> bool:
    """Whether a text is an amount and then a short remark, which neither denies nor doubts it: 60,刚好卡线."""
    first, _, remark = said.partition(",")
    if len(remark) > _LONGEST_REMARK or _NOT_A_REMARK.search(remark) or doubts(remark) or signs(remark):
        return False
    return not _BESIDE.sub("", _TERM.sub("", first))
