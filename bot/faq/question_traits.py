"""What a question is like, so that questions can be compared with each other: its words, and which entries it may be about.

People's ways of asking one thing have few words in common; the phrasings of the pack know most of them. Measured on
tests/data/question_variants.jsonl.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from heapq import nlargest

from bot.faq.features import WEIGHTS
from bot.faq.index import RARITY
from bot.faq.ranking import Ranker

_OF_WORDS = 0.2
"""The share of the words; the rest is that of the entries."""
_ENTRIES = 8
_SHARPNESS = 2
"""Exponent of the scores of entries: what is a little likely tells little."""


def traits_of(ranker: Ranker, text: str) -> Mapping[str, float]:
    """The traits of a text, as read by the index. The products of the traits that two have in common, added up, are their
    likeness (0–1)."""
    found = ranker.evidence(text)
    words = {f"w {name}": _weight(ranker, name) for name in found.features.names}
    best = nlargest(_ENTRIES, found.scores.items(), key=lambda item: item[1])
    entries = {f"e {entry}": score**_SHARPNESS for entry, score in best}
    return {**_scaled(words, _OF_WORDS), **_scaled(entries, 1 - _OF_WORDS)}


def _weight(ranker: Ranker, name: str) -> float:
    return WEIGHTS[name[0]] * math.pow(max(0.0, ranker.rarity(name)), RARITY)


def _scaled(traits: Mapping[str, float], share: float) -> dict[str, float]:
    """Traits of which the squares make `share` together."""
    length = math.sqrt(sum(weight * weight for weight in traits.values()))
    return {name: weight / length * math.sqrt(share) for name, weight in traits.items()} if length else {}
