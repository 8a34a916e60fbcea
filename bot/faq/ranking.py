"""A text → the entries it may ask for, with their scores."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.faq.features import Features, of_normalized
from bot.faq.index import Index
from bot.pack.model import CRAFT

UNLISTED = "craft_unlisted"
"""The entry for a craft that nobody listed; it gives way where a known craft is named."""
_KEPT = 6


@dataclass(frozen=True)
class Candidate:
    """An entry and how strongly the text speaks for it (0 and up; about 3 for each telling word)."""

    entry: str
    score: float


@dataclass(frozen=True)
class Ranking:
    """The best entries, best first; the pull of what is off the subject; and the weight of the whole text."""

    candidates: tuple[Candidate, ...]
    off: Candidate
    mass: float
    features: Features

    @property
    def score(self) -> float:
        """The best score; 0 where nothing speaks for any entry."""
        return self.candidates[0].score if self.candidates else 0.0

    @property
    def margin(self) -> float:
        """The lead of the best over the second, as a share of the best (0–1)."""
        if len(self.candidates) < 2:
            return 1.0 if self.candidates else 0.0
        return 1.0 - self.candidates[1].score / self.score

    def confidence(self) -> float:
        """The chance that the best entry is the right one (0–1), by the calibration of tools/calibrate.py."""
        if not self.candidates:
            return 0.0
        scores = (math.log(self.score), self.margin, self.score / self.mass, self.off.score / self.score)
        logit = INTERCEPT + sum(weight * value for weight, value in zip(COEFFICIENTS, scores, strict=True))
        return 1.0 / (1.0 + math.exp(-logit))


INTERCEPT = 1.03
COEFFICIENTS = (0.46, 4.62, 0.42, -2.34)
"""For: logarithm of the score, margin, share of the text explained, pull of what is off the subject."""


class Ranker:
    """Ranks texts against one index. `off_topic` names the entries that stand for what is off the subject."""

    def __init__(self, index: Index, entry_of_craft: Mapping[str, str], off_topic: frozenset[str]) -> None:
        self.index = index
        self._entry_of_craft = entry_of_craft
        self._off_topic = off_topic

    def rank(self, text: str, context: str = "", barred: str = "") -> Ranking:
        """Rank a normalised, mended text. `context` is read along at half weight; `barred` is left out."""
        found = of_normalized(text, self.index.lexicon)
        scores: dict[str, float] = {}
        mass = self._add(found, 1.0, scores)
        if context:
            before = of_normalized(context, self.index.lexicon)
            rest = Features(before.names - found.names, before.crafts)
            mass += self._add(rest, 0.5, scores)
            found = Features(found.names | rest.names, found.crafts or before.crafts)
        return self._ranking(scores, mass, found, barred)

    def _add(self, found: Features, weight: float, scores: dict[str, float]) -> float:
        """Add the postings of `found` to `scores`; returns the weight of the features, heard of or not."""
        index = self.index
        mass = 0
        for name in found.names:
            posting = index.postings.get(name)
            if posting is None:
                mass += index.unheard
                continue
            mass += ord(posting[0])
            for number, share in zip(posting[1::2], posting[2::2], strict=True):
                scores[number] = scores.get(number, 0.0) + ord(share) * weight
        return mass * weight / 1000

    def _ranking(self, scores: dict[str, float], mass: float, found: Features, barred: str) -> Ranking:
        off = Candidate("", 0.0)
        candidates: list[Candidate] = []
        named: dict[str, None] = {}
        for number in sorted(scores, key=lambda number: (-scores[number], number)):
            score = scores[number] / 1000
            target = self.index.targets[ord(number)]
            if target in self._off_topic:
                if score > off.score:
                    off = Candidate(target, score)
                continue
            entry = self._entry(target, found)
            if entry is None or entry == barred or entry in named:
                continue
            named[entry] = None
            candidates.append(Candidate(entry, score))
            if len(candidates) >= _KEPT and off.entry:
                break
        return Ranking(tuple(candidates[:_KEPT]), off, max(mass, 0.001), found)

    def _entry(self, target: str, found: Features) -> str | None:
        """The entry behind a target: a craft's own where one is named."""
        if target == CRAFT:
            return self._entry_of_craft[found.crafts[0].craft] if found.crafts else UNLISTED
        if target == UNLISTED and found.crafts:
            return None
        return target
