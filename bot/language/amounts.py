"""A number in words or digits: 九十二个, 一百二, 负五. What is not said exactly is no number: 不到90, 九十几."""

from __future__ import annotations

import re

from bot.language.numerals import counted

_DIGIT = "一二两三四五六七八九"
_TENS_LEFT_OUT = re.compile(rf"(?<=百)([{_DIGIT}])(?![{_DIGIT}十百千])")
_THOUSANDS = re.compile(rf"[{_DIGIT}]千[{_DIGIT}零十百]*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SINGLE = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_UNITS = "个年学时课"
_NONE = re.compile(r"^(?:都|一点|根本|还)?(?:没|无|未)|(?:^|[^一二三四五六七八九十\d])[一1]\S{0,2}[也都]没")
_THERE_IS_NONE = re.compile(r"[没无未还都]|一点|根本|[一1]|参加|开始|做过?|学习|培训|过|上")
_INEXACT = re.compile(
    r"\d[多几来天点]|几|上下|以[上下内]|[不没][到足满够]|超过|至少|最多|起码|[差缺少欠]|或|还是"
)
# What may stand beside a number that is an answer; a sentence with more in it speaks of something else.
_BESIDE = re.compile(
    r"专业|公需|科目|总[共的数计]?|一共|合计|共|学时|课时|学分|小时|今年|去年|近|考核|材料|大概|大约|差不多|左右|应该|刚好|正好|只有"
    r"|已经?|目前|现在|加起来|登记|修了|学了|上了|够了|够|课|[个年有我们是的了吧呢啊呀哦整分才就也都全满约次,.。!\s]|or so|about"
)
_MOST_BESIDE = 1
_ABOUT = re.compile(r"[一二三四五六七八九]{2}十")


def spelt_out(text: str) -> str:
    """The text with amounts as others write them: 一百二 as 一百二十, 一千 as 1000."""
    whole = _TENS_LEFT_OUT.sub(r"\1十", text)
    return _THOUSANDS.sub(lambda match: str(counted(match[0]) or match[0]), whole)


def inexact(text: str) -> bool:
    """Whether a text leaves open how many there are."""
    return bool((_INEXACT.search(text) or _ABOUT.search(text)) and not _NONE.search(text))


def read_amount(said: str) -> int | float | None:
    """The one number of a normalised text; 0 where it says that there are none; None where it is not told exactly."""
    minus = said.startswith("负")
    single = _SINGLE.get(said.removeprefix("负").rstrip(_UNITS))
    if single is not None:
        return -single if minus else single
    if _NONE.search(said):
        return 0 if len(_BESIDE.sub("", _THERE_IS_NONE.sub("", said))) <= _MOST_BESIDE else None
    found = _NUMBER.findall(said.replace("负", "-"))
    if len(found) != 1 or inexact(said) or "第" in said:
        return None
    if len(_BESIDE.sub("", _NUMBER.sub("", said))) > _MOST_BESIDE:
        return None
    number = float(found[0])
    return int(number) if number.is_integer() else number
