"""Puts a text that was made again together with what people changed in the one that was made before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher


def merged(base: str, mine: str, theirs: str) -> str:
    """The text `theirs`, made again for `base`, with what `mine` changed in that. Where both changed, `mine` stands."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    texts = [text.split("\n") for text in (base, mine, theirs)]
    out: list[str] = []
    at = (0, 0, 0)
    for a, b, c, size in _shared(*texts):
        out += _between(*(text[start:end] for text, start, end in zip(texts, at, (a, b, c), strict=True)))
        out += texts[0][a : a + size]
        at = (a + size, b + size, c + size)
    return "\n".join(out)


def _between(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    return theirs if mine == base else mine


def _shared(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that stand in all three texts, and the ends of the texts."""
    first = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    second = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(first) and j < len(second):
        start = max(first[i].a, second[j].a)
        ends = first[i].a + first[i].size, second[j].a + second[j].size
        if start < min(ends):
            yield (
                start,
                first[i].b + start - first[i].a,
                second[j].b + start - second[j].a,
                min(ends) - start,
            )
        if ends[0] < ends[1]:
            i += 1
        else:
            j += 1
    yield len(base), len(mine), len(theirs), 0
