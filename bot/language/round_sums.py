"""Sums as people say them (一万五, 5千, 1.5万) and as notices write them (15000元) → one number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.numerals import counted

LEAST = 1000
"""Below it a number tells little: 5 may be persons, days or copies."""
_UNITS = {"千": 1_000, "万": 10_000}
_SAID = re.compile(
    r"(?P<head>[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]+)(?P<unit>[千万])(?P<rest>[0-9一二两三四五六七八九](?![0-9.]))?"
)
_WRITTEN = re.compile(
    r"(?<![0-9.\-/])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|(?<![0-9.\-/])[0-9]{4,6}(?![0-9.\-/年])"
)


def sums_in(text: str) -> Iterator[int]:
    """The sums of a thousand and more that a text names; no years."""
    for match in _SAID.finditer(text):
        head = match["head"]
        number = float(head) if head[0].isascii() else counted(head)
        if number is not None:
            unit = _UNITS[match["unit"]]
            rest = counted(match["rest"]) if match["rest"] else 0  # of 一万五 five thousand
            yield round(number * unit + (rest or 0) * unit // 10)
    for match in _WRITTEN.finditer(text):
        number = int(match[0].replace(",", ""))
        if number >= LEAST:
            yield number
