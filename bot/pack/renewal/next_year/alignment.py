"""Which lines of the new notice are which of the old one: by their words, whatever their number and place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.fuzz import partial_ratio, ratio

from bot.pack.checking.quotes import squeeze
from bot.pack.renewal.next_year.renewal_words import reading

_LIKE = 62.0
"""Likeness (0–100) of two lines from which they are the same line, reworded."""
_WITHIN = 85.0
"""Likeness to a part of a longer line from which a line was split off it, or joined to it."""
_SHORTEST_PART = 12
_DIGITS = re.compile(r"\d+")


def plain(line: str) -> str:
    """A line without its number, with one sign for every number in it."""
    return _DIGITS.sub("0", reading("list_number").sub("", squeeze(line)))


def paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """(place in `old`, place in `new`) of each pair of lines that are one; a line that was split or joined is in several."""
    was, now = [plain(line) for line in old], [plain(line) for line in new]
    pairs = _best(was, now)
    used_old, used_new = {a for a, _ in pairs}, {b for _, b in pairs}
    for b, text in enumerate(now):
        if b not in used_new:
            pairs += [(a, b) for a in _holding(text, was)]
    for a, text in enumerate(was):
        if a not in used_old:
            pairs += [(a, b) for b in _holding(text, now)]
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def _best(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """Each line with the one that it is most like, the likest first; of equal ones those at the same place."""
    scored = []
    for a, first in enumerate(was):
        for b, second in enumerate(now):
            score = ratio(first, second, score_cutoff=_LIKE)
            if score:
                scored.append((-score, abs(a / len(was) - b / len(now)), a, b))
    pairs: list[tuple[int, int]] = []
    taken_old, taken_new = set[int](), set[int]()
    for _, _, a, b in sorted(scored):
        if a not in taken_old and b not in taken_new:
            pairs.append((a, b))
            taken_old.add(a)
            taken_new.add(b)
    return pairs


def _holding(text: str, lines: Sequence[str]) -> list[int]:
    """The line that holds `text`, if one does."""
    if len(text) < _SHORTEST_PART:
        return []
    scores = [
        (partial_ratio(text, line, score_cutoff=_WITHIN), -place)
        for place, line in enumerate(lines)
        if len(line) > len(text)
    ]
    best = max(scores, default=(0.0, 0))
    return [-best[1]] if best[0] else []
