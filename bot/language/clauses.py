"""Cuts a sentence into the clauses that affirm or deny each for itself."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[,;。!?\s]")
# Where a sentence turns without a comma: 不是木雕是青瓷, 没有合同有社保, 有合同没社保.
_TURNS = re.compile(
    r"(不是[^,;。是]{1,8}?(?<![不也都还]))(?=而?是)|(没有?[^,;。有没不]{2,10})(?=有)|(有[^,;。有没不]{2,10})(?=没)"
)
_CLOSING = re.compile(r"^((?:不?是|没?有|对)(?:[的啊呀呢哦]))(?=[我俺本单])")
_PARTS = ",;。\n，；"
"""Signs between the parts of a message."""
_SIGN = ",;。!?，；！？\n"
_BLANK = " \t\u3000"
SIGNS = _SIGN + _BLANK
"""What stands between the parts of a message, blanks too."""
_PART = re.compile(rf"[^{SIGNS}]*[{SIGNS}]*")
_SIGNED_PART = re.compile(rf"[^{_SIGN}]*[{SIGNS}]*")


def clauses(said: str) -> list[str]:
    """The clauses of a normalised text, in order, without the signs between them."""
    turned = _TURNS.sub(lambda match: f"{match[0]},", _CLOSING.sub(r"\1,", said))
    return [part for part in _SIGNS.split(turned) if part]


def message_parts(text: str, *, at_blanks: bool = True) -> list[str]:
    """The parts of a message as it was written, in order, each with the sign that ends it: 在职，|明天9点提醒我 |学时要多少？

    `at_blanks`: a blank parts as a sign does.
    """
    parts = [match[0] for match in (_PART if at_blanks else _SIGNED_PART).finditer(text)]
    return [part for part in parts if part.strip(SIGNS)] or [text]


def parted_words(text: str) -> tuple[str, str]:
    """What stands before the last sign in a message, and what behind it; empty if it has none."""
    signs = [place for place, sign in enumerate(text.rstrip()) if sign in _PARTS]
    ends = [place for place in signs if text[place + 1 :].strip()]
    return (text[: ends[-1]], text[ends[-1] + 1 :].strip()) if ends else ("", "")
