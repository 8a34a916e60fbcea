"""What looks like a date and is none, and what makes a date before it unusable, each with the reason."""

from __future__ import annotations

import re
from typing import cast

from bot.language.dates.mention import Reason
from bot.language.numerals import LESSONS, NUMERALS, number

_N = f"[{NUMERALS}]"
_LENGTHS = r"(?:年|个?半?月|天|日|周|个?星期|个?礼拜|个?小时|个?钟头|分钟|刻钟|个?工作日)"
# Where a house, a line or an account number follows.
_AFTER_NAME = r"(?:(?<=[路街巷弄幢栋楼院线尾账])|(?<=大道)|(?<=街道)|(?<=[编工文证学字]号)|(?<=号码))"
_LUNAR = (
    r"(?:(?:农历|阴历|旧历)的?|腊月|正月|冬月|闰|大年|(?<![年月])初(?=[一二三四五六七八九十]))"
    rf"[{NUMERALS}月年日号初]*"
)
_FEASTS = (
    r"春节|除夕|元宵节?|端午节?|七夕|中秋节?|重阳节?|腊八|小年夜?(?!轻)|年三十|年初[一二三四五六七八九十]"
)
_RECENT = r"(?:最近|近|过去|未来|前|头|这)"
_WHILE = r"(?:满|够|提前|每隔|连续|为期|共)"
_BEFORE_OR_AFTER = r"(?:[以之]?[前后])?"
_TWO = rf"{_N}{{1,3}}(?:[-~、,]|到|至|或者?|还是){_N}{{1,3}}"
_NOTHING = "nothing"
"""The group of what is no date and says nothing of one."""
_REFUSALS: dict[str, tuple[str, ...]] = {
    _NOTHING: (
        # Addresses, and words in Latin letters with the figures in them (V2.1, A4, art_1229123402).
        r"https?://[!-~]+|www\.[!-~]+|[A-Za-z0-9_.+-]{1,64}@[!-~]+|[A-Za-z_][A-Za-z0-9_./@:-]*",
        # Document numbers: 浙工信消费〔2022〕12号.
        r"〔?[0-9]{4}年?〕(?:第?[0-9]{1,4}号?)?|[\[(【][0-9]{4}年?[\])】]第?[0-9]{1,4}号",
        # Telephones and other long numbers.
        r"0[0-9]{2,3}-[0-9]{7,8}(?:-[0-9]+)?|1[0-9]{2}[ -][0-9]{4}[ -][0-9]{4}",
        r"[0-9]{3,4}[ -][0-9]{4}[ -]?[0-9]{4}(?![0-9])",
        # Ages: 今年50岁, 50周岁.
        rf"(?:今年|现年|年龄|年满)(?:刚|才|已|是|有)?{_N}{{1,3}}周?岁|{_N}{{1,3}}周?岁",
        rf"我?今年(?!五一|十一|[三六七八]){_N}{{2,3}}了",
        # Ordinals, annexes and what else is numbered: 第3年, 附1.7, 一.1, 6号线, 8号文, 文三路6号.
        rf"第(?:{_N}|[.-])+[年月天日周个条款章节届期批次项名位版号]?|附件?{_N}(?:[.-]?{_N})*",
        r"[一二三四五六七八九十]{1,3}[.、][0-9一二三四五六七八九十]{1,2}(?![0-9]|月|日|号)",
        rf"{_N}{{1,4}}号(?:[文令楼馆院门厅室窗机车桌函字位店柜码]|线(?![上下])|展[位厅]|公告|选手|作品|地块)",
        rf"{_AFTER_NAME}{_N}{{1,5}}(?:-{_N}+)?[号弄室]?",
        # Shares.
        rf"百分之{_N}+|{_N}+分之{_N}+|[0-9.]+[%‰]",
    ),
    # The lunar calendar, which has other days, and its feasts.
    "lunar": (_LUNAR, _FEASTS),
    "length": (rf"{_WHILE}{_N}{{1,4}}[多来几余]?{_LENGTHS}(?:以?[前后来])?",),
    "vague": (
        # Without a place in time: 近五年, 前两年, 十几年前, 几天后, 20多年, 个把月前, 3、4年前.
        rf"{_RECENT}{_N}{{1,4}}[多来几余]?{_LENGTHS}(?:以?[前后来])?",
        rf"{_N}*[几数多][十百]?{_LENGTHS}{_BEFORE_OR_AFTER}|{_N}+[多来余几]个?{_LENGTHS}{_BEFORE_OR_AFTER}",
        rf"(?:{_N}+|半){_LENGTHS}[多余]{_BEFORE_OR_AFTER}|{_N}+个[多来余]月{_BEFORE_OR_AFTER}",
        rf"(?:俩[三仨]|三俩|仨俩)个?{_LENGTHS}{_BEFORE_OR_AFTER}|[小上]{_N}+{_LENGTHS}(?:[以之]?[前后])",
        rf"(?:若干|好些|好多)个?{_LENGTHS}{_BEFORE_OR_AFTER}",
        rf"(?:个把|年把|百把)个?{_LENGTHS}?{_BEFORE_OR_AFTER}",
        rf"{_TWO}{_LENGTHS}(?:[以之]?[前后])",
        # More or less than half a year: 大半年前.
        r"[大小](?:半年|半个?月)(?:[以之]?[前后])?",
        # 下周, 上个礼拜: a week has no form of its own.
        r"(?:上上|下下|上|下|本|这)[一1]?个?(?:周|星期|礼拜)(?![的,]?(?:周|星期|礼拜)|[一二三四五六日天末未1-7])",
    ),
    # What returns is no single day: 每周五, 每年12月6日.
    "repeats": (r"每(?:年|个?月|周|个?星期|个?礼拜|天|日|季度?|逢|隔|晚|早)[^,.;!?。]{0,8}",),
}
# 2-3天, 12月6-19日, 3、5月, 两到三年: two numbers under one unit.
_PAIR = re.compile(
    rf"(?<!{_N})(?:[0-9]{{4}}年)?(?:{_N}{{1,3}}月)?"
    rf"(?P<first>{_N}{{1,3}})(?P<sign>[-~、]|到|至|或者?|还是)(?P<second>{_N}{{1,3}})(?P<unit>日|号|{_LENGTHS}|点|时|份|次|%|{LESSONS}|人|岁|个|元|万)"
)
_OR = ("、", "或", "或者", "还是")
_AGO = re.compile("[以之]?[前后]")
# After a date: what takes its meaning of a day away.
_SPOILERS: dict[str, tuple[str, ...]] = {
    # 2022年第203号.
    _NOTHING: (rf"第{_N}{{1,4}}号",),
    # A bound, or the second end of a range: 12月6日前, 12月6日至19日.
    "range": (
        r"的?(?:(?:以|之)[前后]|过后|前(?![后天年往台])|后(?![天年来面台])|以[来内]|之?内(?![容部]))",
        rf"的?(?:{_N}{{1,3}}(?:[-~、]|到|至){_N}{{1,3}}(?:日|号|月)|{_N}{{1,3}}月{_N}{{1,3}}(?:[-~、]|到|至){_N}{{1,3}}(?:日|号))",
        r"(?:起|开始)?,?(?:一直)?(?:至今|迄今|以来|(?:到|至|-|~)(?:现在|目前|如今|今(?!天|年|日|晚)))",
    ),
    "lunar": (
        r"的?\(?(?:农历|阴历|腊月|正月|闰|春节|除夕|元宵|端午|七夕|中秋|重阳|腊八)",
        r"初(?:[一二三四五六七八九十]|10|[1-9](?![0-9]))",
    ),
    # A part of it that is no day: 上半年, 中旬, 期间, 暑假.
    "vague": (
        r"的?(?:底?之?间(?!接)|[初上中下]旬|[上下前后]半年?(?![日天])|第?[一二三四1-4]个?季度?|Q[1-4]|期间|年代|几|多(?![加设订定来叫喊提弄添记补一]))",
        r"的?(?:清明|暑假|寒假|放假)",
    ),
}
# The same after a year alone: 2018-2022, 今年国庆期间, 去年夏天.
_YEAR_SPOILERS: dict[str, tuple[str, ...]] = {
    "range": (r"(?:[-~]|到|至)(?:19|20)[0-9]{2}(?![0-9])",),
    "vague": (
        r"的?(?:元旦|五一|十一|国庆|劳动节)",
        r"的?(?:[春夏秋冬](?:[天季节末初]|$|[^一-鿿])|[春夏秋冬](?=[拿评取考毕入]))|的?[春秋]招",
    ),
}


def _pattern(groups: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in groups.items()))


_REFUSED, _SPOILED, _YEAR_SPOILED = map(_pattern, (_REFUSALS, _SPOILERS, _YEAR_SPOILERS))


def refused(text: str, start: int) -> tuple[int, Reason] | None:
    """What stands at `start` and must not become a date: its end and why; None if nothing such does."""
    pair = _PAIR.match(text, start)
    if pair is not None and not _month_and_day(pair):
        return pair.end(), _of_pair(pair, text)
    match = _REFUSED.match(text, start)
    return (match.end(), _named(match)) if match and match.end() > start else None


def spoiled(text: str, end: int, *, bare_year: bool) -> tuple[int, Reason] | None:
    """What follows a date and takes its meaning of a day away: its end and the reason; None if nothing does.

    Without a reason it makes the date part of something else, such as a number of documents.
    """
    match = _SPOILED.match(text, end) or (_YEAR_SPOILED.match(text, end) if bare_year else None)
    return (match.end(), _named(match)) if match else None


def _named(match: re.Match[str]) -> Reason:
    return "" if match.lastgroup == _NOTHING else cast("Reason", match.lastgroup)


def _of_pair(pair: re.Match[str], text: str) -> Reason:
    """18-19年 is a range, 3到5年前 vague, 3-5天 a length, 6-19日 a range; 2-3份 says nothing of dates."""
    unit = pair["unit"]
    if unit in ("日", "号", "点", "时"):
        return "vague" if pair["sign"] in _OR else "range"
    if not re.fullmatch(_LENGTHS, unit):
        return ""
    if unit == "年" and all(len(pair[end]) == 2 and pair[end].isdecimal() for end in ("first", "second")):
        return "vague" if pair["sign"] in _OR else "range"
    ago = _AGO.match(text, pair.end()) or unit == "月" or (unit == "年" and pair["sign"] in _OR)
    return "vague" if ago else "length"


def _month_and_day(pair: re.Match[str]) -> bool:
    """12-6号 is the sixth of December, 6-12号 a range of days."""
    first, second = number(pair["first"]), number(pair["second"])
    return pair["sign"] == "-" and pair["unit"] in "日号" and (first or 0) > (second or 0)
