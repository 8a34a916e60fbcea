"""Where words of an old text stand in the new one: the two are compared sign by sign, numbers whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from bot.pack.checking.quotes import squeeze
from bot.pack.drafting.finding.day_finder import times_in

_PIECE = re.compile(r"https?://[A-Za-z0-9./_\-]+|\d+(?:[-–]\d+)*|[A-Za-z]+|.", re.DOTALL)
_ENOUGH = 45.0
"""Likeness (0–100) of words and what stands in their place, below which they are gone."""


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[str, ...]:
    """The signs of a text; a number, a word in Latin letters and an address are each one."""
    return tuple(_PIECE.findall(text))


@lru_cache(maxsize=512)
def _blocks(old: str, new: str) -> tuple[tuple[str, int, int, int, int], ...]:
    return tuple(SequenceMatcher(None, pieces(old), pieces(new), autojunk=False).get_opcodes())


def printed(words: str, text: str) -> str:
    """The stretch of a text whose words these are, as it is printed; the words themselves if there is none."""
    places, plain = [], ""
    for place, sign in enumerate(text):
        squeezed = squeeze(sign)
        plain += squeezed
        places += [place] * len(squeezed)
    start = plain.find(words)
    return text[places[start] : places[start + len(words) - 1] + 1] if words and start >= 0 else words


def recut(quote: str, old: str, candidates: Sequence[str]) -> str:
    """What stands in the new lines in the place of `quote`, which stands in the line `old`; empty if nothing does."""
    wanted = squeeze(quote)
    for line in candidates:
        if wanted and wanted in squeeze(line):
            return wanted
    found = [_mapped(wanted, squeeze(old), squeeze(line)) for line in candidates]
    scored = sorted(((ratio(wanted, one), one) for one in found if one), reverse=True)
    return scored[0][1] if scored and scored[0][0] >= _ENOUGH else ""


def _mapped(quote: str, old: str, new: str) -> str:
    start = old.find(quote)
    if start < 0:
        return ""
    first, last = _covered(old, start, start + len(quote))
    signs = pieces(new)
    begin = end = -1
    for tag, a, b, c, d in _blocks(old, new):
        if b <= first or a >= last:
            if tag == "insert" and first < a < last:
                end = d
            continue
        same = tag == "equal"
        left = c + (max(a, first) - a if same else 0)
        right = d - (b - min(b, last) if same else 0)
        begin = left if begin < 0 else begin
        end = right
    if begin < 0:
        return ""
    return "".join(signs[begin:end]) + _time_behind("".join(signs[end:]))


def _covered(text: str, start: int, end: int) -> tuple[int, int]:
    """The numbers of the first and one past the last sign of a stretch of characters."""
    place, first, last = 0, 0, 0
    for number, sign in enumerate(pieces(text)):
        if place <= start:
            first = number
        if place < end:
            last = number + 1
        place += len(sign)
    return first, last


def _time_behind(rest: str) -> str:
    """The time of day right behind words that end with a day: 17:00."""
    times = list(times_in(rest[:12]))
    return rest[: times[0][1]] if times and times[0][0] == 0 else ""
