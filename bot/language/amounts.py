"""A number in words or digits: 九十二个, 一百二, 负五. What is not said exactly is no number: 不到90, 九十几."""

from __future__ import annotations

import re

from bot.language.negation import none_at_all
from bot.language.numerals import NUMERALS, approximate, counted

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_UNITS = "个年学时课"
_NOT_ONE = re.compile(rf"(?:^|[^{NUMERALS}])[一1]\S{{0,2}}[也都]没")
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


def _none(text: str) -> bool:
    return none_at_all(text) or bool(_NOT_ONE.search(text))


def inexact(text: str) -> bool:
    """Whether a text leaves open how many there are."""
    return bool((_INEXACT.search(text) or approximate(text)) and not _none(text))


def read_amount(said: str) -> int | float | None:
    """The one number of a normalised text; 0 if it says that there are none; None if it is not told exactly."""
    minus = said.startswith("负")
    single = counted(said.removeprefix("负").rstrip(_UNITS))
    if single is not None:
        return -single if minus else single
    if _none(said):
        return 0 if len(_BESIDE.sub("", _THERE_IS_NONE.sub("", said))) <= _MOST_BESIDE else None
    found = _NUMBER.findall(said.replace("负", "-"))
    if len(found) != 1 or inexact(said) or "第" in said:
        return None
    if len(_BESIDE.sub("", _NUMBER.sub("", said))) > _MOST_BESIDE:
        return None
    number = float(found[0])
    return int(number) if number.is_integer() else number
