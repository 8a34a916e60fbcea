"""What looks like a date and is none, and what makes a date before it unusable."""

from __future__ import annotations

import re

from bot.language.numerals import NUMERALS, number

_N = f"[{NUMERALS}]"
_LENGTHS = r"(?:年|个?半?月|天|日|周|个?星期|个?礼拜|个?小时|个?钟头|分钟|个?工作日)"
# Where a house, a line or an account number follows.
_AFTER_NAME = r"(?:(?<=[路街巷弄幢栋楼院线尾账])|(?<=大道)|(?<=街道)|(?<=[编工文证学字]号)|(?<=号码))"
_LUNAR = r"(?:农历|阴历|旧历|腊月|正月|冬月|闰|大年|(?<![年月])初(?=[一二三四五六七八九十]))"
_WHILE = r"(?:近|最近|过去|未来|前|头|这|满|够|提前|每隔|连续|为期|共)"
_BEFORE_OR_AFTER = r"(?:[以之]?[前后])?"
_REFUSED = re.compile(
    "|".join(
        (
            # Addresses, and words in Latin letters with the figures in them (V2.1, A4, art_1229123402).
            r"https?://[!-~]+|www\.[!-~]+|[A-Za-z0-9_.+-]{1,64}@[!-~]+|[A-Za-z_][A-Za-z0-9_./@:-]*",
            # Document numbers: 浙经信消费〔2022〕12号.
            r"〔?[0-9]{4}年?〕(?:第?[0-9]{1,4}号?)?|[\[(【][0-9]{4}年?[\])】]第?[0-9]{1,4}号",
            # Telephones and other long numbers.
            r"0[0-9]{2,3}-[0-9]{7,8}(?:-[0-9]+)?|1[0-9]{2}[ -][0-9]{4}[ -][0-9]{4}",
            r"[0-9]{3,4}[ -][0-9]{4}[ -]?[0-9]{4}(?![0-9])",
            # Ages: 今年50岁, 50周岁.
            rf"(?:今年|现年|年龄|年满)(?:刚|才|已|是|有)?{_N}{{1,3}}周?岁|{_N}{{1,3}}周?岁",
            rf"我?今年(?!五一|十一|[三六七八]){_N}{{2,3}}了",
            # Ordinals, annexes and what else is numbered: 第3年, 附1.7, 一.1, 6号线, 12号文, 文三路6号.
            rf"第(?:{_N}|[.-])+[年月天日周个条款章节届期批次项名位版号]?|附件?{_N}(?:[.-]?{_N})*",
            r"[一二三四五六七八九十]{1,3}[.、][0-9一二三四五六七八九十]{1,2}(?![0-9]|月|日|号)",
            rf"{_N}{{1,4}}号(?:[文令楼馆院门厅室窗机车桌函字位店柜码]|线(?![上下])|展[位厅]|公告|选手|作品|地块)",
            rf"{_AFTER_NAME}{_N}{{1,5}}(?:-{_N}+)?[号弄室]?",
            # Shares.
            rf"百分之{_N}+|{_N}+分之{_N}+|[0-9.]+[%‰]",
            # The lunar calendar, which has other days.
            rf"{_LUNAR}[{NUMERALS}月年日号初]*",
            # Spans without a place in time: 近五年, 提前5天, 前两年, 十几年前, 几天后, 20多年.
            rf"{_WHILE}{_N}{{1,4}}[多来几余]?{_LENGTHS}(?:以?[前后来])?",
            rf"{_N}*[几数多][十百]?{_LENGTHS}{_BEFORE_OR_AFTER}|{_N}+[多来余几]个?{_LENGTHS}{_BEFORE_OR_AFTER}",
            # More or less than half a year: 大半年前.
            r"[大小](?:半年|半个?月)(?:[以之]?[前后])?",
            # What returns is no single day: 每周五, 每年12月6日.
            r"每(?:年|个?月|周|个?星期|个?礼拜|天|日|季度?|逢|隔|晚|早)[^,.;!?。]{0,8}",
            # 下周, 上个礼拜: a week has no form of its own.
            r"(?:上上|下下|上|下|本|这)一?个?(?:周|星期|礼拜)(?!的?[周星礼一二三四五六日天末1-7])",
        )
    )
)
# 2-3天, 12月6-19日, 3、5月, 两到三年: two numbers under one unit.
_PAIR = re.compile(
    rf"(?<!{_N})(?:[0-9]{{4}}年)?(?:{_N}{{1,3}}月)?"
    rf"(?P<first>{_N}{{1,3}})(?P<sign>[-~、]|到|至|或者?)(?P<second>{_N}{{1,3}})(?P<unit>日|号|{_LENGTHS}|点|时|份|次|%|学时|人|岁|个|元|万)"
)
# After a date: a bound (12月6日前), a part of it that is no day (上半年, 中旬, 期间), a moving feast.
_SPOILED = re.compile(
    r"的?(?:(?:以|之)[前后]|前(?![后天年往台])|后(?![天年来面台])|以[来内]|之?内(?![容部])|底?之?间(?!接)"
    rf"|[上中下]旬|[上下前后]半|第?[一二三四1-4]个?季度?|Q[1-4]|期间|年代|[多几]|农历|阴历|腊月|正月|闰"
    r"|春节|除夕|元宵|端午|中秋|清明|重阳|暑假|寒假|放假"
    rf"|{_N}{{1,3}}(?:[-~、]|到|至){_N}{{1,3}}(?:日|号|月)|{_N}{{1,3}}月{_N}{{1,3}}(?:[-~、]|到|至){_N}{{1,3}}(?:日|号))"
)
# A year that only belongs to something else: 今年国庆期间, 2018-2022, 2022年第203号.
_YEAR_OF = re.compile(
    rf"第{_N}{{1,4}}号|的?(?:元旦|五一|十一|国庆|劳动节)|(?:[-~]|到|至)(?:19|20)[0-9]{{2}}(?![0-9])"
)
_SEASON = re.compile(r"的?(?:[春夏秋冬](?:[天季节末初]|$|[^一-鿿])|[春夏秋冬](?=[拿评取考毕入]))|的?[春秋]招")
# 至今 and 到现在 make a range of the date before them.
_UNTIL_NOW = re.compile(
    r"(?:起|开始)?,?(?:一直)?(?:至今|迄今|以来|(?:到|至|-|~)(?:现在|目前|如今|今(?!天|年|日|晚)))"
)


def refused(text: str, start: int) -> int | None:
    """The end of what stands at `start` and must not become a date; None if nothing such does."""
    pair = _PAIR.match(text, start)
    if pair is not None and not _month_and_day(pair):
        return pair.end()
    match = _REFUSED.match(text, start)
    return match.end() if match and match.end() > start else None


def spoiled(text: str, end: int, *, bare_year: bool) -> bool:
    """Whether what follows a date takes its meaning of a day away."""
    return bool(
        _SPOILED.match(text, end)
        or _UNTIL_NOW.match(text, end)
        or (bare_year and (_SEASON.match(text, end) or _YEAR_OF.match(text, end)))
    )


def _month_and_day(pair: re.Match[str]) -> bool:
    """12-6号 is the sixth of December, 6-12号 a range of days."""
    first, second = number(pair["first"]), number(pair["second"])
    return pair["sign"] == "-" and pair["unit"] in "日号" and (first or 0) > (second or 0)
