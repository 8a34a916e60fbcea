"""The parts of a message between signs, as they were written."""

from __future__ import annotations

import re

_PARTS = ",;。\n，；"
"""Signs between the parts of a message."""
_SIGN = ",;。!?，；！？\n"
_BLANK = " \t\u3000"
SIGNS = _SIGN + _BLANK
"""What stands between the parts of a message, blanks too."""
_PART = re.compile(rf"[^{SIGNS}]*[{SIGNS}]*")
_SIGNED_PART = re.compile(rf"[^{_SIGN}]*[{SIGNS}]*")


def message_parts(text: str, *, at_blanks: bool = True) -> list[str]:
    """The parts of a message as it was written, in order, each with the sign that ends it: 在职，|明天9点提醒我 |课时要多少？

    `at_blanks`: a blank parts as a sign does.
    """
    parts = [match[0] for match in (_PART if at_blanks else _SIGNED_PART).finditer(text)]
    return [part for part in parts if part.strip(SIGNS)] or [text]


def parted_words(text: str) -> tuple[str, str]:
    """What stands before the last sign in a message, and what behind it; empty if it has none."""
    signs = [place for place, sign in enumerate(text.rstrip()) if sign in _PARTS]
    ends = [place for place in signs if text[place + 1 :].strip()]
    return (text[: ends[-1]], text[ends[-1] + 1 :].strip()) if ends else ("", "")
