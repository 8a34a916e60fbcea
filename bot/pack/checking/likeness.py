"""Finds texts that are nearly the same without comparing all pairs of texts: similar ones share one of their rarest
character pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

Pair = tuple[str, int]
"""Two neighbouring characters of a text, and how many times they have stood in it before."""
_EDGE = "\0"


def near_pairs(texts: Sequence[str], least: float) -> Iterator[tuple[int, int]]:
    """The indexes of every two texts whose similarity is at least `least` (fuzz.ratio, above 80), the shorter first.

    Texts that are so alike differ by at most `edits` characters left out or put in, and each of these breaks at most
    two pairs of neighbours. So among the 2 × edits + 1 rarest pairs of both there must be one that they share.
    """
    order = sorted(range(len(texts)), key=lambda number: (len(texts[number]), number))
    pairs = [tuple(_pairs(text)) for text in texts]
    rarity = Counter(pair for found in pairs for pair in found)
    seen: defaultdict[Pair, list[int]] = defaultdict(list)
    for number in order:
        rarest = _rarest(pairs[number], rarity, 2 * _edits(texts[number], least) + 1)
        for other in sorted({other for pair in rarest for other in seen[pair]}):
            if fuzz.ratio(texts[other], texts[number], score_cutoff=least):
                yield other, number
        for pair in rarest:
            seen[pair].append(number)


def _pairs(text: str) -> Iterator[Pair]:
    before: Counter[str] = Counter()
    whole = f"{_EDGE}{text}{_EDGE}"
    for first, second in pairwise(whole):
        yield first + second, before[first + second]
        before[first + second] += 1


def _edits(text: str, least: float) -> int:
    """By how many characters a text with a similarity of `least` can differ from this one at most."""
    share = 1 - least / 100
    longest = len(text) * (1 + share) / (1 - share)
    return int(share * (len(text) + longest) + 1e-6)


def _rarest(pairs: Sequence[Pair], rarity: Mapping[Pair, int], count: int) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (rarity[pair], pair))[:count]
