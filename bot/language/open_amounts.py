"""What leaves an amount open: a range (80到90之间), a bound (60以上, 不到90), or a number told roughly (九十几, 两三个)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.language.numerals import LESSONS, approximate, neighbours
from bot.language.units import whole
from bot.language.words import one_of

AmountReason = Literal["", "vague", "range"]
"""Why a text tells no single amount. "vague": only about how many (九十几, 两三个, 差不多一百, 还差十个). "range": several, or
a bound (80到90之间, 60以上, 不到90). "": there is an amount, or nothing like one."""


@dataclass(frozen=True)
class OpenAmount:
    """Why an amount is not exact, and the bounds that are told of it."""

    reason: AmountReason
    least: float | None = None
    most: float | None = None


NUMBER = r"(?:(?<!\d)-)?(?<!\d)\d+(?:\.\d+)?"
"""A pattern of a number in digits; never of the end of a longer one."""
MEASURE = rf"(?:个|{LESSONS}|小时|年|月|天|周|份|次|分)*"
"""A pattern of what may stand right after a number."""
_BETWEEN = re.compile(
    rf"(?<![\d.-])(?P<least>\d{{1,4}}){MEASURE}(?:(?:到|至|[~-])(?P<most>\d{{1,4}})(?![\d-])"
    rf"|[、和跟与,](?P<other>\d{{1,4}}){MEASURE}之间)"
)
_VERB = "(?:有|是|学了|修了|上了)?"
_BOUND = re.compile(
    rf"(?:(?P<least_before>{one_of('amount', 'least_before')})"
    rf"|(?P<most_before>{one_of('amount', 'most_before')}|没有?(?!1(?!\d))))"
    rf"{_VERB}(?P<before>{NUMBER})|(?P<after>{NUMBER}){MEASURE}"
    rf"(?:(?P<least_after>{one_of('amount', 'least_after')})|(?P<most_after>{one_of('amount', 'most_after')}))"
)
_ANY_BOUND = re.compile(one_of("amount", "bound"))
_ROUGH = re.compile(
    rf"{one_of('amount', 'nearly_before')}\d+(?!\d|年)|{one_of('amount', 'nearly')}"
    rf"|[\d半]{MEASURE}{one_of('amount', 'roughly_after')}(?!少)|[大小]半|几"
)
_VAGUE = re.compile(one_of("amount", "vague"))
_SHORT = re.compile(rf"(?<![至多最不]){one_of('amount', 'short')}")
_ANY_NUMBER = re.compile(NUMBER)


def open_amount(said: str) -> OpenAmount | None:
    """What leaves the amount of a text open, whose numbers are in digits; None if nothing does."""
    between = _BETWEEN.search(said)
    if between is not None:
        least, most = int(between["least"]), int(between["most"] or between["other"])
        if least < most:
            return OpenAmount("range", least, most)
    bound = _BOUND.search(said)
    if bound is not None:
        number = whole(float(bound["before"] or bound["after"]))
        is_least = bound["least_before"] or bound["least_after"]
        return OpenAmount("range", number) if is_least else OpenAmount("range", None, number)
    if _ANY_BOUND.search(said):
        return OpenAmount("range")
    if approximate(said):
        return OpenAmount("vague", *(neighbours(said) or (None, None)))
    if _ROUGH.search(said) or _SHORT.search(said):
        return OpenAmount("vague")
    return OpenAmount("vague") if _VAGUE.search(said) and not _ANY_NUMBER.search(said) else None
