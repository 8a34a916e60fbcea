"""The phrase under reading: its plain text, the moment it was said, and which part of it matters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

# What people put round an answer without changing it: 大概…吧, 我是…的, 好像是….
_BEFORE = re.compile(
    r"(?:[\s,.;:!?、。'\"“”()~…-]|[嗯呃额哦噢啊他她是在就于约也的答选填写改等到]|我们?|单位|大概|大约|约莫|应该"
    r"|好像|可能|估计|差不多|似乎|记得|那个|时间|日期|改成|改为|不对|定在|公元|西元)*"
)
_AFTER = re.compile(
    r"(?:[\s,.;:!?、。'\"“”()~…]|[吧呢啊呀哦噢哈嘛的]|左右|前后|上下|那一?年|那会儿?|那时候?|时候|样子|光景|好像"
    r"|来着)*"
)


@dataclass(frozen=True)
class Phrase:
    """A text and, as `core`, the span of it that is the answer itself, without 我是, 左右 and the like around it."""

    text: str
    now: datetime
    core: tuple[int, int]

    @classmethod
    def of(cls, text: str, now: datetime) -> Phrase:
        """The phrase of a plain text."""
        opening = _BEFORE.match(text)
        # Matched backwards on the tail alone: searching forwards for "…$" would be quadratic.
        tail = next((size for size in range(min(24, len(text)), 0, -1) if _AFTER.fullmatch(text[-size:])), 0)
        return cls(text, now, (opening.end() if opening else 0, len(text) - tail))

    @property
    def today(self) -> date:
        """The day on which it was said."""
        return self.now.date()

    def ends(self, end: int) -> bool:
        """Whether nothing but filler follows this place."""
        return end >= self.core[1]

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing but filler stands around this span."""
        return start <= self.core[0] and end >= self.core[1]
